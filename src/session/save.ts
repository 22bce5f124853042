// Writes what a person found out into the workspace: a place in a task's time as a scenario, and answers into their scenario.
import type { Scenario } from '../step.ts';
import { answersToKeep } from './answers-to-keep.ts';
import { say } from './changes.ts';
import type { Desk } from './desk.ts';
import { currentLog } from './reduce.ts';
import { savedScenario } from './saved-scenario.ts';
import type { TaskLog } from './state.ts';
import type { WorkspaceView } from './workspace-view.ts';

interface Saving {
  readonly log: TaskLog;
  readonly workspace: WorkspaceView;
  /** What the task was begun with, as it is now; undefined where it is gone. */
  readonly origin: Scenario | undefined;
}

/** The place at the cursor as a new scenario. */
export function save(desk: Desk, name: string): void {
  const { state } = desk.store;
  const saving = savingNow(desk);
  if (!saving) return;
  const { log, workspace, origin } = saving;
  const snapshot = log.snapshots[state.cursor];
  if (!snapshot || name.trim() === '') return say(desk, 'A scenario needs a name.');
  const place = { log, cursor: state.cursor, snapshot };
  const { scenario, warnings } = savedScenario(state, place, origin, workspace.mocks);
  const written = desk.ports.scenarioFiles.save(workspace.read, name.trim(), scenario);
  if ('refused' in written) return say(desk, written.refused);
  say(desk, [`Saved as ${written.file}.`, ...warnings].join(' '));
}

const NOTHING_TO_KEEP = 'There is nothing to keep: no answer was given by hand, or the scenario has it already.';

/** The answers that were given in this task, into the file of its scenario. */
export function keepAnswers(desk: Desk): void {
  const saving = savingNow(desk);
  if (!saving) return;
  const { log, workspace, origin } = saving;
  if (!origin) return say(desk, 'The scenario of this task is gone: save the task as a new one.');
  const { mocks, impossible } = answersToKeep(desk.store.state, log, origin.connectors, workspace.mocks);
  const methods = Object.entries(mocks).flatMap(([name, inner]) => Object.keys(inner).map((key) => `${name}.${key}`));
  const left = impossible.map((method) => `${method} is answered by code otherwise: write its answers there.`);
  if (methods.length === 0) return say(desk, left.join(' ') || NOTHING_TO_KEEP);
  const written = desk.ports.scenarioFiles.keepAnswers(workspace.read, origin, mocks);
  if ('refused' in written) return say(desk, written.refused);
  say(desk, [`${written.file} now answers ${methods.join(', ')}.`, ...left].join(' '));
}

/** Null where it cannot be done now, which has been said. */
function savingNow(desk: Desk): Saving | null {
  const { state } = desk.store;
  const log = currentLog(state);
  const { workspace } = desk;
  if (state.status.kind === 'running') say(desk, 'It is running: pause it first.');
  else if (!log || !workspace) say(desk, 'There is no task to save anything of.');
  else return { log, workspace, origin: state.scenarios.find(({ name }) => name === log.start.scenario) };
  return null;
}
