// What `stepscope compare` can compare: a named workspace, a folder, or the folder as it is in a commit, put into a temporary
// folder while it is looked at.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { checkFolder } from '../load/check-folder.ts';
import { listWorkspaces } from '../load/named-workspaces.ts';
import type { Problem } from '../step.ts';

export interface Side {
  /** As it was asked for. */
  readonly name: string;
  readonly kind: 'workspace' | 'folder' | 'commit';
  readonly dir: string;
  /** Takes away what was made for it. */
  close(): void;
}

export interface ComparedSide extends Side {
  readonly problems: readonly Problem[];
}

/** A text says why there is none. */
export function openSide(base: string, name: string): Side | string {
  const named = listWorkspaces(base).find((one) => one.name === name);
  const stays = (): void => {};
  if (named) return { name, kind: named.isFolder ? 'folder' : 'workspace', dir: resolve(named.dir), close: stays };
  if (existsSync(name)) {
    const problem = checkFolder(resolve(name));
    return problem ? problem.message : { name, kind: 'folder', dir: resolve(name), close: stays };
  }
  const tree = treeOf(base, name);
  if (tree !== null) return openCommit(base, name, tree);
  return isCommit(base, name)
    ? `the commit ${JSON.stringify(name)} has no folder ${resolve(base)}: it was not there yet, or not any more`
    : `there is no workspace, folder or commit ${JSON.stringify(name)} (looked in ${resolve(base)})`;
}

/** What the folder held in that commit. */
function treeOf(base: string, ref: string): string | null {
  if (ref.startsWith('-')) return null;
  return git(base, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}:./`]);
}

function isCommit(base: string, ref: string): boolean {
  return (
    !ref.startsWith('-') &&
    git(base, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]) !== null
  );
}

/** With an index of its own: neither the repository nor anything of the person's is touched. */
function openCommit(base: string, name: string, tree: string): Side | string {
  const temporary = mkdtempSync(join(tmpdir(), 'stepscope-compare-'));
  // The folder's own name, so that it is the same workspace to its steps.
  const dir = join(temporary, basename(resolve(base)) || 'workspace');
  const close = (): void => rmSync(temporary, { recursive: true, force: true });
  const environment = { GIT_INDEX_FILE: join(temporary, 'index') };
  // In a folder below, git would look for that folder's files in the index.
  const top = git(base, ['rev-parse', '--show-toplevel']) ?? base;
  const isOut =
    git(top, ['read-tree', tree], environment) !== null &&
    git(top, ['checkout-index', '--all', '--force', `--prefix=${dir}/`], environment) !== null;
  if (!isOut || !existsSync(dir)) {
    close();
    return `the commit ${JSON.stringify(name)} holds nothing of ${resolve(base)}, or cannot be read`;
  }
  const packages = join(resolve(base), 'node_modules');
  if (existsSync(packages) && !existsSync(join(dir, 'node_modules'))) symlinkSync(packages, join(dir, 'node_modules'));
  return { name, kind: 'commit', dir, close };
}

/** null where git says no, or is not there. */
function git(cwd: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): string | null {
  try {
    const env = { ...process.env, ...more };
    return execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
