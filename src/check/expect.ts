// Compares what a scenario expects with what its task did. Every difference is a Failure that says both sides.
import { unmetPlaces } from '../analysis/unmet.ts';
import type { ErrorInfo } from '../events.ts';
import { asPath, fitsExpected } from '../expected.ts';
import { expectedText, unmetText } from '../format/expected.ts';
import { valueText } from '../format/value.ts';
import { isContainer, isList, isTypeName } from '../json.ts';
import { valueAt } from '../patch.ts';
import type { TaskLog } from '../session/state.ts';
import type { Expectations, Json, JsonObject, StepInfo } from '../step.ts';
import type { ShownExpected } from '../task.ts';
import type { CheckName, Failure } from './outcome.ts';
import { whyNot } from './why-not.ts';

const SHOWN = 120;

/** All failures of one finished task; empty where it did what was expected. `steps`: those in force, to say why an expected one did not run. */
export function failuresOf(expect: Expectations, log: TaskLog, steps: readonly StepInfo[] = []): Failure[] {
  return [
    ...unexpectedError(expect, log),
    ...stepOrder('expectedSteps', expect.expectedSteps, log, steps),
    ...stepOrder('steps', expect.steps, log, steps),
    ...neverSteps(expect.neverSteps ?? [], log),
    ...word('state', expect.state, log.end?.state ?? 'waiting', log),
    ...word('reason', expect.reason, log.end?.reason ?? '', log),
    ...errorText('expectedError', expect, log),
    ...errorText('error', expect, log),
    ...duration(expect.expectedDuration ?? expect.duration, log),
    ...places('validateFinalState', expect, log),
    ...pattern(expect, log),
    ...places('paths', expect, log),
  ];
}

export function finalData(log: TaskLog): JsonObject {
  return log.snapshots.at(-1)?.data ?? {};
}

export function stepsOf(log: TaskLog): string[] {
  return log.turns.map(({ step }) => step);
}

/** An error that nobody expected always fails a scenario (formats.md). */
function unexpectedError(expect: Expectations, log: TaskLog): Failure[] {
  const error = log.end?.error;
  const isExpected =
    [expect, shownOf(log)].some((expected) =>
      [expected.expectedError, expected.error].some((text) => text !== undefined && error?.message.includes(text)),
    ) ||
    expect.state === 'error' ||
    ['error', 'loop', 'limit'].includes(expect.reason ?? '');
  if (!error || isExpected) return [];
  const message = `the task ended in error: ${error.name}: ${error.message}${errorPlace(error)}`;
  return [{ check: 'error', expected: null, actual: error.message, message }];
}

/** Where no line is known, the step says where to look; some errors begin with its name. */
function errorPlace({ message, step, file, line, column }: ErrorInfo): string {
  if (line > 0) return ` (${file}:${line}:${column})`;
  const parts = [...(step === '' || message.startsWith(`${step} `) ? [] : [`in the step ${step}`]), file];
  const place = parts.filter((part) => part !== '').join(', ');
  return place === '' ? '' : ` (${place})`;
}

function stepOrder(
  check: CheckName,
  expected: readonly string[] | undefined,
  log: TaskLog,
  steps: readonly StepInfo[],
): Failure[] {
  if (!expected) return [];
  const actual = stepsOf(log);
  const first = firstDifference(expected, actual);
  if (first < 0) return [];
  const wanted = expected[first];
  const why = wanted === undefined || steps.length === 0 ? '' : whyNot(wanted, log, first, steps);
  const message = differenceText(expected, actual, first);
  return [{ check, expected: [...expected], actual, message: why === '' ? message : `${message}: ${why}` }];
}

/** -1 where they are the same. */
function firstDifference(expected: readonly string[], actual: readonly string[]): number {
  const longest = Math.max(expected.length, actual.length);
  for (let index = 0; index < longest; index++) if (expected[index] !== actual[index]) return index;
  return -1;
}

function differenceText(expected: readonly string[], actual: readonly string[], index: number): string {
  const turn = index + 1;
  const [wanted, got] = [expected[index], actual[index]];
  if (wanted === undefined) return `turn ${turn} ran ${got}, but nothing was expected after turn ${index}`;
  if (got === undefined)
    return `turn ${turn} should have run ${wanted}, but the task had ended after ${index} ${index === 1 ? 'turn' : 'turns'}`;
  return `turn ${turn} should have run ${wanted}, but ran ${got}`;
}

function neverSteps(never: readonly string[], log: TaskLog): Failure[] {
  return log.turns
    .filter(({ step }) => never.includes(step))
    .map(({ step, number }) => ({
      check: 'neverSteps',
      expected: [...never],
      actual: step,
      message: `${step} must never run, but ran in turn ${number}`,
    }));
}

function word(check: 'state' | 'reason', expected: string | undefined, actual: string, log: TaskLog): Failure[] {
  if (expected === undefined || expected === actual) return [];
  const why = log.end?.error ? `: ${log.end.error.message}` : '';
  return [
    {
      check,
      expected,
      actual,
      message: `the task should have ended with ${check} ${expected}, but it was ${actual}${why}`,
    },
  ];
}

/** What was expected as it is shown, where that is not as it was written. */
function shownOf(log: TaskLog): Partial<ShownExpected> {
  return log.end?.shownExpected ?? {};
}

function errorText(key: 'expectedError' | 'error', expect: Expectations, log: TaskLog): Failure[] {
  const written = expect[key];
  if (written === undefined) return [];
  const expected = shownOf(log)[key] ?? written;
  const message = log.end?.error?.message ?? '';
  const texts = errorTexts(finalData(log), false);
  if ([message, ...texts].some((text) => text.includes(written) || text.includes(expected))) return [];
  const found = [message, ...texts].filter((text) => text !== '');
  const told = found.length ? `only ${found.map((text) => valueText(text, SHOWN)).join(', ')}` : 'no error at all';
  return [
    {
      check: 'expectedError',
      expected,
      actual: found,
      message: `an error with ${valueText(expected, SHOWN)} in it was expected; there was ${told}`,
    },
  ];
}

/** Texts in the data under a key with "error" in its name, at any depth. */
function errorTexts(value: Json | undefined, isError: boolean): string[] {
  if (typeof value === 'string') return isError ? [value] : [];
  if (!isContainer(value)) return [];
  if (isList(value)) return value.flatMap((item) => errorTexts(item, isError));
  return Object.entries(value).flatMap(([key, inner]) => errorTexts(inner, isError || /error/i.test(key)));
}

function duration(most: number | undefined, log: TaskLog): Failure[] {
  const took = log.end?.durationMs ?? 0;
  if (most === undefined || took <= most) return [];
  // Rounded it may seem to be no more than was allowed.
  const shown = Math.round(took) > most ? Math.round(took) : Math.ceil(took * 1_000) / 1_000;
  return [
    {
      check: 'expectedDuration',
      expected: most,
      actual: took,
      message: `it should have taken at most ${most} ms, but took ${shown} ms on the task's clock`,
    },
  ];
}

function places(check: 'validateFinalState' | 'paths', expect: Expectations, log: TaskLog): Failure[] {
  const data = finalData(log);
  const shown = shownOf(log);
  return Object.entries(shown[check] ?? expect[check] ?? {}).flatMap(([path, wanted]) => {
    const actual = valueAt(data, asPath(path, data));
    if (shown.fits?.[path] ?? fitsExpected(wanted, actual)) return [];
    const is = actual === undefined ? 'is missing' : `is ${valueText(actual, SHOWN)}`;
    const message = `${path} should be ${isTypeName(wanted) ? `a ${wanted}` : valueText(wanted, SHOWN)}, but ${is}`;
    return [{ check, path, expected: wanted, actual: actual ?? null, message }];
  });
}

function pattern(expect: Expectations, log: TaskLog): Failure[] {
  const expected = shownOf(log).data ?? expect.data;
  if (!expected) return [];
  return unmetPlaces(expected, finalData(log), log.end?.expected ?? []).map((unmet) => ({
    check: 'data',
    path: unmet.path.join('.'),
    expected: expectedText(unmet.expected, SHOWN) || 'an object',
    actual: unmet.actual ?? null,
    message: unmetText(unmet, SHOWN),
  }));
}
