// Rows of the document that are all made already, as those that were found: a part of its tree.
import type { DataRow, DataRows, Siblings } from './data-rows.ts';

export class ListedRows implements DataRows {
  readonly #rows: readonly DataRow[];
  /** By the index of the first of them. */
  readonly #siblings = new Map<number, Siblings>();

  constructor(rows: readonly DataRow[]) {
    this.#rows = rows;
  }

  get length(): number {
    return this.#rows.length;
  }

  at(index: number): DataRow | undefined {
    return this.#rows[index];
  }

  indexOf(id: string): number {
    return this.#rows.findIndex((row) => row.id === id);
  }

  siblings(index: number): Siblings {
    const depth = this.#depth(index);
    let first = index;
    while (first > 0 && this.#depth(first - 1) >= depth) first--;
    const known = this.#siblings.get(first) ?? this.#from(first, depth);
    this.#siblings.set(first, known);
    return known;
  }

  [Symbol.iterator](): Iterator<DataRow> {
    return this.#rows.values();
  }

  #from(first: number, depth: number): Siblings {
    let end = first;
    while (end < this.length && this.#depth(end) >= depth) end++;
    const rows = this.#rows.slice(first, end).filter((row) => row.depth === depth);
    return {
      shape: rows,
      count: rows.length,
      key: (index) => rows[index]?.key ?? '',
      isOpen: (index) => rows[index]?.kind === 'open',
    };
  }

  #depth(index: number): number {
    return this.#rows[index]?.depth ?? 0;
  }
}
