// What earlier runs of scenarios came to, in the history: kept after each run, read by `--last-failed`.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Outcome } from '../check/outcome.ts';
import type { ScenarioRun } from '../history/rows.ts';
import type { Scenario } from '../step.ts';
import { codeOf, messageOf } from '../thrown.ts';
import { say } from './say.ts';

const warn = (text: string): void => say(`stepscope: ${text}`);

/** A folder that nobody may write to is no mistake of the run's. */
export async function keepRun(dir: string, outcomes: readonly Outcome[], at: number): Promise<void> {
  const ran = outcomes.filter(({ status }) => status !== 'skipped');
  if (ran.length === 0) return;
  try {
    const { openHistory } = await import('../history/history.ts');
    const history = await openHistory(resolve(dir), { warn }, true);
    history.writeScenarioRuns(ran.map((outcome) => rowOf(outcome, at)));
    history.close();
  } catch (error) {
    const [code, message] = [codeOf(error), messageOf(error)];
    if (!/EACCES|EROFS|CANTOPEN|READONLY/.test(`${code}`)) warn(`this run is not in the history: ${message}`);
  }
}

function rowOf({ scenario: { name, file }, status, durationMs }: Outcome, at: number): ScenarioRun {
  return { run: `${new Date(at).toISOString()}-${process.pid}`, at, scenario: name, file, status, durationMs };
}

/** Whether a scenario failed when it last ran. Null where nothing failed: then it says so. */
export async function lastFailed(dir: string): Promise<((scenario: Scenario) => boolean) | null> {
  const failed = existsSync(join(resolve(dir), '.stepscope')) ? await failedRuns(dir) : [];
  if (failed.length === 0) {
    warn('no scenario failed when it last ran, so all of them run.');
    return null;
  }
  const keys = new Set(failed.map(({ file, scenario }) => `${file}\0${scenario}`));
  return ({ file, name }) => keys.has(`${file}\0${name}`);
}

async function failedRuns(dir: string): Promise<readonly ScenarioRun[]> {
  const { openHistory } = await import('../history/history.ts');
  const history = await openHistory(resolve(dir), { warn });
  const latest = history.latestScenarioRuns();
  history.close();
  return latest.filter(({ status, file }) => status === 'failed' && existsSync(join(resolve(dir), file)));
}
