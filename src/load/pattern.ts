// A pattern written as JSON (`expect.data`) → Condition (semantics §2): types stand as their names, a regular expression
// as {"$regexp": [source, flags]}, which is also how one arrives from a scenario written in JavaScript.

import { isList, isObject, isTypeName, own } from '../json.ts';
import { type Condition, FOREIGN_OPERATORS, type Json, type JsonObject, type Path } from '../step.ts';
import type { Fault } from './fault.ts';
import { describe } from './json.ts';
import { FUNCTION, REGEXP } from './markers.ts';

export interface Pattern {
  readonly condition: Condition;
  readonly faults: readonly Fault[];
}

export function readPattern(value: Json, at: Path): Pattern {
  const faults: Fault[] = [];
  return { condition: read(value, { at, root: at.length, faults }), faults };
}

/** A place in the pattern. `root` is the length of the path at which the pattern begins. */
interface Spot {
  readonly at: Path;
  readonly root: number;
  readonly faults: Fault[];
}

function inside(spot: Spot, key: string | number): Spot {
  return { ...spot, at: [...spot.at, key] };
}

function read(value: Json, spot: Spot): Condition {
  if (value === null) return { kind: 'null' };
  if (isList(value)) return readArray(value, spot);
  if (isObject(value)) return readObject(value, spot);
  if (isTypeName(value)) return { kind: 'type', type: value };
  return isStashed(spot) ? stashed(value, spot) : { kind: 'literal', value };
}

function readArray(value: readonly Json[], spot: Spot): Condition {
  return { kind: 'array', elements: value.map((element, index) => read(element, inside(spot, index))) };
}

function readObject(value: JsonObject, spot: Spot): Condition {
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === '$ne' && value.$ne === null) return { kind: 'present' };
  if (keys.length === 1 && keys[0] === REGEXP) return readRegexp(value[REGEXP], spot);
  const fields = keys.map((key) => [key, readField(key, own(value, key) ?? null, inside(spot, key))] as const);
  return { kind: 'object', fields };
}

function readField(key: string, value: Json, spot: Spot): Condition {
  if (key === '$ne')
    return never(value, spot, '$ne works with null only', 'Write { "$ne": null }, or the value itself.');
  if (key === FUNCTION)
    return never(value, spot, 'an expectation holds no function', 'Use types, values or regular expressions.');
  if (FOREIGN_OPERATORS.has(key))
    return never(
      value,
      spot,
      `there is no operator ${key}`,
      'Use types, values, null, { "$ne": null }, objects, lists.',
    );
  return read(value, spot);
}

function readRegexp(marker: Json | undefined, spot: Spot): Condition {
  if (isStashed(spot)) return stashed(marker ?? null, spot);
  const [source, flags = ''] = isList(marker) ? marker : [];
  if (typeof source === 'string' && typeof flags === 'string' && isRegexp(source, flags))
    // Stateful flags would make matching depend on what was matched before.
    return { kind: 'regexp', source, flags: flags.replace(/[gy]/g, '') };
  return never(marker ?? null, spot, 'this is no regular expression', `Write { "${REGEXP}": ["^ab", "i"] }.`);
}

function isStashed({ at, root }: Spot): boolean {
  return at[root] === '$stash' && at.length > root + 1;
}

function stashed(value: Json, spot: Spot): Condition {
  const hint = 'Use a type, null or { "$ne": null } there.';
  return never(value, spot, 'a value under $stash matches by its type only', hint);
}

/** Compiles it, which runs nothing. */
function isRegexp(source: string, flags: string): boolean {
  try {
    new RegExp(source, flags);
    return true;
  } catch {
    return false;
  }
}

function never(value: Json, { at: path, faults }: Spot, reason: string, hint: string): Condition {
  faults.push({ severity: 'error', path, message: `${reason}, so this never matches`, hint });
  return { kind: 'never', shown: describe(value), reason };
}
