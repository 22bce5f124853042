// `.stepscope/`: what stepscope keeps of a workspace beside it. Its owner's only, and nothing for git.
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolders } from './make-folder.ts';

export const OWN_FOLDER = '.stepscope';

/** Where notes about the workspace are kept. */
export function notesOf(dir: string): string {
  return join(dir, OWN_FOLDER, 'workspace.json');
}

/** Cheap: most folders have none. */
export function hasNotes(dir: string): boolean {
  return existsSync(notesOf(dir));
}

/** The folder is there afterwards. Throws where it cannot be. */
export function makeOwnFolder(dir: string): string {
  const folder = join(dir, OWN_FOLDER);
  makeFolders(folder, 0o700);
  const ignore = join(folder, '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  return folder;
}

/** Whoever reads it meanwhile sees the old text or the new one. */
export function writeWhole(path: string, text: string): void {
  const next = `${path}.${process.pid}`;
  writeFileSync(next, text, { mode: 0o600 });
  renameSync(next, path);
}
