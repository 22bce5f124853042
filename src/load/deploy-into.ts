// A deployment meets the workspace that it goes into: what is new, changed and gone, and how that is carried out. What a person
// changed there by hand is put aside, not lost.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Deployment } from './deployment.ts';
import { makeFolders } from './make-folder.ts';
import { makeOwnFolder } from './own-folder.ts';
import { readSettings } from './settings.ts';
import { workspaceFiles } from './workspace-files.ts';
import { changeNotes, readNotes } from './workspace-notes.ts';

export interface DeployChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly same: readonly string[];
  /** Of those changed and removed, what was not deployed as it stands there now. */
  readonly byHand: readonly string[];
}

/** `dir`: of the workspace that it goes into; null where that is to be made. */
export function changesOf({ files }: Pick<Deployment, 'files'>, dir: string | null): DeployChanges {
  const there = dir === null ? [] : workspaceFiles(dir, readSettings(dir));
  const has = new Set(there);
  const isSame = (file: string): boolean =>
    dir !== null && has.has(file) && readFileSync(join(dir, file)).equals(files.get(file) ?? Buffer.alloc(0));
  const names = [...files.keys()].sort();
  const added = names.filter((file) => !has.has(file));
  const changed = names.filter((file) => has.has(file) && !isSame(file));
  const removed = there.filter((file) => !files.has(file));
  const same = names.filter((file) => has.has(file) && isSame(file));
  return { added, changed, removed, same, byHand: dir === null ? [] : changedByHand(dir, [...changed, ...removed]) };
}

function changedByHand(dir: string, files: readonly string[]): readonly string[] {
  const deployed = readNotes(dir).deployed?.files ?? {};
  return files.filter((file) => deployed[file] !== hashOf(readFileSync(join(dir, file))));
}

/** Gives the folder into which was moved what had been changed by hand; null where there was nothing. */
export function deployInto(
  dir: string,
  { files }: Pick<Deployment, 'files'>,
  changes: DeployChanges,
  { at, from }: { readonly at: Date; readonly from: string },
): string | null {
  const aside = putAside(dir, changes.byHand, at);
  for (const file of changes.removed) rmSync(join(dir, file), { force: true });
  for (const file of [...changes.added, ...changes.changed]) {
    makeFolders(dirname(join(dir, file)));
    writeFileSync(join(dir, file), files.get(file) ?? '', { mode: 0o600 });
  }
  const hashes = Object.fromEntries([...files].map(([file, content]) => [file, hashOf(content)]));
  changeNotes(dir, (notes) => ({ ...notes, deployed: { at: at.toISOString(), from, files: hashes } }));
  return aside;
}

function putAside(dir: string, files: readonly string[], at: Date): string | null {
  if (files.length === 0) return null;
  const folder = join(makeOwnFolder(dir), 'replaced', at.toISOString().replace(/[:.]/g, '-'));
  for (const file of files) {
    if (!existsSync(join(dir, file))) continue;
    makeFolders(dirname(join(folder, file)));
    renameSync(join(dir, file), join(folder, file));
  }
  return folder;
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
