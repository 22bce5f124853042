// A terminal without a screen: keys go in as bytes, and each frame that is written is counted.
import { EventEmitter } from 'node:events';
import { openSync } from 'node:fs';
import type { Size } from '../../src/tui/terminal/size.ts';

const FRAME_BEGINS = '\x1b[?2026h';
/** A key that no frame answers within this is told as such. Milliseconds. */
const PATIENCE = 2_000;

class FakeInput extends EventEmitter {
  readonly isTTY = true;
  setRawMode(): void {}
  resume(): void {}
  pause(): void {}
}

class FakeOutput extends EventEmitter {
  readonly isTTY = true;
  /** Where the terminal would be given back to. */
  readonly fd = openSync('/dev/null', 'w');
  bytes = 0;

  constructor(
    readonly columns: number,
    readonly rows: number,
  ) {
    super();
  }

  write(text: string): boolean {
    this.bytes += Buffer.byteLength(text);
    if (text.startsWith(FRAME_BEGINS)) this.emit('frame');
    return true;
  }
}

export interface Answer {
  /** From the key's bytes to the frame written. */
  readonly ms: number;
  /** Work of the whole process meanwhile, ms. */
  readonly cpu: number;
  readonly bytes: number;
}

export class FakeTerminal {
  readonly #input = new FakeInput();
  readonly #output: FakeOutput;

  constructor({ columns, rows }: Size) {
    this.#output = new FakeOutput(columns, rows);
  }

  get streams(): { readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream } {
    return {
      stdin: this.#input as unknown as NodeJS.ReadStream,
      stdout: this.#output as unknown as NodeJS.WriteStream,
    };
  }

  /** Without waiting for an answer. */
  send(bytes: string): void {
    this.#input.emit('data', Buffer.from(bytes));
  }

  /** One key, as a terminal sends it. */
  press(bytes: string): Promise<Answer> {
    const before = this.#output.bytes;
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`no frame answered ${JSON.stringify(bytes)}`)), PATIENCE);
      const from = performance.now();
      const worked = process.cpuUsage();
      this.#output.once('frame', () => {
        clearTimeout(limit);
        const ms = performance.now() - from;
        const { user, system } = process.cpuUsage(worked);
        resolve({ ms, cpu: (user + system) / 1_000, bytes: this.#output.bytes - before });
      });
      this.send(bytes);
    });
  }
}
