// Where things go: scenarios that pass less often than before or now and then, tasks that take longer, tasks that are stuck.
import { amount, evidence, groupsBy, percent } from './evidence.ts';
import type { PastRun, Sign } from './past-run.ts';
import { mean } from './statistics.ts';

/** Fewer runs are no trend. */
const LEAST_RUNS = 10;
/** The pass rate of the newer half is so much lower than that of the older. */
const DROP = 0.2;
const SLOWER = 1.5;
const NOTEWORTHY_MS = 100;
/** Passes and failures alternate at least so often. */
const LEAST_TURNS = 3;
const HOUR = 60 * 60 * 1000;
const OPEN_STATES: ReadonlySet<string> = new Set(['running', 'waiting', 'created', 'processing']);

/** `tasks`: the newest first. */
export function trendSigns(tasks: readonly PastRun[], now: number): readonly Sign[] {
  const judged = tasks.filter(({ passed }) => typeof passed === 'boolean');
  const byScenario = groupsBy(judged, ({ scenario }) => scenario ?? null);
  const ended = groupsBy(
    tasks.filter(({ endedAt, durationMs }) => endedAt !== null && durationMs !== null),
    ({ scenario, name }) => scenario ?? name,
  );
  return [
    ...passRateSigns(judged),
    ...[...byScenario].flatMap(([scenario, runs]) => fickleSigns(scenario, runs)),
    ...[...ended].flatMap(([name, runs]) => durationSigns(name, runs)),
    ...stuckSigns(tasks, now),
  ];
}

function passRateSigns(runs: readonly PastRun[]): readonly Sign[] {
  if (runs.length < LEAST_RUNS) return [];
  const half = Math.floor(runs.length / 2);
  const [newer, older] = [runs.slice(0, half), runs.slice(half)];
  const [now, before] = [passed(newer), passed(older)];
  if (before / older.length - now / newer.length < DROP) return [];
  const failing = newer.filter((run) => run.passed === false);
  return [
    {
      code: 'pass-rate-fell',
      severity: 'bad',
      about: 'scenarios',
      message: `scenarios pass less often: ${percent(before, older.length)} of ${older.length} runs before, ${percent(now, newer.length)} of the last ${newer.length}`,
      advice:
        'stepscope replay --verify on a recording of the time when they passed tells the first turn that comes out otherwise.',
      evidence: evidence(failing, failing.length, newer.length),
    },
  ];
}

function passed(runs: readonly PastRun[]): number {
  return runs.filter((run) => run.passed === true).length;
}

/** Now it passes, now it fails. */
function fickleSigns(scenario: string, runs: readonly PastRun[]): readonly Sign[] {
  const changes = runs.filter((run, index) => index > 0 && run.passed !== runs[index - 1]?.passed).length;
  if (changes < LEAST_TURNS) return [];
  const failed = runs.filter((run) => run.passed === false);
  return [
    {
      code: 'fickle-scenario',
      severity: 'warning',
      about: scenario,
      message: `${scenario} passes now and then: it failed in ${failed.length} of ${amount(runs.length, 'run')}, and changed ${changes} times`,
      advice: 'With one seed runs are the same: compare the seeds, live connectors, and edits in between.',
      evidence: evidence(failed, failed.length, runs.length),
    },
  ];
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
