// `stepscope workspace health`: what the tasks of the history tell about a workspace.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { healthOf } from '../analysis/health.ts';
import type { HealthInput, PastRun } from '../analysis/past-run.ts';
import { healthLines } from '../format/health.ts';
import type { History } from '../history/history.ts';
import type { StepInfo } from '../step.ts';
import { EXIT } from './exit-codes.ts';
import { jsonText } from './listing.ts';
import { matchedIn } from './matched-in.ts';
import { openPast } from './past.ts';
import { print } from './print.ts';
import type { InFolder } from './workspace-command.ts';
import { openNamed, type Which } from './workspace-open.ts';

/** The newest say how it is now. */
const MOST_TASKS = 2_000;

export async function healthCommand({ json, ...which }: InFolder & Which): Promise<number> {
  const opened = await openNamed('health', which);
  if (opened === null) return EXIT.wrongUse;
  const { found, view } = opened;
  const history = await openPast(found.dir);
  if (!history) return EXIT.wrongUse;
  const past = pastOf(history, view.steps);
  history.close();
  const steps = view.steps.map((step) => ({ ...step, changedAt: changedAt(join(found.dir, step.file)) }));
  const health = healthOf({ ...past, steps, now: Date.now() });
  const text = healthLines(health)
    .map((line) => `${line}\n`)
    .join('');
  await print(json ? jsonText(health) : text);
  return EXIT.ok;
}

/** Of a file that is gone by now there is nothing to say. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
}

function pastOf(history: History, today: readonly StepInfo[]): Omit<HealthInput, 'steps' | 'now'> {
  const rows = history.tasks({ subtasks: true, limit: MOST_TASKS });
  const since = Math.min(...rows.map(({ createdAt }) => createdAt));
  const turns = byTask(history.stepRuns({ since }));
  const calls = byTask(history.calls({ since }));
  const ran = new Set([...turns.values()].flatMap((own) => own.map(({ step }) => step)));
  const idle = today.flatMap(({ name, disabled }) => (disabled || ran.has(name) ? [] : [name]));
  const matched = matchedIn(rows, idle);
  const tasks = rows.map((row): PastRun => {
    const { id, name, scenario, state, reason, createdAt: startedAt, endedAt, durationMs, error } = row;
    const own = { turns: (turns.get(id) ?? []).map(turnOf), calls: calls.get(id) ?? [], matched: matched.get(id) };
    return { id, name, scenario, state, reason, startedAt, endedAt, durationMs, error, ...own };
  });
  const scenarioRuns = history
    .scenarioRuns()
    .filter(({ status }) => status !== 'skipped')
    .map(({ scenario, at, status, durationMs }) => ({ scenario, at, passed: status === 'passed', durationMs }));
  return { tasks, scenarioRuns };
}

function turnOf({ turn, step, runMs, error }: ReturnType<History['stepRuns']>[number]): PastRun['turns'][number] {
  return { turn, step, runMs, failed: error !== null };
}

function byTask<T extends { readonly task: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const own = found.get(row.task);
    if (own) own.push(row);
    else found.set(row.task, [row]);
  }
  return found;
}
