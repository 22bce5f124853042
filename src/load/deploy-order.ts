// Creation order of the steps as deploy.yaml lists them: a folder stands for its steps, sorted by name.
import type { Config, Problem } from '../step.ts';
import type { OrderedStep } from './config.ts';
import type { FolderEntry } from './deploy-folders.ts';
import { withMeant } from './missing-step.ts';
import { isBelow, isCode, nameBelow, roleOf, stepFolders } from './role.ts';

export type OrderEntry = FolderEntry & { /** For a step that no file is. */ readonly missing: Problem };

export interface Order {
  readonly order: readonly string[];
  readonly problems: readonly Problem[];
}

/** What the settings' own order names and no file is. `files` are all of the workspace. */
export function unknownSteps(order: readonly OrderedStep[], config: Config, files: readonly string[]): Problem[] {
  if (order.length === 0) return [];
  const known = stepsIn(files, config).map(({ name }) => name);
  const names = new Set(known);
  return order.filter(({ name }) => !names.has(name)).map(({ name, missing }) => withMeant(missing, name, known));
}

/** `files` are all of the workspace, sorted. */
export function orderOf(entries: readonly OrderEntry[], config: Config, files: readonly string[]): Order {
  const steps = stepsIn(files, config);
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
    problems.push(withMeant(entry.missing, name, [...known]));
    return [];
  });
  // Sorted by name is how they stand anyway.
  const isSorted = entries.every(({ kind }) => kind === 'folder') && entries.length < 2;
  return { order: isSorted ? [] : [...new Set(order)], problems };
}

function stepsIn(
  files: readonly string[],
  config: Config,
): readonly { readonly file: string; readonly name: string }[] {
  return files.flatMap((file) => {
    const role = roleOf(file, config);
    return role?.kind === 'step' ? [{ file, name: role.name }] : [];
  });
}

/** What an entry calls a step, as the step's own name. */
export function stepName(text: string, config: Config): string {
  const folder = stepFolders(config).find((path) => isBelow(path, text)) ?? '';
  if (isCode(text)) return nameBelow(folder, text);
  return folder === '' ? text : text.slice(folder.length + 1);
}
