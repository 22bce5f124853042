// Creation order of the steps as deploy.yaml lists them: a folder stands for its steps, sorted by name.
import type { Config, Problem } from '../step.ts';
import type { FolderEntry } from './deploy-folders.ts';
import { isBelow, isCode, nameBelow, roleOf, stepFolders } from './role.ts';

export type OrderEntry = FolderEntry & { /** For a step that no file is. */ readonly missing: Problem };

export interface Order {
  readonly order: readonly string[];
  readonly problems: readonly Problem[];
}

/** `files` are all of the workspace, sorted. */
export function orderOf(entries: readonly OrderEntry[], config: Config, files: readonly string[]): Order {
  const steps = files.flatMap((file) => {
    const role = roleOf(file, config);
    return role?.kind === 'step' ? [{ file, name: role.name }] : [];
  });
  const known = new Set(steps.map(({ name }) => name));
  const problems: Problem[] = [];
  const order = entries.flatMap((entry) => {
    if (entry.kind === 'folder')
      return steps
        .filter(({ file }) => isBelow(entry.folder, file))
        .map(({ name }) => name)
        .sort();
    const name = stepName(entry.kind === 'file' ? entry.file : entry.name, config);
    if (known.has(name)) return [name];
    problems.push(entry.missing);
    return [];
  });
  // Sorted by name is how they stand anyway.
  const isSorted = entries.every(({ kind }) => kind === 'folder') && entries.length < 2;
  return { order: isSorted ? [] : [...new Set(order)], problems };
}

/** What an entry calls a step, as the step's own name. */
export function stepName(text: string, config: Config): string {
  const folder = stepFolders(config).find((path) => isBelow(path, text)) ?? '';
  if (isCode(text)) return nameBelow(folder, text);
  return folder === '' ? text : text.slice(folder.length + 1);
}
