// Which file is being loaded, and how many there are: the sandbox names each before its code runs.
import type { Source } from '../step.ts';

export class LoadProgress {
  /** As far as it was told. */
  file = '';
  #done = 0;
  #total = 0;

  constructor(readonly advance: (done: number, total: number) => void) {}

  /** `sent` of all that is wanted: with a library, all libraries and steps are loaded again. */
  begin(wanted: readonly Source[], sent: readonly Source[]): void {
    const isAll = sent.some(({ kind }) => kind === 'library');
    const again = isAll ? wanted.filter(({ kind }) => kind === 'library' || kind === 'step') : [];
    this.#done = 0;
    this.#total = new Set([...again, ...sent]).size;
  }

  at(file: string): void {
    this.file = file;
    this.advance(Math.min(this.#done++, this.#total), this.#total);
  }

  end(): void {
    this.advance(0, 0);
  }
}
