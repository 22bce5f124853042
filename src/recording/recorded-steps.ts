// The steps of a workspace as its recordings tell them. Of thousands this takes long enough to be noticed: it is done in pieces,
// and at once by whoever needs all.
import type { RecordedStep } from '../recorded.ts';
import type { Source, StepInfo } from '../step.ts';
import { recordedStep } from './header.ts';

/** Made in one piece. */
const AT_ONCE = 200;

export class RecordedSteps {
  readonly #made: RecordedStep[] = [];
  readonly #sourceOf: (file: string) => Source | undefined;
  #before: Before | null;

  /**
   * `before`: those that are as they were there are taken over. Of a step that is stale it is the broken text that is on disk,
   * where the one in force is not known any more.
   */
  constructor(
    readonly steps: readonly StepInfo[],
    readonly sources: readonly Source[],
    before?: RecordedSteps,
  ) {
    this.#before = before ? beforeOf(before, sources) : null;
    let byFile: ReadonlyMap<string, Source> | null = null;
    this.#sourceOf = (file) => {
      byFile ??= new Map(sources.map((source) => [source.file, source]));
      return byFile.get(file);
    };
  }

  get areMany(): boolean {
    return this.steps.length > AT_ONCE;
  }

  get all(): readonly RecordedStep[] {
    while (this.#made.length < this.steps.length) this.#makeSome();
    // Each would keep all that were before it.
    this.#before = null;
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
    for (let place = from; place < Math.min(from + AT_ONCE, this.steps.length); place++) {
      const step = this.steps[place];
      if (step) this.#made.push(this.#asBefore(step, place) ?? recordedStep(step, this.#sourceOf(step.file)));
    }
  }

  #asBefore(step: StepInfo, place: number): RecordedStep | undefined {
    const before = this.#before;
    return before?.steps[place] === step && !before.changed.has(step.file) ? before.made[place] : undefined;
  }
}

interface Before {
  readonly steps: readonly StepInfo[];
  readonly made: readonly RecordedStep[];
  /** Files with another text than then. */
  readonly changed: ReadonlySet<string>;
}

/** null where files came or went: so seldom that all are made anew. */
function beforeOf(before: RecordedSteps, now: readonly Source[]): Before | null {
  const { steps, sources, all: made } = before;
  if (sources.length !== now.length) return null;
  const changed = new Set<string>();
  for (let place = 0; place < now.length; place++) {
    const [one, other] = [sources[place], now[place]];
    if (one?.file !== other?.file) return null;
    if (other && one?.text !== other.text) changed.add(other.file);
  }
  return { steps, made, changed };
}
