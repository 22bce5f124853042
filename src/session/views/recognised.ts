// Which elements of a list are which of those that were in it before: some stayed, some moved, some came and some went.
// Told by the same rules wherever it is shown, as rows of a patch or as marks in the document.
import { create } from 'jsondiffpatch';
import { commonEnds, equalJson, isContainer } from '../../json.ts';
import type { Json } from '../../step.ts';

/** Comparing lists takes the product of their lengths: beyond this, nobody waits for it. */
export const MOST_PAIRS = 250_000;

const KEYS = ['id', '_id', 'sku', 'key', 'name'];

/** What tells two objects of a list as the same one; `nameOf` is how its fields are called. */
export function identityOf(item: object, nameOf = (key: string) => key): string | undefined {
  for (const key of KEYS) {
    const name = nameOf(key);
    const value = Object.hasOwn(item, name) ? (item as Readonly<Record<string, unknown>>)[name] : undefined;
    if (typeof value === 'string' || typeof value === 'number') return `${key}:${value}`;
  }
  return undefined;
}

/** An element of either list. */
export interface Element {
  /** Its index; of one that went, the one it had. */
  readonly key: number;
  /** The index that it had; null for one that is new, or went. */
  readonly was: number | null;
  readonly is: 'kept' | 'moved' | 'added' | 'removed';
  /** It is what it was. */
  readonly isSame: boolean;
}

export interface Recognised {
  /** So many are the same at the beginning; what stands behind `elements` is the same again. */
  readonly head: number;
  /** Those between, with what went where it was. */
  readonly elements: readonly Element[];
  /** Where each of those that are there, and of those that went, stands among them. */
  readonly places: ReadonlyMap<number, number>;
  readonly gone: ReadonlyMap<number, number>;
}

const known = new WeakMap<object, { readonly before: readonly Json[]; readonly found: Recognised | null }>();

/** Null where each stands in its old place, or comparing would take too long. Each two lists are compared once. */
export function recognised(now: readonly Json[], before: readonly Json[]): Recognised | null {
  const last = known.get(now);
  if (last?.before === before) return last.found;
  const found = compare(now, before);
  known.set(now, { before, found });
  return found;
}

function compare(now: readonly Json[], before: readonly Json[]): Recognised | null {
  const { head, tail } = commonEnds(before, now);
  const [is, was] = [now.slice(head, now.length - tail), before.slice(head, before.length - tail)];
  if (is.length === 0 || was.length === 0 || is.length * was.length > MOST_PAIRS) return null;
  const { from, moved, gone } = matched(is, was);
  if (is.length === was.length) keepInPlace(from, gone);
  if (gone.size === 0 && from.every((at, index) => at === index)) return null;
  const elements: Element[] = [];
  const removed = [...gone].sort((one, other) => one - other);
  const takeRemoved = (until: number) => {
    while ((removed[0] ?? until) < until)
      elements.push({ key: head + (removed.shift() ?? 0), was: null, is: 'removed', isSame: false });
  };
  for (const [index, at] of from.entries()) {
    if (at >= 0 && !moved.has(index)) takeRemoved(at);
    const isSame = at >= 0 && equalJson(was[at], is[index]);
    const kind = at < 0 ? 'added' : moved.has(index) ? 'moved' : 'kept';
    elements.push({ key: head + index, was: at < 0 ? null : head + at, is: kind, isSame });
  }
  takeRemoved(was.length);
  const placesOf = (isGone: boolean) =>
    new Map(elements.flatMap((each, at) => ((each.is === 'removed') === isGone ? [[each.key, at] as const] : [])));
  return { head, elements, places: placesOf(false), gone: placesOf(true) };
}

/** As names that are equal where elements are the same one: nothing is looked into. */
const differ = create({ arrays: { detectMove: true, includeValueOnMove: false } });

type ListDelta = Readonly<Record<string, unknown>>;

interface Matched {
  /** For each element the index that it had; -1 where it is new. */
  readonly from: number[];
  readonly moved: ReadonlySet<number>;
  readonly gone: Set<number>;
}

/** `_3` speaks of the third element before, `3` of the third now; those that nothing is said of kept their order. */
function matched(is: readonly Json[], was: readonly Json[]): Matched {
  const names = new Names();
  const delta = (differ.diff(was.map(names.of), is.map(names.of)) ?? {}) as ListDelta;
  const [from, moved, gone] = [is.map(() => -1), new Set<number>(), new Set<number>()];
  const kept = new Set(was.keys());
  for (const [key, part] of Object.entries(delta)) {
    if (!key.startsWith('_') || !Array.isArray(part)) continue;
    const at = Number(key.slice(1));
    kept.delete(at);
    if (part[2] !== 3) {
      gone.add(at);
      continue;
    }
    const to = Number(part[1]);
    from[to] = at;
    if (at !== to) moved.add(to);
  }
  const order = kept.values();
  for (const index of is.keys())
    if (from[index] === -1 && !Object.hasOwn(delta, index)) from[index] = order.next().value ?? -1;
  return { from, moved, gone };
}

/** What came where another one went has changed. */
function keepInPlace(from: number[], gone: Set<number>): void {
  for (const [index, at] of from.entries()) {
    if (at !== -1 || !gone.delete(index)) continue;
    from[index] = index;
  }
}

class Names {
  readonly #unknown: { readonly item: Json; readonly name: string }[] = [];

  readonly of = (item: Json): string => {
    if (!isContainer(item)) return JSON.stringify(item);
    return identityOf(item) ?? this.#ofUnknown(item);
  };

  /** Without an identity only what is equal is the same. */
  #ofUnknown(item: Json): string {
    const same = this.#unknown.find((other) => equalJson(other.item, item));
    if (same !== undefined) return same.name;
    const name = `#${this.#unknown.length}`;
    this.#unknown.push({ item, name });
    return name;
  }
}
