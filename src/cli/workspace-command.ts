// `stepscope workspace list|add|switch|update`: several local workspaces of one folder.
import { resolve } from 'node:path';
import {
  addWorkspace,
  currentWorkspace,
  findWorkspace,
  listWorkspaces,
  type NamedWorkspace,
  type Refused,
  switchTo,
} from '../load/named-workspaces.ts';
import { readSettings } from '../load/settings.ts';
import { copyFiles, workspaceFiles } from '../load/workspace-files.ts';
import { changeNotes, type Notes } from '../load/workspace-notes.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { counted, jsonText, listing, oneLine } from './listing.ts';
import { isNothing } from './offer-init.ts';
import { print } from './print.ts';
import { refuse } from './say.ts';

export interface InFolder {
  /** The folder that they belong to. */
  readonly dir: string;
  readonly json: boolean;
}

export async function listCommand({ dir, json }: InFolder): Promise<number> {
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const all = listWorkspaces(dir);
  if (json) await print(jsonText(all.map(workspaceJson)));
  else await print(listing(['', 'name', 'tags', 'folder'], all.map(rowOf)));
  return EXIT.ok;
}

function rowOf({ name, notes, dir, isCurrent }: NamedWorkspace): readonly string[] {
  return [isCurrent ? '*' : ' ', name, notes.tags?.join(',') || '-', dir];
}

export function workspaceJson({ name, dir, notes, isCurrent }: NamedWorkspace): object {
  const { tags = [], addedAt = null, healthEnabled = null, notificationGroups = [], deployed } = notes;
  const { files: _, ...deployment } = deployed ?? { files: {} };
  return {
    ...{ name, dir: resolve(dir), isCurrent, tags, addedAt, healthEnabled, notificationGroups },
    deployed: deployed ? deployment : null,
  };
}

export interface AddOptions extends InFolder {
  readonly name: string;
  readonly tags: readonly string[];
  /** A workspace to copy. */
  readonly from: string | undefined;
}

export async function addCommand({ dir, json, name, tags, from }: AddOptions): Promise<number> {
  if (!isWorkspace(dir) || (from !== undefined && !isWorkspace(from))) return EXIT.wrongUse;
  if (from !== undefined && isNothing(from))
    return refuseNamed('add', { refused: `there are no steps and no scenarios in ${resolve(from)}` });
  const added = addWorkspace(dir, name, { tags, at: new Date() });
  if ('refused' in added) return refuseNamed('add', added);
  const files = from === undefined ? [] : workspaceFiles(from, readSettings(from));
  if (from !== undefined) copyFiles(from, added.dir, files);
  if (json) {
    await print(jsonText({ ...workspaceJson(added), files }));
    return EXIT.ok;
  }
  const held =
    from === undefined
      ? 'It is empty: deploy into it, or add steps.'
      : `It holds copies of ${counted(files.length, 'file')} of ${resolve(from)}.`;
  await print(
    `${oneLine(`Added ${quoted(added)} in ${added.dir}. ${held}`)}\nstepscope workspace switch ${quoted(added)} makes commands take it.\n`,
  );
  return EXIT.ok;
}

export async function switchCommand({ dir, json, name }: InFolder & { readonly name: string }): Promise<number> {
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const now = switchTo(dir, name);
  if ('refused' in now) return refuseNamed('switch', now);
  const text = now.isFolder
    ? `Back in the folder itself: ${resolve(dir)}.`
    : `Commands in this folder now take ${quoted(now)}, ${now.dir}; stepscope workspace switch . goes back.`;
  await print(json ? jsonText(workspaceJson(now)) : `${oneLine(text)}\n`);
  return EXIT.ok;
}

export interface UpdateOptions extends InFolder {
  /** Else the current one. */
  readonly name: string | undefined;
  readonly tags?: readonly string[];
  readonly healthEnabled?: boolean;
  readonly notificationGroups?: readonly string[];
}

export async function updateCommand({ dir, json, name, ...given }: UpdateOptions): Promise<number> {
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const found = chosen(dir, name);
  if ('refused' in found) return refuseNamed('update', found);
  const changes = changesOf(given);
  if (Object.keys(changes).length === 0)
    return refuseNamed('update', {
      refused: 'nothing to store: give --health-enabled, --notification-groups or --tags',
    });
  const notes = changeNotes(found.dir, (before) => ({ ...before, ...changes }));
  const stored = Object.entries(changes).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  const text = `Stored for ${quoted(found)}: ${stored.join(', ')}. Nothing is sent from here.`;
  await print(json ? jsonText(workspaceJson({ ...found, notes })) : `${oneLine(text)}\n`);
  return EXIT.ok;
}

function changesOf({ tags, healthEnabled, notificationGroups }: Omit<UpdateOptions, 'name' | keyof InFolder>): Notes {
  return {
    ...(tags && { tags: [...tags] }),
    ...(healthEnabled !== undefined && { healthEnabled }),
    ...(notificationGroups && { notificationGroups: [...notificationGroups] }),
  };
}

/** The one of that name, else the one that commands take. */
export function chosen(dir: string, name: string | undefined): NamedWorkspace | Refused {
  return name === undefined ? currentWorkspace(dir) : findWorkspace(dir, name);
}

export function refuseNamed(command: string, { refused }: Refused): number {
  return refuse(`workspace ${command}`, `${refused}${refused.endsWith('?') ? '' : '.'}`);
}

/** As a shell takes it. */
function quoted({ name }: NamedWorkspace): string {
  return JSON.stringify(name);
}
