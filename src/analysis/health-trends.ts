// Where things go: tasks that take longer than before, and tasks that are stuck.
import { amount, evidence, groupsBy } from './evidence.ts';
import type { PastRun, Sign } from './past-run.ts';
import { mean } from './statistics.ts';

/** Fewer runs are no trend. */
const LEAST_RUNS = 10;
const SLOWER = 1.5;
const NOTEWORTHY_MS = 100;
const HOUR = 60 * 60 * 1000;
const OPEN_STATES: ReadonlySet<string> = new Set(['running', 'waiting', 'created']);

/** `tasks`: the newest first. */
export function trendSigns(tasks: readonly PastRun[], now: number): readonly Sign[] {
  const ended = groupsBy(
    tasks.filter(({ endedAt, durationMs }) => endedAt !== null && durationMs !== null),
    ({ scenario, name }) => scenario ?? name,
  );
  return [...[...ended].flatMap(([name, runs]) => durationSigns(name, runs)), ...stuckSigns(tasks, now)];
}

function durationSigns(name: string, runs: readonly PastRun[]): readonly Sign[] {
  if (runs.length < LEAST_RUNS) return [];
  const half = Math.floor(runs.length / 2);
  const times = runs.map(({ durationMs }) => durationMs ?? 0);
  const [now, before] = [mean(times.slice(0, half)), mean(times.slice(half))];
  if (now < SLOWER * before || now - before < NOTEWORTHY_MS) return [];
  return [
    {
      code: 'tasks-take-longer',
      severity: 'warning',
      about: name,
      message: `${name} takes longer: ${Math.round(before)} ms on average in ${runs.length - half} runs before, ${Math.round(now)} ms in the last ${half}`,
      advice: 'stepscope task list --sort executionTime names the longest.',
      evidence: evidence(runs.slice(0, half), half, runs.length),
    },
  ];
}

/** Nothing ends it: it began long ago and is still open. */
function stuckSigns(tasks: readonly PastRun[], now: number): readonly Sign[] {
  const stuck = tasks.filter(({ state, startedAt }) => OPEN_STATES.has(state) && now - startedAt >= HOUR);
  const byState = groupsBy(stuck, ({ state, reason }) => (reason ? `${state}: ${reason}` : state));
  return [...byState].map(([state, group]) => ({
    code: 'stuck-tasks',
    severity: 'warning',
    about: state,
    message: `${amount(group.length, 'task')} ${group.length === 1 ? 'has' : 'have'} been ${state} for an hour or more`,
    advice: 'stepscope task show ID tells what it waits for; task resume goes on with it, task stop ends it.',
    evidence: evidence(group, group.length, tasks.length),
  }));
}
