// chokidar, told what to watch of a workspace; says which paths may have changed, and nothing about how. Of ten thousand files
// none is watched by itself: the system tells of them with their folder, and has a limit for what is watched.
import { realpathSync, type Stats } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { asError, codeOf } from '../thrown.ts';
import { type Folders, isBelow, isHidden, roleOf, topFolders } from './role.ts';

export interface Eyes {
  /** Resolves when every change from now on is seen; also when they are closed before. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

export interface Seen {
  /** Relative to the workspace, with `/`; empty for its folder itself. */
  changed(path: string): void;
  /** The folder may have been deleted or replaced: chokidar does not notice when that goes fast, and is blind there ever after. */
  replaced(path: string): void;
  failed(error: Error): void;
}

/** `files` are watched besides the folders, also where they are not there yet. */
export function openEyes(dir: string, folders: Folders, files: readonly string[], seen: Seen): Eyes {
  const pathOf = (path: string) => relative(dir, path).split(sep).join('/');
  const place: Place = { folders, roots: topFolders(folders), files };
  // chokidar asks of a link first as of a link, then as of what it leads to.
  const links = new Set<string>();
  const watcher = watch(dir, {
    ignoreInitial: true,
    ignored: (path: string, stats?: Stats) => {
      const file = pathOf(path);
      if (stats?.isSymbolicLink()) links.add(file);
      return (stats?.isFile() === true && isTold(file)) || isIgnored(path, file, place, stats);
    },
  });
  // Not who polls (CHOKIDAR_USEPOLLING), nor of a file that stands elsewhere.
  const isTold = (file: string): boolean =>
    watcher.options.usePolling !== true && !links.has(file) && isInside(file, place);
  watcher.on('all', (_, path) => seen.changed(pathOf(path)));
  tellOnceWatched(watcher, (path) => seen.changed(pathOf(path)));
  // What chokidar was told by the system: more than it passes on (not all of it is a change of `path`, but a look tells).
  watcher.on('raw', (event, name: string | null, details) => {
    const { watchedPath } = details as { readonly watchedPath?: string };
    // Who polls is told of the file itself, by `all`.
    if (watchedPath === undefined) return;
    const itself = name === null || name === basename(watchedPath);
    if (event === 'rename' && itself) seen.replaced(pathOf(watchedPath));
    seen.changed(pathOf(itself ? watchedPath : join(watchedPath, name)));
  });
  watcher.on('error', (error) => {
    if (!isOfOneFile(codeOf(error))) seen.failed(asError(error));
  });
  let opened = () => {};
  const ready = new Promise<void>((resolve) => {
    opened = resolve;
  });
  watcher.on('ready', opened);
  return { ready, close: () => watcher.close().then(opened) };
}

/**
 * chokidar tells of a new folder, reads it, and only then watches it: of what came in between nobody would tell. So it is
 * read once more then, by chokidar for the folders in it, and by who is told for its files. Nothing of chokidar's that is
 * public says when that is.
 */
function tellOnceWatched(watcher: FSWatcher, tell: (folder: string) => void): void {
  const fresh = new Set<string>();
  watcher.on('addDir', (path) => fresh.add(path));
  const handler = watcher._nodeFsHandler;
  const begin = handler._watchWithNodeFs.bind(handler);
  handler._watchWithNodeFs = (path, listener) => {
    const end = begin(path, listener);
    if (!fresh.delete(path)) return end;
    void listener(path);
    tell(path);
    return end;
  };
}

/** A link or permission that is wrong is found, and told, when the file is read. */
function isOfOneFile(code: string): boolean {
  return code === 'ELOOP' || code === 'EACCES' || code === 'EPERM';
}

interface Place {
  readonly folders: Folders;
  readonly roots: readonly string[];
  readonly files: readonly string[];
}

/** In a folder that is watched, and not watched by itself anyway. */
function isInside(file: string, { roots, files }: Place): boolean {
  return roots.some((root) => isBelow(root, file)) && !files.includes(file);
}

/** `path` is absolute, `file` relative to the workspace. Without stats it is not known yet whether it is a folder. */
function isIgnored(path: string, file: string, { folders, roots, files }: Place, stats: Stats | undefined): boolean {
  if (file === '' || [...files, ...roots].some((watched) => watched === file || isBelow(file, watched))) return false;
  if (isHidden(file) || !roots.some((root) => isBelow(root, file))) return true;
  if (stats?.isSymbolicLink()) return isCircle(path);
  return stats?.isFile() === true && roleOf(file, folders) === undefined;
}

/** chokidar would follow a link into its own folder 40 times, each time with all files. */
function isCircle(path: string): boolean {
  try {
    const target = realpathSync(path);
    return `${realpathSync(dirname(path))}${sep}`.startsWith(target + sep);
  } catch {
    // It points nowhere yet.
    return false;
  }
}
