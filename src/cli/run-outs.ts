// Where reporters write: one of them standard output, others files of their own.
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { UNPAINTED } from '../check/paint.ts';
import { inOrder, type Out, type Reporter, together } from '../check/reporter.ts';
import { REPORTERS } from '../check/reporters/table.ts';
import { makeFolders } from '../load/make-folder.ts';
import { messageOf } from '../thrown.ts';
import { paintFor } from './paint.ts';
import type { ReporterWish } from './run-values.ts';

export interface Reporters extends Required<Reporter> {
  /** Resolves when all is written; to a sentence for each file that could not be, and that is not there then. */
  close(): Promise<readonly string[]>;
}

const COLUMNS = 80;
/** Text is written in pieces of this many characters. */
const PIECE = 65_536;

/** A sentence where a file cannot be written. */
export function openReporters(wishes: readonly ReporterWish[]): Reporters | string {
  // Files alone say nothing to whoever started it.
  const all = wishes.some(({ file }) => file === null) ? wishes : [{ name: 'default', file: null } as const, ...wishes];
  const outs: ClosableOut[] = [];
  try {
    const reporters = all.map(({ name, file }) => {
      const out = file === null ? new StandardOut() : new FileOut(file);
      outs.push(out);
      const { make, isOrdered } = REPORTERS[name];
      const reporter = make(out);
      // Who reads a pipe wants the same order each time.
      return isOrdered || !out.isLive ? inOrder(reporter, isOrdered) : reporter;
    });
    const close = async (): Promise<readonly string[]> => {
      const faults = await Promise.all(outs.map((out) => out.close()));
      return faults.filter((fault) => fault !== null);
    };
    return { ...together(reporters), close };
  } catch (error) {
    for (const out of outs) void out.close();
    return messageOf(error);
  }
}

interface ClosableOut extends Out {
  /** What went wrong, in a sentence. */
  close(): Promise<string | null>;
}

/** What cannot be written ends no run: the other reports tell of it whole. */

class FileOut implements ClosableOut {
  readonly pathOf = pathFromHere;
  readonly paint = UNPAINTED;
  readonly isLive = false;
  readonly #fd: number;
  #text = '';
  #fault: string | null = null;

  constructor(readonly path: string) {
    makeFolders(dirname(path));
    this.#fd = openSync(path, 'w');
  }

  columns(): number {
    return COLUMNS;
  }

  write(text: string): void {
    this.#text += text;
    if (this.#text.length > PIECE) this.#flush();
  }

  async close(): Promise<string | null> {
    this.#flush();
    closeSync(this.#fd);
    if (this.#fault !== null && statSync(this.path, { throwIfNoEntry: false })?.isFile()) rmSync(this.path);
    return this.#fault;
  }

  #flush(): void {
    const bytes = Buffer.from(this.#text);
    this.#text = '';
    if (this.#fault !== null) return;
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.#fd, bytes, done);
    } catch (error) {
      this.#fault = `the report ${this.path} cannot be written: ${messageOf(error)}. Make room, or name another file.`;
    }
  }
}

function pathFromHere(dir: string, file: string): string {
  return relative(process.cwd(), join(dir, file)).split(sep).join('/');
}

/** A reader that goes away (`| head`) is no error. */
class StandardOut implements ClosableOut {
  readonly pathOf = pathFromHere;
  readonly paint = paintFor(process.stdout);
  readonly isLive = process.stdout.isTTY === true && !process.env.CI && process.env.TERM !== 'dumb';
  #isGone = false;
  readonly #onError = (error: NodeJS.ErrnoException): void => {
    this.#isGone = true;
    // Without a terminal the program sees to it.
    if (error.code !== 'EPIPE' && process.stdout.isTTY) throw error;
  };

  constructor() {
    process.stdout.on('error', this.#onError);
  }

  columns(): number {
    return process.stdout.columns ?? COLUMNS;
  }

  write(text: string): void {
    if (!this.#isGone) process.stdout.write(text);
  }

  close(): Promise<null> {
    return new Promise((resolve) => {
      process.stdout.write('', (error) => {
        // What went wrong comes again as an event, after this.
        if (!error) process.stdout.off('error', this.#onError);
        resolve(null);
      });
    });
  }
}
