// Two tasks side by side, a fork and what it came from, say: the first turn in which they differ, and how their data differs.
import type { TaskId } from '../../task.ts';
import type { SessionState, TaskLog } from '../state.ts';
import { documentDiff, type PatchRow, plainRows } from './document-diff.ts';
import { createMemo } from './memo.ts';

export interface CompareView {
  /** Of the one on screen, at the cursor; and of the other, at its last turn. */
  readonly here: Side;
  readonly other: Side;
  /** Two runs of the same, or of things that have little in common. */
  readonly kinship: 'alike' | 'subtask' | 'different';
  /** Null where one goes as far as the other and every turn is the same. */
  readonly firstTurn: FirstDifference | null;
  /** From the other's data to the data here. */
  readonly rows: readonly PatchRow[];
}

/** `turns` of the `of` that it has made are compared. */
export interface Side {
  readonly id: TaskId;
  readonly name: string;
  /** Of a fork: what it was made by, where that is known. */
  readonly made: string | undefined;
  readonly turns: number;
  readonly of: number;
}

export interface FirstDifference {
  readonly turn: number;
  /** Null where it had ended by then. */
  readonly here: string | null;
  readonly other: string | null;
}

export function createCompareView(): (state: SessionState, other: TaskId | null) => CompareView | null {
  const memo = createMemo<CompareView | null>();
  return (state, id) => {
    const here = state.task === null ? undefined : state.tasks.get(state.task);
    const other = id === null ? undefined : state.tasks.get(id);
    return memo([here, other, state.cursor], () => (here && other ? compare(here, state.cursor, other) : null));
  };
}

function compare(here: TaskLog, cursor: number, other: TaskLog): CompareView {
  const mine = here.snapshots[cursor]?.data ?? {};
  const theirs = other.snapshots.at(-1)?.data ?? {};
  return {
    here: sideOf(here, cursor),
    other: sideOf(other, other.turns.length),
    kinship: kinshipOf(here, other),
    firstTurn: firstDifference(here, cursor, other),
    rows: documentDiff(theirs, mine) ?? plainRows(theirs, mine),
  };
}

function sideOf({ id, start, name, made, turns: all }: TaskLog, turns: number): Side {
  return { id, made, name: start.parent === null ? (start.scenario ?? name) : name, turns, of: all.length };
}

function kinshipOf(one: TaskLog, other: TaskLog): CompareView['kinship'] {
  if (one.id.startsWith(`${other.id}.`) || other.id.startsWith(`${one.id}.`)) return 'subtask';
  const isSame = one.start.scenario === other.start.scenario && one.start.name === other.start.name;
  return isSame || one.parent?.task === other.id || other.parent?.task === one.id ? 'alike' : 'different';
}

/** Forks share the very turns before them. */
function firstDifference(here: TaskLog, cursor: number, other: TaskLog): FirstDifference | null {
  const most = Math.max(cursor, other.turns.length);
  for (let index = 0; index < most; index++) {
    const [mine, theirs] = [index < cursor ? here.turns[index] : undefined, other.turns[index]];
    if (mine === theirs) continue;
    const isSame = mine?.step === theirs?.step && JSON.stringify(mine?.patches) === JSON.stringify(theirs?.patches);
    if (!isSame) return { turn: index + 1, here: mine?.step ?? null, other: theirs?.step ?? null };
  }
  return null;
}
