// Who wrote a value last: turns are read backwards from the cursor until one's patches touched the place.
import type { Patch } from '../../patch.ts';
import type { Path } from '../../step.ts';
import type { SessionState, Turn } from '../state.ts';
import { hereOf } from './here.ts';

export interface Writer {
  readonly turn: number;
  readonly step: string;
}

/** Null where the value stands as the task began with it. */
export function writerOf(turns: readonly Turn[], cursor: number, path: Path): Writer | null {
  let place: Path = path;
  for (let index = cursor - 1; index >= 0; index--) {
    const turn = turns[index];
    if (turn === undefined) continue;
    for (const patch of turn.patches.toReversed()) {
      const before = placeBefore(patch, place);
      if (before === null) return { turn: turn.number, step: turn.step };
      place = before;
    }
  }
  return null;
}

/** Where the value at `place` was before the patch; null if the patch wrote it, or something in it. */
function placeBefore(patch: Patch, place: Path): Path | null {
  if (patch.op !== 'splice') return related(patch.path, place) ? null : place;
  const depth = patch.path.length;
  if (!patch.path.slice(0, place.length).every((key, index) => key === place[index])) return place;
  const at = place[depth];
  // The array itself, or what holds it.
  if (typeof at !== 'number') return null;
  if (at < patch.index) return place;
  if (at < patch.index + patch.insert.length) return null;
  return [...place.slice(0, depth), at - patch.insert.length + patch.remove, ...place.slice(depth + 1)];
}

/** One lies on the way to the other. */
function related(one: Path, other: Path): boolean {
  const shared = Math.min(one.length, other.length);
  return one.slice(0, shared).every((key, index) => key === other[index]);
}

/** Who wrote what stands at `path` of the document on screen. */
export function lastWriter(state: SessionState, path: Path): Writer | null {
  const here = hereOf(state);
  return here === null ? null : writerOf(here.task.turns, here.cursor, path);
}
