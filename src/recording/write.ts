// Writes one recording as things happen: buffered, but on disk whenever the task stops, and never long after.
import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';
import type { RecordedLine, RecordingHeader } from '../recorded.ts';
import { asError, codeOf } from '../thrown.ts';

/** What was said is on disk by then, ms. */
const LATEST = 100;

/** A buffer larger than this is written at once, in characters. */
const LARGEST_BUFFER = 65_536;

/** About other times than the one in which they come: they say nothing of what the task did. */
const ASIDE: ReadonlySet<string> = new Set(['compared']);

export class Recorder {
  #fd: number | null = null;
  #buffer = '';
  #timer: NodeJS.Timeout | null = null;
  #isBroken = false;
  /** What is still to be written of it. */
  #header: Generator<string, void> | null = null;
  #isOver = false;

  /** `onFault` is called once; from then on nothing is written. A file that is there already is replaced. */
  constructor(
    readonly path: string,
    readonly onFault: (error: Error) => void,
  ) {
    this.#try(() => {
      this.#fd = openSync(path, 'w', 0o600);
    });
  }

  begin(header: RecordingHeader): void {
    this.#add(JSON.stringify(header));
  }

  /** A header that is long is written in pieces, between which others have their turn; what is added meanwhile comes behind it. */
  beginLong(pieces: Generator<string, void>): void {
    this.#header = pieces;
    setImmediate(() => this.#goOn());
  }

  /** An event of the task or of one of its children. */
  add(line: RecordedLine): void {
    if (ASIDE.has(line.kind)) return;
    this.#add(JSON.stringify(line));
    if (line.kind !== 'stopped') return;
    this.flush();
    // What ended may still be looked at for hours: a file that is open for nothing would be one too many some day.
    this.#isOver = line.reason.kind === 'ended';
    if (this.#isOver && this.#header === null) this.#release();
  }

  /** Lines of another recording, as they stand there. */
  addText(lines: readonly string[]): void {
    for (const line of lines) this.#add(line);
  }

  /** All lines so far; null where it was removed, or could not be written. */
  text(): string | null {
    this.#finishHeader();
    this.flush();
    return this.#isBroken ? null : textOf(this.path);
  }

  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#header !== null || this.#buffer === '') return;
    const text = this.#buffer;
    this.#buffer = '';
    this.#write(text);
  }

  close(): void {
    this.#finishHeader();
    this.flush();
    this.#release();
  }

  #goOn(): void {
    if (this.#header === null) return;
    this.#writeHeader(this.#header);
    if (this.#header !== null) return void setImmediate(() => this.#goOn());
    this.flush();
    if (this.#isOver) this.#release();
  }

  #finishHeader(): void {
    while (this.#header !== null) this.#writeHeader(this.#header);
  }

  /** Its next piece. */
  #writeHeader(pieces: Generator<string, void>): void {
    const { done, value } = pieces.next();
    this.#write(done ? '\n' : value);
    if (done || this.#isBroken) this.#header = null;
  }

  #write(text: string): void {
    if (this.#isBroken) return;
    const bytes = Buffer.from(text);
    this.#try(() => {
      this.#fd ??= openAgain(this.path);
      // Somebody removed it when its task had ended: nobody wants to know what else is said of it.
      if (this.#fd === null) return;
      for (let written = 0; written < bytes.length; ) written += writeSync(this.#fd, bytes, written);
    });
  }

  #add(text: string): void {
    if (this.#isBroken) return;
    this.#buffer += `${text}\n`;
    if (this.#buffer.length > LARGEST_BUFFER) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), LATEST).unref();
  }

  #release(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }

  #try(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#isBroken = true;
      this.#buffer = '';
      this.onFault(asError(error));
    }
  }
}

/** To go on with it; it is not made anew. */
function openAgain(path: string): number | null {
  return ifThere(() => openSync(path, constants.O_WRONLY | constants.O_APPEND));
}

export function textOf(path: string): string | null {
  return ifThere(() => readFileSync(path, 'utf8'));
}

function ifThere<T>(open: () => T): T | null {
  try {
    return open();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}
