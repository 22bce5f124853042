// The files that make a folder a workspace, and how they get into another one.
import { copyFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolders } from './make-folder.ts';
import { isHidden, roleOf, topFolders } from './role.ts';
import type { Settings } from './settings.ts';
import { walk } from './walk.ts';

/** Relative to the folder, sorted: steps, libraries, scenarios, mocks, settings, and what those name. */
export function workspaceFiles(dir: string, { config, files }: Pick<Settings, 'config' | 'files'>): readonly string[] {
  const inFolders = topFolders(config).flatMap((folder) => walk(dir, folder).files);
  const known = inFolders.filter((file) => !isHidden(file) && isOfUse(file, config));
  const beside = files.filter((file) => existsSync(join(dir, file)));
  return [...new Set([...known, ...beside])].sort();
}

/** Recordings among the scenarios, too. */
function isOfUse(file: string, config: Settings['config']): boolean {
  return roleOf(file, config) !== undefined || file.endsWith('.stepscope.jsonl');
}

export function copyFiles(from: string, to: string, files: readonly string[]): void {
  for (const file of files) {
    makeFolders(dirname(join(to, file)));
    copyFileSync(join(from, file), join(to, file));
  }
}
