// A hand that presses anything: keys, pastes, a mouse, sizes of the window, the same for the same seed.
import { keyBytes, namedKeys } from '../tui/terminal/key-bytes.ts';
import { clickBytes, wheelBytes } from './mouse-hand.ts';

export type Move = { readonly kind: 'keys'; readonly names: readonly string[] } | Resize | Paste;
interface Resize {
  readonly kind: 'resize';
  readonly cols: number;
  readonly rows: number;
}
interface Paste {
  readonly kind: 'paste';
  readonly text: string;
}

/** Pressed more often than chance would have it: what runs, travels and opens things. */
const OFTEN = [...' ccj,.[]1234/:?sfPTH'].map((key) => (key === ' ' ? 'space' : key));
/** Everything that a keyboard prints; the keys of the table are among them. */
const PRINTED = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index));
const CTRL = [...'abcdefglnoprstuvwxy'].map((letter) => `ctrl-${letter}`);
/** These end the program, or hand the terminal to a shell that is not there. */
const LEAVING = new Set(['ctrl-c', 'ctrl-z', 'q']);
const PASTES = [
  'text',
  '\x1b[31m\x9b2J',
  '日本語 👩‍👩‍👧 e\u0301',
  '\u202e\u2028\ufeff',
  '{"a": 1}',
  'throw no',
  'x'.repeat(3_000),
];
/** Smaller than it needs, the smallest, the usual, narrow, wide. */
const SIZES = [
  [20, 4],
  [59, 15],
  [60, 16],
  [80, 24],
  [99, 30],
  [100, 24],
  [120, 40],
  [200, 50],
  [300, 100],
] as const;

export class Hand {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** Some keys that are pressed at once, or one change of the window. */
  move(most: number): Move {
    const kind = this.#below(40);
    if (kind === 0) {
      const [cols, rows] = this.#one(SIZES);
      return { kind: 'resize', cols, rows };
    }
    if (kind === 1) return { kind: 'paste', text: this.#one(PASTES) };
    const names = Array.from({ length: 1 + this.#below(most) }, () => this.#key());
    // Behind it at once, other keys would be one sequence with it.
    const end = names.indexOf('esc') + 1;
    return { kind: 'keys', names: end > 0 ? names.slice(0, end) : names };
  }

  /** One report of a mouse, mostly of a click or the wheel within the window, often in titles, at times of anything. */
  point(cols: number, rows: number): string {
    const isOdd = this.#below(12) === 0;
    const x = isOdd ? this.#below(70_000) : this.#below(cols);
    const isTitle = this.#below(2) === 0;
    const y = isOdd ? this.#below(300) : isTitle ? this.#one([1, rows - 3, rows - 5, rows - 6]) : this.#below(rows);
    const kind = this.#below(5);
    if (isOdd) return `\x1b[<${this.#below(130)};${x};${y}${this.#one(['M', 'm'])}`;
    return kind < 3 ? clickBytes(x, y) : wheelBytes(kind === 3 ? 'wheel-up' : 'wheel-down', x, y);
  }

  #key(): string {
    const kind = this.#below(10);
    const key = this.#one(kind < 5 ? OFTEN : kind < 7 ? PRINTED : kind < 9 ? namedKeys : CTRL);
    return LEAVING.has(key) ? 'esc' : key;
  }

  #one<T>(list: readonly T[]): T {
    return list[this.#below(list.length)] as T;
  }

  /** mulberry32. */
  #below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }
}

export function bytesOf(names: readonly string[]): string {
  return names.map(keyBytes).join('');
}
