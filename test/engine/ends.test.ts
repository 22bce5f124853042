// How a task ends that has come to some state: looked at from there, without the turns that lead to it.
import { describe, expect, test } from 'vitest';
import type { Ended, Event } from '../../src/events.ts';
import type { TaskState } from '../../src/task.ts';
import { openDoor, stateOf, stepText } from './door.ts';

const isEnd = (event: Event): event is Ended => event.kind === 'ended';

const STATE = stateOf({ data: { n: 1 }, fired: ['a'], turn: 2, createdAt: 200, clock: 700, workMs: 30 });

async function endFrom(
  more: Partial<TaskState>,
  config: object = {},
): Promise<{ kinds: string[]; end: object | undefined }> {
  const files = { 'steps/a.js': stepText('n: 1'), 'scenarios/one.json': {}, 'stepscope.config.json': config };
  const door = await openDoor(files);
  const state = { ...STATE, ...more };
  const events = await door.send({ kind: 'restore', start: door.start, state, fork: null, ended: [] });
  return { kinds: events.map(({ kind }) => kind), end: events.find(isEnd) };
}

describe('with nothing left to match', () => {
  test.each<[string, Partial<TaskState>, object, object]>([
    ['after a turn', {}, {}, { state: 'done', reason: 'settled', result: null, durationMs: 530 }],
    ['where completion is explicit', {}, { completion: 'explicit' }, { state: 'incomplete', reason: 'expired' }],
    ['before any turn', { turn: 0 }, {}, { state: 'incomplete', reason: 'rejected' }],
    [
      'before any turn, explicitly',
      { turn: 0 },
      { completion: 'explicit' },
      { state: 'incomplete', reason: 'rejected' },
    ],
    ['with a timeout', { timeoutMs: 50 }, {}, { state: 'incomplete', reason: 'expired', durationMs: 580 }],
    ['with a timeout of 0', { timeoutMs: 0 }, {}, { state: 'incomplete', reason: 'expired', durationMs: 530 }],
    [
      'with a result for then',
      { timeoutMs: 50, onExpire: { result: { x: 1 } } },
      {},
      { state: 'done', reason: 'expired', result: { x: 1 }, durationMs: 580 },
    ],
    [
      'with a result, but no timeout',
      { onExpire: { result: null } },
      {},
      { state: 'done', reason: 'expired', result: null, durationMs: 530 },
    ],
  ])('%s', async (_, more, config, end) => {
    const found = await endFrom(more, config);
    expect(found.end).toMatchObject({ ...end, error: null });
    expect(found.kinds).toEqual(['timeoutMs' in more ? ['matched', 'waited', 'ended'] : ['matched', 'ended']].flat());
  });

  test('a secret in its result is masked', async () => {
    const onExpire = { result: 'is supersecretvalue' };
    const found = await endFrom({ onExpire }, { secrets: { KEY: 'supersecretvalue' } });
    expect(found.end).toMatchObject({ result: 'is ‹secret KEY›' });
  });
});

describe('at the turn limit', () => {
  const way = (step: string, leaf: string): string =>
    `It ends when ${step} no longer matches: change ${leaf}, or call step.redo() only while something is left to do. If it is meant, raise limits.turns.`;

  test.each([
    ['one step', { a: 'Math.random(); step.redo();' }, 'a', `a goes round, changing nothing. ${way('a', 'n')}`],
    [
      'two',
      { a: 'data.list.push({ x: Math.random() }); step.redo();', b: 'data.m = Math.random(); step.redo();' },
      'a',
      `a → b go round, changing list, m. ${way('a', 'n')}`,
    ],
  ])('%s', async (_, bodies, next, round) => {
    const steps = Object.entries(bodies).map(([name, body]) => [`steps/${name}.js`, stepText('n: 1', body)]);
    const config = { limits: { turns: 4 } };
    const scenario = { n: 1, list: [], m: 0 };
    const door = await openDoor({
      ...Object.fromEntries(steps),
      'scenarios/one.json': scenario,
      'stepscope.config.json': config,
    });
    await door.send({ kind: 'start', start: door.start });
    // By hand in turn: of two that are armed, the first would go for ever.
    for (const pick of ['a', Object.keys(bodies).at(-1), 'a']) await door.send({ kind: 'step', task: 'task', pick });
    const end = (await door.send({ kind: 'continue', task: 'task' })).find(isEnd);
    expect(end).toMatchObject({ state: 'error', reason: 'limit' });
    expect(end?.error).toEqual({
      ...{ name: 'TurnLimit', step: next, file: `steps/${next}.js`, line: 2, column: 24 },
      message: `the task has run 4 turns, its limit, and ${next} would be next: ${round}`,
    });
  });
});
