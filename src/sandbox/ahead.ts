// A process that is started before there is anything to load: it boots while sources are read and the screen is made.
import type { Limits } from '../step.ts';
import { type Death, type ProcessListener, SandboxProcess } from './process.ts';
import type { SandboxLine } from './protocol.ts';

export type OpenProcess = (limits: Limits, listener: ProcessListener) => SandboxProcess;

export function openProcess(limits: Limits, listener: ProcessListener): SandboxProcess {
  return new SandboxProcess(limits, listener);
}

/** Starts one at once; who asks first for one with the same limits gets it, all others a new one. */
export function openAhead(limits: Limits): OpenProcess {
  let spare: Spare | null = new Spare(limits);
  return (wanted, listener) => {
    const process = spare?.give(wanted, listener);
    spare = null;
    return process ?? new SandboxProcess(wanted, listener);
  };
}

class Spare {
  readonly #process: SandboxProcess;
  #listener: ProcessListener | null = null;
  #isDead = false;

  constructor(readonly limits: Limits) {
    this.#process = new SandboxProcess(limits, {
      onLines: (lines: readonly SandboxLine[]) => this.#listener?.onLines(lines),
      onDeath: (death: Death) => {
        this.#isDead = true;
        this.#listener?.onDeath(death);
      },
    });
  }

  /** Undefined where it is of no use; then it is gone. */
  give({ stepMs, memoryMb }: Limits, listener: ProcessListener): SandboxProcess | undefined {
    if (!this.#isDead && stepMs === this.limits.stepMs && memoryMb === this.limits.memoryMb) {
      this.#listener = listener;
      return this.#process;
    }
    this.#process.kill();
    return undefined;
  }
}
