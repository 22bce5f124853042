// A text that a regular expression should find. Whether it does is for the sandbox to say: this one only reads the pattern.

/** Null where the pattern asks for what is not understood here: a back reference, an assertion about what is around. */
export function regexpSample(source: string): string | null {
  const reader = new Reader(source);
  try {
    const text = reader.alternatives();
    return reader.isAtEnd ? text : null;
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

class NotUnderstood extends Error {}

const CLASSES: Readonly<Record<string, string>> = { d: '1', w: 'a', s: ' ', D: 'a', W: '-', S: 'a' };
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', '0': '\0' };

class Reader {
  #at = 0;

  constructor(readonly source: string) {}

  get isAtEnd(): boolean {
    return this.#at >= this.source.length;
  }

  /** Of several alternatives the first. */
  alternatives(): string {
    const first = this.#sequence();
    while (this.#take('|')) this.#sequence();
    return first;
  }

  #sequence(): string {
    let text = '';
    while (!this.isAtEnd && this.#next !== '|' && this.#next !== ')') text += this.#quantified(this.#atom());
    return text;
  }

  get #next(): string {
    return this.source[this.#at] ?? '';
  }

  #take(text: string): boolean {
    if (!this.source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #atom(): string {
    const char = this.#next;
    this.#at++;
    switch (char) {
      case '^':
      case '$':
        return '';
      case '.':
        return 'a';
      case '(':
        return this.#group();
      case '[':
        return this.#oneOf();
      case '\\':
        return this.#escaped();
      case '*':
      case '+':
      case '?':
        throw new NotUnderstood();
      default:
        return char;
    }
  }

  #group(): string {
    if (this.#take('?') && !this.#take(':')) this.#name();
    const text = this.alternatives();
    if (!this.#take(')')) throw new NotUnderstood();
    return text;
  }

  /** `(?<name>…)` is a group like any other; `(?=…)` and its kin are not. */
  #name(): void {
    const name = /^<[A-Za-z_$][\w$]*>/.exec(this.source.slice(this.#at))?.[0];
    if (name === undefined) throw new NotUnderstood();
    this.#at += name.length;
  }

  #escaped(): string {
    const char = this.#next;
    this.#at++;
    if (char === 'b') return '';
    if (/[1-9kpPuxcB]/.test(char)) throw new NotUnderstood();
    return CLASSES[char] ?? CONTROLS[char] ?? char;
  }

  /** The first character that the class names; for one that excludes, any that it does not. */
  #oneOf(): string {
    const isNot = this.#take('^');
    const end = this.#classEnd();
    const inside = this.source.slice(this.#at, end);
    this.#at = end + 1;
    if (!isNot) return inside.startsWith('\\') ? (CLASSES[inside[1] ?? ''] ?? inside[1] ?? '') : (inside[0] ?? '');
    const isAllowed = (char: string): boolean => !new RegExp(`[${inside}]`).test(char);
    const found = [...'a1-_ AZ.@'].find(isAllowed);
    if (found === undefined) throw new NotUnderstood();
    return found;
  }

  #classEnd(): number {
    for (let at = this.#at; at < this.source.length; at++) {
      if (this.source[at] === '\\') at++;
      else if (this.source[at] === ']') return at;
    }
    throw new NotUnderstood();
  }

  /** As few as it takes. */
  #quantified(atom: string): string {
    if (this.#take('*') || this.#take('?')) {
      this.#take('?');
      return '';
    }
    if (this.#take('+')) {
      this.#take('?');
      return atom;
    }
    const counted = /^\{(\d+)(?:,\d*)?\}\??/.exec(this.source.slice(this.#at));
    if (!counted) return atom;
    this.#at += counted[0].length;
    return atom.repeat(Math.min(Number(counted[1]), MOST_REPEATS));
  }
}

/** A pattern may ask for millions. */
const MOST_REPEATS = 1_000;
