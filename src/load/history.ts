// `history` of a scenario: tasks that ended before this one began. Keys that are nothing to us are let pass, so that entries
// may be taken over from elsewhere.
import * as z from 'zod/mini';
import { isObject } from '../json.ts';
import type { Json, JsonObject, PastTask, Path } from '../step.ts';
import type { Fault } from './fault.ts';
import { describe } from './json.ts';
import { moment } from './moment.ts';
import { misspelt, type Rule, type Taken, take } from './rules.ts';

const STATES = 'done incomplete ignored error waiting stopped running pending'.split(' ');

const text: Rule<string> = { schema: z.string(), must: 'a text', example: '"order 1"' };

const PAST_RULES = {
  name: text,
  state: { schema: z.enum(STATES), must: `one of ${STATES.join(', ')}`, example: '"error"' } satisfies Rule<string>,
  error: {
    schema: z.custom<string | JsonObject>((value) => typeof value === 'string' || isObject(value)),
    must: 'a text, or an object with name and message',
    example: '{ "name": "Error", "message": "card declined" }',
  } satisfies Rule<string | JsonObject>,
  at: moment,
  startedAt: moment,
  createdAt: moment,
  durationMs: {
    schema: z.number().check(z.nonnegative()),
    must: 'a number of milliseconds, 0 or more',
    example: '1200',
  } satisfies Rule<number>,
};

const ERROR_RULES = {
  name: text,
  message: { ...text, example: '"card declined"' },
  step: text,
  connector: { ...text, example: '"stripe"' },
};

/** Keys that a task has elsewhere and that are like ours. */
const OF_NO_USE = ['id', 'tags', 'data'];

export interface HistoryRead {
  readonly history: readonly PastTask[];
  readonly faults: readonly Fault[];
}

export function readHistory(value: readonly Json[], at: Path): HistoryRead {
  const read = value.map((entry, index) => readPast(entry, [...at, index]));
  return { history: read.flatMap(({ history }) => history), faults: read.flatMap(({ faults }) => faults) };
}

function readPast(value: Json, at: Path): HistoryRead {
  if (!isObject(value)) return { history: [], faults: [noTask(value, at)] };
  const { taken, faults } = take(PAST_RULES, value, at);
  const { error, faults: inError } = readError(taken.error, [...at, 'error']);
  const state = taken.state ?? (error && 'error');
  const all = [...faults, ...inError, ...misspelt(value, [...Object.keys(PAST_RULES), ...OF_NO_USE], at)];
  if (state === undefined) return { history: [], faults: value.state === undefined ? [...all, noState(at)] : all };
  return { history: [pastTask(taken, state, error)], faults: all };
}

function pastTask(taken: Taken<typeof PAST_RULES>, state: string, error: PastTask['error']): PastTask {
  const { name, durationMs } = taken;
  const at = taken.startedAt ?? taken.at ?? taken.createdAt;
  return {
    state,
    ...(name !== undefined && { name }),
    ...(at !== undefined && { at }),
    ...(durationMs !== undefined && { durationMs }),
    ...(error && { error }),
  };
}

function readError(
  value: string | JsonObject | undefined,
  at: Path,
): { readonly error?: PastTask['error']; readonly faults: readonly Fault[] } {
  if (value === undefined) return { faults: [] };
  if (typeof value === 'string') return { error: { name: 'Error', message: value }, faults: [] };
  const { taken, faults } = take(ERROR_RULES, value, at);
  const { name = 'Error', message = '', ...where } = taken;
  return { error: { name, message, ...where }, faults: [...faults, ...misspelt(value, Object.keys(ERROR_RULES), at)] };
}

function noTask(value: Json, path: Path): Fault {
  const message = `"history" must be a list of finished tasks; element ${Number(path.at(-1)) + 1} is ${describe(value)}`;
  return { severity: 'error', path, message, hint: 'For example: { "state": "error", "name": "order 1" }' };
}

function noState(path: Path): Fault {
  const message = `element ${Number(path.at(-1)) + 1} of "history" does not say how its task ended`;
  return { severity: 'error', path, message, hint: `Add "state": "done", or another of ${STATES.join(', ')}.` };
}
