// JSON as people type it into a line: keys without quotes, texts in single quotes, a comma too many, comments. What cannot be
// read is told with its column.
import type { Json, JsonObject } from '../step.ts';

export type Read = { readonly value: Json } | { readonly fault: string };

export function readRelaxed(text: string): Read {
  const reader = new Reader(text);
  try {
    return { value: reader.whole() };
  } catch (error) {
    if (error instanceof Misread) return { fault: error.message };
    throw error;
  }
}

class Misread extends Error {}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
const WORDS: Readonly<Record<string, Json>> = { true: true, false: false, null: null };
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
const NAME = /[\p{ID_Start}$_][\p{ID_Continue}$-]*/uy;
const BLANK = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
/** As in files: whatever walks it later relies on its stack. */
const DEEPEST = 500;

class Reader {
  #at = 0;
  #depth = 0;

  constructor(readonly text: string) {}

  whole(): Json {
    const value = this.#value();
    this.#skip();
    if (this.#at < this.text.length) this.#fail('nothing more');
    return value;
  }

  #value(): Json {
    this.#skip();
    const sign = this.text[this.#at];
    if (sign === '{') return this.#nested(() => this.#object());
    if (sign === '[') return this.#nested(() => this.#list());
    if (sign === '"' || sign === "'") return this.#string(sign);
    const number = this.#take(NUMBER);
    if (number !== null && Number.isFinite(Number(number))) return Number(number);
    const from = this.#at;
    const word = this.#take(NAME);
    if (word !== null && Object.hasOwn(WORDS, word)) return WORDS[word] ?? null;
    this.#at = from;
    return this.#fail(word === null ? 'a value' : `a value: a text is "${word}"`);
  }

  #nested<Made>(read: () => Made): Made {
    if (++this.#depth > DEEPEST) this.#fail(`no more than ${DEEPEST} levels`);
    const made = read();
    this.#depth--;
    return made;
  }

  #object(): JsonObject {
    const made: Record<string, Json> = {};
    this.#at++;
    while (!this.#ends('}')) {
      const key = this.#key();
      this.#skip();
      if (this.text[this.#at] !== ':') this.#fail(`: after ${key}`);
      this.#at++;
      // A key such as __proto__ is a key like any other.
      Object.defineProperty(made, key, { value: this.#value(), enumerable: true, configurable: true, writable: true });
      this.#comma('}');
    }
    return made;
  }

  #list(): Json {
    const made: Json[] = [];
    this.#at++;
    while (!this.#ends(']')) {
      made.push(this.#value());
      this.#comma(']');
    }
    return made;
  }

  #key(): string {
    const sign = this.text[this.#at];
    if (sign === '"' || sign === "'") return this.#string(sign);
    return this.#take(NAME) ?? this.#take(NUMBER) ?? this.#fail('a key or }');
  }

  #comma(end: string): void {
    this.#skip();
    if (this.text[this.#at] === ',') this.#at++;
    else if (this.text[this.#at] !== end) this.#fail(`, or ${end}`);
  }

  /** Past the end of an object or a list, if that is next. */
  #ends(end: string): boolean {
    this.#skip();
    if (this.text[this.#at] !== end) return false;
    this.#at++;
    return true;
  }

  #string(quote: string): string {
    const from = this.#at++;
    let read = '';
    for (;;) {
      const sign = this.text[this.#at++];
      if (sign === undefined) {
        this.#at = from;
        return this.#fail(`${quote} at the end of the text that begins here`);
      }
      if (sign === quote) return read;
      read += sign === '\\' ? this.#escaped() : sign;
    }
  }

  #escaped(): string {
    const sign = this.text[this.#at++] ?? '';
    if (sign !== 'u') return ESCAPES[sign] ?? sign;
    const hex = this.text.slice(this.#at, this.#at + 4);
    if (!/^[\da-f]{4}$/i.test(hex)) this.#fail('four digits after \\u');
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  #skip(): void {
    this.#take(BLANK);
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.text) ?? [];
    if (found === undefined) return null;
    this.#at += found.length;
    return found;
  }

  #fail(expected: string): never {
    const found = this.#at >= this.text.length ? 'the end' : (this.text[this.#at] ?? '');
    throw new Misread(`column ${this.#at + 1}: expected ${expected}, found ${found}`);
  }
}
