// What changed between two states of a document, as operations that can be applied again. Making patches is engine/diff.ts's job.

import { childOf } from './json.ts';
import type { Json, JsonObject, Path } from './step.ts';

/** `splice` is for arrays: at `index` of the array at `path`, `remove` elements go and `insert` come. The others are as in JSON Patch. */
export type Patch =
  | { readonly op: 'add' | 'replace'; readonly path: Path; readonly value: Json }
  | { readonly op: 'remove'; readonly path: Path }
  | {
      readonly op: 'splice';
      readonly path: Path;
      readonly index: number;
      readonly remove: number;
      readonly insert: readonly Json[];
    };

type Container = Record<string | number, Json>;

/**
 * The document after `patches`; `doc` itself is never touched and unchanged parts stay the identical objects.
 * Throws a RangeError where a path leads nowhere: the patches belong to another document.
 */
export function applyPatches(doc: JsonObject, patches: readonly Patch[]): JsonObject {
  if (patches.length === 0) return doc;
  // Copies made by this call may be written again without another copy.
  const owned = new Set<object>();
  const own = (value: Json | undefined, path: Path): Container => {
    if (typeof value !== 'object' || value === null) throw new RangeError(`no place at ${path.join('.')}`);
    if (owned.has(value)) return value as Container;
    const copy = Array.isArray(value) ? value.slice() : { ...value };
    owned.add(copy);
    return copy as Container;
  };
  const result: Container = { '': doc };
  const reach = (path: Path): Container => {
    let parent = result;
    let key: string | number = '';
    for (const next of path) {
      const child = own(parent[key], path);
      parent[key] = child as Json;
      parent = child;
      key = next;
    }
    const last = own(parent[key], path);
    parent[key] = last as Json;
    return last;
  };
  for (const patch of patches) applyOne(patch, reach);
  return result[''] as JsonObject;
}

function applyOne(patch: Patch, reach: (path: Path) => Container): void {
  if (patch.op === 'splice') {
    const array: unknown = reach(patch.path);
    if (!Array.isArray(array)) throw new RangeError(`no list at ${patch.path.join('.')}`);
    if (patch.index > array.length) throw new RangeError(`no place ${patch.index} in ${patch.path.join('.')}`);
    spliceIn(array, patch.index, patch.remove, patch.insert);
    return;
  }
  const parent = reach(patch.path.slice(0, -1));
  const key = patch.path.at(-1) ?? '';
  if (Array.isArray(parent)) checkPlace(parent, patch);
  if (patch.op === 'remove') delete parent[key];
  else define(parent, key, patch.value);
}

/** A list has no gaps: elements come and go by splices. */
function checkPlace(list: readonly Json[], { op, path }: Patch): void {
  const index = path.at(-1);
  const isThere = typeof index === 'number' && Number.isInteger(index) && index >= 0 && index <= list.length;
  if (!isThere || op === 'remove') throw new RangeError(`no place at ${path.join('.')}`);
}

/** As many arguments as a long list has elements would overflow the stack. */
function spliceIn(array: Json[], index: number, remove: number, insert: readonly Json[]): void {
  const rest = array.splice(index).slice(remove);
  for (const value of insert) array.push(value);
  for (const value of rest) array.push(value);
}

/** A key named `__proto__` is data like any other. */
function define(parent: Container, key: string | number, value: Json): void {
  if (key !== '__proto__') parent[key] = value;
  else Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(doc: Json | undefined, path: Path): Json | undefined {
  let value = doc;
  for (const key of path) value = childOf(value, key);
  return value;
}
