// Places in data as scenarios write them: as paths are written elsewhere, or only dotted; and whether what stands there is what was expected.
import { parseGlob } from './glob.ts';
import { equalJson, isOfType, isTypeName } from './json.ts';
import { valueAt } from './patch.ts';
import type { Json, JsonObject, Path } from './step.ts';

/** `a.b.0.c`, `a.b[0]["c.d"]`; a key that is there as it is written means itself, whatever stands in it. */
export function asPath(text: string, data: JsonObject): Path {
  if (Object.hasOwn(data, text)) return [text];
  const dotted = text.split('.');
  if (valueAt(data, dotted) !== undefined) return dotted;
  const glob = parseGlob(text);
  if (typeof glob === 'string') return dotted;
  const keys = glob.flatMap((part) => (part.kind === 'key' ? [part.key] : []));
  return keys.length === glob.length ? keys : dotted;
}

/** A value, or a type by its name (formats.md); null is met by what is missing too. */
export function fitsExpected(expected: Json, actual: Json | undefined): boolean {
  if (expected === null) return actual === null || actual === undefined;
  return isTypeName(expected) ? isOfType(expected, actual) : equalJson(expected, actual);
}
