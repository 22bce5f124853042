// Seeded randomness: one stream per turn, from (seed, turn), so that an edit to one step shifts nothing elsewhere.

export interface Random {
  /** In [0, 1), 32 bits of it. */
  next(): number;
  /** Whether anything was drawn. */
  readonly wasUsed: boolean;
}

/** Nothing is computed before the first value is drawn. Algorithm: sfc32 (Chris Doty-Humphrey's PractRand suite), its state filled from the text by MurmurHash3's mixing. */
export function seededRandom(text: string | (() => string)): Random {
  return new SeededRandom(text);
}

/** A class, since every turn makes one: a getter in a literal gives each of them a hidden class of its own (V8). */
class SeededRandom implements Random {
  #stream: (() => number) | null = null;

  constructor(readonly text: string | (() => string)) {}

  next(): number {
    this.#stream ??= sfc32(typeof this.text === 'string' ? this.text : this.text());
    return this.#stream();
  }

  get wasUsed(): boolean {
    return this.#stream !== null;
  }
}

function sfc32(text: string): () => number {
  const state = hash4(text);
  const draw = (): number => {
    let [a, b, c, d] = state as [number, number, number, number];
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    state[0] = a;
    state[1] = b;
    state[2] = c | 0;
    state[3] = d;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 12; round++) draw();
  return draw;
}

function hash4(text: string): number[] {
  return [1, 2, 3, 4].map((lane) => {
    let h = Math.imul(lane, 0x9e3779b1);
    for (let index = 0; index < text.length; index++) {
      h = Math.imul(h ^ text.charCodeAt(index), 0xcc9e2d51);
      h = (h << 13) | (h >>> 19);
    }
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return h ^ (h >>> 16);
  });
}

/** A version 4 UUID from a random stream. */
export function uuidFrom(random: Pick<Random, 'next'>): string {
  const bytes = Array.from({ length: 16 }, () => Math.floor(random.next() * 256));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A task's id: 12 characters that say nothing, the same for the same text. */
export function idFrom(text: string): string {
  const random = seededRandom(text);
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  return Array.from({ length: 12 }, () => letters[Math.floor(random.next() * letters.length)]).join('');
}
