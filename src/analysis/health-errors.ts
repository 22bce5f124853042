// Errors of past tasks, by what they have in common, and what that points to.
import { amount, evidence, groupsBy, percent } from './evidence.ts';
import type { ErrorGroup, ErrorGroups, PastRun, Sign } from './past-run.ts';

/** The most frequent first. */
export function errorGroups(tasks: readonly PastRun[]): ErrorGroups {
  const failed = tasks.filter(({ error }) => error !== null);
  const by = (keyOf: (task: PastRun) => string | null): readonly ErrorGroup[] =>
    [...groupsBy(failed, keyOf)]
      .map(([key, group]) => ({ key, ...evidence(group, group.length, failed.length) }))
      .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  return {
    total: failed.length,
    byType: by(({ error }) => error?.name ?? null),
    byStep: by(({ error }) => error?.step || null),
    byConnector: by(guiltyConnector),
    byHour: by(({ startedAt }) => new Date(startedAt).toISOString().slice(11, 13)),
    byMessage: by(({ error }) => (error ? patternOf(error.message) : null)),
  };
}

function guiltyConnector({ turns, calls }: PastRun): string | null {
  const turn = turns.findLast(({ failed }) => failed)?.turn;
  return calls.findLast((call) => call.error !== null && call.turn === turn)?.connector ?? null;
}

/** What differs from task to task is left out, so that one fault is one group. */
export function patternOf(message: string): string {
  const [line = ''] = message.split('\n');
  return line
    .slice(0, 300)
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27,}/gi, '…')
    .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '"…"')
    .replace(/\b(?=\w*\d)\w{6,}\b/g, '…')
    .replace(/\d+([.,]\d+)*/g, '0');
}

/** Fewer are no pattern. */
const LEAST_ERRORS = 3;
/** Of all errors, in one hour of the day. */
const MOST_OF_THEM = 0.6;
const ALL_HOURS_AT_LEAST = 6;

export function errorSigns(tasks: readonly PastRun[]): readonly Sign[] {
  const { byMessage, byHour, total } = errorGroups(tasks);
  return [...byMessage.flatMap((group) => patternSign(group, total)), ...hourSigns(byHour, tasks), ...loopSigns(tasks)];
}

const RETRYABLE =
  /time(d )?out|ECONN|ENOTFOUND|EAI_AGAIN|rate.?limit|too many|unavailable|overloaded|\b(429|50[234])\b/i;
const MISTAKES = /is not defined|is not a function|cannot read propert|undefined|null \(reading/i;
const REFUSED = /unauthori[sz]ed|forbidden|invalid (api )?key|token|permission|\b40[13]\b/i;
const UNANSWERED = /nobody answers|no mock|unmocked/i;

function patternSign(group: ErrorGroup, total: number): readonly Sign[] {
  if (group.count < LEAST_ERRORS) return [];
  const { key, ...rests } = group;
  return [
    {
      code: 'repeated-error',
      severity: group.count * 2 >= total ? 'bad' : 'warning',
      about: key,
      message: `${amount(group.count, 'task')} of ${total} that failed did so with: ${key}`,
      advice: adviceFor(key),
      evidence: rests,
    },
  ];
}

function adviceFor(message: string): string {
  if (UNANSWERED.test(message))
    return 'Add an answer to connectors/ in the folder of the scenarios, or to the scenario: nothing else can answer.';
  if (MISTAKES.test(message))
    return 'A mistake in code or an absent field: ask for the field in the condition, or define the name in steps/lib/globals.';
  if (REFUSED.test(message))
    return 'The other side refuses: look at the secrets and settings that the step uses. Trying again does not help.';
  if (RETRYABLE.test(message))
    return 'It may pass: try again with growing pauses, and stop calling after some failures in a row.';
  return 'Open one of the tasks before the turn that failed, and look at what its step was given.';
}

/** In a day of few tasks each hour stands out: it must stand out against the hours of all tasks as well. */
function hourSigns(byHour: readonly ErrorGroup[], tasks: readonly PastRun[]): readonly Sign[] {
  const [worst] = byHour;
  if (!worst || worst.of < ALL_HOURS_AT_LEAST || worst.count < MOST_OF_THEM * worst.of) return [];
  const inHour = tasks.filter(({ startedAt }) => new Date(startedAt).toISOString().slice(11, 13) === worst.key).length;
  if (inHour > tasks.length / 2) return [];
  const { key, ...rests } = worst;
  return [
    {
      code: 'errors-in-one-hour',
      severity: 'warning',
      about: `${key}:00 UTC`,
      message: `${worst.count} of ${worst.of} errors are of tasks that began between ${key}:00 and ${key}:59 UTC, and only ${percent(inHour, tasks.length)} of all tasks`,
      advice: 'Look for what happens at that hour: a job, a maintenance window, a peak of load.',
      evidence: rests,
    },
  ];
}

function loopSigns(tasks: readonly PastRun[]): readonly Sign[] {
  const looping = tasks.filter(({ reason }) => reason === 'loop' || reason === 'limit');
  const byStep = groupsBy(looping, ({ error }) => error?.step || '');
  return [...byStep].map(([step, group]) => ({
    code: 'loop',
    severity: 'bad',
    about: step,
    message: `${amount(group.length, 'task')} went round until ${group.length === 1 ? 'it was' : 'they were'} ended${step === '' ? '' : `, last in ${step}`}`,
    advice:
      'The error names the steps that go round and the field that would end it: set that field, or do not call step.redo() again.',
    evidence: evidence(group, group.length, tasks.length),
  }));
}
