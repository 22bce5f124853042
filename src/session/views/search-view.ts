// The document at the cursor as rows of a tree, only those whose key or value has a text in it, with what holds them: folds
// hide nothing that was found.
import type { Json, JsonObject, Path } from '../../step.ts';
import type { SessionState } from '../state.ts';
import { type Child, type Children, childrenOf, hasInside, innerChildren, isContainer } from './changes.ts';
import type { DataRow, DataRows } from './data-rows.ts';
import type { Folds } from './folds.ts';
import { hereOf } from './here.ts';
import { ListedRows } from './listed-rows.ts';
import { createMemo } from './memo.ts';

/** More rows nobody reads: another letter finds less. */
const MOST = 5_000;
const NOTHING: DataRows = new ListedRows([]);

export function createSearchView(): (state: SessionState, folds: Folds, text: string) => DataRows {
  const memo = createMemo<DataRows>();
  const finders = createMemo<Finder>();
  return (state, folds, text) => {
    const here = hereOf(state);
    if (here === null) return NOTHING;
    const finder = finders([text], () => new Finder(text.toLowerCase()));
    const [now, before] = [here.snapshot.data, here.before?.data];
    return memo([now, before, folds, finder], () => new ListedRows(finder.rows(now, before, folds)));
  };
}

class Finder {
  /** Containers share structure from turn to turn: each is looked through once. */
  readonly #known = new WeakMap<object, boolean>();

  constructor(readonly text: string) {}

  rows(now: JsonObject, before: JsonObject | undefined, folds: Folds): readonly DataRow[] {
    const rows: DataRow[] = [];
    this.#addAll(rows, childrenOf(now, before), [], folds, false);
    return rows.slice(0, MOST);
  }

  /** `isAll`: it is within something that was found by its key, and that a person opened. */
  #add(rows: DataRow[], child: Child, parent: Path, folds: Folds, isAll: boolean): void {
    if (rows.length >= MOST) return;
    const { key, mark, value, before, from } = child;
    const isHolder = isContainer(value) && Object.keys(value).length > 0;
    const isIn = isHolder && (this.#isIn(value) || (hasInside(child) && isContainer(before) && this.#isIn(before)));
    if (!isAll && !isIn && !this.#isFound(child)) return;
    const path = [...parent, key];
    const id = mark === 'removed' ? `-${JSON.stringify(path)}` : JSON.stringify(path);
    const row = { id, path, depth: parent.length, key, mark, value, before, ...(from !== undefined && { from }) };
    if (!isHolder) {
      rows.push({ ...row, kind: 'leaf' });
      return;
    }
    const isOpen = isIn || folds.get(id) === true;
    rows.push({ ...row, kind: isOpen ? 'open' : 'folded' });
    if (!isOpen) return;
    const children = innerChildren(child);
    if (children !== null) this.#addAll(rows, children, path, folds, isAll || !isIn);
  }

  #addAll(rows: DataRow[], children: Children, path: Path, folds: Folds, isAll: boolean): void {
    for (let index = 0; index < children.count && rows.length < MOST; index++)
      this.#add(rows, children.at(index), path, folds, isAll);
  }

  #isIn(value: Extract<Json, object>): boolean {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const isArray = Array.isArray(value);
    const found = Object.entries(value as JsonObject).some(
      ([key, inner]) => (!isArray && this.#has(key)) || this.#isValue(inner),
    );
    this.#known.set(value, found);
    return found;
  }

  /** What it was is shown beside what it is. Where an element stands in its list says nothing of it. */
  #isFound({ key, mark, value, before }: Child): boolean {
    if (typeof key === 'string' && this.#has(key)) return true;
    const isGone = mark === 'removed' || mark === 'changed';
    return this.#isValue(value) || (isGone && this.#isValue(before));
  }

  #isValue(value: Json | undefined): boolean {
    if (value === undefined) return false;
    return isContainer(value) ? this.#isIn(value) : this.#has(String(value));
  }

  #has(text: string): boolean {
    return text.toLowerCase().includes(this.text);
  }
}
