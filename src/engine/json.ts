// Questions to JSON values that the engine alone asks: how long they are, whether a list is the same; and writing fields.
import type { Json, JsonObject } from '../step.ts';

/** Element by element identical. */
export function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

/** A key named `__proto__` is data like any other. */
export function setField(target: Record<string, Json>, key: string, value: Json): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/**
 * A shallow clone to be written to. A field that is added to a spread clone gives every such clone a hidden class of its own
 * (V8), which makes all that is done with it slow; one made by `assign` has that of its fields. To `assign` a key named
 * `__proto__` is no field.
 */
export function cloneFields(fields: JsonObject): Record<string, Json> {
  return Object.hasOwn(fields, '__proto__') ? { ...fields } : Object.assign({}, fields);
}

/** The length of its JSON text, but that what must be escaped in a text counts once. */
export function lengthOfJson(value: Json, known: WeakMap<object, number>): number {
  switch (typeof value) {
    case 'string':
      return value.length + 2;
    case 'number':
      return lengthOfNumber(value);
    case 'boolean':
      return value ? 4 : 5;
    default:
      return value === null ? 4 : (known.get(value) ?? 2);
  }
}

/** Of a whole number the digits are counted, which makes no text. */
function lengthOfNumber(value: number): number {
  if (!Number.isSafeInteger(value)) return String(value).length;
  let length = value < 0 ? 2 : 1;
  for (let rest = Math.abs(value); rest >= 10; rest /= 10) length++;
  return length;
}

export function lengthOfItems(items: readonly Json[], known: WeakMap<object, number>): number {
  let length = 2;
  for (const item of items) length += lengthOfJson(item, known) + 1;
  return length;
}

export function lengthOfFields(fields: JsonObject, known: WeakMap<object, number>): number {
  const keys = Object.keys(fields);
  const values = Object.values(fields) as Json[];
  let length = 2;
  for (let index = 0; index < keys.length; index++)
    length += (keys[index] as string).length + 4 + lengthOfJson(values[index] as Json, known);
  return length;
}
