// The sources as a sandbox process has them, so that a save sends one file and a new process gets all that the old one had,
// last good versions included.
import type { Loaded } from '../events.ts';
import type { Source } from '../step.ts';

export class SourceSet {
  #wanted = new Map<string, Source>();
  #sent = new Map<string, Source>();
  /** Of steps that are broken now: the text that loaded last. */
  readonly #good = new Map<string, Source>();
  /** Texts that killed a process while they were loaded. */
  readonly #toxic = new Map<string, string>();

  want(sources: readonly Source[]): void {
    this.#wanted = new Map(sources.map((source) => [source.file, source]));
  }

  get(file: string): Source | undefined {
    return this.#wanted.get(file);
  }

  /** What a process that has what was sent before lacks; counts as sent. */
  take(): { readonly sources: readonly Source[]; readonly removed: readonly string[] } {
    const sources = [...this.#wanted.values()].filter(
      (source) => !this.#isToxic(source) && this.#sent.get(source.file)?.text !== source.text,
    );
    const removed = [...this.#sent.keys()].filter((file) => !this.#wanted.has(file));
    for (const source of sources) this.#sent.set(source.file, source);
    for (const file of removed) this.#sent.delete(file);
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

  noteLoaded(loaded: Loaded): void {
    for (const { file, stale } of loaded.steps) {
      const source = this.#sent.get(file);
      if (!stale && source) this.#good.set(file, source);
    }
  }

  noteToxic(source: Source): void {
    this.#toxic.set(source.file, source.text);
    this.#sent.delete(source.file);
  }

  /** Files that are left out because of their text. */
  get toxicFiles(): readonly string[] {
    return [...this.#toxic].filter(([file, text]) => this.#wanted.get(file)?.text === text).map(([file]) => file);
  }

  #isToxic(source: Source): boolean {
    return this.#toxic.get(source.file) === source.text;
  }
}
