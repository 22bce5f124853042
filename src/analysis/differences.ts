// Where two documents differ: the shortest paths at which they do.
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
  const [a, b] = [one, other] as readonly Readonly<Record<string, Json>>[];
  for (const key of keys) {
    const at = Array.isArray(one) ? Number(key) : key;
    const [x, y] = [a, b].map((doc) => (doc && Object.hasOwn(doc, key) ? doc[key] : undefined));
    compare(x, y, [...path, at], found);
  }
}

/** Keys of either, where both are objects or both lists; else null. */
function sharedKeys(one: Json | undefined, other: Json | undefined): readonly string[] | null {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return null;
  if (Array.isArray(one) !== Array.isArray(other)) return null;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}
