// Reads the terminal and tells of keys, one by one. Raw mode is not its business.
import { StringDecoder } from 'node:string_decoder';
import type { Key } from './key.ts';
import { flushKeys, isUnmistakable, splitKeys } from './key-parser.ts';

/** An ESC that nothing follows for this long is the key esc. Milliseconds. */
const escapeDelay = 30;

export class Keyboard {
  readonly #stdin: NodeJS.ReadStream;
  readonly #onKey: (key: Key) => void;
  readonly #onConsumed: () => void;
  // Holds back the bytes of a character that was cut in two.
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';
  #received = 0;
  #listening = false;
  #timer: NodeJS.Timeout | undefined;

  /** `onConsumed` is told first, also where what came is no key. */
  constructor(stdin: NodeJS.ReadStream, onKey: (key: Key) => void, onConsumed: () => void = () => {}) {
    this.#stdin = stdin;
    this.#onKey = onKey;
    this.#onConsumed = onConsumed;
  }

  /** Bytes read so far whose keys have been told; tests wait for the number that they sent. */
  get consumed(): number {
    return this.#received - Buffer.byteLength(this.#rest);
  }

  start(): void {
    if (this.#listening) return;
    this.#listening = true;
    this.#stdin.on('data', this.#read);
    this.#stdin.resume();
  }

  /** Leaves what is typed from now on to other programs. */
  stop(): void {
    this.#listening = false;
    clearTimeout(this.#timer);
    this.#stdin.off('data', this.#read);
    this.#stdin.pause();
    this.#rest = '';
  }

  readonly #read = (chunk: Buffer): void => {
    clearTimeout(this.#timer);
    const text = this.#decoder.write(chunk);
    this.#received += Buffer.byteLength(text);
    const { keys, rest } = splitKeys(this.#rest + text);
    this.#rest = rest;
    // After a stall the timer is due before the rest of the sequence is read, so look once more before deciding.
    if (rest !== '' && !isUnmistakable(rest))
      this.#timer = setTimeout(() => setImmediate(this.#flush, rest), escapeDelay);
    this.#tell(keys);
  };

  readonly #flush = (rest: string): void => {
    if (rest !== this.#rest) return;
    this.#rest = '';
    this.#tell(flushKeys(rest));
  };

  #tell(keys: readonly Key[]): void {
    this.#onConsumed();
    for (const key of keys) if (this.#listening) this.#onKey(key);
  }
}
