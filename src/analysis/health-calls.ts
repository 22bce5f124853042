// Connectors as past tasks met them: which fail, which are down now, and whether trying again helps.
import { amount, evidence, groupsBy, percent } from './evidence.ts';
import type { PastCall, PastRun, Sign } from './past-run.ts';

interface TaskCall extends PastCall {
  readonly task: PastRun;
}

/** Fewer failures are no pattern. */
const LEAST_FAILURES = 2;
const FAILING_SHARE = 0.2;
/** As many failures in a row, without a call that came through after them, are an outage. */
const OUTAGE = 3;

/** `tasks`: the newest first. */
export function callSigns(tasks: readonly PastRun[]): readonly Sign[] {
  // The oldest first, as they happened.
  const calls = [...tasks].reverse().flatMap((task) => task.calls.map((call): TaskCall => ({ ...call, task })));
  const byConnector = groupsBy(calls, ({ connector }) => connector);
  const byMethod = groupsBy(calls, ({ connector, method }) => `${connector}.${method}`);
  return [
    ...[...byConnector].flatMap(([connector, group]) => outageSign(connector, group) ?? failingSign(connector, group)),
    ...[...byMethod].flatMap(([method, group]) => retrySign(method, group)),
  ];
}

function outageSign(connector: string, calls: readonly TaskCall[]): readonly Sign[] | null {
  const lastSuccess = calls.findLastIndex(({ error }) => error === null);
  const since = calls.slice(lastSuccess + 1);
  const tasks = newestOf(since);
  if (since.length < OUTAGE || tasks.length < LEAST_FAILURES) return null;
  const what = since.at(-1)?.error;
  return [
    {
      code: 'connector-down',
      severity: 'bad',
      about: connector,
      message: `${connector} failed ${since.length} times in a row in ${amount(tasks.length, 'task')}, and ${lastSuccess < 0 ? 'never came through' : 'has not come through since'}: ${what?.name}: ${what?.message}`,
      advice: `Open a circuit breaker: after ${OUTAGE} failures in a row set a field that the steps which call ${connector} wait to be missing, and probe it after a pause.`,
      evidence: evidence(tasks, since.length, calls.length),
    },
  ];
}

function failingSign(connector: string, calls: readonly TaskCall[]): readonly Sign[] {
  const failed = calls.filter(({ error }) => error !== null);
  if (failed.length < LEAST_FAILURES || failed.length < FAILING_SHARE * calls.length) return [];
  const methods = [...new Set(failed.map(({ method }) => method))].join(', ');
  return [
    {
      code: 'failing-connector',
      severity: failed.length * 2 >= calls.length ? 'bad' : 'warning',
      about: connector,
      message: `${connector} failed in ${failed.length} of ${amount(calls.length, 'call')} (${percent(failed.length, calls.length)}): ${methods}`,
      advice: `stepscope connector logs ${connector} shows each call with its arguments and error.`,
      evidence: evidence(newestOf(failed), failed.length, calls.length),
    },
  ];
}

/** The same call after it failed, in the same task. */
function retrySign(method: string, calls: readonly TaskCall[]): readonly Sign[] {
  const inTasks = [...groupsBy(calls, ({ task, args }) => JSON.stringify([task.id, args])).values()];
  const again = inTasks.filter((group) => group.some(({ error }, index) => error !== null && index < group.length - 1));
  const retried = newestOf(again.flat());
  if (retried.length < LEAST_FAILURES) return [];
  const helped = newestOf(again.filter((group) => group.at(-1)?.error === null).flat());
  const isVain = helped.length === 0;
  return [
    {
      code: isVain ? 'retries-in-vain' : 'retries',
      severity: isVain ? 'warning' : 'info',
      about: method,
      message: isVain
        ? `${method} was tried again in ${amount(retried.length, 'task')} and never came through`
        : `${method} was tried again in ${amount(retried.length, 'task')}, and came through in ${helped.length}`,
      advice: isVain
        ? 'Trying again does not help here: fail at once, or open a circuit breaker.'
        : 'Trying again helps: keep it, with a limit and growing pauses.',
      evidence: evidence(retried, isVain ? retried.length : helped.length, retried.length),
    },
  ];
}

function newestOf(calls: readonly TaskCall[]): readonly PastRun[] {
  return [...new Set(calls.map(({ task }) => task))].sort((a, b) => b.startedAt - a.startedAt);
}
