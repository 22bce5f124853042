// A task that goes round for ever is named; one that gets anywhere is left alone.
import { describe, expect, test } from 'vitest';
import { LoopWatch, wayOut } from '../../src/engine/loop.ts';
import { readCondition } from '../../src/engine/read-condition.ts';
import type { JsonObject, StepInfo } from '../../src/step.ts';

const stepOf = (name: string, condition: object): [string, StepInfo] => [
  name,
  {
    ...{ name, file: `${name}.js`, specificity: 1, order: 0, disabled: false, stale: false },
    condition: readCondition(condition, name).condition,
  },
];
const STEPS = new Map([
  stepOf('on', { light: false, room: { door: { open: true }, n: 1 } }),
  stepOf('off', { light: true }),
  stepOf('any', {}),
  stepOf('empty', { room: {} }),
]);

type State = readonly [step: string | null, data: JsonObject, stash?: JsonObject];

/** What is said after the last of these turns; all but the first re-armed a step. */
function last(states: readonly State[], watch = new LoopWatch(), from = 0) {
  const found = states.map(([step, data, stash = {}], index) =>
    watch.enter({ turn: from + index, data, stash, step }, index > 0, STEPS),
  );
  expect(found.slice(0, -1).filter(Boolean)).toEqual([]);
  return found.at(-1) ?? null;
}

describe('a loop', () => {
  test('of one step that changes nothing', () => {
    expect(
      last([
        [null, { light: true }],
        ['off', { light: true }],
      ]),
    ).toEqual({
      fromTurn: 0,
      steps: ['off'],
      message:
        'off goes round for ever: after turn 1 everything is as after turn 0 (no data changed). ' +
        'It ends when off no longer matches: change light, or call step.redo() only while something is left to do.',
    });
  });

  test('of two, behind turns that do not belong to it', () => {
    const turns: readonly State[] = [
      [null, { n: 1 }],
      ['any', { light: true, a: { b: 1 } }],
      ['off', { light: false, a: { b: 2 } }],
      ['on', { light: true, a: { b: 1 } }],
    ];
    expect(last(turns, undefined, 3)).toEqual({
      fromTurn: 4,
      steps: ['off', 'on'],
      message:
        'off → on go round for ever: after turn 6 everything is as after turn 4 (light, a.b came back to what it was). ' +
        'It ends when off no longer matches: change light, or call step.redo() only while something is left to do.',
    });
  });

  test('names at most five of the places that change', () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
    const all = (value: number): JsonObject => Object.fromEntries(keys.map((key) => [key, value]));
    const found = last([
      [null, all(1)],
      ['off', all(2)],
      ['off', all(1)],
    ]);
    expect(found?.message).toContain('(a, b, c, d, e came back to what it was)');
    expect(found?.steps).toEqual(['off']);
  });

  test('is found whatever the order of keys', () => {
    const turns: readonly State[] = [
      [null, { a: 1, b: [1, { c: 'x' }] }, { s: 1 }],
      ['off', { b: [1, { c: 'x' }], a: 1 }, { s: 1 }],
    ];
    expect(last(turns)?.fromTurn).toBe(0);
  });
});

describe('no loop', () => {
  test.each<[string, State, State]>([
    ['other data', [null, { a: 1 }], ['off', { a: 2 }]],
    ['a type alone', [null, { a: 1 }], ['off', { a: '1' }]],
    ['null or a text', [null, { a: null }], ['off', { a: 'null' }]],
    ['an array or an object', [null, { a: [] }], ['off', { a: {} }]],
    ['the order of a list', [null, { a: [1, 2] }], ['off', { a: [2, 1] }]],
    ['other keys', [null, { a: 1 }], ['off', { b: 1 }]],
    ['the stash', [null, {}, { n: 1 }], ['off', {}, { n: 2 }]],
    ['stash and data changed about', [null, { a: 1 }, { b: 1 }], ['off', { b: 1 }, { a: 1 }]],
  ])('where what differs is %s', (_, one, other) => {
    expect(last([one, other])).toBe(null);
  });

  test('where something came from outside in between', () => {
    const watch = new LoopWatch();
    last(
      [
        [null, { a: 1 }],
        ['off', { a: 2 }],
      ],
      watch,
    );
    watch.forget();
    expect(watch.enter({ turn: 2, data: { a: 1 }, stash: {}, step: 'on' }, true, STEPS)).toBe(null);
    expect(watch.enter({ turn: 3, data: { a: 1 }, stash: {}, step: 'on' }, true, STEPS)?.fromTurn).toBe(2);
  });

  test('across a step that stays fired', () => {
    const watch = new LoopWatch();
    last(
      [
        [null, { a: 1 }],
        ['off', { a: 2 }],
      ],
      watch,
    );
    expect(watch.enter({ turn: 2, data: { a: 1 }, stash: {}, step: 'x' }, false, STEPS)).toBe(null);
    expect(watch.enter({ turn: 3, data: { a: 2 }, stash: {}, step: 'off' }, true, STEPS)).toBe(null);
    expect(watch.enter({ turn: 4, data: { a: 1 }, stash: {}, step: 'off' }, true, STEPS)?.fromTurn).toBe(2);
  });
});

describe('the way out', () => {
  test.each([
    [
      ['on'],
      'It ends when on no longer matches: change light or room.door.open, or call step.redo() only while something is left to do.',
    ],
    [
      ['off', 'on'],
      'It ends when off no longer matches: change light, or call step.redo() only while something is left to do.',
    ],
    [
      ['empty'],
      'It ends when empty no longer matches: change room, or call step.redo() only while something is left to do.',
    ],
    [['any'], 'any matches any data: call step.redo() only while something is left to do.'],
    [['gone'], 'gone matches any data: call step.redo() only while something is left to do.'],
    [[], ' matches any data: call step.redo() only while something is left to do.'],
  ])('of %j', (names, text) => {
    expect(wayOut(names, STEPS)).toBe(text);
  });
});
