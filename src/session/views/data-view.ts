// The document at the cursor as rows of a tree: what is folded stays folded while time moves; the last turn's changes are marked.
import type { Path } from '../../step.ts';
import type { SessionState } from '../state.ts';
import { childrenOf } from './changes.ts';
import { type DataRow, type DataRows, Level, type Levels, type Siblings } from './data-rows.ts';
import { type Folds, foldTree } from './folds.ts';
import { hereOf } from './here.ts';
import { createMemo } from './memo.ts';

export function createDataView(): (state: SessionState, folds: Folds) => DataRows {
  const memo = createMemo<DataRows>();
  const levels: Levels = new Map();
  return (state, folds) => {
    const here = hereOf(state);
    const [now = NOTHING, before] = [here?.snapshot.data, here?.before?.data];
    return memo(
      [now, before, folds],
      () => new Document(new Level(childrenOf(now, before), [], foldTree(folds), levels)),
    );
  };
}

const NOTHING = {};

class Document implements DataRows {
  readonly #all: Level;

  constructor(all: Level) {
    this.#all = all;
  }

  get length(): number {
    return this.#all.length;
  }

  at(index: number): DataRow | undefined {
    return index >= 0 && index < this.length ? this.#all.at(index) : undefined;
  }

  indexOf(id: string): number {
    const isRemoved = id.startsWith('-');
    return this.#all.indexOf(JSON.parse(isRemoved ? id.slice(1) : id) as Path, isRemoved);
  }

  siblings(index: number): Siblings {
    return this.#all.siblings(index);
  }

  *[Symbol.iterator](): Generator<DataRow> {
    for (let index = 0; index < this.length; index++) yield this.#all.at(index);
  }
}
