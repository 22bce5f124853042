// Looks at a task's past with today's steps: which of its turns would run another step now. Nothing runs.
import type { Task } from '../engine/task.ts';
import type { Compared } from '../events.ts';
import { applyPatches } from '../patch.ts';
import type { PastTurn } from './protocol.ts';

/** `task` stands before the first of `turns`. A step that was picked by hand differs where it could not be picked now. */
export function differingTurns(task: Task, turns: readonly PastTurn[]): Compared['differ'] {
  const differ: { turn: number; now: string | null }[] = [];
  for (const { turn, step, isHand, rearmed, patches, stash } of turns) {
    const { agenda } = task;
    const now = agenda.at(0) ?? null;
    if (isHand ? !agenda.has(step) : now !== step) differ.push({ turn, now });
    const { state } = task;
    const data = applyPatches(state.data, patches);
    task.enter(data === state.data ? data : task.port.normaliser.adopt(data), stash ?? state.stash);
    task.fire(step, rearmed, patches);
  }
  return differ;
}
