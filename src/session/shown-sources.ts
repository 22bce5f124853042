// The texts of steps and libraries as they may be shown: with the secrets of the settings masked.
import type { RecordedSource, RecordedStep } from '../recorded.ts';
import type { Source } from '../step.ts';

/** By file. */
export type ShownSources = ReadonlyMap<string, string>;

type Hide = (text: string) => string;

/** Masking looks at every character: a text that is as it was is not masked anew. */
export class SourceMasker {
  #secrets = '';
  #known: ReadonlyMap<string, { readonly text: string; readonly shown: string }> = new Map();

  shown(sources: readonly Source[], secrets: Readonly<Record<string, string>>, hide: Hide): ShownSources {
    const now = JSON.stringify(secrets);
    const known = now === this.#secrets ? this.#known : new Map<string, never>();
    const code = sources.filter(({ kind }) => kind === 'step' || kind === 'library');
    const next = code.map(({ file, text }) => {
      const before = known.get(file);
      return [file, before?.text === text ? before : { text, shown: hide(text) }] as const;
    });
    this.#secrets = now;
    this.#known = new Map(next);
    return new Map(next.map(([file, { shown }]) => [file, shown]));
  }
}

/** What a recording holds was masked when it was made. */
export function recordedSources(steps: readonly RecordedStep[], libraries: readonly RecordedSource[]): ShownSources {
  return new Map([...libraries, ...steps].flatMap(({ file, source }) => (source ? [[file, source]] : [])));
}
