// The texts that the steps in force were loaded from: of a file that is broken now, the one before.
import type { Source, StepInfo } from '../step.ts';

export class SourcesInForce {
  #before: readonly Source[] = [];

  /** `sources` as they are saved; `steps` as they were loaded from them. */
  take(steps: readonly StepInfo[], sources: readonly Source[]): readonly Source[] {
    const stale = new Set(steps.filter((step) => step.stale).map(({ file }) => file));
    this.#before = stale.size === 0 ? sources : this.#withGood(stale, sources);
    return this.#before;
  }

  #withGood(stale: ReadonlySet<string>, sources: readonly Source[]): readonly Source[] {
    const good = new Map(this.#before.map((source) => [source.file, source]));
    return sources.map((source) => (stale.has(source.file) ? (good.get(source.file) ?? source) : source));
  }
}
