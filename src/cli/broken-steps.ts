// Steps whose files do not load: they are no steps to anybody, but to a person they are there.
import { roleOf } from '../load/role.ts';
import type { WorkspaceView } from '../session/workspace-view.ts';
import type { Problem } from '../step.ts';
import { counted } from './listing.ts';

/** What is known of a workspace beside its steps. */
export interface Around {
  readonly problems: readonly Problem[];
  readonly read: Pick<WorkspaceView['read'], 'config'>;
}

/** What is wrong with the step that is called so, in a sentence; null where its file has no error. */
export function brokenText(text: string, { problems, read }: Around): string | null {
  const found = problems.find(({ severity, file }) => {
    const role = severity === 'error' ? roleOf(file, read.config) : undefined;
    return role?.kind === 'step' && [role.name, role.name.split('/').at(-1), file].includes(text);
  });
  if (!found) return null;
  const { file, line, column, message } = found;
  const place = line > 0 ? `${file}:${line}:${column}` : file;
  return `the step ${JSON.stringify(text)} does not load: ${place} ${message}.`;
}

/** Why there is no step, as the end of a sentence; null where there is one. */
export function noSteps({ steps, read }: Pick<WorkspaceView, 'steps' | 'read'>): string | null {
  if (steps.length > 0) return null;
  const count = read.sources.filter(({ kind }) => kind === 'step').length;
  if (count === 0) return `there are no steps in ${read.dir}`;
  return `${count === 1 ? 'the only step does not load' : `none of the ${counted(count, 'step')} loads`}: stepscope check says why`;
}
