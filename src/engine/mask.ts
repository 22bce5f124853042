// Keeps secrets, `$stash` values and redacted places out of every event: applied where an event is made (semantics §5).
import type { Patch } from '../patch.ts';
import type { Json, JsonObject } from '../step.ts';
import { isObject } from './condition.ts';
import { REDACTED, Redaction } from './redact.ts';
import { formsOf, SHORTEST_SECRET } from './secret-forms.ts';

export class Mask {
  readonly #redaction: Redaction;
  /** What is masked, in every form in which it may stand in a text → what is shown. What was ever secret stays so. */
  readonly #labels = new Map<string, string>();
  #stash: JsonObject | null = null;
  #pattern: RegExp | null = null;
  #done = new WeakMap<object, Json>();

  /** `secrets`: name → value; `redact`: path globs. */
  constructor(secrets: Readonly<Record<string, unknown>>, redact: readonly string[]) {
    this.#redaction = new Redaction(redact);
    for (const [name, value] of Object.entries(secrets)) this.#hide(value, `‹secret ${name}›`);
    this.#rebuild();
  }

  /** From now on the values of this stash are masked too. */
  hold(stash: JsonObject): void {
    if (stash === this.#stash) return;
    this.#stash = stash;
    const before = this.#labels.size;
    for (const value of textsOf(stash)) this.#hide(value, '‹stash›');
    if (this.#labels.size > before) this.#rebuild();
  }

  /** Whether anything is masked at all. */
  get isActive(): boolean {
    return this.#pattern !== null || !this.#redaction.isEmpty;
  }

  /** Learns what stands at redacted places, before anything is said of it. */
  learn(data: () => unknown): void {
    if (!this.#redaction.isEmpty) this.#redacted((found) => this.#redaction.json(data() as Json, [], found));
  }

  text(text: string): string {
    return this.#pattern ? text.replace(this.#pattern, (found) => this.#labels.get(found) ?? '‹masked›') : text;
  }

  /** Anything but the task's data. The identical value where nothing in it is masked. */
  json<T>(value: T): T {
    return this.#pattern ? (this.#walk(value as Json) as T) : value;
  }

  /** The task's data from its root, as `publicData` gives it. */
  data(data: JsonObject): JsonObject {
    if (this.#redaction.isEmpty) return this.json(data);
    return this.json(this.#redacted((found) => this.#redaction.json(data, [], found)) as JsonObject);
  }

  /** Patches of the task's data. The identical list where nothing in it is masked. */
  patches(patches: readonly Patch[]): readonly Patch[] {
    if (!this.#pattern && this.#redaction.isEmpty) return patches;
    const redacted = this.#redacted((found) => patches.map((patch) => this.#redaction.patch(patch, found)));
    const masked = this.#pattern ? redacted.map((patch) => this.#patch(patch)) : redacted;
    return masked.every((patch, index) => patch === patches[index]) ? patches : masked;
  }

  /** What stood at a redacted place is masked elsewhere too from then on. */
  #redacted<T>(redact: (found: (text: string) => void) => T): T {
    const before = this.#labels.size;
    const result = redact((text) => this.#hide(text, REDACTED));
    if (this.#labels.size > before) this.#rebuild();
    return result;
  }

  #rebuild(): void {
    this.#done = new WeakMap();
    const needles = [...this.#labels.keys()].sort((a, b) => b.length - a.length).map(escapeRegExp);
    this.#pattern = needles.length ? new RegExp(needles.join('|'), 'g') : null;
  }

  #hide(value: unknown, label: string): void {
    if (typeof value !== 'string' || value.length < SHORTEST_SECRET) return;
    for (const form of formsOf(value)) if (!this.#labels.has(form)) this.#labels.set(form, label);
  }

  #patch(patch: Patch): Patch {
    const path = patch.path.map((key) => (typeof key === 'string' ? this.text(key) : key));
    const isSamePath = path.every((key, index) => key === patch.path[index]);
    if (patch.op === 'remove') return isSamePath ? patch : { ...patch, path };
    if (patch.op === 'splice') {
      const insert = this.json(patch.insert);
      return isSamePath && insert === patch.insert ? patch : { ...patch, path, insert };
    }
    const value = this.json(patch.value);
    return isSamePath && value === patch.value ? patch : { ...patch, path, value };
  }

  #walk(value: Json): Json {
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number') return this.#labels.get(String(value)) ?? value;
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
  return { string: '‹String›', number: '‹Number›', boolean: '‹Boolean›' }[typeof value as string] ?? '‹masked›';
}

function textsOf(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((inner) => textsOf(inner as Json));
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
