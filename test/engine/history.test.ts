// What step code may ask of the past.
import { expect, test } from 'vitest';
import { historyGlobal } from '../../src/engine/history.ts';
import type { PastTask } from '../../src/step.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2025, 0, 2);

interface History {
  recentErrors(hours?: unknown): readonly { readonly message: string }[];
  count(state?: unknown): number;
  averageMs(): number;
  errorRate(): number;
  perHour(): number;
}

const history = (...tasks: readonly PastTask[]): History => historyGlobal(tasks, () => NOW) as History;
const failed = (message: string, hoursAgo?: number, name?: string): PastTask => ({
  state: 'error',
  error: { name: 'Error', message, step: 'charge' },
  ...(hoursAgo === undefined ? {} : { at: NOW - hoursAgo * HOUR }),
  ...(name === undefined ? {} : { name }),
});

test('recent errors come newest first; the future is not recent', () => {
  const past = history(failed('old', 25), failed('day', 24), failed('hour', 1), failed('later', -1), failed('now'));
  const messages = (hours?: unknown) => past.recentErrors(hours).map(({ message }) => message);
  expect(messages()).toEqual(['now', 'hour', 'day']);
  expect(messages(1)).toEqual(['now', 'hour']);
  expect(messages(0)).toEqual(['now']);
  expect(messages(30)).toEqual(['now', 'hour', 'day', 'old']);
  expect(history({ state: 'done' }).recentErrors()).toEqual([]);
});

test('an error tells its task, if it has a name, and when', () => {
  const error = { name: 'Error', message: 'no', step: 'charge' };
  const timestamp = '2025-01-01T23:00:00.000Z';
  expect(history(failed('no', 1, 'order 1')).recentErrors()).toEqual([{ ...error, task: 'order 1', timestamp }]);
  expect(history(failed('no', 1)).recentErrors()).toEqual([{ ...error, timestamp }]);
});

test.each([[-1], ['1'], [Number.NaN], [null]])('%s is no number of hours', (hours) => {
  const message = `lib.history.recentErrors needs a number of hours, not ${hours}`;
  expect(() => history().recentErrors(hours)).toThrow(new TypeError(message));
});

test.each([
  [undefined, 8],
  ['done', 2],
  ['completed', 2],
  ['running', 1],
  ['processing', 1],
  ['pending', 2],
  ['attention', 2],
  ['failed', 1],
  ['error', 1],
  ['waiting', 1],
  ['nothing', 0],
])('tasks in the state %s: %d', (state, count) => {
  const states = ['done', 'done', 'running', 'created', 'waiting', 'incomplete', 'error', 'ignored'];
  expect(history(...states.map((one) => ({ state: one }))).count(state)).toBe(count);
});

test('only finished tasks count for mean duration and errors', () => {
  const past = history(
    { state: 'done', durationMs: 10 },
    { state: 'error', durationMs: 30 },
    { state: 'incomplete', durationMs: 20 },
    { state: 'stopped', durationMs: 40 },
    { state: 'ignored' },
    { state: 'running', durationMs: 1_000 },
  );
  expect([past.averageMs(), past.errorRate()]).toEqual([25, 0.2]);
  const none = history({ state: 'running' });
  expect([none.averageMs(), none.errorRate(), history().perHour()]).toEqual([0, 0, 0]);
});

test.each([
  [[4, 2, 3], 0.75],
  [[0.5, 0.25], 2],
  [[], 0],
])('tasks that began %j hours ago are %d an hour', (hours, perHour) => {
  expect(history(...hours.map((ago) => ({ state: 'done', at: NOW - ago * HOUR }))).perHour()).toBe(perHour);
});

test('a task without a time began just now', () => {
  expect(history({ state: 'done' }, { state: 'done' }).perHour()).toBe(2);
});
