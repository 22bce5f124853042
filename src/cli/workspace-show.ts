// `stepscope workspace show`: what is in a workspace, and what is in force for it.
import { resolve } from 'node:path';
import type { NamedWorkspace } from '../load/named-workspaces.ts';
import { keptRecordings } from '../recording/folder.ts';
import type { WorkspaceView } from '../session/workspace-view.ts';
import { EXIT } from './exit-codes.ts';
import { counted, facts, jsonText } from './listing.ts';
import { openPast } from './past.ts';
import { print } from './print.ts';
import { type InFolder, workspaceJson } from './workspace-command.ts';
import { openNamed, type Which } from './workspace-open.ts';

export async function showCommand({ json, ...which }: InFolder & Which): Promise<number> {
  const opened = await openNamed('show', which);
  if (opened === null) return EXIT.wrongUse;
  const { found, view } = opened;
  const history = await openPast(found.dir);
  const tasks = history?.count() ?? 0;
  history?.close();
  const shown = { ...shownOf(found, view), tasks };
  await print(json ? jsonText(shown) : text(shown));
  return EXIT.ok;
}

type Shown = ReturnType<typeof shownOf> & { readonly tasks: number };

function shownOf(found: NamedWorkspace, { read, steps, scenarios, problems }: WorkspaceView) {
  const { config } = read;
  const severe = problems.filter(({ severity }) => severity === 'error').length;
  const { tags = [], healthEnabled = null, notificationGroups = [], deployed } = found.notes;
  return {
    ...workspaceJson(found),
    name: found.isFolder ? (read.name ?? read.dir.split('/').at(-1) ?? '') : found.name,
    dir: resolve(found.dir),
    tags,
    steps: { total: steps.length, disabled: steps.filter(({ disabled }) => disabled).length },
    scenarios: scenarios.length,
    recordings: keptRecordings(found.dir).length,
    problems: { errors: severe, warnings: problems.length - severe },
    settings: {
      ...{ steps: config.steps, scenarios: config.scenarios, strategy: config.strategy, completion: config.completion },
      ...{ secrets: Object.keys(config.secrets), environment: Object.keys(config.environment) },
      ...{ connectors: Object.keys(config.connectors), limits: config.limits, redact: config.redact },
      findings: config.findings,
    },
    ...{ healthEnabled, notificationGroups, deployedFrom: deployed?.from ?? null, deployedAt: deployed?.at ?? null },
  };
}

/** Of secrets the names only. */
function text({ name, dir, tags, steps, scenarios, tasks, recordings, problems, settings, ...notes }: Shown): string {
  const { limits } = settings;
  const off = steps.disabled > 0 ? `, ${steps.disabled} of them off` : '';
  const list = (names: readonly string[]) => names.join(', ') || '-';
  return facts([
    ['name', name],
    ['folder', dir],
    ['tags', list(tags)],
    ['steps', `${steps.total}${off}`],
    ['scenarios', String(scenarios)],
    ['tasks in the history', String(tasks)],
    ['recordings', String(recordings)],
    ['problems', `${counted(problems.errors, 'error')}, ${counted(problems.warnings, 'warning')}`],
    ['strategy', settings.strategy],
    ['completion', settings.completion],
    [
      'limits',
      Object.entries(limits)
        .map(([key, value]) => `${key} ${value}`)
        .join(', '),
    ],
    ['secrets', list(settings.secrets)],
    ['environment', list(settings.environment)],
    ['connectors', list(settings.connectors)],
    ['redacted', list(settings.redact)],
    ['findings', list(Object.entries(settings.findings).map(([code, level]) => `${code} ${level}`))],
    ['health checks', notes.healthEnabled === null ? '-' : notes.healthEnabled ? 'enabled' : 'disabled'],
    ['notification groups', list(notes.notificationGroups)],
    ['deployed', notes.deployedAt === null ? '-' : `${notes.deployedAt} from ${notes.deployedFrom}`],
  ]);
}
