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
  const levels: Levels = new Map();
  return (state, folds) => {
    const here = hereOf(state);
    if (here === null) return NOTHING;
    const [now, before] = [here.snapshot.data, here.before?.data];
    return memo([now, before, folds], () => documentRows(now, before, { folds, folded: idsAbove(folds), levels }));
  };
}

/** Of a container with much in it: the rows of its children that did not change, by key. */
type Level = Map<string | number, { readonly value: Json | undefined; readonly rows: readonly DataRow[] }>;
/** By `id` of the container's row. They grow no larger than what was opened at one time or another. */
type Levels = Map<string, Level>;

interface Making {
  readonly folds: Folds;
  /** Rows that hold something which a person opened or folded, and that itself. */
  readonly folded: ReadonlySet<string>;
  readonly levels: Levels;
}

function idsAbove(folds: Folds): ReadonlySet<string> {
  const paths = [...folds.keys()].map((id) => JSON.parse(id.replace(/^-/, '')) as Path);
  return new Set(paths.flatMap((path) => path.map((_, depth) => JSON.stringify(path.slice(0, depth + 1)))));
}

function documentRows(now: JsonObject, before: JsonObject | undefined, making: Making): readonly DataRow[] {
  const rows: DataRow[] = [];
  for (const child of childrenOf(now, before)) addRows(rows, child, [], making);
  return rows;
}

function addRows(rows: DataRow[], child: Child, parent: Path, making: Making): void {
  const path = [...parent, child.key];
  const id = child.mark === 'removed' ? `-${JSON.stringify(path)}` : JSON.stringify(path);
  const { value, before, mark, key } = child;
  const shown = { id, path, depth: parent.length, key, mark, value, before };
  if (!isContainer(value) || Object.keys(value).length === 0) {
    rows.push({ ...shown, kind: 'leaf' });
    return;
  }
  const open = making.folds.get(id) ?? opensByItself(child, parent.length);
  rows.push({ ...shown, kind: open ? 'open' : 'folded' });
  if (!open) return;
  const children = childrenOf(value, mark === 'inside' ? before : mark === null ? value : undefined);
  if (children.length > SMALL) addKept(rows, children, path, making);
  else for (const inner of children) addRows(rows, inner, path, making);
}

/** Of thousands of children a turn changes a few: rows of the others are what they were. */
function addKept(rows: DataRow[], children: readonly Child[], path: Path, making: Making): void {
  const id = JSON.stringify(path);
  const level: Level = making.levels.get(id) ?? new Map();
  making.levels.set(id, level);
  const isFolded = making.folded.has(id);
  for (const child of children) {
    const { key, value, mark } = child;
    const isPlain = mark === null && !(isFolded && making.folded.has(JSON.stringify([...path, key])));
    const kept = isPlain ? level.get(key) : undefined;
    if (kept !== undefined && kept.value === value) {
      for (const row of kept.rows) rows.push(row);
      continue;
    }
    const from = rows.length;
    addRows(rows, child, path, making);
    if (isPlain) level.set(key, { value, rows: rows.slice(from) });
  }
}

const SMALL = 24;

/** The upper levels while they are small, and whatever changed: a change must not hide in a fold. */
function opensByItself({ value, mark }: Child, depth: number): boolean {
  if (mark === 'inside') return true;
  if (!isContainer(value)) return false;
  return depth < 2 && Object.keys(value).length <= SMALL;
}
