// Writes events to the host, in order and without losing any: what was said before step code runs has left this process
// by then, so that even its sudden death leaves a true record.
import { writeSync } from 'node:fs';
import { codeOf } from '../thrown.ts';
import type { SandboxLine } from './protocol.ts';

/** A buffer larger than this is written at once, in characters. */
const LARGEST_BUFFER = 65_536;

/** Step code may put another one in its place; what is told of it must not hang on that. */
const { stringify } = JSON;

export class LineWriter<Line = SandboxLine> {
  #buffer = '';

  constructor(readonly fd: number) {}

  add(line: Line): void {
    this.#buffer += `${stringify(line)}\n`;
    if (this.#buffer.length > LARGEST_BUFFER) this.flush();
  }

  flush(): void {
    if (this.#buffer === '') return;
    const bytes = Buffer.from(this.#buffer);
    this.#buffer = '';
    for (let written = 0; written < bytes.length; ) written += this.#write(bytes, written);
  }

  /** The host may be busy: a full pipe is waited for. */
  #write(bytes: Buffer, from: number): number {
    try {
      return writeSync(this.fd, bytes, from);
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      return 0;
    }
  }
}
