// What running one scenario came to, and the form of a whole run: version 1 of the report (formats.md), as types.

import type { Coverage } from '../analysis/coverage.ts';
import type { Call } from '../call.ts';
import type { ErrorInfo } from '../events.ts';
import type { Patch } from '../patch.ts';
import type { TaskLog } from '../session/state.ts';
import type { Json, JsonObject, Problem, Scenario } from '../step.ts';

export type CheckName =
  | 'error'
  | 'expectedSteps'
  | 'steps'
  | 'neverSteps'
  | 'state'
  | 'reason'
  | 'expectedError'
  | 'expectedDuration'
  | 'validateFinalState'
  | 'data'
  | 'paths'
  | 'divergence';

export interface Failure {
  readonly check: CheckName;
  readonly path?: string;
  readonly expected: Json;
  readonly actual: Json;
  readonly message: string;
}

/** A scenario that ran (or was skipped: then there is no log). */
export interface Outcome {
  readonly scenario: Scenario;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly log: TaskLog | null;
  /** Its subtasks and theirs, in the order in which they began. */
  readonly family: readonly TaskLog[];
  readonly failures: readonly Failure[];
  readonly durationMs: number;
  /** It is a recording, and `log` is what came of it now. */
  readonly isRecording?: boolean;
  /** The file that holds what happened. */
  readonly recordedTo?: string;
  /** The one that matters, where it is not the last. */
  readonly turn?: number;
  /** Besides those that arose while it ran. */
  readonly warnings?: readonly Problem[];
  /** So often it was tried, where that is more than once. */
  readonly attempts?: number;
  /** Only where it failed, and its file expects now what happened. */
  readonly updated?: true;
}

export interface RunResult {
  readonly dir: string;
  readonly seed: number;
  readonly durationMs: number;
  readonly outcomes: readonly Outcome[];
  readonly problems: readonly Problem[];
  /** Null where nobody asked for it. */
  readonly coverage?: Coverage | null;
  /** A person ended it before all had run. */
  readonly isInterrupted?: boolean;
}

/** The stable JSON report. */
export interface Report {
  readonly version: 1;
  readonly dir: string;
  readonly seed: number;
  readonly durationMs: number;
  readonly totals: Totals;
  readonly scenarios: readonly ReportScenario[];
  readonly problems: readonly Omit<Problem, 'frame'>[];
  readonly coverage: Coverage | null;
}

export interface Totals {
  readonly scenarios: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of those that passed, how many were made to: only where there are any. */
  readonly updated?: number;
}

export interface ReportScenario {
  readonly name: string;
  readonly file: string;
  readonly status: Outcome['status'];
  readonly task: ReportTask | null;
  readonly steps: readonly string[];
  readonly turns: readonly ReportTurn[];
  readonly entries: readonly { readonly after: number; readonly cause: string; readonly patches: readonly Patch[] }[];
  readonly children: readonly ReportChild[];
  readonly data: JsonObject;
  readonly failures: readonly Failure[];
  /** Only where it ran more than once. */
  readonly attempts?: number;
  readonly updated?: true;
}

export interface ReportChild {
  readonly task: ReportTask;
  readonly steps: readonly string[];
  readonly turns: readonly ReportTurn[];
  readonly entries: ReportScenario['entries'];
  readonly children: readonly ReportChild[];
  readonly data: JsonObject;
}

export interface ReportTask {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly state: string;
  readonly reason: string;
  readonly result: Json;
  readonly durationMs: number;
  readonly error: Pick<ErrorInfo, 'name' | 'message' | 'step' | 'file' | 'line' | 'column'> | null;
}

export interface ReportTurn {
  readonly turn: number;
  readonly step: string;
  readonly agenda: readonly string[];
  readonly matchMs: number;
  readonly runMs: number;
  readonly patches: readonly Patch[];
  readonly logs: readonly { readonly level: string; readonly text: string }[];
  readonly calls: readonly Call[];
}
