// Steps as past tasks ran them: which fail, which are slow or became so, and which never ran.
import { amount, evidence, groupsBy, percent } from './evidence.ts';
import type { HealthInput, PastRun, PastTurn, Sign } from './past-run.ts';
import { mean, p95 } from './statistics.ts';

interface TaskTurn extends PastTurn {
  readonly task: PastRun;
}

const LEAST_FAILURES = 2;
const FAILING_SHARE = 0.1;
/** Fewer runs say nothing about time. */
const LEAST_RUNS = 10;
const SLOW_MS = 100;
const SLOWER = 2;
/** Fewer tasks say nothing about a step that did not run. */
const LEAST_TASKS = 20;
const DAY = 24 * 60 * 60 * 1000;
const LONG_AGO = 30 * DAY;

/** `tasks`: the newest first. */
export function stepSigns(tasks: readonly PastRun[], steps: HealthInput['steps'], now: number): readonly Sign[] {
  const turns = tasks.flatMap((task) => task.turns.map((turn): TaskTurn => ({ ...turn, task })));
  const byStep = groupsBy(turns, ({ step }) => step);
  return [
    ...[...byStep].flatMap(([step, group]) => [...failingSign(step, group), ...slowSign(step, group)]),
    ...idleSigns(tasks, byStep, steps, now),
  ];
}

function failingSign(step: string, turns: readonly TaskTurn[]): readonly Sign[] {
  const failed = turns.filter((turn) => turn.failed);
  if (failed.length < LEAST_FAILURES || failed.length < FAILING_SHARE * turns.length) return [];
  const tasks = failed.map(({ task }) => task);
  const error = tasks[0]?.error;
  const place = error?.file && error.line ? ` (${error.file}:${error.line})` : '';
  return [
    {
      code: 'failing-step',
      severity: failed.length * 2 >= turns.length ? 'bad' : 'warning',
      about: step,
      message: `${step} failed in ${failed.length} of ${amount(turns.length, 'run')} (${percent(failed.length, turns.length)})${error ? `, last with ${error.name}: ${error.message}${place}` : ''}`,
      advice: 'Open one of the tasks before the turn that failed.',
      evidence: evidence(tasks, failed.length, turns.length),
    },
  ];
}

/** Slow all along, or slower in the newer half of its runs than in the older. */
function slowSign(step: string, turns: readonly TaskTurn[]): readonly Sign[] {
  if (turns.length < LEAST_RUNS) return [];
  const half = Math.floor(turns.length / 2);
  const [newer, older] = [timesOf(turns.slice(0, half)), timesOf(turns.slice(half))];
  const worst = [...turns].sort((a, b) => b.runMs - a.runMs).map(({ task }) => task);
  const rests = evidence(worst, turns.length, turns.length);
  if (mean(newer) >= SLOW_MS && mean(newer) >= SLOWER * mean(older)) {
    const message = `${step} became slower: ${Math.round(mean(older))} ms on average before, ${Math.round(mean(newer))} ms in its last ${newer.length} runs`;
    return [{ code: 'slower-step', severity: 'warning', about: step, message, advice: WHY_SLOW, evidence: rests }];
  }
  const slow = p95(timesOf(turns));
  if (slow < SLOW_MS) return [];
  const message = `${step} is slow: ${Math.round(mean(timesOf(turns)))} ms on average, ${Math.round(slow)} ms at p95, in ${turns.length} runs`;
  return [{ code: 'slow-step', severity: 'info', about: step, message, advice: WHY_SLOW, evidence: rests }];
}

const WHY_SLOW =
  'This is real time that content took, waiting for live connectors included. In the slowest task T shows it beside the others.';

function timesOf(turns: readonly TaskTurn[]): readonly number[] {
  return turns.map(({ runMs }) => runMs);
}

function idleSigns(
  tasks: readonly PastRun[],
  byStep: ReadonlyMap<string, readonly TaskTurn[]>,
  steps: HealthInput['steps'],
  now: number,
): readonly Sign[] {
  return steps.flatMap(({ name, disabled, changedAt = 0 }): readonly Sign[] => {
    if (disabled) return [];
    const since = tasks.filter(({ startedAt }) => startedAt >= changedAt);
    const count = since.length;
    if (count < LEAST_TASKS) return [];
    const last = byStep.get(name)?.[0]?.task;
    if (last && now - last.startedAt < LONG_AGO) return [];
    const about = { about: name, severity: 'info' } as const;
    if (last) {
      const days = Math.floor((now - last.startedAt) / DAY);
      const message = `${name} last ran ${days} days ago`;
      return [{ code: 'unused-step', ...about, message, advice: NOT_USED, evidence: evidence([last], 0, count) }];
    }
    const outrun = since.filter(({ matched }) => matched?.includes(name));
    const isKnown = since.every(({ matched }) => matched !== undefined);
    const why = outrun.length > 0 ? 'outrun' : isKnown ? 'unmatched' : 'unknown';
    const [code, message, advice] = idleText(name, count, why);
    return [{ code, ...about, message, advice, evidence: evidence(outrun, outrun.length, count) }];
  });
}

function idleText(
  name: string,
  count: number,
  why: 'outrun' | 'unmatched' | 'unknown',
): readonly [string, string, string] {
  switch (why) {
    case 'outrun':
      return [
        'outrun-step',
        `${name} matched, and never ran in ${count} tasks: others always came first`,
        'stepscope check says which step wins over it.',
      ];
    case 'unmatched':
      return ['never-matched-step', `${name} never matched in ${count} tasks`, NOT_USED];
    case 'unknown':
      return [
        'never-ran-step',
        `${name} never ran in ${count} tasks`,
        'stepscope why tells what it misses in a task, or which step wins over it; if nothing needs it any more, remove it.',
      ];
  }
}

const NOT_USED = 'stepscope why tells what it misses in a task; if nothing needs it any more, remove it.';
