// Which file is being loaded, and how many there are: the sandbox names each before its code runs.
import type { Source } from '../step.ts';

/** Of thousands of files not each is told: so often at most while the first is loaded until the last is, */
const TELLS = 20;
/** and the one that takes long after that time, ms. */
const LATE = 100;

export class LoadProgress {
  /** As far as it was told. */
  file = '';
  #done = 0;
  #total = 0;
  #told = 0;
  #late: NodeJS.Timeout | undefined;

  constructor(readonly advance: (done: number, total: number) => void) {}

  /** `sent` of all that is wanted: with a library, all libraries and steps are loaded again. */
  begin(wanted: readonly Source[], sent: readonly Source[]): void {
    const isAll = sent.some(({ kind }) => kind === 'library');
    const again = isAll ? wanted.filter(({ kind }) => kind === 'library' || kind === 'step') : [];
    this.#done = 0;
    this.#told = Number.NEGATIVE_INFINITY;
    this.#total = new Set([...again, ...sent]).size;
  }

  at(file: string): void {
    this.file = file;
    if (this.#done++ - this.#told >= this.#total / TELLS) this.#tell();
    else this.#late ??= setTimeout(() => this.#tell(), LATE).unref();
  }

  #tell(): void {
    clearTimeout(this.#late);
    this.#late = undefined;
    this.#told = this.#done - 1;
    this.advance(Math.min(this.#told, this.#total), this.#total);
  }

  end(): void {
    clearTimeout(this.#late);
    this.#late = undefined;
    this.advance(0, 0);
  }
}
