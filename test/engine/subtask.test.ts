// What a step may ask for in children, and what becomes of it.
import { describe, expect, test } from 'vitest';
import type { Subtask } from '../../src/engine/step-api.ts';
import { askForSubtask, childResult, childStart, withAsked } from '../../src/engine/subtask.ts';
import type { Ended } from '../../src/events.ts';
import type { Json } from '../../src/step.ts';
import type { TaskStart } from '../../src/task.ts';
import { stateOf } from './door.ts';

describe('asking', () => {
  const ask = (options: unknown, asked: Subtask[] = [], more = {}, made = 0, data: Json = { n: 1 }) =>
    askForSubtask(stateOf({ id: 'k', ...more }), { made }, asked, 'kid', data, options);

  test('gives the next id, and keeps what is asked for', () => {
    const asked: Subtask[] = [];
    expect([
      ask({ into: 'a.b', waitFor: true }, asked, { children: 2 }),
      ask(undefined, asked, { children: 2 }),
    ]).toEqual([...['k.3', 'k.4']]);
    expect(asked).toEqual([
      { child: 'k.3', name: 'kid', data: { n: 1 }, into: 'a.b', blocks: true },
      { child: 'k.4', name: 'kid', data: { n: 1 }, into: null, blocks: false },
    ]);
  });

  test.each([
    [{ into: '' }, null, false],
    [{ into: 5 }, null, false],
    [{ into: 'x', waitFor: 'yes' }, 'x', false],
    ['into', null, false],
    [null, null, false],
  ])('with %j', (options, into, blocks) => {
    const asked: Subtask[] = [];
    ask(options, asked);
    expect(asked).toMatchObject([{ into, blocks }]);
  });

  test('has limits', () => {
    expect(ask({}, [], { depth: 15 })).toBe('k.1');
    expect(() => ask({}, [], { depth: 16 })).toThrow(
      new Error('subtasks are 16 deep already: kid would be one too many'),
    );
    const before: Subtask[] = [];
    ask({}, before);
    expect(ask({}, [...before], {}, 998)).toBe('k.2');
    expect(() => ask({}, before, {}, 999)).toThrow(
      new Error('there are 1000 subtasks already: kid would be one too many'),
    );
    const data = [[1], 'text', null] as const;
    for (const given of data)
      expect(() => ask({}, [], {}, 0, given)).toThrow(
        new TypeError(`task.subtask needs an object as its data, not ${JSON.stringify(given)}`),
      );
  });
});

describe('what a parent gets', () => {
  const error = { name: 'Error', message: 'no', step: 's', file: 'f', line: 1, column: 1 };
  const ended = (more: Partial<Ended>): Ended => ({
    ...{ kind: 'ended', task: 'k.1', state: 'done', reason: 'complete', result: null, error: null, durationMs: 1 },
    ...more,
  });

  test.each<[string, string | null, Partial<Ended>, Json | undefined]>([
    ['an object as it is', 'a.b', { result: { n: 1 } }, { n: 1 }],
    ['anything else as a result', 'a.b', { result: [1] }, { result: [1] }],
    ['a falsy result too', 'a.b', { result: 0 }, { result: 0 }],
    ['nothing without a result', 'a.b', {}, undefined],
    ['nothing where nobody wants it', null, { result: 5 }, undefined],
    ['nothing of one that settled', 'a.b', { reason: 'settled', result: 5 }, undefined],
    ['nothing of one that was ignored', 'a.b', { state: 'ignored', reason: 'ignored' }, undefined],
    [
      'name and message of an error',
      'a.b',
      { state: 'error', reason: 'error', error },
      { error: { name: 'Error', message: 'no' } },
    ],
    ['nothing of an error that is none', 'a.b', { state: 'error', reason: 'error' }, undefined],
    ['a result beside an error that is none', 'a.b', { error, result: 5 }, { result: 5 }],
  ])('%s', (_, into, more, value) => {
    const given = childResult({ child: 'k.1', into, blocks: true }, ended(more));
    expect(given).toEqual(value === undefined ? null : { path: ['a', 'b'], value });
  });
});

test('the state keeps what was asked for, and what it had', () => {
  const before = stateOf({
    ...{ children: 1, waits: [{ child: 'k.1', into: null, blocks: false }], timeoutMs: 5, onExpire: { result: 1 } },
    blobs: { a: 'x' },
  });
  expect(withAsked(before, {})).toEqual(before);
  const subtasks = [{ child: 'k.2', name: 'kid', into: 'a', blocks: true }];
  expect(withAsked(before, { subtasks, timeoutMs: 0, onExpire: { result: null }, blobs: { b: 'y' } })).toEqual({
    ...before,
    ...{ children: 2, timeoutMs: 0, onExpire: { result: null }, blobs: { a: 'x', b: 'y' } },
    waits: [...before.waits, { child: 'k.2', into: 'a', blocks: true }],
  });
});

test('a child begins on its parent’s clock, with a stream of its own, expecting nothing', () => {
  const parent: TaskStart = {
    ...{ id: 'k', name: 'parent', scenario: 's', tags: ['t'], createdAt: 1, seed: 7, stream: 'orders', parent: null },
    ...{ data: { old: 1 }, connectors: [{}], config: { a: 1 }, disabled: ['off'] },
    expected: { kind: 'object', fields: [] },
  };
  const state = stateOf({ id: 'k.2', clock: 50, seed: 8, stream: 'orders.2' });
  const subtask: Subtask = { child: 'k.2.1', name: 'kid', data: { n: 1 }, into: null, blocks: false };
  const { expected: _, ...inherited } = parent;
  expect(childStart(parent, state, 3, subtask)).toEqual({
    ...inherited,
    ...{ id: 'k.2.1', name: 'kid', tags: [], createdAt: 50, seed: 8, stream: 'orders.2.1', data: { n: 1 } },
    parent: { task: 'k.2', turn: 3 },
  });
});
