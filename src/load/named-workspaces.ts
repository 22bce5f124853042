// Several workspaces of one folder: itself, and those below its `.stepscope/workspaces/`, each under a name.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { codeOf } from '../thrown.ts';
import { makeFolders } from './make-folder.ts';
import { nearest } from './nearest.ts';
import { makeOwnFolder, OWN_FOLDER } from './own-folder.ts';
import { changeNotes, type Notes, readNotes } from './workspace-notes.ts';

export interface NamedWorkspace {
  readonly name: string;
  readonly dir: string;
  readonly notes: Notes;
  /** Commands without --dir take it. */
  readonly isCurrent: boolean;
  /** The folder that the others belong to. */
  readonly isFolder: boolean;
}

/** What is wrong, in words for a person. */
export interface Refused {
  readonly refused: string;
}

/** The folder itself stands for this. */
export const FOLDER = '.';

function workspacesFolder(base: string): string {
  return join(base, OWN_FOLDER, 'workspaces');
}

/** Newest first; the folder itself last. */
export function listWorkspaces(base: string): readonly NamedWorkspace[] {
  const { current } = readNotes(base);
  const folder = workspacesFolder(base);
  const names = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  const named = names.flatMap((entry) => (entry.isDirectory() ? [namedAt(join(folder, entry.name), current)] : []));
  const newest = (a: NamedWorkspace, b: NamedWorkspace) =>
    (b.notes.addedAt ?? '').localeCompare(a.notes.addedAt ?? '') || a.name.localeCompare(b.name);
  return [...named.sort(newest), folderItself(base)];
}

function namedAt(dir: string, current: string | undefined): NamedWorkspace {
  const notes = readNotes(dir);
  const name = notes.name ?? basename(dir);
  return { name, dir, notes, isCurrent: name === current, isFolder: false };
}

function folderItself(base: string): NamedWorkspace {
  const notes = readNotes(base);
  return { name: FOLDER, dir: base, notes, isCurrent: notes.current === undefined, isFolder: true };
}

/** By its name; `.` is the folder itself. */
export function findWorkspace(base: string, name: string): NamedWorkspace | Refused {
  const all = listWorkspaces(base);
  const found = all.find((one) => one.name === name);
  if (found) return found;
  const names = all.filter(({ isFolder }) => !isFolder).map((one) => one.name);
  const like = nearest(name, names);
  const known = names.length === 0 ? 'there is none yet' : `there are ${names.map(quoted).join(', ')}`;
  const advice = like === undefined ? known : `did you mean ${quoted(like)}?`;
  return { refused: `there is no workspace ${quoted(name)}: ${advice}` };
}

/** The one that commands take: switched to, or the folder itself. */
export function currentWorkspace(base: string): NamedWorkspace | Refused {
  const { current } = readNotes(base);
  if (current === undefined) return folderItself(base);
  const found = findWorkspace(base, current);
  if (!('refused' in found)) return found;
  return { refused: `the workspace ${quoted(current)}, which was switched to, is gone: stepscope workspace switch .` };
}

export function addWorkspace(
  base: string,
  name: string,
  { tags, at }: { readonly tags: readonly string[]; readonly at: Date },
): NamedWorkspace | Refused {
  const wrong = wrongName(name);
  if (wrong !== null) return { refused: wrong };
  const isThere = listWorkspaces(base).some((one) => one.name === name);
  makeOwnFolder(base);
  const dir = isThere ? null : newFolder(workspacesFolder(base), name);
  if (dir === null)
    return { refused: `there is a workspace ${quoted(name)} already: stepscope workspace switch ${quoted(name)}` };
  mkdirSync(join(dir, 'steps'));
  mkdirSync(join(dir, 'scenarios'));
  changeNotes(dir, (notes) => ({ ...notes, name, tags: [...tags], addedAt: at.toISOString() }));
  return namedAt(dir, undefined);
}

/** `.` goes back to the folder itself. */
export function switchTo(base: string, name: string): NamedWorkspace | Refused {
  const found = findWorkspace(base, name);
  if ('refused' in found) return found;
  if (found.isCurrent) return found;
  changeNotes(base, ({ current: _, ...notes }) => (found.isFolder ? notes : { ...notes, current: found.name }));
  return { ...found, isCurrent: true };
}

const LONGEST = 100;

/** Why nothing can be called so. */
export function wrongName(name: string): string | null {
  if (!/[\p{L}\p{N}]/u.test(name)) return 'the name of a workspace needs a letter or a digit';
  if (name.length > LONGEST) return `the name of a workspace has at most ${LONGEST} characters`;
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name)) return 'the name of a workspace is plain text of one line';
  return name === name.trim() ? null : 'the name of a workspace begins and ends with no space';
}

/** Named after it, as far as file systems allow. Others may be making one at the same time: null where that is the same. */
function newFolder(parent: string, name: string): string | null {
  makeFolders(parent, 0o700);
  const bare = name.replace(/[^\p{L}\p{N} ._-]+/gu, '-').replace(/^\.+/, '-');
  for (let count = 1; ; count++) {
    const dir = join(parent, count === 1 ? bare : `${bare}-${count}`);
    try {
      mkdirSync(dir, { mode: 0o700 });
      return dir;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      if (namedAt(dir, undefined).name === name) return null;
    }
  }
}

function quoted(name: string): string {
  return JSON.stringify(name);
}
