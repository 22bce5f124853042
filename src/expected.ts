// Places in data as scenarios write them: dotted, with indices as numbers; and whether what stands there is what was expected.
import { equalJson, isOfType, isTypeName } from './json.ts';
import type { Json, JsonObject, Path } from './step.ts';

/** `a.b.0.c`; a key of the data that itself has dots in it is found as it is. */
export function asPath(text: string, data: JsonObject): Path {
  if (Object.hasOwn(data, text)) return [text];
  return text.split('.');
}

/** A value, or a type by its name (formats.md); null is met by what is missing too. */
export function fitsExpected(expected: Json, actual: Json | undefined): boolean {
  if (expected === null) return actual === null || actual === undefined;
  return isTypeName(expected) ? isOfType(expected, actual) : equalJson(expected, actual);
}
