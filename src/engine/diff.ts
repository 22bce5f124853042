// Patches by comparing two states that share structure: identical parts are not looked into, and an array that lost its
// first of 10,000 elements is one splice. The inverse of diff(a, b) is diff(b, a).

import { commonEnds, isObject } from '../json.ts';
import type { Patch } from '../patch.ts';
import type { Json, JsonObject, Path } from '../step.ts';

import { isSameList } from './json.ts';

/** A middle of an array that needs more operations than this becomes one splice. */
const MOST_ARRAY_OPERATIONS = 32;

/** Patches that make `after` out of `before`; both are JSON. */
export function diff(before: JsonObject, after: JsonObject): Patch[] {
  const out: Patch[] = [];
  diffObject(before, after, [], out);
  // Patches are kept for every turn; a list that has grown has room for 16 more, a slice has not.
  return out.slice();
}

/** A path as long as it is: one that has grown takes five times the memory, and paths are kept with their patches. */
function below(path: Path, key: string | number): Path {
  const longer = new Array<string | number>(path.length + 1);
  for (let index = 0; index < path.length; index++) longer[index] = path[index] as string | number;
  longer[path.length] = key;
  return longer;
}

function diffValue(before: Json, after: Json, path: Path, out: Patch[]): void {
  if (before === after) return;
  if (isObject(before) && isObject(after)) diffObject(before, after, path, out);
  else if (Array.isArray(before) && Array.isArray(after)) diffArray(before, after, path, out);
  else out.push({ op: 'replace', path, value: after });
}

function diffObject(before: JsonObject, after: JsonObject, path: Path, out: Patch[]): void {
  if (before === after) return;
  const keys = Object.keys(after);
  const keysBefore = Object.keys(before);
  // Most writes change values and no keys.
  if (isSameList(keys, keysBefore)) {
    diffValues(keys, Object.values(before), Object.values(after), path, out);
    return;
  }
  for (const key of keysBefore) if (!Object.hasOwn(after, key)) out.push({ op: 'remove', path: below(path, key) });
  for (const key of keys) {
    const now = after[key] as Json;
    const was = Object.hasOwn(before, key) ? before[key] : undefined;
    if (was === now) continue;
    if (was === undefined) out.push({ op: 'add', path: below(path, key), value: now });
    else diffValue(was, now, below(path, key), out);
  }
}

function diffValues(
  keys: readonly string[],
  before: readonly Json[],
  after: readonly Json[],
  path: Path,
  out: Patch[],
): void {
  for (let index = 0; index < keys.length; index++)
    if (before[index] !== after[index])
      diffValue(before[index] as Json, after[index] as Json, below(path, keys[index] as string), out);
}

function diffArray(before: readonly Json[], after: readonly Json[], path: Path, out: Patch[]): void {
  const { head, tail } = commonEnds(before, after);
  const removed = before.slice(head, before.length - tail);
  const inserted = after.slice(head, after.length - tail);
  const small = middleOperations(removed, inserted, path, head);
  if (small) out.push(...small);
  else out.push({ op: 'splice', path, index: head, remove: removed.length, insert: inserted });
}

/** Element-wise operations left to right, each index as the array stands by then; null where one splice is smaller. */
function middleOperations(before: readonly Json[], after: readonly Json[], path: Path, start: number): Patch[] | null {
  if (before.length === 0 || after.length === 0) return null;
  const places = new Map(before.map((value, index) => [value, index]));
  const kept = new Set(after);
  const out: Patch[] = [];
  let from = 0;
  let to = 0;
  while (to < after.length) {
    if (out.length > MOST_ARRAY_OPERATIONS) return null;
    const value = after[to] as Json;
    if (from < before.length && before[from] === value) {
      from++;
      to++;
      continue;
    }
    const place = places.get(value);
    if (place !== undefined && place > from && isContainer(value)) {
      out.push({ op: 'splice', path, index: start + to, remove: place - from, insert: [] });
      from = place;
    } else if (from < before.length && !isKept(before[from], kept)) {
      diffValue(before[from] as Json, value, below(path, start + to), out);
      from++;
      to++;
    } else {
      out.push({ op: 'splice', path, index: start + to, remove: 0, insert: [value] });
      to++;
    }
  }
  if (from < before.length)
    out.push({ op: 'splice', path, index: start + to, remove: before.length - from, insert: [] });
  return out.length > MOST_ARRAY_OPERATIONS ? null : out;
}

/** Scalars have no identity: an equal one elsewhere says nothing. */
function isKept(value: Json | undefined, kept: ReadonlySet<Json | undefined>): boolean {
  return isContainer(value) && kept.has(value);
}

function isContainer(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null;
}
