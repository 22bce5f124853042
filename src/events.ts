// The vocabulary that comes out: everything that happens, as a stream of plain-JSON events. The screen, reports,
// recordings and the history are readers of this one stream. An event is masked when it is made: no secret is in it.
import type { Call, Question, Samples, TapedCall } from './call.ts';
import type { StepFacts } from './facts.ts';
import type { Patch } from './patch.ts';
import type { EndReason, Json, JsonObject, Path, Problem, StepInfo, TaskEnd } from './step.ts';
import type { AskedForLater, ShownExpected, TaskId, TaskOrigin } from './task.ts';

/** Where and why a step failed; line and column point into the user's own file (from 1; 0 where unknown). */
export interface ErrorInfo {
  readonly name: string;
  readonly message: string;
  readonly step: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly frame?: string;
  readonly stack?: string;
}

export type LogLevel = 'log' | 'info' | 'warn' | 'error' | 'debug' | 'audit';

/** What `task.visualize` was given, copied at call time. */
export interface View {
  readonly type: string;
  readonly name: string;
  readonly data: Json;
  readonly options?: Json;
}

/** The outcome of a leaf that only the sandbox can judge: a regexp, a predicate, a masked value. */
export interface Verdict {
  readonly step: string;
  /** Its place in the step's condition; `at` is the place in the data that it looked at. */
  readonly leaf: Path;
  readonly at: Path;
  readonly ok: boolean;
  readonly threw?: string;
}

/** Why a step was chosen from the agenda: it asks for more fields, it was created first, it was alone, or a person picked it. */
export type SelectReason = 'specificity' | 'order' | 'alone' | 'hand';

/** `turn`: what the breakpoint is about, to come or just over. `path`: what changed. */
export interface Hit {
  readonly breakpoint: string;
  readonly turn?: number;
  readonly path?: Path;
}

export type StopReason =
  | { readonly kind: 'entry' | 'step' | 'pause' }
  /** All tasks of the family have ended; a breakpoint may have hit as well. */
  | ({ readonly kind: 'ended' } & Partial<Hit>)
  /** `fault`: it has not hit, its condition had to be ended; it is out of action from then on. */
  | ({ readonly kind: 'breakpoint'; readonly fault?: string } & Hit)
  | ({ readonly kind: 'call' } & Question);

interface OfTask {
  readonly task: TaskId;
}
interface OfTurn extends OfTask {
  /** Turn 1 is the first step run. */
  readonly turn: number;
}

export interface Started extends OfTask, Omit<TaskOrigin, 'id'> {
  readonly kind: 'started';
  readonly data: JsonObject;
}

/** The task continues from the state that `from.task` had after `from.turns` turns; its turns until then are its own too. */
export interface Forked extends OfTask {
  readonly kind: 'forked';
  readonly from: { readonly task: TaskId; readonly turns: number };
  /** What it was made by, in words. */
  readonly made?: string;
  /** Steps that had failed or been interrupted, and may run again: it was resumed. */
  readonly rearmed: readonly string[];
}

/** The agenda before turn `turn`: steps that came onto it and went off it since the task's matched event before. */
export interface Matched extends OfTurn {
  readonly kind: 'matched';
  readonly on: readonly string[];
  readonly off: readonly string[];
  /** Matched from the beginning: `on` is all of it. */
  readonly fresh: boolean;
  readonly verdicts: readonly Verdict[];
  readonly matchMs: number;
}

/** The agenda before turn `turn`, matched anew after the steps changed; nothing ran. */
export interface Rematched extends OfTurn {
  readonly kind: 'rematched';
  readonly agenda: readonly string[];
  readonly verdicts: readonly Verdict[];
}

export interface Selected extends OfTurn {
  readonly kind: 'selected';
  readonly step: string;
  readonly why: SelectReason;
  /** The one that would have been next; null if it was alone. */
  readonly over: string | null;
}

export interface Logged extends OfTurn {
  readonly kind: 'logged';
  readonly level: LogLevel;
  readonly text: string;
}

export interface Called extends OfTurn {
  readonly kind: 'called';
  readonly call: Call;
  /** With `call`, what a tape needs to answer it so again. */
  readonly taped: Pick<TapedCall, 'attempt' | 'form' | 'tookMs'>;
}

/** The turn that was under way never happened: it was interrupted, or a call of it waits for an answer. */
export interface Abandoned extends OfTurn {
  readonly kind: 'abandoned';
  readonly question: Question | null;
}

export interface Viewed extends OfTurn {
  readonly kind: 'viewed';
  readonly view: View;
}

export interface Warned extends OfTurn {
  readonly kind: 'warned';
  readonly problem: Problem;
  /** Whose condition threw, and what. */
  readonly breakpoint?: { readonly id: string; readonly fault: string };
}

/** content returned or threw; what it wrote until then is in `patches`. */
export interface Ran extends OfTurn {
  readonly kind: 'ran';
  readonly step: string;
  readonly patches: readonly Patch[];
  /** Wall time of content. */
  readonly runMs: number;
  /** The task's clock afterwards, epoch ms. */
  readonly clock: number;
  /** It called step.redo(). */
  readonly rearmed: boolean;
  /** Log lines beyond the limit that were counted and not kept. */
  readonly droppedLogs?: number;
  /** Of the task from now on; where they stayed as they were they may be left out. */
  readonly name?: string;
  readonly tags?: readonly string[];
  readonly error?: ErrorInfo;
  /** What the step asked of its task beyond this turn. */
  readonly asked?: AskedForLater;
  /** Figures of the process that it looked at. */
  readonly samples?: Samples;
  /** The step was killed: its writes are lost. */
  readonly killed?: boolean;
}

/** What the turn had waited for arrived: results with `into`, promises left in data. */
export interface Settled extends OfTurn {
  readonly kind: 'settled';
  readonly patches: readonly Patch[];
  readonly clock: number;
  /** A result failed to arrive or to be put in its place, or what the step left running threw. */
  readonly error?: ErrorInfo;
}

/** Time passed in which nothing of the task could run. */
export interface Waited extends OfTask {
  readonly kind: 'waited';
  /** Turns done by then. */
  readonly after: number;
  readonly why: 'park' | 'timeout';
  readonly clock: number;
}

/** Nothing of the task can run before a child has ended. */
export interface Waiting extends OfTask {
  readonly kind: 'waiting';
  readonly after: number;
  /** A child, or time that really passes. */
  readonly why: 'subtask' | Waited['why'];
}

/** A log point was passed. */
export interface Noted extends OfTask {
  readonly kind: 'noted';
  /** Turns done by then. */
  readonly after: number;
  /** The turn that it is about: the one done last, or the next. */
  readonly about?: number;
  readonly breakpoint: string;
  readonly text: string;
}

/** Turns of the past that would come out otherwise under today's steps. */
export interface Compared extends OfTask {
  readonly kind: 'compared';
  /** `now`: the step that would run; null where none would. */
  readonly differ: readonly { readonly turn: number; readonly now: string | null }[];
}

/** Something outside the task's own turns changed its data. */
export interface Entered extends OfTask {
  readonly kind: 'entered';
  /** Turns done by then. */
  readonly after: number;
  readonly cause: 'child' | 'edit';
  /** Whose result it is; null for an edit by hand. */
  readonly child: TaskId | null;
  readonly patches: readonly Patch[];
  readonly clock: number;
}

export interface Ended extends OfTask {
  readonly kind: 'ended';
  readonly state: TaskEnd;
  readonly reason: EndReason;
  readonly result: Json;
  /** The result is a null that was given. */
  readonly gaveNull?: true;
  readonly error: ErrorInfo | null;
  /** The task's clock since its start plus time really spent computing, ms. */
  readonly durationMs: number;
  /** Outcomes of the expected pattern's leaves that only the sandbox can judge; `step` is empty. */
  readonly expected?: readonly Verdict[];
  /** What was expected, where it is masked or is asked of what is: so it is shown. */
  readonly shownExpected?: ShownExpected;
}

/** `task` is the one that was asked to run; `at` the one of its family whose turn it was. */
export interface Stopped extends OfTask {
  readonly kind: 'stopped';
  readonly at: TaskId;
  readonly reason: StopReason;
}

/** The sandbox took in sources; `steps` are all that are in force, `problems` all that these sources have. */
export interface Loaded {
  readonly kind: 'loaded';
  readonly steps: readonly StepInfo[];
  readonly problems: readonly Problem[];
  /** What scenario and connector files written in JS or TS export, as JSON with `$function`, `$regexp` and type names as text. */
  readonly modules: readonly { readonly file: string; readonly value: Json }[];
  /** Where they were asked for: of the steps in force, but for those whose text cannot be understood. */
  readonly facts?: readonly StepFacts[];
}

export type TaskEvent =
  | Started
  | Forked
  | Matched
  | Rematched
  | Selected
  | Logged
  | Called
  | Abandoned
  | Viewed
  | Warned
  | Ran
  | Settled
  | Waited
  | Waiting
  | Noted
  | Compared
  | Entered
  | Ended
  | Stopped;

export type Event = Loaded | TaskEvent;

/** Changes as they really were where the next event shows them masked. Like TaskState it stays with the sandbox's host. */
export interface Vault {
  readonly kind: 'vault';
  readonly task: TaskId;
  readonly patches?: readonly Patch[];
  readonly stash?: JsonObject;
  /** What a child began with, and its name. */
  readonly data?: JsonObject;
  readonly name?: string;
  /** Of the next `ran`. */
  readonly ran?: Pick<Ran, 'name' | 'tags' | 'asked'>;
  /** Of the next `ended`. */
  readonly result?: Json;
  readonly failure?: ErrorInfo | null;
  /** Of the next `called`. */
  readonly call?: TapedCall;
}
