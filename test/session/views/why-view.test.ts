// Why: the condition in source order, what was found, and who put it there.
import { describe, expect, it } from 'vitest';
import type { Patch } from '../../../src/patch.ts';
import type { SessionState } from '../../../src/session/state.ts';
import { verdictKey } from '../../../src/session/verdict-key.ts';
import { createWhyView } from '../../../src/session/views/why-view.ts';
import { lastWriter } from '../../../src/session/views/writer.ts';
import type { Path } from '../../../src/step.ts';
import { NUMBER, STRING, stateOf, stepOf } from './fixture.ts';
import { orders } from './orders.ts';

const rowsOf = (state: SessionState, step: string) => createWhyView()(state, step)?.rows ?? [];

describe('why view', () => {
  it('explains a near miss leaf by leaf, with writers', () => {
    const rows = rowsOf(orders(), 'process_order');
    expect(rows.map(({ key, verdict, writer }) => [key, verdict, writer])).toEqual([
      ['order', 'inside', { step: 'enrich/customer tier', turn: 3, isInside: true }],
      ['status', 'wrong value', { step: 'enrich/customer tier', turn: 3 }],
      ['total', 'wrong type', { step: 'normalize', turn: 2 }],
      ['items', 'ok', null],
      [null, 'ok', null],
      ['sku', 'ok', null],
      ['price', 'ok', null],
    ]);
    expect(createWhyView()(orders(), 'process_order')?.distance).toBe(2);
  });

  it('blames nobody for what was never there, but names who wrote what should hold it', () => {
    const ask = stepOf('b', { hotel: { price: NUMBER, room: STRING } });
    const patches: readonly Patch[] = [
      { op: 'add', path: ['hotel'], value: { asked: true, room: 'x' } },
      { op: 'remove', path: ['hotel', 'room'] },
    ];
    const turns = [
      { step: 'a', patches: patches.slice(0, 1) },
      { step: 'c', patches: patches.slice(1) },
    ];
    const rows = rowsOf(stateOf({ steps: [ask], data: {}, turns }), 'b');
    expect(rows.map(({ key, writer, above }) => [key, writer?.step, above])).toEqual([
      ['hotel', 'c', undefined],
      ['price', 'c', ['hotel']],
      ['room', 'c', undefined],
    ]);
    const never = rowsOf(stateOf({ steps: [ask], data: { hotel: {} }, turns: [] }), 'b');
    expect(never.every(({ writer }) => writer === null)).toBe(true);
  });

  it('looks no further than the cursor', () => {
    const rows = rowsOf(orders({ cursor: 1 }), 'process_order');
    expect(rows.map(({ verdict }) => verdict)).not.toContain('wrong type');
    expect(rows.every(({ writer }) => writer === null)).toBe(true);
  });

  it('shows tree lines', () => {
    const rows = rowsOf(orders(), 'notify_sales');
    expect(rows.map(({ rails, last }) => [rails, last])).toEqual([
      [[], false],
      [[true], false],
      [[true], true],
      [[true, false], true],
      [[], true],
    ]);
  });

  it('takes the verdicts of the sandbox', () => {
    const step = stepOf('s', { email: { kind: 'regexp', source: '@', flags: '' } });
    const state = stateOf({ steps: [step], data: { email: 'x' } });
    expect(rowsOf(state, 's')[0]?.verdict).toBe('untested');
    const task = state.tasks.get('t1');
    const snapshot = task?.snapshots[0];
    if (!task || !snapshot) throw new Error('no task');
    const verdict = { step: 's', leaf: ['email'], at: ['email'], ok: false };
    const verdicts = new Map([[verdictKey('s', ['email'], ['email']), verdict]]);
    const judged = { ...state, tasks: new Map([['t1', { ...task, snapshots: [snapshot.with({ verdicts })] }]]) };
    expect(rowsOf(judged, 's')[0]?.verdict).toBe('no regexp match');
  });

  it('knows nothing of a step that is not there', () => {
    expect(createWhyView()(orders(), 'nobody')).toBeNull();
  });
});

describe('writer', () => {
  const playedWith = (...patches: readonly (readonly Patch[])[]) =>
    stateOf({
      steps: [],
      data: { list: [1, 2, 3], a: { b: 1 } },
      turns: patches.map((each, index) => ({ step: `s${index + 1}`, patches: each })),
    });

  it.each<[string, readonly (readonly Patch[])[], Path, number | null]>([
    ['nobody', [[{ op: 'add', path: ['c'], value: 1 }]], ['a', 'b'], null],
    ['the value itself', [[{ op: 'replace', path: ['a', 'b'], value: 2 }]], ['a', 'b'], 1],
    ['what holds it', [[{ op: 'replace', path: ['a'], value: { b: 2 } }]], ['a', 'b'], 1],
    ['something in it', [[{ op: 'add', path: ['a', 'c'], value: 2 }]], ['a'], 1],
    [
      'the last of two',
      [[{ op: 'replace', path: ['a', 'b'], value: 2 }], [{ op: 'replace', path: ['a', 'b'], value: 3 }]],
      ['a', 'b'],
      2,
    ],
    ['an inserted element', [[{ op: 'splice', path: ['list'], index: 1, remove: 0, insert: [9] }]], ['list', 1], 1],
    [
      'an element that only moved',
      [[{ op: 'splice', path: ['list'], index: 0, remove: 1, insert: [] }]],
      ['list', 0],
      null,
    ],
    [
      'the element where it was before it moved',
      [
        [{ op: 'replace', path: ['list', 2], value: 7 }],
        [{ op: 'splice', path: ['list'], index: 0, remove: 1, insert: [] }],
      ],
      ['list', 1],
      1,
    ],
    ['the array', [[{ op: 'splice', path: ['list'], index: 0, remove: 1, insert: [] }]], ['list'], 1],
    ['what was removed', [[{ op: 'remove', path: ['a', 'b'] }]], ['a', 'b'], 1],
  ])('%s', (_name, patches, path, turn) => {
    expect(lastWriter(playedWith(...patches), path)?.turn ?? null).toBe(turn);
  });
});
