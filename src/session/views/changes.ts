// Two states of a document side by side, one level at a time: which children came, went or changed.
// Unchanged parts are the identical objects, so that nothing is read that did not change.
import { isList, keysOf } from '../../json.ts';
import type { Json } from '../../step.ts';
import { type Recognised, recognised } from './recognised.ts';

/** `inside`: the same container with something else in it; `moved`: elsewhere in its list, and maybe with something else in it. */
export type Mark = 'added' | 'removed' | 'changed' | 'inside' | 'moved';

export interface Child {
  readonly key: string | number;
  readonly mark: Mark | null;
  /** Absent if it was removed. */
  readonly value?: Json;
  /** What it was, where it changed or went. */
  readonly before?: Json;
  /** The index that a moved element had. */
  readonly from?: number;
}

export function isContainer(value: Json | undefined): value is Extract<Json, object> {
  return typeof value === 'object' && value !== null;
}

function markOf(before: Json | undefined, now: Json | undefined): Mark | null {
  if (before === now) return null;
  if (before === undefined) return 'added';
  if (now === undefined) return 'removed';
  const sameKind = isContainer(before) && isContainer(now) && Array.isArray(before) === Array.isArray(now);
  return sameKind ? 'inside' : 'changed';
}

/** The children of a container, with those that went in their old places. Of a hundred thousand only those looked at are made. */
export interface Children {
  readonly count: number;
  at(index: number): Child;
  key(index: number): string | number;
  value(index: number): Json | undefined;
  /** It is what it was. */
  isPlain(index: number): boolean;
  /** Of what is there, or of what was removed; -1 where there is none. */
  indexOf(key: string | number, isRemoved: boolean): number;
  hasKeysOf(other: Children): boolean;
}

/** Without `before` nothing is compared. */
export function childrenOf(now: Extract<Json, object>, before: Json | undefined): Children {
  if (isList(now)) return elementsOf(now, isContainer(before) && isList(before) ? before : now);
  const fields = now as FieldsOf;
  return new Fields(fields, isContainer(before) && !Array.isArray(before) ? (before as FieldsOf) : fields);
}

/** What is in it is compared with what it was; of what is new as a whole nothing is told apart. */
export function innerChildren({ value, mark, before }: Child): Children | null {
  return isContainer(value) ? childrenOf(value, mark === 'inside' || mark === 'moved' ? before : undefined) : null;
}

/** There is a change in it, whether it stands where it stood or not. */
export function hasInside({ mark, value, before }: Child): boolean {
  return mark === 'inside' || (mark === 'moved' && before !== value);
}

type FieldsOf = { readonly [key: string]: Json };

class Fields implements Children {
  readonly #now: FieldsOf;
  readonly #before: FieldsOf;
  readonly #keys: readonly string[];
  readonly #gone: readonly string[];
  /** All keys are in both. */
  readonly #isLike: boolean;

  constructor(now: FieldsOf, before: FieldsOf) {
    this.#now = now;
    this.#before = before;
    this.#keys = keysOf(now);
    const keys = keysOf(before);
    this.#isLike = isSame(keys, this.#keys);
    this.#gone = this.#isLike ? [] : keys.filter((key) => !Object.hasOwn(now, key));
  }

  get count(): number {
    return this.#keys.length + this.#gone.length;
  }

  at(index: number): Child {
    const key = this.key(index);
    const before = this.#was(key);
    if (index >= this.#keys.length) return { key, mark: 'removed', before };
    const value = this.#now[key];
    return { key, value, before, mark: markOf(before, value) };
  }

  key(index: number): string {
    return this.#keys[index] ?? this.#gone[index - this.#keys.length] ?? '';
  }

  value(index: number): Json | undefined {
    const key = this.#keys[index];
    return key === undefined ? undefined : this.#now[key];
  }

  isPlain(index: number): boolean {
    const key = this.#keys[index];
    if (this.#now === this.#before) return key !== undefined;
    return key !== undefined && this.#now[key] === this.#was(key);
  }

  indexOf(key: string | number, isRemoved: boolean): number {
    const index = (isRemoved ? this.#gone : this.#keys).indexOf(String(key));
    return isRemoved && index >= 0 ? this.#keys.length + index : index;
  }

  hasKeysOf(other: Children): boolean {
    return other instanceof Fields && isSame(this.#keys, other.#keys) && isSame(this.#gone, other.#gone);
  }

  #was(key: string): Json | undefined {
    return this.#isLike || Object.hasOwn(this.#before, key) ? this.#before[key] : undefined;
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one === other || (one.length === other.length && one.every((key, index) => key === other[index]));
}

function elementsOf(now: readonly Json[], before: readonly Json[]): Children {
  const found = now === before ? null : recognised(now, before);
  return found === null ? new Elements(now, before) : new MovedElements(now, before, found);
}

/** Elements that are known again wherever they stand now. */
class MovedElements implements Children {
  readonly #now: readonly Json[];
  readonly #before: readonly Json[];
  readonly #found: Recognised;
  readonly count: number;

  constructor(now: readonly Json[], before: readonly Json[], found: Recognised) {
    this.#now = now;
    this.#before = before;
    this.#found = found;
    this.count = now.length + found.gone.size;
  }

  at(index: number): Child {
    const element = this.#element(index);
    const key = this.key(index);
    const value = this.#now[key];
    if (element === undefined) return { key, value, mark: null };
    if (element.is === 'removed') return { key, mark: 'removed', before: this.#before[key] };
    if (element.was === null) return { key, value, mark: 'added' };
    const before = element.isSame ? value : this.#before[element.was];
    if (element.is === 'moved') return { key, value, mark: 'moved', before, from: element.was };
    return element.isSame ? { key, value, mark: null } : { key, value, mark: markOf(before, value), before };
  }

  key(index: number): number {
    const { head, gone } = this.#found;
    if (index < head) return index;
    return this.#element(index)?.key ?? index - gone.size;
  }

  value(index: number): Json | undefined {
    return this.#element(index)?.is === 'removed' ? undefined : this.#now[this.key(index)];
  }

  isPlain(index: number): boolean {
    const element = this.#element(index);
    return element === undefined || (element.is === 'kept' && element.isSame);
  }

  indexOf(key: string | number, isRemoved: boolean): number {
    const { head, places, gone } = this.#found;
    if (typeof key !== 'number') return -1;
    const place = (isRemoved ? gone : places).get(key);
    if (place !== undefined) return head + place;
    if (isRemoved || this.#now[key] === undefined) return -1;
    return key < head ? key : key + gone.size;
  }

  /** What moved tells of where it was. */
  hasKeysOf(other: Children): boolean {
    return other instanceof MovedElements && other.#found === this.#found;
  }

  #element(index: number): Recognised['elements'][number] | undefined {
    return this.#found.elements[index - this.#found.head];
  }
}

/** Common beginning and end stay; in the middle, as many old as new ones changed in place, else the old went and the new came. */
class Elements implements Children {
  readonly #now: readonly Json[];
  readonly #before: readonly Json[];
  /** So many are the same at the beginning, and at the end; so many went. */
  readonly #head: number;
  readonly #tail: number;
  readonly #gone: number;

  constructor(now: readonly Json[], before: readonly Json[]) {
    this.#now = now;
    this.#before = before;
    this.#head = now === before ? now.length : commonHead(now, before);
    this.#tail = commonTail(now, before, Math.min(now.length, before.length) - this.#head);
    this.#gone = now.length === before.length ? 0 : before.length - this.#head - this.#tail;
  }

  get count(): number {
    return this.#now.length + this.#gone;
  }

  at(index: number): Child {
    if (this.#isGone(index)) return { key: index, mark: 'removed', before: this.#before[index] };
    const key = this.key(index);
    const value = this.#now[key];
    if (this.#isKept(key)) return { key, value, mark: null };
    if (this.#now.length !== this.#before.length) return { key, value, mark: 'added' };
    return { key, value, mark: markOf(this.#before[key], value), before: this.#before[key] };
  }

  key(index: number): number {
    return index < this.#head + this.#gone ? index : index - this.#gone;
  }

  value(index: number): Json | undefined {
    return this.#isGone(index) ? undefined : this.#now[this.key(index)];
  }

  isPlain(index: number): boolean {
    if (this.#isGone(index)) return false;
    const key = this.key(index);
    if (this.#isKept(key)) return true;
    return this.#now.length === this.#before.length && this.#now[key] === this.#before[key];
  }

  indexOf(key: string | number, isRemoved: boolean): number {
    if (typeof key !== 'number' || key < 0) return -1;
    if (isRemoved) return this.#isGone(key) ? key : -1;
    if (key >= this.#now.length) return -1;
    return key < this.#head ? key : key + this.#gone;
  }

  hasKeysOf(other: Children): boolean {
    return other instanceof Elements && this.count === other.count && this.#gone === 0 && other.#gone === 0;
  }

  #isGone(index: number): boolean {
    return index >= this.#head && index < this.#head + this.#gone;
  }

  #isKept(key: number): boolean {
    return key < this.#head || key >= this.#now.length - this.#tail;
  }
}

function commonHead(one: readonly Json[], other: readonly Json[]): number {
  const most = Math.min(one.length, other.length);
  let count = 0;
  while (count < most && one[count] === other[count]) count++;
  return count;
}

function commonTail(one: readonly Json[], other: readonly Json[], most: number): number {
  let count = 0;
  while (count < most && one[one.length - 1 - count] === other[other.length - 1 - count]) count++;
  return count;
}
