// Opens a recording a piece at a time: keys have their turn in between, and one of them ends it.
import type { Session } from '../session/command.ts';
import { type Progress, progressed } from '../session/progress.ts';
import type { Opening, OpeningPart } from './recordings.ts';

/** Nobody notices that a key waits for so long, ms. */
const SLICE = 12;
/** How far it is, ms. */
const TOLD_EACH = 100;

export interface OpenerPort {
  /** Monotonic, ms. */
  now(): number;
  /** Null when it is over. */
  advance(progress: Progress | null): void;
  opened(session: Session | string): void;
}

export class Opener {
  readonly #port: OpenerPort;
  #opening: Opening | null = null;
  #progress: Progress | null = null;
  #over: () => void = () => {};
  /** Until what was begun last is open, or was ended. */
  whenOver: Promise<void> = Promise.resolve();

  constructor(port: OpenerPort) {
    this.#port = port;
  }

  /** One that was begun before is given up. */
  begin(opening: Opening): void {
    this.stop();
    this.#opening = opening;
    this.whenOver = new Promise((resolve) => {
      this.#over = resolve;
    });
    this.#goOn(opening);
  }

  stop(): void {
    if (this.#opening === null) return;
    this.#opening.return('');
    this.#end();
  }

  #goOn(opening: Opening): void {
    if (opening !== this.#opening) return;
    const began = this.#port.now();
    let next = opening.next();
    while (!next.done && this.#port.now() - began < SLICE) next = opening.next();
    if (next.done) {
      this.#end();
      this.#port.opened(next.value);
      return;
    }
    this.#advance(next.value);
    setImmediate(() => this.#goOn(opening));
  }

  #advance(part: OpeningPart): void {
    const now = this.#port.now();
    if (this.#progress?.what === part.what && now - this.#progress.at < TOLD_EACH) return;
    this.#progress = progressed(this.#progress, { ...part, isStoppable: true }, now);
    this.#port.advance(this.#progress);
  }

  #end(): void {
    this.#opening = null;
    this.#progress = null;
    this.#port.advance(null);
    this.#over();
  }
}
