// All files of the workspace's folders, each read once and again only when somebody says that it may have changed.
import { type Entry, problemEntry, readEntry } from './entry.ts';
import { folderProblem } from './fault.ts';
import { type Folders, isBelow, isHidden, roleOf, topFolders } from './role.ts';
import { walk } from './walk.ts';

export type Advance = (done: number, total: number) => void;

/** Reading blocks; this much of it is not felt by somebody who types, ms. */
const SLICE_MS = 8;

export class Files {
  readonly #entries = new Map<string, Entry>();

  constructor(
    readonly dir: string,
    readonly folders: Folders,
  ) {}

  entries(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  /** Reads all folders. */
  lookAtAll(advance?: Advance): Promise<boolean> {
    return this.look(topFolders(this.folders), true, advance);
  }

  /**
   * Reads what stands at these paths and below them now, and tells whether anything is different. An editor that saves may
   * delete or empty a file for a moment: such a change counts only when `believe` is set, or when something new turns up
   * with it (a renamed file must not be there twice). Calls must not overlap.
   */
  async look(paths: readonly string[], believe: boolean, advance?: Advance): Promise<boolean> {
    const pause = openPauses(advance);
    const found: ReadonlyMap<string, Entry>[] = [];
    for (const path of paths) found.push(await this.#find(path, pause));
    const isBorn = found.some((entries) =>
      [...entries.values()].some(({ file, empty }) => !empty && !this.#entries.has(file)),
    );
    const changed = paths.map((path, index) => this.#take(path, found[index] ?? new Map(), believe, believe || isBorn));
    return changed.includes(true);
  }

  async #find(path: string, pause: Pause): Promise<ReadonlyMap<string, Entry>> {
    if (isHidden(path)) return new Map();
    const { files, problems, missing } = walk(this.dir, path);
    const found = new Map(problems.map((problem) => [problem.file, problemEntry(problem)]));
    for (const [index, file] of files.entries()) {
      const entry = this.#read(file);
      if (entry) found.set(file, entry);
      await pause(index, files.length);
    }
    if (missing && this.#isRoot(path)) found.set(path, missingFolder(path));
    return found;
  }

  #read(file: string): Entry | undefined {
    if (this.#isRoot(file))
      return problemEntry(folderProblem(file, 'this must be a folder', 'Move the file elsewhere.'));
    const role = roleOf(file, this.folders);
    return role && readEntry(this.dir, file, role, this.#entries.get(file));
  }

  #isRoot(path: string): boolean {
    return topFolders(this.folders).includes(path);
  }

  #take(path: string, found: ReadonlyMap<string, Entry>, believe: boolean, believeGone: boolean): boolean {
    const changed = [...found.values()].filter((entry) => this.#isNew(entry, believe));
    const gone = believeGone ? this.#at(path).filter((file) => !found.has(file)) : [];
    for (const entry of changed) this.#entries.set(entry.file, entry);
    for (const file of gone) this.#entries.delete(file);
    return changed.length + gone.length > 0;
  }

  #isNew(entry: Entry, believe: boolean): boolean {
    const before = this.#entries.get(entry.file);
    return before?.print !== entry.print && (believe || !entry.empty);
  }

  /** Known files at a path and below it. */
  #at(path: string): string[] {
    return [...this.#entries.keys()].filter((file) => file === path || isBelow(path, file));
  }
}

/** Nothing to stop at: an empty workspace is a beginning. */
function missingFolder(path: string): Entry {
  const hint = 'Make it, or name another in stepscope.config.json.';
  return { ...problemEntry(folderProblem(path, `there is no folder ${path}`, hint, 'warning')), empty: true };
}

type Pause = (done: number, total: number) => Promise<void>;

/** Lets others have their turn when ours has lasted a while. */
function openPauses(advance: Advance = () => {}): Pause {
  let since = performance.now();
  return async (done, total) => {
    if (performance.now() - since < SLICE_MS) return;
    advance(done, total);
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  };
}
