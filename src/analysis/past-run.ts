// Tasks as the history knows them, and what is told of a workspace's health from them.
import type { Json } from '../step.ts';

/** A task as the history knows it. */
export interface PastRun {
  readonly id: string;
  readonly name: string;
  /** By its path below the scenarios. */
  readonly scenario?: string | null;
  /** `running`, `waiting` and the like while it has not ended. */
  readonly state: string;
  /** Why it ended or waits. */
  readonly reason?: string | null;
  /** Real time at which it began, epoch ms. */
  readonly startedAt: number;
  /** Null while it has not ended. */
  readonly endedAt: number | null;
  /** On its own clock, computing included. */
  readonly durationMs: number | null;
  readonly error: PastError | null;
  readonly turns: readonly PastTurn[];
  readonly calls: readonly PastCall[];
  /** Steps that matched at some time and never ran in any task; absent where that is not known. */
  readonly matched?: readonly string[] | undefined;
}

export interface PastError {
  readonly name: string;
  readonly message: string;
  readonly step?: string;
  readonly file?: string;
  readonly line?: number;
}

export interface PastTurn {
  readonly turn: number;
  readonly step: string;
  readonly runMs: number;
  readonly failed: boolean;
}

export interface PastCall {
  readonly turn: number;
  readonly step?: string;
  readonly connector: string;
  readonly method: string;
  /** As they may be shown; those of one task tell tries of one call from calls for several things. */
  readonly args?: Json;
  /** What it failed with; null where it answered. */
  readonly error: { readonly name: string; readonly message: string } | null;
}

/** What `run` found out about one scenario. */
export interface PastScenario {
  readonly scenario: string;
  /** Epoch ms. */
  readonly at: number;
  readonly passed: boolean;
  readonly durationMs: number;
}

interface TodaysStep {
  readonly name: string;
  readonly disabled: boolean;
  /** Epoch ms: tasks that began before ran without it as it is now. Absent where that is not known. */
  readonly changedAt?: number;
}

export interface HealthInput {
  readonly tasks: readonly PastRun[];
  readonly scenarioRuns?: readonly PastScenario[];
  /** Those of today. */
  readonly steps: readonly TodaysStep[];
  /** Epoch ms. */
  readonly now: number;
}

/** What a sign rests on: so many of so many, and some of the tasks, or of the scenarios, the newest first. */
export interface Evidence {
  readonly count: number;
  readonly of: number;
  readonly tasks: readonly string[];
}

export interface Sign {
  /** Stable, for scripts. */
  readonly code: string;
  readonly severity: 'bad' | 'warning' | 'info';
  /** Which step, connector, scenario … it is about. */
  readonly about: string;
  readonly message: string;
  /** What to do. */
  readonly advice: string;
  readonly evidence: Evidence;
}

export interface Health {
  readonly tasks: number;
  readonly states: Readonly<Record<string, number>>;
  /** Where any were given: of the first and the last of them, epoch ms. */
  readonly from: number | null;
  readonly to: number | null;
  readonly errors: ErrorGroups;
  /** The worst first. */
  readonly signs: readonly Sign[];
}

export interface ErrorGroup extends Evidence {
  readonly key: string;
}

/** The most frequent first. */
export interface ErrorGroups {
  readonly total: number;
  readonly byType: readonly ErrorGroup[];
  readonly byStep: readonly ErrorGroup[];
  /** The connector whose call failed last in the turn that threw. */
  readonly byConnector: readonly ErrorGroup[];
  /** Hour of the day, UTC, at which the task began: `00` to `23`. */
  readonly byHour: readonly ErrorGroup[];
  /** The same message but for numbers, names in quotes and ids. */
  readonly byMessage: readonly ErrorGroup[];
}
