// `run --reporter json`: version 1, a stable contract (formats.md).
import type { TaskLog } from '../session/state.ts';
import { finalData, stepsOf } from './expect.ts';
import type { Outcome, Report, ReportChild, ReportScenario, ReportTask, ReportTurn, RunResult } from './outcome.ts';

export function jsonReport(result: RunResult): Report {
  const count = (status: Outcome['status']): number =>
    result.outcomes.filter((outcome) => outcome.status === status).length;
  const totals = {
    scenarios: result.outcomes.length,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
  };
  const problems = result.problems.map(({ severity, file, line, column, message, hint }) => ({
    severity,
    file,
    line,
    column,
    message,
    hint,
  }));
  const { dir, seed, durationMs } = result;
  return {
    version: 1,
    dir,
    seed,
    durationMs,
    totals,
    scenarios: result.outcomes.map(scenarioOf),
    problems,
    coverage: null,
  };
}

function scenarioOf({ scenario, status, log, family, failures }: Outcome): ReportScenario {
  return {
    name: scenario.title ?? scenario.name,
    file: scenario.file,
    status,
    ...(log ? reportOf(log, family) : NOTHING),
    failures,
  };
}

function entriesOf(log: TaskLog): ReportScenario['entries'] {
  return log.entries.map(({ after, cause, patches }) => ({ after, cause, patches }));
}

const NOTHING = { task: null, steps: [], turns: [], entries: [], children: [], data: {} };

/** Of one task with its children. */
export function reportOf(log: TaskLog, family: readonly TaskLog[]): ReportChild {
  return {
    task: taskOf(log),
    steps: stepsOf(log),
    turns: turnsOf(log),
    entries: entriesOf(log),
    children: childrenOf(log, family),
    data: withoutStash(finalData(log)),
  };
}

function childrenOf(parent: TaskLog, family: readonly TaskLog[]): ReportChild[] {
  const own = family.filter(({ start }) => start.parent?.task === parent.id);
  return own.map((log) => reportOf(log, family));
}

function withoutStash({ $stash: _, ...data }: ReturnType<typeof finalData>): ReturnType<typeof finalData> {
  return data;
}

function taskOf(log: TaskLog): ReportTask {
  const { id, name, tags, end } = log;
  const error = end?.error ?? null;
  return {
    id,
    name,
    tags,
    state: end?.state ?? 'waiting',
    reason: end?.reason ?? 'subtask',
    result: end?.result ?? null,
    durationMs: end?.durationMs ?? 0,
    error: error && {
      name: error.name,
      message: error.message,
      step: error.step,
      file: error.file,
      line: error.line,
      column: error.column,
    },
  };
}

function turnsOf(log: TaskLog): ReportTurn[] {
  return log.turns.map(({ number, step, matchMs, runMs, patches, logs, calls }) => {
    const agenda = log.snapshots[number - 1]?.agenda ?? [];
    return { turn: number, step, agenda, matchMs, runMs, patches, logs, calls };
  });
}
