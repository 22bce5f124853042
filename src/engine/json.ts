// Questions to JSON values: equal, how long, what two lists have in common at their ends.
import type { Json, JsonObject } from '../step.ts';

/** Deep equality of JSON; identical parts are not looked into. Key order does not count. */
export function equalJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => equalJson(item, b[index]));
  }
  if (Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equalJson((a as JsonObject)[key], (b as JsonObject)[key]))
  );
}

/** How many elements at either end are the identical ones. */
export function commonEnds(before: readonly unknown[], after: readonly unknown[]): { head: number; tail: number } {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { head, tail };
}

/** Numbers are taken for 8 characters, which is near enough for a limit. */
function lengthOf(value: Json, known: WeakMap<object, number>): number {
  if (typeof value === 'string') return value.length + 2;
  return typeof value === 'object' && value !== null ? (known.get(value) ?? 2) : 8;
}

export function lengthOfItems(items: readonly Json[], known: WeakMap<object, number>): number {
  let length = 2;
  for (const item of items) length += lengthOf(item, known) + 1;
  return length;
}

export function lengthOfFields(fields: JsonObject, known: WeakMap<object, number>): number {
  let length = 2;
  for (const key of Object.keys(fields)) length += key.length + 4 + lengthOf(fields[key] as Json, known);
  return length;
}
