// What a person unfolded or folded in the document, by place.
import type { Path } from '../../step.ts';

/** By `id` of a row: what a person opened (true) or folded (false); all others are as `opensByItself` says. */
export type Folds = ReadonlyMap<string, boolean>;

/** The same as a tree: whether anything was done in a part of the document is one look. */
export interface Fold {
  readonly isOpen?: boolean;
  readonly inner: ReadonlyMap<string | number, Fold>;
}

interface Growing extends Fold {
  isOpen?: boolean;
  readonly inner: Map<string | number, Growing>;
}

export function foldTree(folds: Folds): Fold {
  const root: Growing = { inner: new Map() };
  // Rows of what was removed hold nothing that could be unfolded.
  for (const [id, isOpen] of folds) if (!id.startsWith('-')) placeIn(root, JSON.parse(id) as Path).isOpen = isOpen;
  return root;
}

function placeIn(root: Growing, path: Path): Growing {
  let place = root;
  for (const key of path) {
    const next: Growing = place.inner.get(key) ?? { inner: new Map() };
    place.inner.set(key, next);
    place = next;
  }
  return place;
}
