// The times of steps: sums, means and the tail, until the cursor.
import { expect, it } from 'vitest';
import { createTimesView } from '../../../src/session/views/times-view.ts';
import { emptyState, stateOf } from './fixture.ts';

const turn = (step: string, runMs: number, error = false) => ({
  step,
  turn: {
    runMs,
    matchMs: 0.5,
    ...(error && { error: { name: 'E', message: '', step, file: '', line: 0, column: 0 } }),
  },
});
const turns = [turn('a', 1), turn('b', 30), turn('a', 9), turn('a', 9, true), turn('a', 1)];
const state = stateOf({ steps: [], data: {}, turns });

it('are those of each step, the most expensive first', () => {
  const view = createTimesView()(state);
  expect(view).toMatchObject({ turns: 5, runMs: 50, waitMs: 1_250 });
  const times = { meanMs: 5, p95Ms: 9, maxMs: 9, totalMs: 20, matchMs: 2 };
  expect(view?.rows).toEqual([
    { step: 'b', count: 1, failed: 0, totalMs: 30, meanMs: 30, p95Ms: 30, maxMs: 30, matchMs: 0.5, slowest: 2 },
    { step: 'a', count: 4, failed: 1, ...times, slowest: 3 },
  ]);
});

it('end at the cursor', () => {
  const view = createTimesView()({ ...state, cursor: 1 });
  expect(view?.rows.map(({ step, totalMs }) => `${step} ${totalMs}`)).toEqual(['a 1']);
  expect(createTimesView()({ ...state, cursor: 0 })?.rows).toEqual([]);
  expect(createTimesView()(emptyState())).toBeNull();
});

it('know what 95 of 100 turns took at the most', () => {
  const many = Array.from({ length: 100 }, (_, index) => turn('a', 100 - index));
  expect(createTimesView()(stateOf({ steps: [], data: {}, turns: many }))?.rows[0]?.p95Ms).toBe(95);
});
