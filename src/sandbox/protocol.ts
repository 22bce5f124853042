// What crosses the process border, one JSON text a line: commands in, events out. Commands name intents; only the host
// sends a state, to let a new process continue where an old one died.
import type { Breakpoint } from '../breakpoints.ts';
import type { Pin } from '../call.ts';
import type { Ended, Loaded, TaskEvent, Vault } from '../events.ts';
import type { StepFacts } from '../facts.ts';
import type { Patch } from '../patch.ts';
import type { JsonObject, Limits, Source, StepInfo } from '../step.ts';
import type { Settings, TaskId, TaskStart, TaskState } from '../task.ts';

/** What the sandbox is told first, before any command. */
export type WatchLimits = Pick<Limits, 'stepMs' | 'memoryMb'>;

/** Where a task begins that goes on from another's state. */
export interface Fork {
  readonly from: { readonly task: TaskId; readonly turns: number };
  /** What it was made by, in words. */
  readonly made?: string | undefined;
  /** Steps that may run again, because they had failed or been interrupted. */
  readonly rearmed: readonly string[];
  /** A hand edit that it begins with. */
  readonly edit: readonly Patch[];
}

/** What a turn did to what the next ones were matched against, as it really was. */
export interface PastTurn {
  readonly turn: number;
  readonly step: string;
  readonly isHand: boolean;
  readonly rearmed: boolean;
  readonly patches: readonly Patch[];
  /** Where it changed. */
  readonly stash?: JsonObject;
}

export interface EndedChild {
  readonly child: TaskId;
  readonly event: Ended;
  /** The child's clock then. */
  readonly clock: number;
}

export type SandboxCommand =
  /** Changed and new sources, files that are gone, and everything else anew. */
  | {
      readonly kind: 'load';
      readonly settings: Settings;
      readonly sources: readonly Source[];
      readonly removed: readonly string[];
    }
  | { readonly kind: 'start'; readonly start: TaskStart }
  /** Go on with a task from a state: after a death, and as a fork. */
  | {
      readonly kind: 'restore';
      readonly start: TaskStart;
      readonly state: TaskState;
      readonly fork: Fork | null;
      /** Children that ended since the task was last told. */
      readonly ended: readonly EndedChild[];
    }
  /** One turn. */
  /** `isOwn`: of this very task, whoever of its family would be next. */
  | { readonly kind: 'step'; readonly task: TaskId; readonly isOwn?: boolean; readonly pick?: string }
  /** Turns until the task ends or a pause comes. */
  | { readonly kind: 'continue'; readonly task: TaskId }
  | { readonly kind: 'pause' }
  /** All there are; heard at once, also while something runs. */
  | { readonly kind: 'breakpoints'; readonly list: readonly Breakpoint[] }
  /** Match a state with the steps of today; nothing runs. */
  | { readonly kind: 'rematch'; readonly start: TaskStart; readonly state: TaskState }
  /** Which turns of the past would pick another step today; nothing runs. */
  | {
      readonly kind: 'compare';
      readonly start: TaskStart;
      readonly state: TaskState;
      readonly turns: readonly PastTurn[];
    }
  /** A hand edit of a task's data, between turns. */
  | { readonly kind: 'edit'; readonly task: TaskId; readonly patches: readonly Patch[] }
  | { readonly kind: 'switchOff'; readonly task: TaskId; readonly disabled: readonly string[] }
  /** These answers, and no other pins, from now on. */
  | { readonly kind: 'pin'; readonly task: TaskId; readonly pins: readonly Pin[] }
  | { readonly kind: 'drop'; readonly task: TaskId }
  /** What the texts of the steps in force tell, from that place in the list on: as many as take no noticeable time. */
  | { readonly kind: 'facts'; readonly serial: number; readonly from: number };

/** The command before has been carried out; each gets one. */
export interface Answered {
  readonly kind: 'answered';
}

/** The next file is being loaded: its own code runs. */
export interface Loading {
  readonly kind: 'loading';
  readonly file: string;
}

/** A step as its file tells it: where it stands among the others is told when all are loaded. */
export type LoadedStep = Omit<StepInfo, 'order' | 'stale'>;

/** A file was loaded, and what it says of its step is not what was told of it before. */
export interface StepLoaded {
  readonly kind: 'step';
  readonly step: LoadedStep;
}

/** All is loaded that was to be; each step was told before, when it came or changed. */
export interface AllLoaded extends Omit<Loaded, 'steps'> {
  /** Of all steps in force, in creation order; null where they are the same as last time. */
  readonly files: readonly string[] | null;
  /** Those whose step in force is not what stands on disk. */
  readonly stale: readonly string[];
}

/** `next`: the place of the first step that is still to be asked for. */
export interface FactsRead {
  readonly kind: 'facts';
  readonly serial: number;
  readonly facts: readonly StepFacts[];
  readonly next: number | null;
}

/** A task changed JavaScript's own objects for good: no other task may run in this process. */
export interface Spoiled {
  readonly kind: 'spoiled';
}

export type SandboxLine = TaskEvent | Vault | Answered | Loading | StepLoaded | AllLoaded | FactsRead | Spoiled;

/** The child's main thread ended the process. */
export interface LastWords {
  readonly killed: 'time' | 'memory' | 'exit';
  /** What ran: a step's content, a step's condition, a file that was being loaded, code of a breakpoint. */
  readonly during: 'run' | 'match' | 'load' | 'break' | 'nothing';
  /** Of the step, in the order of the last `loaded`; of the breakpoint in its list. */
  readonly index: number;
}
