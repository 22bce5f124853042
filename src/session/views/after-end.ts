// What can still happen when the task on screen has ended: others of its family go on, or it goes on itself in a fork.
import type { Ended } from '../../events.ts';
import { familyOf } from '../reduce.ts';
import type { SessionState } from '../state.ts';
import type { Here } from './here.ts';

export interface AfterEnd {
  /** A parent, child or sibling has not ended: running goes on there. */
  readonly familyGoesOn: boolean;
  /** Matches now, as steps were edited or switched on since: it would run in a fork. */
  readonly next: string | null;
}

const OVER: AfterEnd = { familyGoesOn: false, next: null };

/** Says nothing new of a task that has not ended, nor of the past. */
export function afterEnd(state: SessionState, { task, atTail, snapshot }: Here): AfterEnd {
  if (task.end === null || !atTail) return OVER;
  if (familyOf(state, task.id).some(({ end }) => end === null)) return { familyGoesOn: true, next: null };
  return { familyGoesOn: false, next: (endedForWantOfMatches(task.end) && snapshot.agenda?.[0]) || null };
}

/** Where code ended the task, a match does not bring it back. */
function endedForWantOfMatches({ reason }: Ended): boolean {
  return reason === 'settled' || reason === 'rejected';
}
