// Who answers a call: the first of all that could (semantics §5).
import { describe, expect, test } from 'vitest';
import type { Pin, Tape, TapedCall } from '../../src/call.ts';
import { type AnswerSetup, findAnswer } from '../../src/engine/answers.ts';
import type { Json } from '../../src/step.ts';

const KEY = { connector: 'crm', method: 'find', attempt: 2, args: null };
const taped = (result: Json, more: Partial<TapedCall> = {}): TapedCall => ({
  ...{ connector: 'crm', method: 'find', attempt: 2, source: 'mock', form: 'value', tookMs: 0, args: null, result },
  ...more,
});
const tape = (calls: readonly TapedCall[], isOnly = false): Tape => ({ calls, samples: {}, isOnly });
const pin = (answer: Json, more: Partial<Pin> = {}): Pin => ({ connector: 'crm', method: 'find', answer, ...more });
const NOTHING: AnswerSetup = { pins: [], tape: null, mocks: [] };
const ask = async () => 'live';
const live = () => ask;

interface Place {
  readonly setup?: Partial<AnswerSetup>;
  readonly again?: readonly TapedCall[];
  readonly live?: typeof live | (() => null);
}

const find = ({ setup = {}, again = [], live: asked = () => null }: Place) =>
  findAnswer({ ...NOTHING, ...setup }, KEY, again, asked);

describe('in this order', () => {
  const mocks = [{ crm: { find: 'own' } }, { crm: { find: 'workspace' } }];
  const all = { pins: [pin('pin')], tape: tape([taped('tape')]), mocks };

  test.each<[string, Place, object | null]>([
    ['a pin', { setup: all, again: [taped('again')], live }, { kind: 'mock', source: 'pin', mock: 'pin' }],
    [
      'what this very turn was answered before it was abandoned',
      { setup: { ...all, pins: [] }, again: [taped('again')], live },
      { kind: 'taped', call: taped('again') },
    ],
    ['the tape', { setup: { ...all, pins: [] }, live }, { kind: 'taped', call: taped('tape', { source: 'tape' }) }],
    ["the scenario's own mock", { setup: { mocks }, live }, { kind: 'mock', source: 'mock', mock: 'own' }],
    [
      "the workspace's",
      { setup: { mocks: mocks.slice(1) }, live },
      { kind: 'mock', source: 'mock', mock: 'workspace' },
    ],
    ['the real one', { live }, { kind: 'live', ask }],
    ['nobody', {}, null],
    ['nobody but a tape that is alone', { setup: { mocks, tape: tape([], true) }, live }, null],
    [
      'a mock where a tape that is not alone lacks it',
      { setup: { mocks, tape: tape([]) } },
      { kind: 'mock', mock: 'own' },
    ],
  ])('%s', (_, place, answer) => {
    const found = find(place);
    if (answer === null) expect(found).toBe(null);
    else expect(found).toMatchObject(answer);
  });
});

describe('another call is not meant', () => {
  const others = [{ connector: 'erp' }, { method: 'list' }, { attempt: 1 }] as const;

  test.each(others)('by what was answered: %j', (other) => {
    expect(find({ again: [taped('x', other)] })).toBe(null);
    expect(find({ setup: { tape: tape([taped('x', other)]) } })).toBe(null);
    expect(find({ setup: { pins: [pin('x', other)] } })).toBe(null);
  });

  test.each<[string, AnswerSetup['mocks'][number]]>([
    ['of another connector', { erp: { find: 1 } }],
    ['of another method', { crm: { list: 1 } }],
    ['that is undefined', { crm: { find: undefined } }],
  ])('by a mock %s', (_, mocks) => {
    expect(find({ setup: { mocks: [mocks] } })).toBe(null);
  });

  test('by what objects inherit', () => {
    const setup = { ...NOTHING, mocks: [{ crm: {} }] };
    const key = { connector: 'crm', method: 'toString', attempt: 1, args: null };
    expect(findAnswer(setup, key, [], () => null)).toBe(null);
    expect(findAnswer(setup, { ...key, connector: 'constructor', method: 'name' }, [], () => null)).toBe(null);
  });

  test('the real one hears which is meant', () => {
    const asked: string[] = [];
    findAnswer(NOTHING, KEY, [], (connector, method) => {
      asked.push(`${connector}.${method}`);
      return null;
    });
    expect(asked).toEqual(['crm.find']);
  });
});

test.each<[string, readonly Pin[], Json]>([
  ['the last of two', [pin(1), pin(2)], 2],
  ['one for this very call before one for all', [pin(1, { attempt: 2 }), pin(2)], 1],
  ['the last for this very call', [pin(1, { attempt: 2 }), pin(2, { attempt: 2 })], 2],
  ['one for all where the other is for another', [pin(1), pin(2, { attempt: 1 })], 1],
  ['a falsy answer', [pin(null)], null],
])('of pins: %s', (_, pins, mock) => {
  expect(find({ setup: { pins } })).toEqual({ kind: 'mock', source: 'pin', mock });
});

describe('by arguments: turns come in another order than they were recorded in', () => {
  const alike = (calls: readonly TapedCall[], isOnly = false): Tape => ({ ...tape(calls, isOnly), byArguments: true });
  const key = (args: Json) => ({ ...KEY, args });
  const ask2 = (calls: readonly TapedCall[], args: Json, mocks: AnswerSetup['mocks'] = []) =>
    findAnswer({ ...NOTHING, tape: alike(calls), mocks }, key(args), [], live);

  test('the first call with the same arguments answers, whichever it was', () => {
    const calls = [taped('one', { attempt: 9, args: { id: 1 } }), taped('two', { attempt: 8, args: { id: 2 } })];
    expect(ask2(calls, { id: 2 })).toEqual({ kind: 'taped', call: { ...calls[1], source: 'tape' } });
    expect(ask2([taped('none', { args: undefined })], null)).toMatchObject({ call: { result: 'none' } });
  });

  test.each([{ connector: 'erp' }, { method: 'list' }, { args: { id: 2 } }])('not another one: %j', (other) => {
    expect(ask2([taped('x', { args: { id: 1 }, ...other })], { id: 1 })).toBe(null);
  });

  test('then mocks, but nothing real', () => {
    expect(ask2([], null, [{ crm: { find: 'mock' } }])).toMatchObject({ kind: 'mock', mock: 'mock' });
    expect(ask2([], null)).toBe(null);
  });
});
