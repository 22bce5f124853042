// Places in data as scenarios write them: dotted, with indices as numbers; and what stands there.
import type { Json, JsonObject, Path } from '../step.ts';

/** `a.b.0.c`; a key of the data that itself has dots in it is found as it is. */
export function asPath(text: string, data: JsonObject): Path {
  if (Object.hasOwn(data, text)) return [text];
  return text.split('.');
}

/** undefined where nothing is there. */
export function valueAt(data: Json | undefined, path: Path): Json | undefined {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, Json>)[key];
  }
  return value;
}

/** A value, or a type by its name (formats.md); null is met by what is missing too. */
export function fitsExpected(expected: Json, actual: Json | undefined): boolean {
  switch (expected) {
    case 'String':
      return typeof actual === 'string';
    case 'Number':
      return typeof actual === 'number';
    case 'Boolean':
      return typeof actual === 'boolean';
    case 'Array':
      return Array.isArray(actual);
    case 'Object':
      return typeof actual === 'object' && actual !== null && !Array.isArray(actual);
    case null:
      return actual === null || actual === undefined;
    default:
      return sameJson(expected, actual);
  }
}

function sameJson(a: Json, b: Json | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  const [x, y] = [a as JsonObject, b as JsonObject];
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(x[key] as Json, y[key]))
  );
}
