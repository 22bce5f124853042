// Sees to it that the terminal is given back however the program ends: signal, crash, process.exit, terminal gone.
// The person's own quit is not here: that is `close`, and the program goes on to its end.
import { writeSync } from 'node:fs';
import { constants } from 'node:os';
import { inspect } from 'node:util';
import { cleanLines } from '../../format/clean.ts';

export type Ending =
  | { readonly kind: 'signal'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'crash'; readonly error: unknown }
  /** The terminal was closed or does not answer any more. */
  | { readonly kind: 'gone' };

/** A signal to the whole group reaches us within so many ms. */
const LATE = 250;

const signals = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const satisfies readonly NodeJS.Signals[];

/** How long saying goodbye may take. Milliseconds. */
const patience = 1000;

/** The error as Node would have printed it, but harmless whatever its message contains. */
function report(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? String(error)) : inspect(error);
  try {
    writeSync(2, `${cleanLines(text).join('\n')}\n`);
  } catch {
    // Nobody is left to be told.
  }
}

export class WaysOut {
  readonly #giveBack: () => void;
  readonly #onEnd: (ending: Ending) => void | Promise<void>;
  #isEnding = false;
  /** While another program has the terminal, ctrl-c and ctrl-\ are meant for that one, though all get the signal. */
  isLent = false;
  #takenBackAt = Number.NEGATIVE_INFINITY;

  /** The other program is gone. */
  takeBack(): void {
    this.isLent = false;
    this.#takenBackAt = performance.now();
  }

  constructor(giveBack: () => void, onEnd: (ending: Ending) => void | Promise<void>) {
    this.#giveBack = giveBack;
    this.#onEnd = onEnd;
  }

  watch(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream): void {
    for (const signal of signals) process.on(signal, this.#onSignal);
    process.on('exit', this.#giveBack);
    // Unhandled rejections arrive here too.
    process.on('uncaughtException', this.crash);
    stdin.on('end', this.#gone).on('error', this.#gone);
    stdout.on('error', this.#gone);
  }

  unwatch(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream): void {
    for (const signal of signals) process.off(signal, this.#onSignal);
    process.off('exit', this.#giveBack);
    process.off('uncaughtException', this.crash);
    stdin.off('end', this.#gone).off('error', this.#gone);
    stdout.off('error', this.#gone);
  }

  readonly crash = (error: unknown): void => this.#end({ kind: 'crash', error });

  readonly #gone = (): void => this.#end({ kind: 'gone' });

  readonly #onSignal = (signal: NodeJS.Signals): void => {
    // One that ended the other program may come to us after its end; our own ctrl-c is a key.
    const isOthers = this.isLent || performance.now() - this.#takenBackAt < LATE;
    if (isOthers && (signal === 'SIGINT' || signal === 'SIGQUIT')) return;
    // A second one does not wait for goodbyes.
    if (this.#isEnding) this.#leave({ kind: 'signal', signal });
    this.#end({ kind: 'signal', signal });
  };

  #end(ending: Ending): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#giveBack();
    if (ending.kind === 'crash') report(ending.error);
    const goodbye = new Promise((resolve) => resolve(this.#onEnd(ending)));
    const limit = new Promise((resolve) => setTimeout(resolve, patience));
    const leave = () => this.#leave(ending);
    // An error in the goodbye is no news any more.
    Promise.race([goodbye, limit]).then(leave, leave);
  }

  #leave(ending: Ending): never {
    if (ending.kind === 'crash') process.exit(1);
    // Die of the signal itself, so that shells and parents see why. A terminal that is gone is a hang-up: on
    // `process.exit` Node would fail an assertion, because it cannot set that terminal's mode.
    const signal = ending.kind === 'signal' ? ending.signal : 'SIGHUP';
    process.off(signal, this.#onSignal);
    process.kill(process.pid, signal);
    process.exit(128 + constants.signals[signal]);
  }
}
