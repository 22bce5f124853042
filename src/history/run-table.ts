// Runs of scenarios in the database.
import type { Database, Found } from './database.ts';
import type { ScenarioRun } from './rows.ts';

const WRITE = `insert or replace into scenario_runs (run, place, at, scenario, file, status, duration_ms)
  values (?, ?, ?, ?, ?, ?, ?)`;

const LATEST = `select *, max(run) from scenario_runs where status <> 'skipped' group by file, scenario
  order by file, scenario`;

export function writeScenarioRuns(database: Database, runs: readonly ScenarioRun[]): void {
  for (const [place, { run, at, scenario, file, status, durationMs }] of runs.entries())
    database.run(WRITE, run, place, at, scenario, file, status, durationMs);
}

/** Of each scenario its last run in which it was not skipped. */
export function latestScenarioRuns(database: Database): readonly ScenarioRun[] {
  return database.all(LATEST).map(scenarioRunOf);
}

/** Of one scenario, or of all; newest first. */
export function scenarioRuns(database: Database, scenario: string | undefined, limit: number): readonly ScenarioRun[] {
  const where = scenario === undefined ? 'true' : 'scenario = ?';
  const values = scenario === undefined ? [limit] : [scenario, limit];
  const sql = `select * from scenario_runs where ${where} order by run desc, place limit ?`;
  return database.all(sql, ...values).map(scenarioRunOf);
}

function scenarioRunOf(found: Found): ScenarioRun {
  return {
    ...{ run: String(found.run), at: Number(found.at), scenario: String(found.scenario), file: String(found.file) },
    ...{ status: found.status as ScenarioRun['status'], durationMs: Number(found.duration_ms) },
  };
}
