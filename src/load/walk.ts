// The files at a path and below it. Links are followed, but never round in a circle.
import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import type { Problem } from '../step.ts';
import { codeOf, messageOf } from '../thrown.ts';
import { fileProblem } from './fault.ts';
import { reasonOf } from './read-text.ts';
import { isCode, isHidden } from './role.ts';

export interface Walk {
  /** Relative to the workspace, with `/`. */
  readonly files: readonly string[];
  /** What is wrong with links and folders; each names the path that it is about. */
  readonly problems: readonly Problem[];
  /** There is nothing at the path. */
  readonly missing?: boolean;
}

const NOTHING: Walk = { files: [], problems: [] };

/** `path` is a file, a folder or a link; nothing is found where nothing is there. */
export function walk(dir: string, path: string): Walk {
  try {
    const stats = statSync(join(dir, path));
    if (!stats.isDirectory()) return { files: [path], problems: [] };
    if (isCircle(dir, path)) return refused(path, 'this link leads back into its own folder', 'Delete the link.');
    return merge([namedLikeCode(path), walkFolder(dir, path)]);
  } catch (error) {
    return failed(dir, path, error);
  }
}

function walkFolder(dir: string, path: string): Walk {
  const entries = readdirSync(join(dir, path), { withFileTypes: true });
  const inside = entries.filter(({ name }) => !isHidden(name));
  return merge(inside.map((entry) => walkEntry(dir, posix.join(path, entry.name), entry)));
}

/** Plain files are the most of them and need no look of their own. */
function walkEntry(dir: string, path: string, entry: Dirent): Walk {
  return entry.isFile() ? { files: [path], problems: [] } : walk(dir, path);
}

function merge(walks: readonly Walk[]): Walk {
  return { files: walks.flatMap(({ files }) => files), problems: walks.flatMap(({ problems }) => problems) };
}

/** Whether a folder, links resolved, is one that it stands in. */
function isCircle(dir: string, path: string): boolean {
  const target = realpathSync(join(dir, path));
  const parent = realpathSync(join(dir, posix.dirname(path)));
  return parent === target || parent.startsWith(target + sep);
}

function namedLikeCode(path: string): Walk {
  if (!isCode(path)) return NOTHING;
  const message = 'this is a folder, though it is named like a file of code';
  return { files: [], problems: [fileProblem(path, message, 'Rename the folder; what is in it is read.', 'warning')] };
}

function refused(path: string, message: string, hint: string): Walk {
  return { files: [], problems: [fileProblem(path, message, hint)] };
}

function failed(dir: string, path: string, error: unknown): Walk {
  const code = codeOf(error);
  if (code !== 'ENOENT' && code !== 'ENOTDIR')
    return { files: [], problems: [fileProblem(path, ...reasonOf(code, messageOf(error)))] };
  const isLink = lstatIsLink(join(dir, path));
  return isLink
    ? refused(path, 'this link points to a file that is not there', 'Delete the link, or restore its target.')
    : { ...NOTHING, missing: true };
}

function lstatIsLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
