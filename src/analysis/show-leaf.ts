// The smallest changes of a document that show one leaf of a condition fulfilled, or not fulfilled. Some are guesses: a regular
// expression or a function says only by running whether it likes what was made up.

import { explain } from '../engine/condition.ts';
import { isObject } from '../json.ts';
import type { Condition, Json, JsonObject, ObjectCondition, Path } from '../step.ts';
import { type Edit, makeMatch } from './make-match.ts';

/** Each a way of its own, the likeliest first; none where nothing can be made up. */
export function editsToShow(
  condition: ObjectCondition,
  leaf: Path,
  data: JsonObject,
  wanted: boolean,
): readonly (readonly Edit[])[] {
  return wanted ? toFulfil(condition, leaf, data) : toBreak(condition, leaf, data);
}

function toFulfil(condition: ObjectCondition, leaf: Path, data: JsonObject): readonly (readonly Edit[])[] {
  const alone = onlyLeaf(condition, leaf);
  if (alone?.kind !== 'object') return [];
  const made = makeMatch(explain(alone, data, () => undefined));
  if (made.impossible.length === 0) return made.edits.length > 0 ? [made.edits] : [];
  const at = placeOf(leaf);
  return at === null ? [] : SAMPLES.map((value) => [...parents(data, at), { path: at, value }]);
}

/** The condition without all else. */
function onlyLeaf(condition: Condition, [key, ...rest]: Path): Condition | undefined {
  if (key === undefined) return condition;
  if (condition.kind === 'object') {
    const inner = condition.fields.find(([name]) => name === key)?.[1];
    const alone = inner && onlyLeaf(inner, rest);
    return alone && { kind: 'object', fields: [[String(key), alone]] };
  }
  if (condition.kind !== 'array') return undefined;
  const inner = condition.elements[Number(key)];
  const alone = inner && onlyLeaf(inner, rest);
  return alone && { kind: 'array', elements: [alone] };
}

function toBreak(condition: ObjectCondition, leaf: Path, data: JsonObject): readonly (readonly Edit[])[] {
  const found = leafAt(condition, leaf);
  const at = placeOf(leaf);
  if (!found) return [];
  if (at === null) return emptied(leaf, data);
  return unlike(found, valueAt(data, at)).map((value) => {
    const above = parents(data, at);
    // Where nothing stands, leaving it so is the change.
    const own: readonly Edit[] = value === undefined && valueAt(data, at) === undefined ? [] : [{ path: at, value }];
    return [...above, ...own];
  });
}

/** A list that has no such element, or one whose only element lacks what the leaf is about. */
function emptied(leaf: Path, data: JsonObject): readonly (readonly Edit[])[] {
  const at = leaf.findIndex((key) => typeof key === 'number');
  const [list, inner] = [leaf.slice(0, at), leaf.slice(at + 1)];
  if (inner.some((key) => typeof key === 'number')) return [];
  const element = inner.slice(0, -1).reduceRight<JsonObject>((made, key) => ({ [key]: made }), {});
  return [[...parents(data, list), { path: list, value: inner.length === 0 ? [] : [element] }]];
}

function leafAt(condition: Condition, [key, ...rest]: Path): Condition | undefined {
  if (key === undefined) return condition;
  if (condition.kind === 'object') {
    const inner = condition.fields.find(([name]) => name === key)?.[1];
    return inner && leafAt(inner, rest);
  }
  const inner = condition.kind === 'array' ? condition.elements[Number(key)] : undefined;
  return inner && leafAt(inner, rest);
}

/** Where in the data it looks; null for one in a list, which may be met by any element. */
function placeOf(leaf: Path): Path | null {
  return leaf.some((key) => typeof key === 'number') ? null : leaf;
}

/** Objects on the way there that are missing. */
function parents(data: JsonObject, at: Path): readonly Edit[] {
  for (let depth = 1; depth < at.length; depth++) {
    const path = at.slice(0, depth);
    if (!isObject(valueAt(data, path))) return chain(at, depth);
  }
  return [];
}

function chain(at: Path, depth: number): readonly Edit[] {
  const value = at.slice(depth, -1).reduceRight<JsonObject>((inner, key) => ({ [key]: inner }), {});
  return [{ path: at.slice(0, depth), value }];
}

function valueAt(data: JsonObject, path: Path): Json | undefined {
  let value: Json | undefined = data;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** Of many kinds: one may be what a function wants, or does not. */
const SAMPLES: readonly Json[] = [true, 1, 100, 1_000_000, 0, -1, 'text', '', 'a@b.example', [1], [], {}, false];

/** Values that a leaf does not want, such as a person would try first; undefined is nothing. */
function unlike(condition: Condition, actual: Json | undefined): readonly (Json | undefined)[] {
  switch (condition.kind) {
    case 'literal':
      return [otherThan(condition.value), undefined];
    case 'null':
      return [true];
    case 'type':
    case 'present':
    case 'object':
    case 'array':
      return [undefined, null];
    case 'regexp':
      return [typeof actual === 'string' ? `${actual}\u0021` : '!', '!', '', 'text', undefined];
    case 'predicate':
      return [undefined, ...SAMPLES];
    case 'never':
      return [];
  }
}

function otherThan(value: string | number | boolean): Json {
  if (typeof value === 'boolean') return !value;
  return typeof value === 'number' ? value + 1 : `not ${value}`;
}

/** The document after the changes. */
export function edited(data: JsonObject, edits: readonly Edit[]): JsonObject {
  const document = edits.reduce<Json>((now, { path, value }) => put(now, path, value), data);
  return isObject(document) ? document : {};
}

function put(document: Json, [key, ...rest]: Path, value: Json | undefined): Json {
  if (key === undefined) return value ?? null;
  if (Array.isArray(document)) {
    const list: Json[] = [...document];
    list[Number(key)] = rest.length === 0 ? (value ?? null) : put(list[Number(key)] ?? {}, rest, value);
    return list;
  }
  const object: Record<string, Json> = isObject(document) ? { ...document } : {};
  if (rest.length > 0) object[key] = put(object[key] ?? {}, rest, value);
  else if (value === undefined) delete object[key];
  else object[key] = value;
  return object;
}
