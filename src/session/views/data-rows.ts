// The document as rows of a tree, of which only those that are looked at are made: an array may hold a hundred thousand.
// What is counted for each child, and kept from one moment to the next, is how many rows it takes.
import { isList, keysOf } from '../../json.ts';
import type { Json, Path } from '../../step.ts';
import { type Child, type Children, hasInside, innerChildren, isContainer, type Mark } from './changes.ts';
import type { Fold } from './folds.ts';

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
  /** The index that a moved element had. */
  readonly from?: number;
}

export interface DataRows extends Iterable<DataRow> {
  readonly length: number;
  at(index: number): DataRow | undefined;
  /** -1 where no row has the id. */
  indexOf(id: string): number;
  /** What stands with a row in one container. */
  siblings(index: number): Siblings;
}

export interface Siblings {
  /** The same object while the keys, and what is open of them, are the same. */
  readonly shape: object;
  readonly count: number;
  key(index: number): string | number;
  isOpen(index: number): boolean;
}

/** By path, as they were last shown: containers with much in them. They grow no larger than what was opened at some time. */
export type Levels = Map<string, Level>;

/** The children of an open container. */
export class Level implements Siblings {
  readonly shape: object;
  readonly #children: Children;
  /** Where the rows of each child begin, and where those of the last one end. */
  readonly #starts: Int32Array;
  readonly #path: Path;
  readonly #fold: Fold | undefined;
  readonly #levels: Levels;
  readonly #inner = new Map<number, Level>();

  constructor(children: Children, path: Path, fold: Fold | undefined, levels: Levels) {
    this.#children = children;
    this.#path = path;
    this.#fold = fold;
    this.#levels = levels;
    const isLarge = children.count > SMALL;
    const id = isLarge ? JSON.stringify(path) : '';
    const known = isLarge ? levels.get(id) : undefined;
    this.#starts = this.#startsAfter(known);
    this.shape = known && this.#isLike(known) ? known.shape : this.#starts;
    if (isLarge) levels.set(id, this);
  }

  get length(): number {
    return this.#starts[this.count] ?? 0;
  }

  get count(): number {
    return this.#children.count;
  }

  key(index: number): string | number {
    return this.#children.key(index);
  }

  isOpen(index: number): boolean {
    return (this.#starts[index + 1] ?? 0) - (this.#starts[index] ?? 0) > 1;
  }

  at(index: number): DataRow {
    const child = this.#childAt(index);
    const offset = index - (this.#starts[child] ?? 0);
    return offset === 0 ? this.#row(child) : this.#innerOf(child).at(offset - 1);
  }

  siblings(index: number): Siblings {
    const child = this.#childAt(index);
    const offset = index - (this.#starts[child] ?? 0);
    return offset === 0 ? this : this.#innerOf(child).siblings(offset - 1);
  }

  /** Of the row at a path below this one; -1 where that is folded away or not there. */
  indexOf([key = '', ...rest]: Path, isRemoved: boolean): number {
    const child = this.#children.indexOf(key, isRemoved && rest.length === 0);
    const from = this.#starts[child];
    if (from === undefined) return -1;
    if (rest.length === 0) return from;
    const inner = this.isOpen(child) ? this.#innerOf(child).indexOf(rest, isRemoved) : -1;
    return inner < 0 ? -1 : from + 1 + inner;
  }

  /** The last child that begins at or before it. */
  #childAt(row: number): number {
    let [low, high] = [0, this.count - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#starts[middle] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #row(index: number): DataRow {
    const { key, mark, value, before, from } = this.#children.at(index);
    const path = [...this.#path, key];
    const id = mark === 'removed' ? `-${JSON.stringify(path)}` : JSON.stringify(path);
    const isLeaf = !isContainer(value) || sizeOf(value) === 0;
    const kind = isLeaf ? 'leaf' : this.isOpen(index) ? 'open' : 'folded';
    return { id, path, depth: this.#path.length, key, kind, mark, value, before, ...(from !== undefined && { from }) };
  }

  #innerOf(index: number): Level {
    const known = this.#inner.get(index);
    if (known !== undefined) return known;
    const child = this.#children.at(index);
    const children = innerChildren(child);
    if (children === null) throw new Error(`${JSON.stringify(this.#path)}: no container at ${child.key}`);
    const level = new Level(children, [...this.#path, child.key], this.#foldOf(index), this.#levels);
    this.#inner.set(index, level);
    return level;
  }

  #foldOf(index: number): Fold | undefined {
    return this.#fold?.inner.get(this.key(index));
  }

  #startsAfter(known: Level | undefined): Int32Array {
    const isLike = known?.count === this.count;
    const starts = new Int32Array(this.count + 1);
    for (let index = 0, row = 0; index < this.count; index++) {
      row += isLike && known && this.#isKept(known, index) ? known.#taken(index) : this.#count(index);
      starts[index + 1] = row;
    }
    return starts;
  }

  #isLike(known: Level): boolean {
    if (!this.#children.hasKeysOf(known.#children)) return false;
    return this.#starts.every((start, index) => start === known.#starts[index]);
  }

  #taken(index: number): number {
    return (this.#starts[index + 1] ?? 0) - (this.#starts[index] ?? 0);
  }

  /** How many rows it takes follows from the value alone, and that is the same. */
  #isKept(known: Level, index: number): boolean {
    if (this.#children.value(index) !== known.#children.value(index)) return false;
    if (!this.#children.isPlain(index) || !known.#children.isPlain(index)) return false;
    return this.#foldOf(index) === undefined && known.#foldOf(index) === undefined;
  }

  #count(index: number): number {
    const fold = this.#foldOf(index);
    const depth = depthAmong(this.count, this.#path.length);
    const isPlain = fold === undefined && this.#children.isPlain(index);
    return isPlain ? rowsOfValue(this.#children.value(index), depth) : rowsOf(this.#children.at(index), depth, fold);
  }
}

const SMALL = 24;
/** Deeper than this only what changed opens by itself. */
const OPEN_DEPTH = 2;

function sizeOf(value: Extract<Json, object>): number {
  return isList(value) ? value.length : keysOf(value).length;
}

/** The upper levels while they are small, and whatever changed: a change must not hide in a fold. */
function opensByItself(child: Child, depth: number): boolean {
  if (hasInside(child)) return true;
  const { value } = child;
  return depth < OPEN_DEPTH && isContainer(value) && sizeOf(value) <= SMALL;
}

function rowsOf(child: Child, depth: number, fold: Fold | undefined): number {
  const children = innerChildren(child);
  if (children === null || sizeOf(child.value as Extract<Json, object>) === 0) return 1;
  if (!(fold?.isOpen ?? opensByItself(child, depth))) return 1;
  let rows = 1;
  const inner = depthAmong(children.count, depth + 1);
  for (let index = 0; index < children.count; index++) {
    const below = fold?.inner.get(children.key(index));
    const isPlain = below === undefined && children.isPlain(index);
    rows += isPlain ? rowsOfValue(children.value(index), inner) : rowsOf(children.at(index), inner, below);
  }
  return rows;
}

/** Among many a row each is enough, however high they stand: one sees them all, and opens one. The document itself is read whole. */
function depthAmong(count: number, depth: number): number {
  return count > SMALL && depth > 0 ? Math.max(depth, OPEN_DEPTH) : depth;
}

/** Where nothing changed and no person folded anything. Asked for each of a hundred thousand: nothing is made in it. */
function rowsOfValue(value: Json | undefined, depth: number): number {
  if (depth >= OPEN_DEPTH || !isContainer(value)) return 1;
  const size = sizeOf(value);
  if (size > SMALL) return 1;
  if (depth + 1 >= OPEN_DEPTH) return 1 + size;
  let rows = 1;
  for (const inner of Object.values(value)) rows += rowsOfValue(inner, depth + 1);
  return rows;
}
