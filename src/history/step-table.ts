// Turns in the database, and what all runs of a step come to.
import type { Database, Found, Value } from './database.ts';
import type { StepQuery, StepRun, StepStats } from './rows.ts';
import { parsed } from './task-table.ts';

const WRITE = `insert or replace into step_runs (task, turn, step, at, run_ms, match_ms, error, wrote)
  values (?, ?, ?, ?, ?, ?, ?, ?)`;

/** A percentile is a value that was really measured: the least that so many are not above. */
const STATS = `with ranked as (
    select *, row_number() over (partition by step order by run_ms) as place, count(*) over (partition by step) as n
    from step_runs)
  select step, n as runs, count(error) as errors, avg(run_ms) as mean, min(run_ms) as least, max(run_ms) as most,
    min(case when place * 20 >= n * 19 then run_ms end) as p95, max(at) as last
  from ranked group by step order by step`;

export function writeStepRun(database: Database, run: StepRun): void {
  const { task, turn, step, at, runMs, matchMs, error, wrote } = run;
  const texts = [error && JSON.stringify(error), JSON.stringify(wrote)];
  database.run(WRITE, task, turn, step, at, runMs, matchMs, ...texts);
}

/** Newest first. */
export function stepRuns(database: Database, { task, step, since, limit }: StepQuery): readonly StepRun[] {
  const values: Value[] = [];
  const also = (text: string, value: Value | undefined): string => {
    if (value === undefined) return '';
    values.push(value);
    return ` and ${text}`;
  };
  const where = `${also('task = ?', task)}${also('step = ?', step)}${also('at >= ?', since)}`;
  const sql = `select * from step_runs where true${where} order by at desc, task, turn desc limit ?`;
  return database.all(sql, ...values, limit ?? -1).map(runOf);
}

export function stepStats(database: Database): readonly StepStats[] {
  return database.all(STATS).map((found) => ({
    ...{ step: String(found.step), runs: Number(found.runs), errors: Number(found.errors) },
    ...{ meanMs: Number(found.mean), minMs: Number(found.least), maxMs: Number(found.most) },
    ...{ p95Ms: Number(found.p95), lastUsed: Number(found.last) },
  }));
}

function runOf(found: Found): StepRun {
  return {
    ...{ task: String(found.task), turn: Number(found.turn), step: String(found.step), at: Number(found.at) },
    ...{ runMs: Number(found.run_ms), matchMs: Number(found.match_ms), error: parsed(found.error) },
    wrote: JSON.parse(String(found.wrote)) as StepRun['wrote'],
  };
}
