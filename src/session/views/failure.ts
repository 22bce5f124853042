// The error that stands at the cursor: of the turn that led here, or of the end of the task (a loop, a limit) where no turn has it.
import type { ErrorInfo } from '../../events.ts';
import type { Problem } from '../../step.ts';
import type { SessionState, TaskLog } from '../state.ts';
import { hereOf } from './here.ts';

/** Null where nothing failed. */
export function failureAt(state: SessionState): ErrorInfo | null {
  const here = hereOf(state);
  if (here === null) return null;
  return here.done?.error ?? (here.atTail ? (here.task.end?.error ?? null) : null);
}

/** What is wrong at the cursor: the failure, and what the turn that led here was warned of. */
export interface Trouble {
  readonly turn: number;
  readonly failure: ErrorInfo | null;
  readonly warnings: readonly Problem[];
}

export function troubleAt(state: SessionState): Trouble {
  const here = hereOf(state);
  return { turn: here?.cursor ?? 0, failure: failureAt(state), warnings: here?.done?.problems ?? [] };
}

/** What ended the task and is told by no turn; null where its last turn tells it, or nothing failed. */
export function endFailure({ end, turns }: TaskLog): ErrorInfo | null {
  if (end === null || end.error === null) return null;
  const told = turns.at(-1)?.error;
  return told?.name === end.error.name && told.message === end.error.message ? null : end.error;
}
