// The error that stands at the cursor: of the turn that led here, or of the end of the task (a loop, a limit) where no turn has it.
import type { ErrorInfo } from '../../events.ts';
import type { SessionState, TaskLog } from '../state.ts';
import { hereOf } from './here.ts';

/** Null where nothing failed. */
export function failureAt(state: SessionState): ErrorInfo | null {
  const here = hereOf(state);
  if (here === null) return null;
  return here.done?.error ?? (here.atTail ? (here.task.end?.error ?? null) : null);
}

/** What ended the task and is told by no turn; null where its last turn tells it, or nothing failed. */
export function endFailure({ end, turns }: TaskLog): ErrorInfo | null {
  if (end === null || end.error === null) return null;
  const told = turns.at(-1)?.error;
  return told?.name === end.error.name && told.message === end.error.message ? null : end.error;
}
