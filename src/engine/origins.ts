// Of a step's data, which objects are copies and of what: one that is unchanged becomes the original again, wherever it was
// moved to. Most are met again in the order in which they were made; a table of all is made only where one is not.
import type { Json } from '../step.ts';

/** So many are looked at before a table is made: a list that lost its first elements goes on a few places later. */
const NEAR = 16;

export class Origins {
  readonly #copies: object[] = [];
  readonly #originals: Json[] = [];
  /** The place of the copy that is met next, if nothing was moved. */
  #next = 0;
  #places: Map<object, number> | null = null;

  /** An object comes before those that it holds. */
  add(copy: object, original: Json): void {
    this.#copies.push(copy);
    this.#originals.push(original);
  }

  /** What it is a copy of; undefined where it is none. */
  of(value: object): Json | undefined {
    const place = this.#find(value);
    if (place === undefined) return undefined;
    this.#next = place + 1;
    return this.#originals[place];
  }

  /** What it is a copy of, where nothing in it was written to; it is one of those that are met next. Else undefined. */
  untouched(value: object): Json | undefined {
    const start = this.#next;
    const place = this.#near(value);
    const original = this.#originals[place];
    if (original === undefined) return undefined;
    this.#next = place;
    try {
      if (this.#isSame(original, value)) return original;
    } catch {
      // A getter has thrown: who reads it again hears of it.
    }
    this.#next = start;
    return undefined;
  }

  #isSame(original: Json, value: object): boolean {
    if (this.#copies[this.#next] !== value || this.#originals[this.#next] !== original) return false;
    this.#next++;
    if (Object.getPrototypeOf(value) !== Object.getPrototypeOf(original)) return false;
    return Array.isArray(original)
      ? this.#areSameItems(original, value as readonly unknown[])
      : this.#areSameFields(original as Fields, value as Fields);
  }

  #areSameItems(before: readonly Json[], after: readonly unknown[]): boolean {
    if (after.length !== before.length) return false;
    for (let index = 0; index < before.length; index++)
      if (before[index] !== after[index] && !this.#isSameInside(before[index], after[index])) return false;
    return true;
  }

  /** Without lists of keys and values, which would be made for every object of the document. */
  #areSameFields(before: Fields, after: Fields): boolean {
    let count = 0;
    for (const key in before) {
      if (before[key] !== after[key] && !this.#isSameInside(before[key], after[key])) return false;
      count++;
    }
    for (const _ in after) count--;
    return count === 0;
  }

  #isSameInside(before: unknown, after: unknown): boolean {
    return typeof after === 'object' && after !== null && this.#isSame(before as Json, after);
  }

  /** -1 where it is not among the next ones. */
  #near(value: object): number {
    const end = Math.min(this.#next + NEAR, this.#copies.length);
    for (let place = this.#next; place < end; place++) if (this.#copies[place] === value) return place;
    return -1;
  }

  #find(value: object): number | undefined {
    const near = this.#near(value);
    if (near >= 0) return near;
    this.#places ??= new Map(this.#copies.map((copy, place) => [copy, place]));
    return this.#places.get(value);
  }
}

type Fields = Readonly<Record<string, unknown>>;
