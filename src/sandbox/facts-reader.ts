// What the texts of steps tell, asked for in pieces: whatever else is asked of the sandbox comes in between.
import type { StepFacts } from '../facts.ts';
import type { FactsRead, SandboxCommand } from './protocol.ts';

export type HearFacts = (facts: readonly StepFacts[]) => void;

export class FactsReader {
  #serial = 0;
  #hear: HearFacts = () => {};
  #soFar: StepFacts[] = [];

  constructor(readonly send: (command: Extract<SandboxCommand, { kind: 'facts' }>) => void) {}

  /** Whoever asked before is not told any more. */
  begin(hear: HearFacts): void {
    this.#hear = hear;
    this.#soFar = [];
    this.send({ kind: 'facts', serial: ++this.#serial, from: 0 });
  }

  take({ serial, facts, next }: FactsRead): void {
    if (serial !== this.#serial) return;
    this.#soFar.push(...facts);
    if (next === null) this.#hear(this.#soFar);
    else this.send({ kind: 'facts', serial, from: next });
  }
}
