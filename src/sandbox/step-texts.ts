// What the texts of steps tell, read once for each text.
import { factsOf } from '../compile/facts.ts';
import { Mask } from '../engine/mask.ts';
import { changed, eachMasked } from '../engine/mask-events.ts';
import type { StepFacts, Write, Written } from '../facts.ts';
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
      const facts = known === undefined ? shownFacts(mask, tryFacts(source, librariesTouchData, libraryNames)) : known;
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

/** What is secret in the values and keys that it names is masked, as in conditions. */
function shownFacts(mask: Mask, facts: StepFacts | null): StepFacts | null {
  return (
    facts &&
    changed(facts, {
      fields: eachMasked(facts.fields, (field) => changed(field, { path: mask.path(field.path) })),
      writes: eachMasked(facts.writes, (write) => shownWrite(mask, write)),
      begins: eachMasked(facts.begins, (begun) => shownWritten(mask, begun)),
    })
  );
}

function shownWrite(mask: Mask, write: Write): Write {
  const path = eachMasked(write.path, (key) => (key === null ? null : mask.text(key)));
  return changed(write, { path, value: write.value && shownWritten(mask, write.value) });
}

function shownWritten(mask: Mask, written: Written): Written {
  if (written.kind === 'value') return { ...written, value: mask.texts(written.value) };
  if (written.kind === 'type') return written;
  const fields = written.fields.map(([key, value]) => [mask.text(key), value && shownWritten(mask, value)] as const);
  return { ...written, fields };
}
