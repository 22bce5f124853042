// Follows a recording while somebody else writes it: each time what has come since.
import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { RecordedLine, RecordingHeader } from '../recorded.ts';
import type { Problem } from '../step.ts';
import { LineOrder } from './order.ts';
import { faultIn, readHeader, readLine } from './read.ts';

const CHUNK = 1 << 20;

export class RecordingTail {
  header: RecordingHeader | null = null;
  /** What is wrong with it; nothing more is read then. */
  problem: Problem | null = null;
  readonly #decoder = new StringDecoder('utf8');
  readonly #order = new LineOrder();
  #offset = 0;
  #rest = '';
  #line = 0;

  constructor(readonly path: string) {}

  /** Lines that are whole by now; none where there is no file. */
  more(): readonly RecordedLine[] {
    const texts = (this.#rest + this.#text()).split('\n');
    this.#rest = texts.pop() ?? '';
    return texts.flatMap((text) => this.#read(text) ?? []);
  }

  #read(text: string): RecordedLine | null {
    this.#line++;
    if (this.problem) return null;
    if (!this.header) {
      const read = readHeader(text, this.path);
      if ('problem' in read) this.problem = read.problem;
      else this.header = read.header;
      return null;
    }
    const read = readLine(text, this.#order);
    if ('line' in read) return read.line;
    this.problem = faultIn(this.path, this.#line, read);
    return null;
  }

  #text(): string {
    let file: number;
    try {
      file = openSync(this.path, 'r');
    } catch {
      return '';
    }
    try {
      let text = '';
      const chunk = Buffer.allocUnsafe(CHUNK);
      for (let size = -1; size !== 0; ) {
        size = readSync(file, chunk, 0, CHUNK, this.#offset);
        this.#offset += size;
        text += this.#decoder.write(chunk.subarray(0, size));
      }
      return text;
    } finally {
      closeSync(file);
    }
  }
}
