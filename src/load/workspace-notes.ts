// What is kept about a workspace that its files do not say: `.stepscope/workspace.json`. Its name and tags, which of the
// named ones beside it is switched to, settings of `workspace update`, and what was deployed.
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { hasNotes, makeOwnFolder, notesOf, writeWhole } from './own-folder.ts';

const NOTES = z.object({
  version: z.literal(1),
  name: z.optional(z.string()),
  tags: z.optional(z.array(z.string())),
  /** ISO text. */
  addedAt: z.optional(z.string()),
  /** Of the named workspaces below this folder, the one that commands take. */
  current: z.optional(z.string()),
  healthEnabled: z.optional(z.boolean()),
  notificationGroups: z.optional(z.array(z.string())),
  deployed: z.optional(z.object({ at: z.string(), from: z.string(), files: z.record(z.string(), z.string()) })),
});

/** `deployed.files`: path → hash of the text that was put there. */
export type Notes = Readonly<Omit<z.infer<typeof NOTES>, 'version'>>;

/** Nothing where there are none, or none that can be read. */
export function readNotes(dir: string): Notes {
  return tryReading(dir) ?? {};
}

function tryReading(dir: string): Notes | null {
  if (!hasNotes(dir)) return {};
  try {
    const { version: _, ...notes } = NOTES.parse(JSON.parse(readFileSync(notesOf(dir), 'utf8')));
    return notes;
  } catch {
    return null;
  }
}

/** Throws where they cannot be written. Notes that cannot be read go aside first. */
export function changeNotes(dir: string, change: (notes: Notes) => Notes): Notes {
  const folder = makeOwnFolder(dir);
  const path = notesOf(dir);
  const before = tryReading(dir);
  if (before === null) renameSync(path, join(folder, 'workspace.broken.json'));
  const after = change(before ?? {});
  writeWhole(path, `${JSON.stringify({ version: 1, ...after }, null, 2)}\n`);
  return after;
}
