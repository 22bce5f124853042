// What a person can ask of the debugger: intent only, never data that the engine owns.
import type { NewBreakpoint } from '../breakpoints.ts';
import type { Json, Mock, Path } from '../step.ts';
import type { TaskId } from '../task.ts';
import type { Place } from './state.ts';

export type Command =
  /** Run one match; in the past, move to the next recorded turn instead. */
  | { readonly kind: 'step' }
  /** Run until the task on screen has made its next turn, whatever its subtasks do before; until the subtask on screen has ended. */
  | { readonly kind: 'over' | 'out' }
  | { readonly kind: 'back' }
  | { readonly kind: 'forward' }
  /** To the state after that many turns. */
  | { readonly kind: 'jump'; readonly turns: number }
  /** To a place in another task's time. */
  | { readonly kind: 'goTo'; readonly task: TaskId; readonly turns: number }
  /** Back to where it stopped before. */
  | { readonly kind: 'rewind' }
  /** Gives the place where the cursor is a name; an empty one takes it away. */
  | { readonly kind: 'mark'; readonly name: string }
  | { readonly kind: 'continue' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'choose'; readonly scenario: string }
  /** Run this step of the agenda next instead of the first; in the past this makes a fork. */
  | { readonly kind: 'pick'; readonly step: string }
  /** A copy of the task as it is at the cursor, to go on with; the original stays. */
  | { readonly kind: 'fork' }
  /** Ends the task here. */
  | { readonly kind: 'stop' }
  /** Goes on, in a fork, with a task that was stopped, failed or is incomplete: the step that failed may run again. */
  | { readonly kind: 'resume' }
  /** Runs again, in a fork and on the tape, from the first turn that an edit made stale, until something comes out otherwise. */
  | { readonly kind: 'rerun' }
  /** Changes a value of the data, or removes it (`value` undefined); in the past this makes a fork. */
  | { readonly kind: 'edit'; readonly path: Path; readonly value: Json | undefined }
  /** The smallest change of the data at the cursor that makes a step match, in a fork. */
  | { readonly kind: 'makeMatch'; readonly step: string }
  /** Tries the other orders of the steps that match here, in forks on the tape, and says whether the final data differs. */
  | { readonly kind: 'confluence' }
  /** Answers the call that the task waits for, and goes on. */
  | { readonly kind: 'answer'; readonly answer: Mock }
  /** From now on this answers all calls of a method. */
  | { readonly kind: 'pin'; readonly connector: string; readonly method: string; readonly answer: Mock }
  | { readonly kind: 'unpin'; readonly connector: string; readonly method: string }
  /** The place at the cursor as a scenario of its own, in a new file. */
  | { readonly kind: 'save'; readonly name: string }
  /** Writes the answers that were given in this task into the file of its scenario. */
  | { readonly kind: 'keepAnswers' }
  /** Tells how to run the turn at the cursor under a JavaScript debugger. */
  | { readonly kind: 'inspect' }
  /** Sets a breakpoint; with an id it takes the place of that one. */
  | { readonly kind: 'break'; readonly breakpoint: NewBreakpoint; readonly id?: string }
  | { readonly kind: 'unbreak'; readonly id: string }
  /** Off or on. */
  | { readonly kind: 'toggleBreak'; readonly id: string }
  /** Continue until that step is next, so many turns are done, or the value at that path changes; any stop ends it. */
  | ({ readonly kind: 'runTo' } & RunTo)
  /** Keeps the value at this place in view, or no longer. */
  | { readonly kind: 'watch' | 'unwatch'; readonly path: Path }
  /** From where on Patch shows what changed until the cursor; null: only the turn that led here. */
  | { readonly kind: 'diffFrom'; readonly place: Place | null }
  | { readonly kind: 'show'; readonly task: TaskId }
  /** Switch a step off or on for this session. */
  | { readonly kind: 'toggle'; readonly step: string }
  /** Takes back the last of: a step switched, a breakpoint, a watch, a pin, a mark, where Patch begins, the choice of another task. Nothing that ran. */
  | { readonly kind: 'undo' };

/** `path` may be a glob. */
export type RunTo = { readonly step: string } | { readonly turn: number } | { readonly path: string };

/** The one door to the debugger, for the screen, the commands and the tests alike. */
export interface Session {
  getState(): import('./state.ts').SessionState;
  subscribe(listener: () => void): () => void;
  dispatch(command: Command): void;
  /** Resolves when nothing runs, loads or is being matched. */
  whenIdle(): Promise<void>;
  close(): Promise<void>;
}
