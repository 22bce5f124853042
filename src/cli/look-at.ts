// A workspace with its steps loaded, and what can be said of them without running any.
import { resolve } from 'node:path';
import type { Finding, StepWrite } from '../analysis/finding.ts';
import { staticFindings } from '../analysis/static-findings.ts';
import { openGround } from '../check/ground.ts';
import type { History } from '../history/history.ts';
import { nearest } from '../load/nearest.ts';
import { readWorkspace } from '../load/workspace.ts';
import type { WorkspaceView } from '../session/workspace-view.ts';
import { openHiderOf } from './hider.ts';
import { openPast } from './past.ts';
import { runPorts } from './wiring.ts';

export interface Looked {
  readonly view: WorkspaceView;
  readonly findings: readonly Finding[];
}

/** Steps are loaded, and none runs. `wantsFacts`: their texts are read as well, which takes as long again. */
export async function viewOf(dir: string, wantsFacts = false): Promise<WorkspaceView> {
  const read = await readWorkspace(resolve(dir));
  const ground = await openGround(read, runPorts(dir, { live: [], realTime: false, wantsFacts }));
  await ground.sandbox.close();
  return ground.view;
}

export async function lookAt(dir: string): Promise<Looked> {
  const view = await viewOf(dir, true);
  const history = await openPast(dir);
  const observed = history ? observedWrites(history) : [];
  history?.close();
  return { view, findings: findingsOf(view, observed) };
}

export function findingsOf(
  { steps, facts, read, scenarios }: WorkspaceView,
  observed: readonly StepWrite[] = [],
): readonly Finding[] {
  const { strategy, findings: levels } = read.config;
  const hide = openHiderOf(read.config.secrets);
  const data = scenarios.map((scenario) => hide.data(scenario.data));
  return staticFindings({ steps, facts, strategy, data, observed, levels, nearest }).map((finding) => ({
    ...finding,
    message: hide.said(finding.message),
    hint: hide.said(finding.hint),
    ...(finding.witness ? { witness: hide.data(finding.witness) } : {}),
  }));
}

/** So many turns of the past are looked at. */
const MOST_TURNS = 20_000;

/** What steps wrote in tasks of the past, each place once. */
export function observedWrites(history: History): readonly StepWrite[] {
  const found = new Map<string, StepWrite>();
  for (const { step, wrote } of history.stepRuns({ limit: MOST_TURNS }))
    for (const keys of wrote) {
      const path = keys.map((key) => (key === '*' ? null : key));
      const write = { path, isDeep: false, kind: 'set', value: null, isSure: false, line: 0, column: 0 } as const;
      found.set(JSON.stringify([step, keys]), { step, write });
    }
  return [...found.values()];
}

/** Steps that made subtasks in tasks of the past, and the step that ran there first. */
export function begunSubtasks(history: History): readonly { readonly from: string; readonly to: string }[] {
  const turns = new Map(
    history.stepRuns({ limit: MOST_TURNS }).map(({ task, turn, step }) => [`${task} ${turn}`, step]),
  );
  return history.tasks({ subtasks: true, limit: MOST_TURNS }).flatMap(({ id, parent }) => {
    const from = parent && turns.get(`${parent.task} ${parent.turn}`);
    const to = turns.get(`${id} 1`);
    return from && to ? [{ from, to }] : [];
  });
}
