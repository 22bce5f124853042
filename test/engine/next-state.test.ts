// A task's state after a change is the state before with that change, and nothing of it is forgotten.
import { expect, test } from 'vitest';
import { nextState } from '../../src/engine/next-state.ts';
import type { TaskState } from '../../src/task.ts';

const state: TaskState = {
  ...{ id: 'k', name: 'n', scenario: 's', tags: ['t'], createdAt: 1, seed: 2, stream: 'x', parent: null },
  ...{ data: { a: 1 }, stash: { b: 1 }, fired: ['f'], turn: 3, clock: 4, workMs: 5, attempts: { 'c.m': 1 } },
  ...{
    trace: [{ step: 'f', at: 1 }],
    depth: 6,
    children: 7,
    waits: [],
    timeoutMs: 8,
    onExpire: null,
    blobs: { i: 'b' },
  },
};

const changes = {
  ...{ name: '', tags: [], data: {}, stash: {}, turn: 0, clock: 0, workMs: 0, attempts: {} },
};

test('without a change it is an equal one', () => {
  expect(nextState(state, {})).toEqual(state);
  expect(Object.keys(nextState(state, {}))).toEqual(Object.keys(state));
});

test.each(Object.entries(changes))('%s changes alone, to an empty value too', (key, value) => {
  expect(nextState(state, { [key]: value })).toEqual({ ...state, [key]: value });
});
