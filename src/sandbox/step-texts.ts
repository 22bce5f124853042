// What the texts of steps tell, read once for each text.
import { factsOf } from '../compile/facts.ts';
import { Mask } from '../engine/mask.ts';
import type { StepFacts } from '../facts.ts';
import type { Source } from '../step.ts';
import type { Settings } from '../task.ts';

export class StepTexts {
  #known = new WeakMap<Source, StepFacts | null>();
  #around = '';

  factsOf(
    steps: readonly Source[],
    libraries: readonly Source[],
    libraryNames: readonly string[],
    secrets: Settings['secrets'],
  ): readonly StepFacts[] {
    const librariesTouchData = libraries.some(({ text }) => /\bdata\b/.test(text));
    // What is around a step decides what its calls may change.
    const around = JSON.stringify([librariesTouchData, libraryNames, secrets]);
    if (around !== this.#around) this.#known = new WeakMap();
    this.#around = around;
    const mask = new Mask(secrets, []);
    return steps.flatMap((source) => {
      const known = this.#known.get(source);
      const facts = known === undefined ? mask.json(tryFacts(source, librariesTouchData, libraryNames)) : known;
      this.#known.set(source, facts);
      return facts ?? [];
    });
  }
}

/** The parser may fail where the transformer coped: then nothing is told. */
function tryFacts(source: Source, librariesTouchData: boolean, libraryNames: readonly string[]): StepFacts | null {
  const { name, file, text } = source;
  try {
    return factsOf({ step: name, file, text, librariesTouchData, libraryNames });
  } catch {
    return null;
  }
}
