// The steps of a workspace as its recordings tell them. Of thousands this takes long enough to be noticed: it is done in pieces,
// and at once by whoever needs all.
import type { RecordedStep } from '../recorded.ts';
import type { Source, StepInfo } from '../step.ts';
import { recordedStep } from './header.ts';

/** Made in one piece. */
const AT_ONCE = 200;

export class RecordedSteps {
  readonly #made: RecordedStep[] = [];
  #sourceOf: ReadonlyMap<string, Source> | null = null;

  /** Of a step that is stale it is the broken text that is on disk: the one in force is not known any more. */
  constructor(
    readonly steps: readonly StepInfo[],
    readonly sources: readonly Source[],
  ) {}

  get areMany(): boolean {
    return this.steps.length > AT_ONCE;
  }

  get all(): readonly RecordedStep[] {
    while (this.#made.length < this.steps.length) this.#makeSome();
    return this.#made;
  }

  *pieces(): Generator<readonly RecordedStep[], void> {
    for (let from = 0; from < this.steps.length; from += AT_ONCE) {
      if (this.#made.length === from) this.#makeSome();
      yield this.#made.slice(from, from + AT_ONCE);
    }
  }

  #makeSome(): void {
    const from = this.#made.length;
    this.#sourceOf ??= new Map(this.sources.map((source) => [source.file, source]));
    for (const step of this.steps.slice(from, from + AT_ONCE))
      this.#made.push(recordedStep(step, this.#sourceOf.get(step.file)));
  }
}
