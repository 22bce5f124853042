// Keeps secrets and `$stash` values out of every event: applied where an event is made (semantics §5).
import type { Patch } from '../patch.ts';
import type { Json, JsonObject } from '../step.ts';
import { isObject } from './condition.ts';

/** Shorter values stand in too many innocent texts; they are masked nowhere but in `$stash` itself. */
const SHORTEST = 6;

export class Mask {
  readonly #secrets: ReadonlyMap<string, string>;
  #stash: JsonObject | null = null;
  #pattern: RegExp | null = null;
  readonly #labels = new Map<string, string>();
  #done = new WeakMap<object, Json>();

  /** `secrets`: name → value. */
  constructor(secrets: Readonly<Record<string, unknown>>) {
    this.#secrets = new Map(
      Object.entries(secrets).flatMap(([name, value]) =>
        typeof value === 'string' ? [[value, `‹secret ${name}›`]] : [],
      ),
    );
    this.#rebuild({});
  }

  /** From now on the values of this stash are masked too. */
  hold(stash: JsonObject): void {
    if (stash !== this.#stash) this.#rebuild(stash);
  }

  #rebuild(stash: JsonObject): void {
    this.#stash = stash;
    this.#done = new WeakMap();
    for (const [value, label] of this.#secrets) this.#add(value, label);
    for (const value of textsOf(stash)) this.#add(value, '‹stash›');
    const needles = [...this.#labels.keys()].sort((a, b) => b.length - a.length).map(escapeRegExp);
    this.#pattern = needles.length ? new RegExp(needles.join('|'), 'g') : null;
  }

  #add(value: string, label: string): void {
    if (value.length < SHORTEST) return;
    const json = JSON.stringify(value).slice(1, -1);
    // base64 of a longer text holds the value's own only where it stands at a multiple of three bytes.
    const encodings = [
      value,
      json,
      encodeURIComponent(value),
      new URLSearchParams({ v: value }).toString().slice(2),
      toBase64(value),
    ];
    for (const text of encodings) if (!this.#labels.has(text)) this.#labels.set(text, label);
  }

  text(text: string): string {
    return this.#pattern ? text.replace(this.#pattern, (found) => this.#labels.get(found) ?? '‹masked›') : text;
  }

  /** The identical value where nothing in it is masked. */
  json<T extends Json>(value: T): T {
    return this.#pattern ? (this.#walk(value) as T) : value;
  }

  /** The identical list where nothing in it is masked. */
  patches(patches: readonly Patch[]): readonly Patch[] {
    if (!this.#pattern) return patches;
    const masked = patches.map((patch) => this.#patch(patch));
    return masked.every((patch, index) => patch === patches[index]) ? patches : masked;
  }

  #patch(patch: Patch): Patch {
    const path = patch.path.map((key) => (typeof key === 'string' ? this.text(key) : key));
    const isSamePath = path.every((key, index) => key === patch.path[index]);
    if (patch.op === 'remove') return isSamePath ? patch : { ...patch, path };
    if (patch.op === 'splice') {
      const insert = this.json(patch.insert) as readonly Json[];
      return isSamePath && insert === patch.insert ? patch : { ...patch, path, insert };
    }
    const value = this.json(patch.value);
    return isSamePath && value === patch.value ? patch : { ...patch, path, value };
  }

  #walk(value: Json): Json {
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null) return value;
    const known = this.#done.get(value);
    if (known !== undefined) return known;
    const masked = Array.isArray(value) ? this.#array(value) : this.#object(value as JsonObject);
    this.#done.set(value, masked);
    return masked;
  }

  #array(value: readonly Json[]): Json {
    const masked = value.map((item) => this.#walk(item));
    return masked.every((item, index) => item === value[index]) ? value : masked;
  }

  #object(value: JsonObject): Json {
    const entries = Object.entries(value);
    const masked = entries.map(([key, inner]) => [this.text(key), this.#walk(inner)] as const);
    const same = masked.every(([key, inner], index) => key === entries[index]?.[0] && inner === entries[index]?.[1]);
    return same ? value : Object.fromEntries(masked);
  }
}

/** The document as everyone may see it: what is in `$stash` by its type only. */
export function publicData(data: JsonObject, stash: JsonObject): JsonObject {
  return Object.keys(stash).length ? { ...data, $stash: typesOf(stash) } : data;
}

function typesOf(value: Json): Json {
  if (Array.isArray(value)) return value.map(typesOf);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typesOf(inner)]));
  if (value === null) return null;
  return { string: '‹String›', number: '‹Number›', boolean: '‹Boolean›' }[typeof value as 'string'] ?? '‹masked›';
}

function textsOf(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((inner) => textsOf(inner as Json));
}

function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes)).replace(/=+$/, '');
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
