// The names in a workspace that words of the command line may be. Nothing of its code runs.
import { listWorkspaces } from '../load/named-workspaces.ts';
import { roleOf } from '../load/role.ts';
import { readSettings } from '../load/settings.ts';
import { readWorkspace } from '../load/workspace.ts';
import { workspaceFiles } from '../load/workspace-files.ts';

export type NameKind = 'step' | 'scenario' | 'task' | 'connector' | 'workspace';

export interface Name {
  readonly value: string;
  readonly description: string;
}

const MOST_TASKS = 50;

export function namesOf(kind: NameKind, dir: string): Promise<readonly Name[]> {
  return FINDERS[kind](dir);
}

const FINDERS: Readonly<Record<NameKind, (dir: string) => Promise<readonly Name[]>>> = {
  async step(dir) {
    const settings = readSettings(dir);
    return workspaceFiles(dir, settings).flatMap((file) => {
      const role = roleOf(file, settings.config);
      return role?.kind === 'step' ? [{ value: role.name, description: file }] : [];
    });
  },
  async scenario(dir) {
    const { scenarios } = await readWorkspace(dir);
    return scenarios.map(({ name, title, description }) => ({ value: title ?? name, description: description ?? '' }));
  },
  async task(dir) {
    const { openHistory } = await import('../history/history.ts');
    const history = await openHistory(dir, { warn: () => {} });
    const rows = history.tasks({ limit: MOST_TASKS });
    history.close();
    return rows.map(({ id, name, state }) => ({ value: id, description: `${state}  ${name}` }));
  },
  async connector(dir) {
    const { config, mocks, sources } = await readWorkspace(dir);
    const used = sources.flatMap(({ text }) =>
      [...text.matchAll(/\bconnectors\.(\w+)/g)].map((found) => found[1] ?? ''),
    );
    const all = new Set([...used, ...Object.keys(config.connectors), ...Object.keys(mocks)]);
    return [...all].sort().map((value) => ({ value, description: '' }));
  },
  async workspace(dir) {
    return listWorkspaces(dir).map(({ name, dir: folder }) => ({ value: name, description: folder }));
  },
};
