// Puts a connector's or child's result where its `into` says (semantics §5).
import { isObject } from '../json.ts';
import type { Json, JsonObject, Path } from '../step.ts';

const REFUSED = new Set(['__proto__', 'prototype', 'constructor']);

/** A result may be put this far behind the end of a list; what lies between becomes null. */
const FARTHEST = 1_000;

/** A plain object goes there as it is, anything else as `{<method>: value}`. */
export function intoValue(result: Json, method: string): Json {
  return isObject(result) ? result : { [method]: result };
}

/** `a.b.0.c`: what looks like an index is one. */
export function intoPath(into: string): Path {
  return into.split('.').map((key) => (/^(0|[1-9]\d*)$/.test(key) ? Number(key) : key));
}

/**
 * `data` with `value` at `path`; missing parents are made, below a number an array. Throws a TypeError for a path
 * through a text, number or boolean, far behind the end of a list, and for segments that would reach a prototype.
 */
export function putInto(data: JsonObject, path: Path, value: Json): JsonObject {
  refuse(path);
  return put(data, path, 0, value) as JsonObject;
}

/** Throws a TypeError for segments that would reach a prototype. */
export function refuse(path: Path): void {
  const refused = path.find((key) => REFUSED.has(String(key)));
  if (refused === undefined) return;
  throw new TypeError(`into: '${path.join('.')}' is refused: ${refused} is not a place for data`);
}

/** A place that is known to be there, or next to what is: any key may be in it. */
export function putAt(json: Json, path: Path, value: Json): Json {
  return put(json, path, 0, value);
}

function put(parent: Json | undefined, path: Path, depth: number, value: Json): Json {
  const key = path[depth];
  if (key === undefined) return value;
  if (parent === undefined || parent === null) {
    return put(typeof key === 'number' ? [] : {}, path, depth, value);
  }
  if (typeof parent !== 'object') {
    const through = path.slice(0, depth).join('.');
    throw new TypeError(`into: '${path.join('.')}' leads through ${through}, which is a ${typeof parent}`);
  }
  if (Array.isArray(parent)) return putInArray(parent, path, depth, value);
  const fields = parent as JsonObject;
  const child = Object.hasOwn(fields, key) ? fields[key] : undefined;
  return { ...fields, [key]: put(child, path, depth + 1, value) };
}

function putInArray(parent: readonly Json[], path: Path, depth: number, value: Json): Json {
  const key = path[depth];
  if (typeof key !== 'number')
    throw new TypeError(
      `into: '${path.join('.')}' asks for the field ${key} of an array at ${path.slice(0, depth).join('.')}`,
    );
  if (key > parent.length + FARTHEST)
    throw new TypeError(
      `into: '${path.join('.')}' asks for element ${key} of a list of ${parent.length}: ` +
        `a result may be put at most ${FARTHEST} behind the end`,
    );
  const copy = parent.slice();
  while (copy.length < key) copy.push(null);
  copy[key] = put(parent[key], path, depth + 1, value);
  return copy;
}

/** Data and stash with a result in its place: what goes to `$stash` is stashed. */
export function landed(
  { data, stash }: { readonly data: JsonObject; readonly stash: JsonObject },
  path: Path,
  value: Json,
): { readonly data: JsonObject; readonly stash: JsonObject } {
  if (path[0] !== '$stash') return { data: putInto(data, path, value), stash };
  if (path.length === 1 && !isObject(value)) throw new TypeError("into: '$stash' can hold an object only");
  return { data, stash: path.length === 1 ? (value as JsonObject) : putInto(stash, path.slice(1), value) };
}
