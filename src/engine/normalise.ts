// Data is JSON between turns (semantics §3): what a step left in its data is made into JSON, looking only at what changed.
import { commonEnds, DEEPEST, equalJson, isObject } from '../json.ts';
import type { Json, JsonObject } from '../step.ts';

import { type Container, Depths } from './depth.ts';
import { isThenable, kindOf, ownFieldsOf, unbox } from './foreign.ts';
import { cloneFields, isSameList, lengthOfFields, lengthOfItems, lengthOfJson, setField } from './json.ts';
import type { Fault, LeftPromise, Meaning, Normalised } from './meaning.ts';
import type { Origins } from './origins.ts';

/** Of a deep path as much is told. */
const DEEPEST_TOLD = 12;

/**
 * Turns values into JSON and remembers which objects it made, so that they need not be looked at again. All states of
 * one process go through one Normaliser; its results are never written to by anyone.
 */
export class Normaliser {
  /** Objects that are JSON already → the length of their JSON text, about. */
  readonly #known = new WeakMap<object, number>();
  readonly #depths = new Depths();

  /**
   * `after` as JSON; where it equals `before` the identical part of `before` is returned.
   * `before` must be a result of this normaliser. `origins`: of objects in `after` that are copies, what they were copied
   * from; one that is unchanged becomes the original again, wherever it was moved to.
   */
  normalise(before: Json | undefined, after: unknown, origins?: Origins): Normalised<Json | undefined> {
    const walk = new Walk(this.#known, this.#depths, origins);
    const value = walk.value(before, after);
    return { value, changed: walk.changed, promises: walk.promises, faults: walk.faults };
  }

  /** The length of a document's JSON text, about, in characters; the document must have come from here. */
  lengthOf(data: JsonObject): number {
    return this.#known.get(data) ?? Number.POSITIVE_INFINITY;
  }

  /** Takes over a document that is JSON already (it was parsed, say). */
  adopt(data: JsonObject): JsonObject {
    return this.normalise(undefined, data).value as JsonObject;
  }
}

class Walk {
  readonly changed: Meaning[] = [];
  readonly promises: LeftPromise[] = [];
  readonly faults: Fault[] = [];
  readonly #above: object[] = [];
  /** We are within something that stood elsewhere before. */
  #isMoved = false;
  /** Where we are; copied only where it is told. */
  readonly #path: (string | number)[] = [];

  constructor(
    readonly known: WeakMap<object, number>,
    readonly depths: Depths,
    readonly origins: Origins | undefined,
  ) {}

  /** undefined where the value vanishes. */
  value(before: Json | undefined, after: unknown): Json | undefined {
    if (after === before) return before;
    switch (typeof after) {
      case 'string':
      case 'boolean':
      case 'undefined':
        return after;
      case 'number':
        return Number.isFinite(after) ? after + 0 : this.#became(String(after), 'null', null);
      case 'bigint':
        return this.#fault('is a BigInt', 'Store a number or a text.');
      case 'function':
      case 'symbol':
        // A list keeps the place.
        return this.#became(`a ${typeof after}`, typeof this.#path.at(-1) === 'number' ? 'null' : 'nothing', undefined);
      default:
        if (after === null) return null;
        return this.#untouched(before, after as object) ?? this.#readable(before, after as object);
    }
  }

  /** Of most steps all parts are but a few; the whole of it is not. */
  #untouched(before: Json | undefined, after: object): Json | undefined {
    const original = this.#path.length > 0 ? this.origins?.untouched(after) : undefined;
    if (original === undefined || (original === before && !this.#isMoved)) return original;
    if (this.#isTooDeep(original as Container)) return undefined;
    return equalJson(before, original) ? before : original;
  }

  /** What has been deep already may have been put into something deeper. */
  #isTooDeep(part: Container): boolean {
    return this.depths.isTooDeep(part, this.#path.length, this.known.get(part) ?? 0);
  }

  #became<T extends Json | undefined>(was: string, became: string, value: T): T {
    this.changed.push({ path: [...this.#path], was, became });
    return value;
  }

  #fault(what: string, hint: string): undefined {
    this.faults.push({ path: this.#path.slice(0, DEEPEST_TOLD), what, hint });
    return undefined;
  }

  /** Getters, toJSON and proxies run code, which may throw; a document may be nested deeper than the stack is. */
  #readable(before: Json | undefined, after: object): Json | undefined {
    const { length } = this.#path;
    try {
      return this.#object(before, after);
    } catch (error) {
      this.#path.length = length;
      return this.#unreadable(error);
    }
  }

  /** `isSaid`: a toJSON gave it, and JSON asks no second one. */
  #object(before: Json | undefined, after: object, isSaid = false): Json | undefined {
    if (this.known.has(after)) return this.#asKnown(before, after as Container);
    // A document with a field named `then` is no promise.
    if (this.#path.length > 0 && isThenable(after)) {
      this.promises.push({ path: [...this.#path], promise: after });
      return undefined;
    }
    const unboxed = unbox(after);
    if (unboxed !== after) return this.value(before, unboxed);
    if (this.#path.length > DEEPEST) return this.#tooDeep();
    if (this.#above.includes(after)) return this.#fault('is a cycle', 'Store an id instead of the object itself.');
    const original = this.origins?.of(after) ?? before;
    const wasMoved = this.#isMoved;
    this.#isMoved ||= original !== before;
    this.#above.push(after);
    try {
      const made = this.#container(original, after, isSaid);
      return original !== before && equalJson(before, made) ? before : made;
    } finally {
      this.#above.pop();
      this.#isMoved = wasMoved;
    }
  }

  #asKnown(before: Json | undefined, after: Container): Json | undefined {
    return equalJson(before, after) ? before : this.#isTooDeep(after) ? this.#tooDeep() : after;
  }

  #tooDeep(): undefined {
    return this.#fault(`is nested more than ${DEEPEST} deep`, 'Store a list instead.');
  }

  #container(before: Json | undefined, after: object, isSaid: boolean): Json | undefined {
    const { toJSON } = after as { toJSON?: unknown };
    if (typeof toJSON === 'function' && !isSaid)
      return this.#asItSays(before, after, toJSON as (key: string) => unknown);
    if (Array.isArray(after)) return this.#array(before, after);
    const kind = kindOf(after);
    if (kind) this.#became(kind, 'a plain object with its own fields', undefined);
    return this.#fields(isObject(before) ? before : undefined, after as Record<string, unknown>);
  }

  #asItSays(before: Json | undefined, after: object, toJSON: (key: string) => unknown): Json | undefined {
    const said = toJSON.call(after, String(this.#path.at(-1) ?? ''));
    if (said === after) return this.#container(before, after, true);
    const shown = typeof said === 'string' ? 'a text' : 'what its toJSON gives';
    this.#became(kindOf(after) ?? 'an object with toJSON', shown, undefined);
    return typeof said === 'object' && said !== null ? this.#object(before, said, true) : this.value(before, said);
  }

  /** The identical object where nothing differs. Whole lists of keys and values are several times as fast as field by field. */
  #fields(old: JsonObject | undefined, after: Record<string, unknown>): JsonObject {
    const keys = Object.keys(after);
    const values = this.#valuesOf(after, keys);
    if (old && isSameList(keys, Object.keys(old))) {
      const changed = this.#changeValues(keys, values, Object.values(old));
      if (changed && changed.length === 0) return old;
      if (changed) return this.#variant(old, keys, values as Json[], changed);
    } else if (this.#reshapeValues(keys, values, old)) return old as JsonObject;
    const made: Record<string, Json> = {};
    keys.forEach((key, index) => {
      const value = values[index] as Json | undefined;
      if (value !== undefined) setField(made, key, value);
    });
    this.known.set(made, lengthOfFields(made, this.known));
    return made;
  }

  /** Makes values JSON where they stand; gives the places that differ, null where one has vanished. */
  #changeValues(keys: readonly string[], values: unknown[], before: readonly Json[]): number[] | null {
    const changed: number[] = [];
    let hasVanished = false;
    for (let index = 0; index < values.length; index++) {
      const now = values[index];
      const was = before[index] as Json;
      const value = now === was ? was : this.#field(was, now, keys[index] as string);
      values[index] = value;
      if (value === was) continue;
      changed.push(index);
      hasVanished ||= value === undefined;
    }
    return hasVanished ? null : changed;
  }

  /** Makes values JSON where they stand; whether they are those of `old`, in whatever order. */
  #reshapeValues(keys: readonly string[], values: unknown[], old: JsonObject | undefined): boolean {
    let count = 0;
    let isSame = old !== undefined;
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] as string;
      const was = old && Object.hasOwn(old, key) ? old[key] : undefined;
      const value = this.#field(was, values[index], key);
      values[index] = value;
      if (value !== undefined) count++;
      isSame &&= value === was;
    }
    return isSame && old !== undefined && count === Object.keys(old).length;
  }

  /** `old` with other values at some places: the length is known but for these. */
  #variant(old: JsonObject, keys: readonly string[], values: readonly Json[], changed: readonly number[]): JsonObject {
    const made = cloneFields(old);
    let length = this.known.get(old) ?? lengthOfFields(old, this.known);
    for (const index of changed) {
      const key = keys[index] as string;
      const value = values[index] as Json;
      length += lengthOfJson(value, this.known) - lengthOfJson(old[key] as Json, this.known);
      setField(made, key, value);
    }
    this.known.set(made, length);
    return made;
  }

  #field(was: Json | undefined, after: unknown, key: string): Json | undefined {
    if (typeof after === 'string' || typeof after === 'boolean') return after;
    this.#path.push(key);
    const value = this.value(was, after);
    this.#path.pop();
    return value;
  }

  /** A getter that throws spoils its own field only. */
  #valuesOf(after: Record<string, unknown>, keys: readonly string[]): unknown[] {
    try {
      const values = Object.values(after);
      if (values.length === keys.length) return values;
    } catch {
      // Read one by one it is known which it is.
    }
    return keys.map((key) => this.#read(after, key));
  }

  #read(after: Record<string, unknown>, key: string): unknown {
    try {
      return after[key];
    } catch (error) {
      this.#path.push(key);
      this.#unreadable(error);
      this.#path.pop();
      return undefined;
    }
  }

  #unreadable(error: unknown): undefined {
    this.faults.push({ path: [...this.#path], what: 'cannot be read', hint: '', thrown: { error } });
    return undefined;
  }

  #array(before: Json | undefined, after: readonly unknown[]): readonly Json[] {
    const old = Array.isArray(before) ? (before as readonly Json[]) : undefined;
    const { head, tail } = old ? commonEnds(old, after) : { head: 0, tail: 0 };
    if (old && old.length === after.length && head === old.length) return old;
    const own = old ? '' : ownFieldsOf(after).join(', ');
    if (own) this.#became(`a list with fields of its own (${own})`, 'its elements only', undefined);
    const made = after.slice() as Json[];
    let same = old?.length === after.length;
    for (let index = head; index < after.length - tail; index++) {
      made[index] = this.#element(old?.[index], after[index], index);
      same &&= made[index] === old?.[index];
    }
    if (old && same) return old;
    this.known.set(made, lengthOfItems(made, this.known));
    return made;
  }

  /** A promise in an array keeps its place; its value comes when it settles. */
  #element(was: Json | undefined, after: unknown, index: number): Json {
    this.#path.push(index);
    const value = this.value(was, after);
    if (after === undefined) this.#became('undefined in an array', 'null', undefined);
    this.#path.pop();
    return value === undefined ? null : value;
  }
}
