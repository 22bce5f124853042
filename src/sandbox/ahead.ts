// A process that is started before there is anything to load: it boots while the debugger itself is loaded.
import type { Limits } from '../step.ts';
import { type Death, type ProcessListener, SandboxProcess } from './process.ts';
import type { SandboxLine } from './protocol.ts';

export type OpenProcess = (limits: Limits, listener: ProcessListener) => SandboxProcess;

export function openProcess(limits: Limits, listener: ProcessListener): SandboxProcess {
  const process = new SandboxProcess(listener);
  process.begin(limits);
  return process;
}

/** Starts one at once; who asks first for one gets it, all others a new one. */
export function openAhead(): Ahead {
  return new Ahead();
}

export class Ahead {
  readonly #process: SandboxProcess;
  #listener: ProcessListener | null = null;
  #isTaken = false;

  constructor() {
    this.#process = new SandboxProcess({
      onLines: (lines: readonly SandboxLine[]) => this.#listener?.onLines(lines),
      onDeath: (death: Death) => {
        this.#isTaken = true;
        this.#listener?.onDeath(death);
      },
    });
  }

  readonly open: OpenProcess = (limits, listener) => {
    if (this.#isTaken) return openProcess(limits, listener);
    this.#isTaken = true;
    this.#listener = listener;
    this.#process.begin(limits);
    return this.#process;
  };

  /** Nobody needs it. */
  close(): void {
    if (!this.#isTaken) this.#process.kill();
    this.#isTaken = true;
  }
}
