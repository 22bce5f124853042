// What a person can ask of the debugger: intent only, never data that the engine owns.
import type { TaskId } from '../task.ts';

export type Command =
  /** Run one match; in the past, move to the next recorded turn instead. */
  | { readonly kind: 'step' }
  | { readonly kind: 'back' }
  | { readonly kind: 'forward' }
  /** To the state after that many turns. */
  | { readonly kind: 'jump'; readonly turns: number }
  | { readonly kind: 'continue' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'choose'; readonly scenario: string }
  /** Run this step of the agenda next instead of the first; in the past this makes a fork. */
  | { readonly kind: 'pick'; readonly step: string }
  | { readonly kind: 'show'; readonly task: TaskId }
  /** Switch a step off or on for this session. */
  | { readonly kind: 'toggle'; readonly step: string };

/** The one door to the debugger, for the screen, the commands and the tests alike. */
export interface Session {
  getState(): import('./state.ts').SessionState;
  subscribe(listener: () => void): () => void;
  dispatch(command: Command): void;
  /** Resolves when nothing runs, loads or is being matched. */
  whenIdle(): Promise<void>;
  close(): Promise<void>;
}
