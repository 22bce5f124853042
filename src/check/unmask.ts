// Puts back what was masked in a recording: secrets by their names, everything else from the scenario as it is today. What
// is not there any more is told.
import { pathText } from '../format/path.ts';
import { childOf, isContainer, isList } from '../json.ts';
import type { Json, JsonObject, Path, Scenario } from '../step.ts';

/** As the sandbox masks. */
const SECRET = /‹secret ([^›]+)›/g;
const MASKED = /‹(?:secret [^›]+|stash|redacted|masked)›/;
/** A stashed value is matched by its type only, and where a step copies one, it is masked as the one before was. */
const STAND_INS: Readonly<Record<string, Json>> = { '‹String›': '(stashed text)', '‹Number›': 0, '‹Boolean›': false };

export class Unmasked {
  readonly #missing = new Set<string>();

  /** A scenario may have another one in place of a secret. */
  readonly #secrets: Readonly<Record<string, Json>>;

  constructor(
    readonly scenario: Scenario | undefined,
    secrets: Readonly<Record<string, string>>,
  ) {
    const own = Object.entries(scenario?.config ?? {});
    this.#secrets = { ...secrets, ...Object.fromEntries(own.filter(([name]) => Object.hasOwn(secrets, name))) };
  }

  get missing(): readonly string[] {
    return [...this.#missing];
  }

  /** What a task began with. */
  data({ $stash, ...data }: JsonObject): JsonObject {
    const open = this.#fields(data, this.scenario?.data, []);
    if ($stash === undefined) return open;
    return { ...open, $stash: this.scenario?.data.$stash ?? this.#standIn($stash) };
  }

  config(config: JsonObject): JsonObject {
    return this.#fields(config, this.scenario?.config, []);
  }

  /** What came from outside, or from a person: only secrets can be put back. */
  json<T extends Json>(value: T): T {
    // Texts stay texts where nothing of today stands in for them, so its form is the same.
    return this.#walk(value, undefined, null) as T;
  }

  #standIn(stash: Json): Json {
    this.#missing.add('the scenario gives no $stash any more: its values are stood in for by others of their types');
    return mapTexts(stash, (text) => STAND_INS[text] ?? text);
  }

  /** `path` is null where no scenario could have it. */
  #walk(value: Json, today: Json | undefined, path: Path | null): Json {
    if (typeof value === 'string') return MASKED.test(value) ? this.#text(value, today, path) : value;
    if (!isContainer(value)) return value;
    if (!isList(value)) return this.#fields(value, today, path);
    return value.map((item, index) => this.#walk(item, childOf(today, index), path && [...path, index]));
  }

  #fields(value: JsonObject, today: Json | undefined, path: Path | null): JsonObject {
    const inner = (key: string, item: Json): Json => this.#walk(item, childOf(today, key), path && [...path, key]);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inner(key, item)]));
  }

  #text(text: string, today: Json | undefined, path: Path | null): Json {
    if (today !== undefined) return today;
    const named = text.replace(SECRET, (label, name: string) => String(this.#secrets[name] ?? label));
    const [lost] = MASKED.exec(named) ?? [];
    if (lost === undefined) return named;
    const place = path === null ? 'an answer, an edit or a name' : `the data at ${pathText(path)}`;
    this.#missing.add(`${lost} in ${place} cannot be put back: nothing in this workspace gives it`);
    return named;
  }
}

function mapTexts(value: Json, change: (text: string) => Json): Json {
  if (typeof value === 'string') return change(value);
  if (!isContainer(value)) return value;
  if (isList(value)) return value.map((item) => mapTexts(item, change));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}
