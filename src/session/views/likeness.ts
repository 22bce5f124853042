// Equal parts of two documents as the same objects. States of one task share what did not change, but not where one of them was
// made anew; what tells elements of a list apart would take each for another one. Their fields get names that no prototype has:
// data may well have a `constructor` or a `__proto__` of its own, and jsondiffpatch reads fields as they come.
import { commonEnds, equalJson, isContainer, isList } from '../../json.ts';
import type { Json, JsonObject } from '../../step.ts';

/** Before each name of a field. */
const SIGN = '.';

export function signed(key: string): string {
  return SIGN + key;
}

/** Of a name that was signed. */
export function unsigned(key: string): string {
  return key.slice(SIGN.length);
}

export class Likeness {
  readonly #known = new WeakMap<object, Json>();
  readonly #byText = new Map<string, Json>();
  readonly #numbers = new WeakMap<object, number>();
  readonly #originals = new WeakMap<object, Json>();

  /** What a part was before its fields were given other names. */
  original(part: Json): Json {
    return isContainer(part) ? (this.#originals.get(part) ?? part) : part;
  }

  /** The same two with signed fields, and what is equal in them is the same object; one and the same where they are equal. */
  ofBoth(before: Json | undefined, now: Json | undefined): readonly [Json | undefined, Json | undefined] {
    if (!isContainer(before) || !isContainer(now)) return [before, now];
    return isList(before) && isList(now) ? this.#ofLists(before, now) : [this.#of(before), this.#of(now)];
  }

  /**
   * Of a long list the elements that stayed are not looked into. Which ones did is told by what they are: by identity it would
   * hang on which of two states was made anew, where a list holds the same element several times.
   */
  #ofLists(before: readonly Json[], now: readonly Json[]): readonly [Json, Json] {
    const { head, tail } = commonEnds(before, now, equalJson);
    if (head === before.length && head === now.length) return [before, before];
    const between = (list: readonly Json[]): Json[] =>
      list.slice(head, list.length - tail).map((item) => this.#of(item));
    const stayed = [before.slice(0, head), before.slice(before.length - tail)] as const;
    const around = (list: readonly Json[]): Json[] => [...stayed[0], ...between(list), ...stayed[1]];
    return [around(before), around(now)];
  }

  #of(value: Json): Json {
    if (!isContainer(value)) return value;
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const made = isList(value) ? this.#list(value) : this.#fields(value);
    this.#known.set(value, made);
    if (isContainer(made) && !this.#originals.has(made)) this.#originals.set(made, value);
    return made;
  }

  #list(value: readonly Json[]): Json {
    const items = value.map((item) => this.#of(item));
    return this.#one(`[${items.map((item) => this.#textOf(item)).join()}]`, items);
  }

  /** In whatever order its keys are. */
  #fields(value: JsonObject): Json {
    const entries = Object.entries(value).map(([key, inner]) => [signed(key), this.#of(inner)] as const);
    const texts = entries.map(([key, inner]) => `${JSON.stringify(key)}:${this.#textOf(inner)}`);
    return this.#one(`{${texts.sort().join()}}`, Object.fromEntries(entries));
  }

  #one(text: string, value: Extract<Json, object>): Json {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    this.#byText.set(text, value);
    this.#numbers.set(value, this.#byText.size);
    return value;
  }

  #textOf(value: Json): string {
    return isContainer(value) ? `#${this.#numbers.get(value)}` : JSON.stringify(value);
  }
}
