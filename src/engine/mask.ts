// Keeps secrets, `$stash` values and redacted places out of every event: applied where an event is made (semantics §5).
import { isObject } from '../json.ts';
import type { Patch } from '../patch.ts';
import type { Json, JsonObject, Path } from '../step.ts';
import type { NamedSecret } from '../task.ts';

import { REDACTED, Redaction } from './redact.ts';
import { formsOf, SHORTEST_SECRET } from './secret-forms.ts';

type Named = Readonly<Record<string, unknown>>;

/** A number with fewer digits stands in too much innocent data. */
const FEWEST_DIGITS = 4;

export class Mask {
  readonly #redaction: Redaction;
  /** What is masked, in every form in which it may stand in a text → what is shown. What was ever secret stays so. */
  readonly #labels = new Map<string, string>();
  /** What is masked only where it is all that stands there: it is too short to be looked for in texts. */
  readonly #whole = new Map<string, string>();
  #stash: JsonObject | null = null;
  #pattern: RegExp | null = null;
  /** Those of `#whole` as they stand among the values of a printed object or a JSON text. */
  #printed: RegExp | null = null;
  #done = new WeakMap<object, Json>();

  /**
   * `secrets`: name → value; `redact`: path globs; `config`: what stands in for a secret of the same name; `former`: what secrets
   * were before.
   */
  constructor(secrets: Named, redact: readonly string[], config: Named = {}, former: readonly NamedSecret[] = []) {
    this.#redaction = new Redaction(redact);
    const own = Object.entries(config).filter(([name]) => Object.hasOwn(secrets, name));
    for (const [name, value] of [...Object.entries(secrets), ...own, ...former]) this.#hideSecret(name, value);
    this.#rebuild();
  }

  /** From now on these are masked too. */
  hideSecrets(secrets: Named): void {
    const before = this.#count;
    for (const [name, value] of Object.entries(secrets)) this.#hideSecret(name, value);
    if (this.#count > before) this.#rebuild();
  }

  /** From now on the values of this stash are masked too. */
  hold(stash: JsonObject): void {
    if (stash === this.#stash) return;
    this.#stash = stash;
    const before = this.#count;
    for (const value of textsOf(stash)) this.#hide(value, '‹stash›');
    if (this.#count > before) this.#rebuild();
  }

  /** Whether anything is masked at all. */
  get isActive(): boolean {
    return this.#hasValues || !this.#redaction.isEmpty;
  }

  /** Learns what stands at redacted places, before anything is said of it. */
  learn(data: () => unknown): void {
    if (!this.#redaction.isEmpty) this.#redacted((found) => this.#redaction.json(data() as Json, [], found));
  }

  /** A key, a name among others, the source of a step: only what is long is looked for in it. */
  text(text: string): string {
    if (!this.#pattern || text.length < SHORTEST_SECRET) return text;
    return text.replace(this.#pattern, (found) => this.#labels.get(found) ?? '‹masked›');
  }

  /** The identical path where none of its keys is masked. */
  path(path: Path): Path {
    const shown = path.map((key) => (typeof key === 'string' ? this.text(key) : key));
    return shown.every((key, index) => key === path[index]) ? path : shown;
  }

  /** A text that is a value. */
  value(text: string): string {
    return this.#whole.get(text) ?? this.text(text);
  }

  /** What was printed for people: values stand in it as they do in the console and in JSON. */
  said(text: string): string {
    const whole = this.#whole.get(text);
    if (whole !== undefined || !this.#printed) return whole ?? this.text(text);
    const quoted = (label: string, quote = ''): string => `${quote}${label}${quote}`;
    return this.text(
      text.replace(this.#printed, (found, quote?: string, inner = found) =>
        quoted(this.#whole.get(inner) ?? inner, quote),
      ),
    );
  }

  /** A value that a user made, and nothing of ours around it. The identical value where nothing in it is masked. */
  json<T>(value: T): T {
    return this.#hasValues ? (this.#walk(value as Json) as T) : value;
  }

  /** The same for what is compared by type as well, before anything runs: numbers stay numbers. */
  texts<T extends Json>(value: T): T {
    return this.#hasValues ? (this.#texts(value) as T) : value;
  }

  #texts(value: Json): Json {
    if (typeof value === 'string') return this.value(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item: Json) => this.#texts(item));
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [this.text(key), this.#texts(inner)]));
  }

  /** Whether a value, or something in it, is seen otherwise than it is. */
  readonly hides = (value: Json): boolean => this.json(value) !== value;

  /** The task's data from its root, as `publicData` gives it. */
  data(data: JsonObject): JsonObject {
    if (this.#redaction.isEmpty) return this.json(data);
    return this.json(this.#redacted((found) => this.#redaction.json(data, [], found)) as JsonObject);
  }

  /** Patches of the task's data. The identical list where nothing in it is masked. */
  patches(patches: readonly Patch[]): readonly Patch[] {
    if (!this.isActive) return patches;
    const redacted = this.#redacted((found) => patches.map((patch) => this.#redaction.patch(patch, found)));
    const masked = this.#hasValues ? redacted.map((patch) => this.#patch(patch)) : redacted;
    return masked.every((patch, index) => patch === patches[index]) ? patches : masked;
  }

  /** What stood at a redacted place is masked elsewhere too from then on. */
  #redacted<T>(redact: (found: (text: string) => void) => T): T {
    const before = this.#count;
    const result = redact((text) => this.#hideInside(text, REDACTED));
    if (this.#count > before) this.#rebuild();
    return result;
  }

  get #count(): number {
    return this.#labels.size + this.#whole.size;
  }

  get #hasValues(): boolean {
    return this.#pattern !== null || this.#printed !== null;
  }

  #rebuild(): void {
    this.#done = new WeakMap();
    const [inside, whole] = [anyOf(this.#labels), anyOf(this.#whole)];
    this.#pattern = inside === null ? null : new RegExp(inside, 'g');
    this.#printed = whole === null ? null : printed(whole, anyOf(this.#whole, isSecretNumber));
  }

  #hideSecret(name: string, value: unknown): void {
    if (typeof value === 'string') this.#hide(value, `‹secret ${name}›`);
  }

  #hide(text: string, label: string): void {
    if (text.length >= SHORTEST_SECRET) this.#hideInside(text, label);
    else if (text !== '' && !this.#whole.has(text)) this.#whole.set(text, label);
  }

  #hideInside(text: string, label: string): void {
    if (text.length < SHORTEST_SECRET) return;
    for (const form of formsOf(text)) if (!this.#labels.has(form)) this.#labels.set(form, label);
  }

  #patch(patch: Patch): Patch {
    const path = this.path(patch.path);
    const isSamePath = path === patch.path;
    if (patch.op === 'remove') return isSamePath ? patch : { ...patch, path };
    if (patch.op === 'splice') {
      const insert = this.json(patch.insert);
      return isSamePath && insert === patch.insert ? patch : { ...patch, path, insert };
    }
    const value = this.json(patch.value);
    return isSamePath && value === patch.value ? patch : { ...patch, path, value };
  }

  #walk(value: Json): Json {
    if (typeof value === 'string') return this.value(value);
    if (typeof value === 'number') return this.#number(value);
    if (typeof value !== 'object' || value === null) return value;
    const known = this.#done.get(value);
    if (known !== undefined) return known;
    const masked = Array.isArray(value) ? this.#array(value) : this.#object(value as JsonObject);
    this.#done.set(value, masked);
    return masked;
  }

  #number(value: number): Json {
    const text = String(value);
    return isSecretNumber(text) ? (this.#whole.get(text) ?? this.#labels.get(text) ?? value) : value;
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
  if (typeof value === 'number') return isSecretNumber(String(value)) ? [String(value)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((inner) => textsOf(inner as Json));
}

function isSecretNumber(text: string): boolean {
  return Number.isFinite(Number(text)) && text.replace(/\D/g, '').length >= FEWEST_DIGITS;
}

/** As a console, JSON and sentences quote values; what stands before a colon is a key, what stands in brackets behind a name is one. */
function printed(quoted: string, numbers: string | null): RegExp {
  const text = `(?<![\\w\\])]\\[)(\\\\*['"\`])(${quoted})\\1(?!\\s*:)`;
  return new RegExp(
    numbers === null ? text : `${text}|(?<=(?:(?<![\\w\\])])\\[|[:,{>])\\s*)(?:${numbers})(?=\\s*[,\\]}])`,
    'g',
  );
}

/** The longest first; null where there is none. */
function anyOf(labels: ReadonlyMap<string, string>, isOne: (text: string) => boolean = () => true): string | null {
  const texts = [...labels.keys()]
    .filter(isOne)
    .sort((a, b) => b.length - a.length)
    .map(escapeRegExp);
  return texts.length > 0 ? texts.join('|') : null;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
