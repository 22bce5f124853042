// `run --reporter json`: version 1, a stable contract (formats.md).
import type { TaskLog } from '../session/state.ts';
import type { Problem } from '../step.ts';
import { finalData, stepsOf } from './expect.ts';
import type {
  Outcome,
  Report,
  ReportChild,
  ReportScenario,
  ReportTask,
  ReportTurn,
  RunResult,
  Totals,
} from './outcome.ts';

/** Of a run that has kept what happened. */
export function jsonReport(result: RunResult): Report {
  const { dir, seed, durationMs, coverage = null } = result;
  return {
    ...{ version: 1, dir, seed, durationMs },
    totals: totalsOf(result.outcomes),
    scenarios: result.outcomes.map(scenarioReport),
    problems: result.problems.map(withoutFrame),
    coverage,
  };
}

export function totalsOf(all: readonly Pick<Outcome, 'status' | 'updated'>[]): Totals {
  const count = (wanted: Outcome['status']): number => all.filter(({ status }) => status === wanted).length;
  const updated = all.filter((one) => one.updated).length;
  const counts = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
  return { scenarios: all.length, ...counts, ...(updated > 0 ? { updated } : {}) };
}

export function withoutFrame({ severity, file, line, column, message, hint }: Problem): Report['problems'][number] {
  return { severity, file, line, column, message, hint };
}

export function scenarioReport({
  scenario,
  status,
  log,
  family,
  failures,
  attempts,
  updated,
}: Outcome): ReportScenario {
  return {
    name: scenario.title ?? scenario.name,
    file: scenario.file,
    status,
    ...(log ? reportOf(log, family) : NOTHING),
    failures,
    ...(attempts === undefined ? {} : { attempts }),
    ...(updated ? { updated } : {}),
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
