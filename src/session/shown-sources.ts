// The texts of steps and libraries as they may be shown: with the secrets of the settings masked.
import type { RecordedSource, RecordedStep } from '../recorded.ts';
import type { Source } from '../step.ts';

/** By file. */
export type ShownSources = ReadonlyMap<string, string>;

type Hide = (text: string) => string;

/** Masking looks at every character: a text that is as it was is not masked anew. */
export class SourceMasker {
  #secrets = '';
  readonly #known = new Map<string, { readonly text: string; readonly shown: string }>();

  shown(sources: readonly Source[], secrets: Readonly<Record<string, string>>, hide: Hide): ShownSources {
    const now = JSON.stringify(secrets);
    if (now !== this.#secrets) this.#known.clear();
    this.#secrets = now;
    const all = new Map<string, string>();
    for (const { kind, file, text } of sources)
      if (kind === 'step' || kind === 'library') all.set(file, this.#shownOf(file, text, hide));
    if (this.#known.size > all.size) this.#forgetOthers(all);
    return all;
  }

  #shownOf(file: string, text: string, hide: Hide): string {
    const before = this.#known.get(file);
    if (before?.text === text) return before.shown;
    const shown = hide(text);
    this.#known.set(file, { text, shown });
    return shown;
  }

  #forgetOthers(all: ShownSources): void {
    for (const file of this.#known.keys()) if (!all.has(file)) this.#known.delete(file);
  }
}

/** What a recording holds was masked when it was made. */
export function recordedSources(steps: readonly RecordedStep[], libraries: readonly RecordedSource[]): ShownSources {
  return new Map([...libraries, ...steps].flatMap(({ file, source }) => (source ? [[file, source]] : [])));
}
