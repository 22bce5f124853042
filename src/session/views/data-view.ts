// The document at the cursor as rows of a tree: what is folded stays folded while time moves; the last turn's changes are marked.
import type { Json, JsonObject, Path } from '../../step.ts';
import type { SessionState } from '../state.ts';
import { type Child, childrenOf, isContainer, type Mark } from './changes.ts';
import { hereOf } from './here.ts';
import { createMemo } from './memo.ts';

/** By `id` of a row: what a person opened (true) or folded (false); all others are as `opensByItself` says. */
export type Folds = ReadonlyMap<string, boolean>;

export interface DataRow {
  /** Stands for the path; a removed row has one of its own. */
  readonly id: string;
  readonly path: Path;
  readonly depth: number;
  readonly key: string | number;
  readonly kind: 'open' | 'folded' | 'leaf';
  readonly mark: Mark | null;
  readonly value?: Json;
  readonly before?: Json;
}

const NOTHING: readonly DataRow[] = [];

export function createDataView(): (state: SessionState, folds: Folds) => readonly DataRow[] {
  const memo = createMemo<readonly DataRow[]>();
  return (state, folds) => {
    const here = hereOf(state);
    if (here === null) return NOTHING;
    const [now, before] = [here.snapshot.data, here.before?.data];
    return memo([now, before, folds], () => documentRows(now, before, folds));
  };
}

function documentRows(now: JsonObject, before: JsonObject | undefined, folds: Folds): readonly DataRow[] {
  const rows: DataRow[] = [];
  for (const child of childrenOf(now, before)) addRows(rows, child, [], folds);
  return rows;
}

function addRows(rows: DataRow[], child: Child, parent: Path, folds: Folds): void {
  const path = [...parent, child.key];
  const id = child.mark === 'removed' ? `-${JSON.stringify(path)}` : JSON.stringify(path);
  const { value, before, mark, key } = child;
  const shown = { id, path, depth: parent.length, key, mark, value, before };
  if (!isContainer(value) || Object.keys(value).length === 0) {
    rows.push({ ...shown, kind: 'leaf' });
    return;
  }
  const open = folds.get(id) ?? opensByItself(child, parent.length);
  rows.push({ ...shown, kind: open ? 'open' : 'folded' });
  if (!open) return;
  for (const inner of childrenOf(value, mark === 'inside' ? before : mark === null ? value : undefined)) {
    addRows(rows, inner, path, folds);
  }
}

const SMALL = 24;

/** The upper levels while they are small, and whatever changed: a change must not hide in a fold. */
function opensByItself({ value, mark }: Child, depth: number): boolean {
  if (mark === 'inside') return true;
  if (!isContainer(value)) return false;
  return depth < 2 && Object.keys(value).length <= SMALL;
}
