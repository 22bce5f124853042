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

/** A container with much in it, as it was last shown. */
interface Level {
  readonly children: readonly Child[];
  /** Of which children the rows follow from the value alone. */
  readonly plain: readonly boolean[];
  readonly rows: readonly DataRow[];
  /** Where the rows of each child begin, and where those of the last one end. */
  readonly starts: readonly number[];
}

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
  const parts = childrenOf(now, before).map((child) => rowsOf(child, [], making));
  // Lists are copied as a whole: nothing is looked at row by row.
  return NOTHING.concat(...parts);
}

function rowsOf(child: Child, parent: Path, making: Making): readonly DataRow[] {
  const path = [...parent, child.key];
  const id = child.mark === 'removed' ? `-${JSON.stringify(path)}` : JSON.stringify(path);
  const { value, before, mark, key } = child;
  const shown = { id, path, depth: parent.length, key, mark, value, before };
  if (!isContainer(value) || Object.keys(value).length === 0) return [{ ...shown, kind: 'leaf' }];
  const open = making.folds.get(id) ?? opensByItself(child, parent.length);
  const own: DataRow = { ...shown, kind: open ? 'open' : 'folded' };
  if (!open) return [own];
  const children = childrenOf(value, mark === 'inside' ? before : mark === null ? value : undefined);
  if (children.length > SMALL) return [own].concat(levelRows(children, path, making));
  return [own, ...children.flatMap((inner) => rowsOf(inner, path, making))];
}

/** Of thousands of children a turn changes a few: the rows of the others are what they were. */
function levelRows(children: readonly Child[], path: Path, making: Making): readonly DataRow[] {
  const id = JSON.stringify(path);
  const isFolded = making.folded.has(id);
  const plain = children.map(
    ({ key, mark }) => mark === null && !(isFolded && making.folded.has(JSON.stringify([...path, key]))),
  );
  const known = making.levels.get(id);
  const make = (child: Child) => rowsOf(child, path, making);
  const level = patched(known, { children, plain }, make) ?? rebuilt(known, { children, plain }, make);
  making.levels.set(id, level);
  return level.rows;
}

type Wanted = Pick<Level, 'children' | 'plain'>;
type Make = (child: Child) => readonly DataRow[];

function isKept(known: Level, { children, plain }: Wanted, index: number): boolean {
  if (!plain[index] || !known.plain[index]) return false;
  const [before, now] = [known.children[index], children[index]];
  return before?.value === now?.value && before?.key === now?.key;
}

/** A copy with other rows for the children that changed; null where they take more or fewer than before. */
function patched(known: Level | undefined, wanted: Wanted, make: Make): Level | null {
  if (known === undefined || known.children.length !== wanted.children.length) return null;
  const rows = known.rows.slice();
  for (const [index, child] of wanted.children.entries()) {
    if (isKept(known, wanted, index)) continue;
    const [from = 0, end = 0] = [known.starts[index], known.starts[index + 1]];
    const fresh = make(child);
    if (fresh.length !== end - from) return null;
    for (const [offset, row] of fresh.entries()) rows[from + offset] = row;
  }
  return { ...wanted, rows, starts: known.starts };
}

function rebuilt(known: Level | undefined, wanted: Wanted, make: Make): Level {
  const rows: DataRow[] = [];
  const starts = [0];
  for (const [index, child] of wanted.children.entries()) {
    const isSame = known !== undefined && isKept(known, wanted, index);
    for (const row of isSame ? known.rows.slice(known.starts[index], known.starts[index + 1]) : make(child))
      rows.push(row);
    starts.push(rows.length);
  }
  return { ...wanted, rows, starts };
}
const SMALL = 24;

/** The upper levels while they are small, and whatever changed: a change must not hide in a fold. */
function opensByItself({ value, mark }: Child, depth: number): boolean {
  if (mark === 'inside') return true;
  if (!isContainer(value)) return false;
  return depth < 2 && Object.keys(value).length <= SMALL;
}
