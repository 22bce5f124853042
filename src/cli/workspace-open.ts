// A workspace by its name, with its files read and its steps compiled, for commands that tell of it.
import { openGround } from '../check/ground.ts';
import type { NamedWorkspace } from '../load/named-workspaces.ts';
import { readWorkspace } from '../load/workspace.ts';
import type { WorkspaceView } from '../session/workspace-view.ts';
import { isWorkspace } from './folder.ts';
import { runPorts } from './wiring.ts';
import { chosen, refuseNamed } from './workspace-command.ts';

export interface Which {
  /** The folder that it belongs to. */
  readonly dir: string;
  /** Else the one that commands take. */
  readonly name: string | undefined;
}

/** Null where there is none; then that has been said. */
export async function openNamed(
  command: string,
  { dir, name }: Which,
): Promise<{ readonly found: NamedWorkspace; readonly view: WorkspaceView } | null> {
  if (!isWorkspace(dir)) return null;
  const found = chosen(dir, name);
  if ('refused' in found) {
    refuseNamed(command, found);
    return null;
  }
  const { sandbox, view } = await openGround(await readWorkspace(found.dir), runPorts(found.dir));
  await sandbox.close();
  return { found, view };
}
