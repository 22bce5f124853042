// Keeps a workspace up to date while people edit it. A save costs the reading of that file, however many there are.
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Config, Problem, Workspace } from '../step.ts';
import { type Burst, openBurst } from './burst.ts';
import { checkFolder } from './check-folder.ts';
import { awaitFolder, type Waiting } from './comeback.ts';
import { type Eyes, openEyes } from './eyes.ts';
import { folderProblem } from './fault.ts';
import { Files } from './files.ts';
import { type Folders, isBelow, topFolders } from './role.ts';
import { readSettings, type Settings, settingsFrom } from './settings.ts';
import { assemble, missingWorkspace } from './workspace.ts';

export interface Watching {
  /** Resolves when no change can be missed any more. */
  readonly ready: Promise<void>;
  /** No call of onChange begins after it was called. */
  close(): Promise<void>;
}

/**
 * `config` is the one in force, from readWorkspace. `since` is what the caller has read: onChange is called at the start
 * only if things are different by then. Without it, it is called at the start in any case.
 */
export function watchWorkspace(
  dir: string,
  config: Config,
  onChange: (workspace: Workspace) => void,
  since?: Workspace,
): Watching {
  const watcher = new Watcher(resolve(dir), config, onChange, since);
  return { ready: watcher.open(), close: () => watcher.close() };
}

class Watcher {
  #files: Files;
  #settings: Settings;
  #eyes: Eyes | undefined;
  #waiting: Waiting | undefined;
  readonly #burst: Burst;
  /** Folders that may have been replaced under chokidar's eyes. */
  readonly #suspects = new Set<string>();
  /** What is wrong with the folder itself. */
  #missing: Problem | undefined;
  /** What is wrong with watching it. */
  #trouble: Problem | undefined;
  #latest: Workspace | undefined;
  /** One look at a time: each task begins when the one before has ended. */
  #queue: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(
    readonly dir: string,
    config: Config,
    readonly onChange: (workspace: Workspace) => void,
    since: Workspace | undefined,
  ) {
    this.#settings = settingsFrom(config);
    this.#files = new Files(dir, config);
    this.#latest = since;
    this.#burst = openBurst((paths, again) => this.#enqueue(() => this.#look(paths, again)));
  }

  open(): Promise<void> {
    return this.#enqueue(() => this.#restart());
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#burst.close();
    this.#waiting?.close();
    await this.#eyes?.close();
    await this.#queue;
  }

  #enqueue(task: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue
      .then(() => (this.#closed ? undefined : task()))
      .catch((error: Error) => this.#fail(error));
    return this.#queue;
  }

  /** First the eyes, then the reading: so nothing can change unseen in between. */
  async #restart(): Promise<void> {
    this.#settings = readSettings(this.dir, this.#settings);
    const { config, files } = this.#settings;
    if (!isSameFolders(this.#files.folders, config)) this.#files = new Files(this.dir, config);
    await this.#eyes?.close();
    if (this.#closed) return;
    this.#trouble = undefined;
    this.#eyes = openEyes(this.dir, config, files, {
      changed: (path) => this.#burst.note(path),
      replaced: (path) => this.#suspects.add(path),
      failed: (error) => this.#fail(error),
    });
    await this.#eyes.ready;
    if (this.#closed) return;
    // They said what the eyes are to see, so they were read before.
    if (this.#lookAtSettings(true)) return this.#restart();
    await this.#files.lookAtAll();
    this.#checkRoot();
    this.#tell();
  }

  async #look(noted: ReadonlySet<string>, again: boolean): Promise<void> {
    const isSettings = this.#concernsSettings(noted);
    if (isSettings && this.#lookAtSettings(again)) return this.#restart();
    if (again && this.#isReplaced(noted)) return this.#restart();
    const paths = this.#toLookAt(noted);
    const changed = await this.#files.look(paths, again);
    if (again && noted.has('')) this.#checkRoot();
    if (changed || noted.has('') || isSettings) this.#tell();
  }

  #concernsSettings(noted: ReadonlySet<string>): boolean {
    return this.#settings.files.some((file) => [...noted].some((path) => path === file || isBelow(path, file)));
  }

  /** True if other folders or files count from now on. */
  #lookAtSettings(again: boolean): boolean {
    const before = this.#settings;
    this.#settings = readSettings(this.dir, before, again);
    const { config, files } = this.#settings;
    return !isSameFolders(before.config, config) || !isDeepStrictEqual(before.files, files);
  }

  /** Paths of the folders; for one above them, the folders: what is moved away as a whole reports nothing of its inside. */
  #toLookAt(noted: ReadonlySet<string>): string[] {
    const paths = [...noted].flatMap((path) =>
      topFolders(this.#files.folders).flatMap((root) => {
        if (path === root || isBelow(root, path)) return [path];
        return path === '' || isBelow(path, root) ? [root] : [];
      }),
    );
    return [...new Set(paths)];
  }

  /** Whether a folder that went away is there again: by now chokidar has noticed all that it would. */
  #isReplaced(noted: ReadonlySet<string>): boolean {
    const suspects = [...this.#suspects].filter((path) => noted.has(path));
    for (const path of suspects) this.#suspects.delete(path);
    return suspects.some((path) => statSync(join(this.dir, path), { throwIfNoEntry: false })?.isDirectory());
  }

  /** A workspace that was deleted is waited for. */
  #checkRoot(): void {
    this.#missing = checkFolder(this.dir);
    this.#waiting?.close();
    this.#waiting = undefined;
    if (this.#missing && !this.#closed)
      this.#waiting = awaitFolder(this.dir, () => this.#enqueue(() => this.#restart()));
  }

  /** chokidar fails for each file anew: the first one says it all. */
  #fail(error: Error): void {
    if (this.#trouble) return;
    const hint = 'Changes may go unseen: restart, or raise the limit of watched files (fs.inotify.max_user_watches).';
    this.#trouble = folderProblem('', `watching the workspace failed: ${error.message}`, hint, 'warning');
    this.#enqueue(async () => this.#tell());
  }

  /** The first time, and whenever anything is different. */
  #tell(): void {
    const workspace = this.#assemble();
    if (this.#closed || (this.#latest && isDeepStrictEqual(workspace, this.#latest))) return;
    this.#latest = workspace;
    this.onChange(workspace);
  }

  #assemble(): Workspace {
    if (this.#missing) return missingWorkspace(this.dir, this.#missing);
    const { problems } = this.#settings;
    const all = this.#trouble ? [...problems, this.#trouble] : problems;
    return assemble(this.dir, { ...this.#settings, problems: all }, this.#files.entries());
  }
}

function isSameFolders(a: Folders, b: Folders): boolean {
  return isDeepStrictEqual(foldersIn(a), foldersIn(b));
}

function foldersIn({ steps, moreSteps, libraries, scenarios }: Folders): Folders {
  return { steps, moreSteps, libraries, scenarios };
}
