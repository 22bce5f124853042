// Data is JSON between turns (semantics §3): what a step left in its data is made into JSON, looking only at what changed.
import type { Json, JsonObject, Path } from '../step.ts';
import { isObject } from './condition.ts';
import { commonEnds, equalJson, lengthOfFields, lengthOfItems } from './json.ts';

/** Deeper documents are more than JSON's own functions can bear. */
const DEEPEST = 1_000;

/** Of a deep path as much is told. */
const DEEPEST_TOLD = 12;

/** A value that does not survive as it was. */
export interface Meaning {
  readonly path: Path;
  readonly was: string;
  readonly became: string;
}

/** A promise that was left in data: its value is put at `path` when it arrives. */
export interface LeftPromise {
  readonly path: Path;
  readonly promise: PromiseLike<unknown>;
}

/** Copies → what they were copied from. */
export type Origins = ReadonlyMap<object, Json>;

export interface Normalised<T extends Json | undefined = JsonObject> {
  readonly value: T;
  readonly changed: readonly Meaning[];
  readonly promises: readonly LeftPromise[];
  readonly faults: readonly Fault[];
}

/** A BigInt, a cycle, what cannot even be read: it has no JSON and is left out; for a step's data that is the step's error. */
export interface Fault {
  readonly path: Path;
  /** Such as `is a cycle`. */
  readonly what: string;
  readonly hint: string;
  /** What reading it threw, wrapped, since anything can be thrown. */
  readonly thrown?: { readonly error: unknown };
}

/**
 * Turns values into JSON and remembers which objects it made, so that they need not be looked at again. All states of
 * one process go through one Normaliser; its results are never written to by anyone.
 */
export class Normaliser {
  /** Objects that are JSON already → the length of their JSON text, about. */
  readonly #known = new WeakMap<object, number>();

  /**
   * `after` as JSON; where it equals `before` the identical part of `before` is returned.
   * `before` must be a result of this normaliser. `origins`: of objects in `after` that are copies, what they were copied
   * from; one that is unchanged becomes the original again, wherever it was moved to.
   */
  normalise(before: Json | undefined, after: unknown, origins?: Origins): Normalised<Json | undefined> {
    const walk = new Walk(this.#known, origins);
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

type ToJson = (key: string) => unknown;

class Walk {
  readonly changed: Meaning[] = [];
  readonly promises: LeftPromise[] = [];
  readonly faults: Fault[] = [];
  readonly #above = new Set<object>();
  /** Where we are; copied only where it is told. */
  readonly #path: (string | number)[] = [];

  constructor(
    readonly known: WeakMap<object, number>,
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
        return this.#became(`a ${typeof after}`, 'nothing', undefined);
      default:
        return after === null ? null : this.#readable(before, after as object);
    }
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
    const depth = this.#path.length;
    try {
      return this.#object(before, after);
    } catch (error) {
      this.#path.length = depth;
      return this.#unreadable(error);
    }
  }

  #object(before: Json | undefined, after: object): Json | undefined {
    if (this.known.has(after)) return equalJson(before, after as Json) ? before : (after as Json);
    // A document with a field named `then` is no promise.
    if (this.#path.length > 0 && isThenable(after)) {
      this.promises.push({ path: [...this.#path], promise: after });
      return undefined;
    }
    const unboxed = unbox(after);
    if (unboxed !== after) return this.value(before, unboxed);
    if (this.#path.length > DEEPEST) return this.#fault(`is nested more than ${DEEPEST} deep`, 'Store a list instead.');
    if (this.#above.has(after)) return this.#fault('is a cycle', 'Store an id instead of the object itself.');
    this.#above.add(after);
    try {
      return this.#container(this.origins?.get(after) ?? before, after);
    } finally {
      this.#above.delete(after);
    }
  }

  #container(before: Json | undefined, after: object): Json | undefined {
    const { toJSON } = after as { toJSON?: unknown };
    if (typeof toJSON === 'function') return this.#asItSays(before, after, toJSON as ToJson);
    if (Array.isArray(after)) return this.#array(before, after);
    const kind = kindOf(after);
    if (kind) this.#became(kind, 'a plain object with its own fields', undefined);
    return this.#fields(isObject(before) ? before : undefined, after as Record<string, unknown>);
  }

  #asItSays(before: Json | undefined, after: object, toJSON: ToJson): Json | undefined {
    const said = toJSON.call(after, String(this.#path.at(-1) ?? ''));
    const shown = typeof said === 'string' ? 'a text' : 'what its toJSON gives';
    this.#became(kindOf(after) ?? 'an object with toJSON', shown, undefined);
    return this.value(before, said);
  }

  /** Makes a new object only from the first field on that differs. */
  #fields(old: JsonObject | undefined, after: Record<string, unknown>): JsonObject {
    const keys = Object.keys(after);
    let made: Record<string, Json> | null = old ? null : {};
    let count = 0;
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] as string;
      const was = old && Object.hasOwn(old, key) ? old[key] : undefined;
      const value = this.#field(was, after, key);
      if (value !== undefined) count++;
      if (made === null && value === was) continue;
      made ??= firstFields(old, keys, index);
      if (value !== undefined) define(made, key, value);
    }
    if (old && made === null && count === Object.keys(old).length) return old;
    const result = made ?? firstFields(old, keys, keys.length);
    this.known.set(result, lengthOfFields(result, this.known));
    return result;
  }

  #field(was: Json | undefined, after: Record<string, unknown>, key: string): Json | undefined {
    this.#path.push(key);
    const value = this.value(was, this.#read(after, key));
    this.#path.pop();
    return value;
  }

  #read(after: Record<string, unknown>, key: string): unknown {
    try {
      return after[key];
    } catch (error) {
      return this.#unreadable(error);
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

/** The fields before the one at `end`, which are as they were. */
function firstFields(old: JsonObject | undefined, keys: readonly string[], end: number): Record<string, Json> {
  const made: Record<string, Json> = {};
  for (let index = 0; index < end; index++) {
    const key = keys[index] as string;
    if (old && Object.hasOwn(old, key)) define(made, key, old[key] as Json);
  }
  return made;
}

/** A key named `__proto__` is data like any other. */
function define(target: Record<string, Json>, key: string, value: Json): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function isThenable(value: object): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown }).then === 'function';
}

function unbox(value: object): unknown {
  if (value instanceof Number || value instanceof String || value instanceof Boolean) return value.valueOf();
  return value;
}

/** What to call an object that is no plain one; undefined for a plain one. */
function kindOf(value: object): string | undefined {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return undefined;
  const name = prototype.constructor?.name;
  if (!name || name === 'Object') return 'an object with a prototype of its own';
  return /^[AEIOU]/.test(name) ? `an ${name}` : `a ${name}`;
}
