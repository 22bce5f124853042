// What the history knows: rows of an index. What happened in a task stands in its recording; a row says where that is, and
// what is asked for often. Everything in it is masked, as events are.
import type { CallError, CallSource } from '../call.ts';
import type { ErrorInfo } from '../events.ts';
import type { EndReason, Json, TaskEnd } from '../step.ts';
import type { TaskId } from '../task.ts';

/** `created`: nothing has run yet. `stopped` is also a task whose process is gone before it ended. */
export type RowState = 'created' | 'running' | 'waiting' | TaskEnd;

export type RowError = Pick<ErrorInfo, 'name' | 'message' | 'step' | 'file' | 'line' | 'column'>;

export interface TaskRow {
  readonly id: TaskId;
  readonly name: string;
  readonly tags: readonly string[];
  /** By its path below the scenarios; null for data that stood in none. */
  readonly scenario: string | null;
  readonly state: RowState;
  /** Why it ended, or what it waits for; null while it runs. */
  readonly reason: EndReason | 'park' | 'timeout' | 'subtask' | 'call' | null;
  /** When it was begun here, epoch ms; its own clock may say otherwise. */
  readonly createdAt: number;
  /** Likewise. */
  readonly endedAt: number | null;
  /** The task's clock since its start plus time really spent computing, ms. */
  readonly durationMs: number;
  readonly turns: number;
  readonly error: RowError | null;
  /** The file of its family's recording, absolute. */
  readonly recording: string;
  /** The task and turn that made this one. */
  readonly parent: { readonly task: TaskId; readonly turn: number } | null;
  /** The task that it goes on from, and how many turns of it are its own too. */
  readonly from: { readonly task: TaskId; readonly turns: number } | null;
  /** Of the process that runs it; null when it has ended. */
  readonly pid: number | null;
  /** Where it runs: on the screen of the debugger, or by the command `task`. */
  readonly by: 'screen' | 'task';
}

/** A turn. */
export interface StepRun {
  readonly task: TaskId;
  readonly turn: number;
  readonly step: string;
  /** Epoch ms, real time; guessed where the index was built anew. */
  readonly at: number;
  readonly runMs: number;
  readonly matchMs: number;
  readonly error: RowError | null;
  /** The places that it wrote, `*` for each place in a list: `['order', 'items', '*', 'price']`. */
  readonly wrote: readonly (readonly string[])[];
}

export interface CallRow {
  readonly task: TaskId;
  readonly turn: number;
  /** Which call of the turn, from 0. */
  readonly place: number;
  readonly step: string;
  readonly connector: string;
  readonly method: string;
  /** Epoch ms, real time; guessed where the index was built anew. */
  readonly at: number;
  /** On the task's clock. */
  readonly ms: number;
  readonly source: CallSource;
  readonly error: CallError | null;
  /** A value that is too large for an index is a text that says so. */
  readonly args: Json;
  /** null where there is none. */
  readonly result: Json;
}

/** Calls are numbered as they are written: whoever follows them asks for those after the last number. */
export type NumberedCall = CallRow & { readonly number: number };

/** What `run` found out about one scenario. */
export interface ScenarioRun {
  /** The same for all of one run; later ones sort behind. */
  readonly run: string;
  /** When the run began, epoch ms. */
  readonly at: number;
  readonly scenario: string;
  readonly file: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly durationMs: number;
}

/** What is to be written together. */
export interface Rows {
  readonly tasks: readonly TaskRow[];
  readonly stepRuns: readonly StepRun[];
  readonly calls: readonly CallRow[];
  /** Turns that never happened after all. */
  readonly undone: readonly { readonly task: TaskId; readonly turn: number }[];
}

export const NO_ROWS: Rows = { tasks: [], stepRuns: [], calls: [], undone: [] };

export interface TaskQuery {
  readonly states?: readonly RowState[];
  /** A part of its name, in either case. */
  readonly name?: string;
  /** Tasks that steps made too. */
  readonly subtasks?: boolean;
  /** Epoch ms. */
  readonly since?: number;
  /** Newest or longest first. */
  readonly sort?: 'createdAt' | 'executionTime';
  readonly limit?: number;
  /** So many of the first are left out. */
  readonly offset?: number;
}

export interface StepQuery {
  readonly task?: TaskId;
  readonly step?: string;
  /** Epoch ms. */
  readonly since?: number;
  readonly limit?: number;
}

export interface CallQuery {
  readonly connector?: string;
  readonly task?: TaskId;
  /** Epoch ms. */
  readonly since?: number;
  /** Only those that were written after the one of this number. */
  readonly after?: number;
  readonly limit?: number;
}

/** What all runs of one step come to. */
export interface StepStats {
  readonly step: string;
  readonly runs: number;
  readonly errors: number;
  readonly meanMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly p95Ms: number;
  /** Epoch ms. */
  readonly lastUsed: number;
}

export interface CallStats {
  readonly connector: string;
  readonly calls: number;
  readonly errors: number;
  readonly meanMs: number;
  /** Epoch ms. */
  readonly lastCall: number;
  readonly lastError: { readonly at: number; readonly error: CallError } | null;
}
