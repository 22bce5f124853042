// Questions to JSON that every room asks: of which kind a value is, what stands in it, whether two are equal.
import { type Json, type JsonObject, TYPE_NAMES, type TypeName } from './step.ts';

/** Levels of a document: deeper ones are more than JSON's own functions can bear. */
export const DEEPEST = 1_000;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As `Array.isArray`, which does not know lists that nobody may write. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isContainer(value: Json | undefined): value is JsonObject | readonly Json[] {
  return typeof value === 'object' && value !== null;
}

export function isTypeName(value: unknown): value is TypeName {
  return TYPE_NAMES.some((name) => name === value);
}

export function isOfType(type: TypeName, value: Json | undefined): boolean {
  switch (type) {
    case 'String':
      return typeof value === 'string';
    case 'Number':
      return typeof value === 'number';
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Array':
      return Array.isArray(value);
    case 'Object':
      return isObject(value);
  }
}

/** Own keys only: `constructor` is there where the value owns it. */
export function own(value: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** A field, or an element of a list, whose `length` is there too. */
export function childOf(value: Json | undefined, key: string | number): Json | undefined {
  if (!isContainer(value) || !Object.hasOwn(value, key)) return undefined;
  // What it owns there is JSON, of a list too.
  return (value as JsonObject)[key];
}

/** Whatever the order of keys; -0 is 0, as in their texts. Identical parts are not looked into. */
export function equalJson(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (!isContainer(one) || !isContainer(other)) return false;
  if (isList(one))
    return isList(other) && one.length === other.length && one.every((item, index) => equalJson(item, other[index]));
  if (isList(other)) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && equalJson(one[key], other[key]));
}

/** How many elements at either end are the same: the identical ones, and -0 is not 0, since JSON knows no -0. */
export function commonEnds<T>(
  before: readonly T[],
  after: readonly T[],
  isSame: (one: T | undefined, other: T | undefined) => boolean = Object.is,
): { readonly head: number; readonly tail: number } {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && isSame(before[head], after[head])) head++;
  let tail = 0;
  while (tail < most - head && isSame(before[before.length - 1 - tail], after[after.length - 1 - tail])) tail++;
  return { head, tail };
}

const MANY = 1_000;
const keysOfMany = new WeakMap<object, readonly string[]>();

/** Own ones. Those of an object with a hundred thousand take long to be put together, and it is looked at in many frames. */
export function keysOf(value: JsonObject): readonly string[] {
  const known = keysOfMany.get(value);
  if (known !== undefined) return known;
  const keys = Object.keys(value);
  if (keys.length > MANY) keysOfMany.set(value, keys);
  return keys;
}
