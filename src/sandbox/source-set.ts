// The sources as a sandbox process has them, so that a save sends one file and a new process gets all that the old one had,
// last good versions included.
import type { Problem, Source } from '../step.ts';
import { LoadProgress } from './load-progress.ts';

export class SourceSet {
  #wanted = new Map<string, Source>();
  #sent = new Map<string, Source>();
  /** Of steps that are broken now: the text that loaded last. */
  readonly #good = new Map<string, Source>();
  /** Texts that killed a process while they were loaded, and what is to be said of them. */
  readonly #toxic = new Map<string, { readonly text: string; readonly problem: Problem }>();
  readonly #progress: LoadProgress;

  constructor(advance: (done: number, total: number) => void) {
    this.#progress = new LoadProgress(advance);
  }

  want(sources: readonly Source[]): void {
    this.#wanted = new Map(sources.map((source) => [source.file, source]));
  }

  /** What a process that has what was sent before lacks; counts as sent. */
  take(): { readonly sources: readonly Source[]; readonly removed: readonly string[] } {
    const sources = [...this.#wanted.values()].filter(
      (source) => !this.#isToxic(source) && this.#sent.get(source.file)?.text !== source.text,
    );
    const removed = [...this.#sent.keys()].filter((file) => !this.#wanted.has(file));
    for (const source of sources) this.#sent.set(source.file, source);
    for (const file of removed) this.#sent.delete(file);
    this.#progress.begin([...this.#wanted.values()], sources);
    return { sources, removed };
  }

  /** A new process has nothing: first what was good before it was broken. Counts as sent. */
  takeGood(): readonly Source[] {
    this.#sent = new Map();
    const good = [...this.#good.values()].filter(
      (source) => this.#wanted.has(source.file) && this.#wanted.get(source.file)?.text !== source.text,
    );
    for (const source of good) this.#sent.set(source.file, source);
    return good;
  }

  /** The next one is being loaded. */
  noteLoading(file: string): void {
    this.#progress.at(file);
  }

  /** The one that is being loaded, as far as it was told. */
  get loading(): Source | undefined {
    return this.#wanted.get(this.#progress.file);
  }

  /** `sources` were sent with this load; others may have been sent since. `isGood`: the text of this file is in force. */
  noteLoaded(sources: readonly Source[], isGood: (file: string) => boolean): void {
    this.#progress.end();
    for (const source of sources) if (isGood(source.file)) this.#good.set(source.file, source);
  }

  noteToxic(source: Source, problem: Problem): void {
    this.#toxic.set(source.file, { text: source.text, problem });
    this.#sent.delete(source.file);
  }

  /** Of files that are left out because of their text. */
  get toxic(): readonly Problem[] {
    return [...this.#toxic].flatMap(([file, { text, problem }]) =>
      this.#wanted.get(file)?.text === text ? [problem] : [],
    );
  }

  #isToxic(source: Source): boolean {
    return this.#toxic.get(source.file)?.text === source.text;
  }
}
