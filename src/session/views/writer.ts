// Who wrote a value last: turns, and results that came between them, are read backwards until one's patches touched the place.
import { type Patch, valueAt } from '../../patch.ts';
import type { Path } from '../../step.ts';
import type { SessionState, TaskLog } from '../state.ts';
import { type Here, hereOf } from './here.ts';

/** A turn's step; or a child, by name, whose result came after that turn. */
export interface Writer {
  readonly turn: number;
  readonly step: string;
  /** Only something in the value was written: the value itself was there before. */
  readonly isInside?: true;
}

/** Stands for a step where a person wrote it. */
const BY_HAND = 'edit by hand';

interface Written extends Writer {
  readonly patches: readonly Patch[];
}

/** Null where the value stands as the task began with it. */
export function writerOf(
  { task, cursor }: Pick<Here, 'task' | 'cursor'>,
  tasks: SessionState['tasks'],
  path: Path,
): Writer | null {
  let place: Path = path;
  for (let turns = cursor; turns >= 0; turns--) {
    for (const { turn, step, patches } of writtenAt(task, turns, tasks)) {
      const found = placeBeforeAll(patches, place);
      if (found === null) return { turn, step, ...(isWhole(patches, place) ? {} : { isInside: true }) };
      place = found;
    }
  }
  return null;
}

/** What changed the document between the turn before and the next one, the latest first. */
function writtenAt(task: TaskLog, turns: number, tasks: SessionState['tasks']): readonly Written[] {
  const turn = task.turns[turns - 1];
  const own = turn === undefined ? [] : [{ turn: turn.number, step: turn.step, patches: turn.patches }];
  if (task.entries.length === 0) return own;
  const entered = task.entries
    .filter(({ after }) => after === turns)
    .map(({ child, patches }) => ({
      turn: turns,
      step: child === null ? BY_HAND : (tasks.get(child)?.name ?? child),
      patches,
    }));
  return [...entered.reverse(), ...own];
}

function placeBeforeAll(patches: readonly Patch[], path: Path): Path | null {
  let place: Path | null = path;
  for (let index = patches.length - 1; index >= 0 && place !== null; index--) {
    const patch = patches[index];
    if (patch !== undefined) place = placeBefore(patch, place);
  }
  return place;
}

/** Where the value at `place` was before the patch; null if the patch wrote it, or something in it. */
function placeBefore(patch: Patch, place: Path): Path | null {
  if (patch.op !== 'splice') return related(patch.path, place) ? null : place;
  const depth = patch.path.length;
  if (!related(patch.path, place)) return place;
  const at = place[depth];
  // The array itself, or what holds it.
  if (typeof at !== 'number') return null;
  if (at < patch.index) return place;
  if (at < patch.index + patch.insert.length) return null;
  return [...place.slice(0, depth), at - patch.insert.length + patch.remove, ...place.slice(depth + 1)];
}

/** The value came as a whole, with what holds it or by itself. */
function isWhole(patches: readonly Patch[], place: Path): boolean {
  return patches.some(({ op, path }) => {
    const isAbove = op === 'splice' ? path.length < place.length : path.length <= place.length;
    return isAbove && related(path, place);
  });
}

/** One lies on the way to the other. */
function related(one: Path, other: Path): boolean {
  const shared = Math.min(one.length, other.length);
  for (let index = 0; index < shared; index++) if (one[index] !== other[index]) return false;
  return true;
}

/** Who is to blame for what is, or is not, at a place. */
export interface Blame {
  readonly writer: Writer | null;
  /** Nothing was ever there: the nearest place above it that holds something, which `writer` wrote. */
  readonly above?: Path;
}

/** What was never there was removed by nobody. */
export function blameFor(
  { task, cursor }: Pick<Here, 'task' | 'cursor'>,
  tasks: SessionState['tasks'],
  path: Path,
  isMissing: boolean,
): Blame {
  const writer = writerOf({ task, cursor }, tasks, path);
  if (writer === null || !isMissing) return { writer };
  const before = task.snapshots[writer.turn - 1]?.data ?? task.start.data;
  if (valueAt(before, path) !== undefined) return { writer };
  const now = task.snapshots[cursor]?.data ?? {};
  const above = path.slice(
    0,
    path.findLastIndex((_, depth) => valueAt(now, path.slice(0, depth)) !== undefined),
  );
  return above.length === 0 ? { writer: null } : { writer: writerOf({ task, cursor }, tasks, above), above };
}

/** Who wrote what stands at `path` of the document on screen. */
export function lastWriter(state: SessionState, path: Path): Writer | null {
  const here = hereOf(state);
  return here === null ? null : writerOf(here, state.tasks, path);
}
