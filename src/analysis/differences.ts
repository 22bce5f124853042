// Where two documents differ: the shortest paths at which they do.

import { childOf, isContainer, isList } from '../json.ts';
import type { Json, Path } from '../step.ts';

/** As many are told. */
const MOST = 100;

export function differences(one: Json, other: Json): readonly Path[] {
  const found: Path[] = [];
  compare(one, other, [], found);
  return found;
}

function compare(one: Json | undefined, other: Json | undefined, path: Path, found: Path[]): void {
  if (one === other || found.length >= MOST) return;
  const keys = sharedKeys(one, other);
  if (keys === null) {
    found.push(path);
    return;
  }
  for (const key of keys) {
    const at = isList(one) ? Number(key) : key;
    compare(childOf(one, key), childOf(other, key), [...path, at], found);
  }
}

/** Keys of either, where both are objects or both lists; else null. */
function sharedKeys(one: Json | undefined, other: Json | undefined): readonly string[] | null {
  if (!isContainer(one) || !isContainer(other) || isList(one) !== isList(other)) return null;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}
