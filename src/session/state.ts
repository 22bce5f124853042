// What the debugger knows at one moment. Log, cursor and states are separate fields: travelling moves the cursor and nothing else.
import type { Breakpoint } from '../breakpoints.ts';
import type { Call, Pin } from '../call.ts';
import type { Called, Ended, ErrorInfo, LogLevel, SelectReason, Started, StopReason, View } from '../events.ts';
import type { Patch } from '../patch.ts';
import type { JsonObject, Path, Problem, Scenario, StepInfo } from '../step.ts';
import type { TaskId, Wait } from '../task.ts';
import type { Progress } from './progress.ts';
import type { ShownSources } from './shown-sources.ts';
import type { Snapshot } from './snapshot.ts';

export interface SessionState {
  readonly dir: string;
  readonly steps: readonly StepInfo[];
  /** Texts of steps and libraries as they stand on disk, by file; secrets in them are masked. */
  readonly sources: ShownSources;
  readonly scenarios: readonly Scenario[];
  readonly problems: readonly Problem[];
  readonly tasks: ReadonlyMap<TaskId, TaskLog>;
  /** The task on screen. */
  readonly task: TaskId | null;
  /** Turns behind us in the task on screen; equal to its number of turns at the tail. */
  readonly cursor: number;
  readonly status: Status;
  readonly stop: StopReason | null;
  /** The task whose call waits for an answer. */
  readonly asking: TaskId | null;
  /** What happens is kept in a recording (`lost`: it cannot be); or this is one, which is played, and nothing runs. */
  readonly recording: 'kept' | 'lost' | 'played';
  /** Of long work whose length is known; null otherwise. */
  readonly progress: Progress | null;
  /** One line for the person: what the last command did, or why it could not. */
  readonly notice: string;
  /** Steps switched off for this session. */
  readonly disabled: ReadonlySet<string>;
  /** Answers of a person's to connector calls. */
  readonly pins: readonly Pin[];
  readonly marks: readonly Mark[];
  /** Patch shows what changed from there to the cursor; null: what the turn that led here changed. */
  readonly diffFrom: Place | null;
  /** What can be taken back, the latest last. */
  readonly undoable: readonly Undoable[];
  readonly breakpoints: readonly Breakpoint[];
  /** Places of the document that are kept in view. */
  readonly watches: readonly Path[];
  /** By id: breakpoints that had to be put out of action while they were judged, and why. */
  readonly faults: ReadonlyMap<string, string>;
  /** By id: breakpoints whose condition threw the last time that it was looked at, and what. */
  readonly throwing: ReadonlyMap<string, string>;
  /** Where the last run was sent to. */
  readonly runTo: Breakpoint | null;
  /** What the last check of other orders found. */
  readonly confluence: Confluence | null;
}

/** Something that a person changed about the debugger: how it was before, and what it was made. */
export interface Undoable {
  readonly kind: 'disabled' | 'breakpoints' | 'watches' | 'pins' | 'marks' | 'diffFrom' | 'place';
  /** In words. */
  readonly what: string;
  readonly before: Undone;
  readonly after: Undone;
}

export type Undone = Pick<
  SessionState,
  'disabled' | 'breakpoints' | 'watches' | 'pins' | 'marks' | 'diffFrom' | 'task' | 'cursor'
>;

/** Whether it matters which of the steps that match in a place runs first. */
export interface Confluence {
  readonly task: TaskId;
  readonly turns: number;
  readonly orders: readonly ConfluenceOrder[];
  /** Places where the final data of two orders differs; none where the order does not matter. */
  readonly differ: readonly Path[];
}

export interface ConfluenceOrder {
  /** The step that ran first. */
  readonly step: string;
  /** Kept where the orders differ. */
  readonly fork: TaskId;
  /** Null where it did not come to an end: a call that nobody answers, or too long. */
  readonly end: Ended | null;
  readonly data: JsonObject;
}

/** A place in a task's time: after so many turns. */
export interface Place {
  readonly task: TaskId;
  readonly turns: number;
}

/** One that a person gave a name. */
export interface Mark extends Place {
  readonly name: string;
}

/** `loading`: sources on their way; `running` since a moment on the monotonic clock, ms; `paused`: waiting for a person. */
export type Status =
  | { readonly kind: 'loading' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'running'; readonly since: number; readonly step: string | null };

/** One task as told by its events. `snapshots[k]` is how things stood after k turns; `turns[k]` is turn k + 1. */
export interface TaskLog {
  readonly id: TaskId;
  readonly start: Started;
  readonly parent: { readonly task: TaskId; readonly turns: number } | null;
  /** Of a fork: what it was made by, in words, where that is known. */
  readonly made?: string | undefined;
  readonly name: string;
  readonly tags: readonly string[];
  /** Turns that changed name or tags, ascending, with both as they were afterwards. */
  readonly named: readonly { readonly turn: number; readonly name: string; readonly tags: readonly string[] }[];
  readonly snapshots: readonly Snapshot[];
  readonly turns: readonly Turn[];
  readonly end: Ended | null;
  /** What changed between turns. */
  readonly entries: readonly Entry[];
  /** Children whose result or end was asked for, with the turn that made them. */
  readonly waits: readonly (Wait & { readonly turn: number })[];
  /** A child must end before anything of it can run. */
  readonly isWaiting: boolean;
  /** Turns after which it stopped, ascending: where one travels back to. */
  readonly stops: readonly number[];
  /** Turns that a breakpoint was about: before or after them it stopped. */
  readonly breaks: readonly Break[];
  readonly notes: readonly Note[];
  /** Turns that would come out otherwise under the steps of today. */
  readonly stale: ReadonlyMap<number, Stale>;
}

/** `pick`: another step would run (`now`; null where none would). `edited`: the step that ran has been edited since. */
export type Stale = { readonly kind: 'pick'; readonly now: string | null } | { readonly kind: 'edited' };

/** A log point was passed. */
export interface Break {
  readonly turn: number;
  readonly breakpoint: string;
}

export interface Note {
  /** Turns done by then. */
  readonly after: number;
  /** The turn that it is about. */
  readonly about: number;
  readonly breakpoint: string;
  readonly text: string;
}

export interface Entry {
  /** Turns done by then. */
  readonly after: number;
  readonly cause: 'child' | 'edit';
  /** Whose result it is; null for an edit by hand. */
  readonly child: TaskId | null;
  readonly patches: readonly Patch[];
}

export interface Turn {
  readonly number: number;
  readonly step: string;
  readonly why: SelectReason;
  readonly over: string | null;
  readonly matchMs: number;
  readonly runMs: number;
  /** The run's patches, then what settled. */
  readonly patches: readonly Patch[];
  readonly logs: readonly { readonly level: LogLevel; readonly text: string }[];
  readonly droppedLogs: number;
  readonly calls: readonly Call[];
  /** Of each call how it was answered, in the same order. */
  readonly taped: readonly Called['taped'][];
  readonly views: readonly View[];
  readonly problems: readonly Problem[];
  readonly rearmed: boolean;
  readonly error: ErrorInfo | null;
  readonly killed: boolean;
  /** False while it runs. */
  readonly finished: boolean;
}
