// What differs between two documents, as a person reads a diff: elements that only moved are told apart from new ones.
// jsondiffpatch is for showing only; states of one task share what did not change, so it looks at the touched parts alone.
import { create, type Delta } from 'jsondiffpatch';
import { differences } from '../../analysis/differences.ts';
import { childOf, isContainer, isObject, keysOf } from '../../json.ts';
import { valueAt } from '../../patch.ts';
import type { Json, JsonObject, Path } from '../../step.ts';
import { childrenOf } from './changes.ts';
import { Likeness, signed, unsigned } from './likeness.ts';
import { identityOf, MOST_PAIRS } from './recognised.ts';

export interface PatchRow {
  readonly id: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** The place it is at now; for what was removed, the place it was at. */
  readonly path: Path;
  readonly value?: Json;
  readonly before?: Json;
  /** The index that a moved element had. */
  readonly from?: number;
}

const differ = create({ objectHash: identity, arrays: { detectMove: true, includeValueOnMove: false } });

/** Null where comparing would take too long. */
export function documentDiff(before: JsonObject, now: JsonObject): readonly PatchRow[] | null {
  const likeness = new Likeness();
  const [was, is] = narrowed(before, now, likeness);
  if (!comparable(was, is)) return null;
  return deltaRows(differ.diff(was, is), now, []).map((row) => withOriginals(row, likeness));
}

function withOriginals(row: PatchRow, likeness: Likeness): PatchRow {
  const { value, before } = row;
  return {
    ...row,
    ...(value !== undefined && { value: likeness.original(value) }),
    ...(before !== undefined && { before: likeness.original(before) }),
  };
}

/** The fields that differ, signed, with what differs in them, each in its order: a hundred thousand that do not cost no comparing. */
function narrowed(before: JsonObject, now: JsonObject, likeness: Likeness): readonly [JsonObject, JsonObject] {
  const children = childrenOf(now, before);
  const parts = new Map<string, readonly [Json | undefined, Json | undefined]>();
  for (let index = 0; index < children.count; index++) {
    if (children.isPlain(index)) continue;
    const { key, mark, before: was, value } = children.at(index);
    const isInside = mark === 'inside' && isObject(was) && isObject(value);
    parts.set(String(key), isInside ? narrowed(was, value, likeness) : likeness.ofBoth(was, value));
  }
  const part = (side: 0 | 1) => (key: string) => {
    const value = parts.get(key)?.[side];
    return value === undefined ? [] : [[signed(key), value] as const];
  };
  const keys = parts.size === 0 ? [] : keysOf(before).filter((key) => parts.has(key));
  return [Object.fromEntries(keys.flatMap(part(0))), Object.fromEntries([...parts.keys()].flatMap(part(1)))];
}

/** What tells two objects of an array as the same one. Asked for null too, whatever the types of the package say. */
function identity(item: object | null): string | undefined {
  return item === null ? undefined : identityOf(item, signed);
}

function comparable(before: Json | undefined, now: Json | undefined): boolean {
  if (before === now || !isContainer(before) || !isContainer(now)) return true;
  if (Array.isArray(before) && Array.isArray(now) && before.length * now.length > MOST_PAIRS) return false;
  return Object.keys(now).every((key) => comparable(childOf(before, key), childOf(now, key)));
}

/** A delta is a tuple where something happened, holding the values, and an object where it happened further in. */
function deltaRows(delta: Delta, now: Json | undefined, path: Path): readonly PatchRow[] {
  if (delta === undefined) return [];
  if (!Array.isArray(delta)) return innerRows(delta as InnerDelta, now, path);
  const id = JSON.stringify(path);
  const [one, other] = delta as readonly Json[];
  if (delta.length === 1) return [{ id: `${id}+`, kind: 'added', path, value: one }];
  if (delta.length === 2) return [{ id, kind: 'changed', path, value: other, before: one }];
  return [{ id: `${id}-`, kind: 'removed', path, before: one }];
}

type InnerDelta = Readonly<Record<string, Delta>>;

function innerRows(delta: InnerDelta, now: Json | undefined, path: Path): readonly PatchRow[] {
  const inner = Object.entries(delta).filter(([key]) => !(Array.isArray(now) && key === '_t'));
  if (Array.isArray(now)) return inner.flatMap(([key, part]) => elementRows(key, part, now, path));
  return inner.flatMap(([signedKey, part]) => {
    const key = unsigned(signedKey);
    return deltaRows(part, childOf(now, key), [...path, key]);
  });
}

/** `_3` speaks of the third element before the turn, `3` of the third after it. */
function elementRows(key: string, delta: Delta, now: readonly Json[], path: Path): readonly PatchRow[] {
  if (!key.startsWith('_')) return deltaRows(delta, now[Number(key)], [...path, Number(key)]);
  const from = Number(key.slice(1));
  if (!Array.isArray(delta) || delta[2] !== 3) return deltaRows(delta, undefined, [...path, from]);
  const to = Number(delta[1]);
  // The others went around it.
  if (from === to) return [];
  const place = [...path, to];
  return [{ id: `${JSON.stringify(place)}>`, kind: 'moved', path: place, value: now[to], from }];
}

/** Of documents that are too large for a diff that knows what moved. */
export function plainRows(before: JsonObject, now: JsonObject): readonly PatchRow[] {
  return differences(before, now).map((path) => {
    const [was, is] = [valueAt(before, path), valueAt(now, path)];
    const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    return { id: JSON.stringify(path), kind, path, value: is, before: was };
  });
}
