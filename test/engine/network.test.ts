// Conditions of many steps as one network: what they share, in what order they go, and what the agenda tells.
import { describe, expect, test } from 'vitest';
import { Agenda } from '../../src/engine/agenda.ts';
import { type Judge, specificity } from '../../src/engine/condition.ts';
import { diff } from '../../src/engine/diff.ts';
import { buildNetwork, isOpaque } from '../../src/engine/network.ts';
import { type Predicate, readCondition } from '../../src/engine/read-condition.ts';
import { verdictsOf } from '../../src/engine/verdicts.ts';
import type { Json, JsonObject, StepInfo } from '../../src/step.ts';
import { judgeFor } from './judge.ts';

function stepsOf(...conditions: readonly object[]): { steps: StepInfo[]; judge: Judge } {
  const predicates = new Map<string, Predicate>();
  const steps = conditions.map((written, order) => {
    const read = readCondition(written, `s${order}`);
    for (const [name, predicate] of read.predicates) predicates.set(name, predicate);
    const { condition } = read;
    return {
      name: `s${order}`,
      file: '',
      condition,
      specificity: specificity(condition),
      order,
      disabled: false,
      stale: false,
    };
  });
  return { steps, judge: judgeFor(predicates) };
}

const big = (n: number): boolean => n > 2;

describe('leaves at one place share a test', () => {
  test.each<[string, readonly object[], readonly number[]]>([
    ['equal literals', [{ a: 1 }, { a: 1 }, { a: 2 }, { a: '1' }], [2, 1, 1]],
    ['equal types', [{ a: String }, { a: String }, { a: Number }], [2, 1]],
    ['an empty object is the type', [{ a: Object }, { a: {} }, { a: Array }], [2, 1]],
    ['null, present and never', [{ a: null }, { a: null }, { a: { $ne: null } }, { a: { $ne: null } }], [2, 2]],
    ['what never matches', [{ a: Date }, { a: Map }], [2]],
    ['regular expressions', [{ a: /x/ }, { a: /x/ }, { a: /x/i }, { a: /y/ }, { a: /x/g }], [3, 1, 1]],
    ['not predicates', [{ a: big }, { a: big }], [1, 1]],
    ['not arrays', [{ a: [1] }, { a: [1] }], [1, 1]],
    ['not other places', [{ a: 1 }, { b: 1 }, { a: { a: 1 } }], [1, 1, 1]],
  ])('%s', (_, conditions, users) => {
    const { tests } = buildNetwork(stepsOf(...conditions).steps, 'specificity');
    expect(tests.map((shared) => shared.users.length)).toEqual(users);
    expect(tests.map(({ id }) => id)).toEqual([...tests.keys()]);
  });

  test('and each knows its place, and whether only the sandbox can judge it', () => {
    const { steps } = stepsOf(
      { a: { b: [{ c: 1 }] }, d: [[/x/]], e: [{ f: big }], g: /x/ },
      { $stash: { t: String }, h: [] },
    );
    const { tests, needs, indexOf } = buildNetwork(steps, 'specificity');
    expect(tests.map(({ path, opaque }) => [path.join('.'), opaque])).toEqual([
      ['a.b', false],
      ['d', true],
      ['e', true],
      ['g', true],
      ['$stash.t', true],
      ['h', false],
    ]);
    expect([...needs]).toEqual([4, 2]);
    expect([...indexOf]).toEqual([
      ['s0', 0],
      ['s1', 1],
    ]);
    expect(steps.map(({ condition }) => isOpaque(condition))).toEqual([true, false]);
  });
});

describe('who goes first', () => {
  const conditions = [{ a: 1 }, { a: 1, b: 1 }, { c: 1 }, { a: 1, b: 1 }];

  test.each([
    ['specificity', ['s1', 's3', 's0', 's2']],
    ['order', ['s0', 's1', 's2', 's3']],
  ] as const)('by %s', (strategy, expected) => {
    const { steps, judge } = stepsOf(...conditions);
    const { rank, byRank } = buildNetwork(steps, strategy);
    expect([...byRank].map((index) => `s${index}`)).toEqual(expected);
    expect([...byRank].map((index) => rank[index])).toEqual([0, 1, 2, 3]);
    const agenda = new Agenda(buildNetwork(steps, strategy), judge, { a: 1, b: 1, c: 1 }, []);
    expect(agenda.names()).toEqual(expected);
    expect([agenda.size, agenda.at(0), agenda.at(3), agenda.at(4)]).toEqual([4, expected[0], expected[3], undefined]);
  });
});

describe('the agenda', () => {
  const { steps, judge } = stepsOf({ a: 1 }, { a: 1, b: 1 }, {});
  const network = buildNetwork(steps, 'specificity');

  test('has whoever matches and may run; unknown names change nothing', () => {
    const agenda = new Agenda(network, judge, { a: 1, b: 1 }, ['s1', 'gone']);
    expect(agenda.names()).toEqual(['s0', 's2']);
    expect([agenda.has('s0'), agenda.has('s1'), agenda.has('gone')]).toEqual([true, false, false]);
    agenda.block('gone', true);
    agenda.block('s0', true);
    agenda.block('s1', false);
    expect(agenda.names()).toEqual(['s1', 's2']);
    expect(agenda.take()).toEqual({ on: ['s2', 's1'], off: [], verdicts: [] });
    agenda.block('s1', true);
    agenda.block('s1', false);
    expect(agenda.take()).toEqual({ on: [], off: [], verdicts: [] });
    agenda.update({ a: 2 }, diff({ a: 1, b: 1 }, { a: 2 }));
    expect(agenda.take()).toEqual({ on: [], off: ['s1'], verdicts: [] });
    agenda.block('s0', false);
    expect(agenda.names()).toEqual(['s2']);
  });

  /** How often each leaf is judged: what has not changed is not looked at again. */
  test('judges again only what changed, or what looks into it', () => {
    const asked: string[] = [];
    const noting: Judge = {
      regexp: (source, _, value) => asked.push(`${source} ${value}`) > 0,
      predicate: (name, value) => asked.push(`${name.slice(3)} ${JSON.stringify(value)}`) > 0,
    };
    const made = stepsOf({ a: { r: /r/ }, b: /b/ }, { a: big }, { a: { x: big } }, { list: [{ r: /l/ }] });
    let data: JsonObject = { a: { r: '1', x: 1 }, b: '2', list: [{ r: '3' }, 5] };
    const agenda = new Agenda(buildNetwork(made.steps, 'specificity'), noting, data, []);
    const turn = (after: JsonObject): string[] => {
      asked.length = 0;
      agenda.update(after, diff(data, after));
      data = after;
      return asked.sort();
    };
    expect(asked.sort()).toEqual(['a {"r":"1","x":1}', 'a.x 1', 'b 2', 'l 3', 'r 1']);
    expect(turn({ ...data })).toEqual([]);
    expect(turn({ ...data, b: '4' })).toEqual(['b 4']);
    expect(turn({ ...data, a: { r: '1', x: 2 } })).toEqual(['a {"r":"1","x":2}', 'a.x 2']);
    expect(turn({ ...data, a: { r: '1', x: 2, y: 1, z: 1 } })).toEqual(['a {"r":"1","x":2,"y":1,"z":1}']);
    expect(turn({ ...data, list: [{ r: '3' }, 6] })).toEqual(['l 3']);
    expect(turn({ ...data, list: [{ r: '9' }, 6] })).toEqual(['l 9']);
    expect(turn({ ...data, other: { a: 1 } })).toEqual([]);
    expect(turn({ ...data, a: 'text' })).toEqual(['a "text"']);
    agenda.update(data, [{ op: 'replace', path: [], value: data }]);
    expect(asked.sort()).toEqual(['a "text"', 'a "text"', 'b 4', 'l 9']);
  });

  test('of literals asked for at a place, the one that holds now', () => {
    const made = stepsOf({ a: 1 }, { a: '1' }, { a: true }, { a: { b: 1 } });
    const agenda = new Agenda(buildNetwork(made.steps, 'order'), made.judge, {}, []);
    let data: JsonObject = {};
    const turn = (a: Json): string[] => {
      agenda.update({ a }, diff(data, { a }));
      data = { a };
      return agenda.names();
    };
    const values: readonly Json[] = [1, '1', true, 2, null, { b: 1 }, { b: 1, c: 1 }, 1, 1];
    expect(values.map(turn)).toEqual([['s0'], ['s1'], ['s2'], [], [], ['s3'], ['s3'], ['s0'], ['s0']]);
  });
});

describe('verdicts of what only the sandbox can judge', () => {
  const failing = (): boolean => {
    throw new Error('no!');
  };
  const judge: Judge = {
    regexp: (source, flags, value) => new RegExp(source, flags).test(value),
    predicate: (name, value) => {
      if (name.endsWith('throws')) return failing();
      if (name.endsWith('texts')) throw 'a text';
      return value === 1;
    },
  };

  test('go to every step that asks, with place and outcome', () => {
    const { steps } = stepsOf(
      { a: /x/, $stash: { t: String } },
      { a: /x/ },
      { p: { throws: failing, texts: failing } },
    );
    const data = { a: 'y', $stash: { t: 's' }, p: {} };
    const { verdicts } = new Agenda(buildNetwork(steps, 'order'), judge, data, []).take();
    expect(verdicts).toEqual([
      { step: 's0', leaf: ['a'], at: ['a'], ok: false },
      { step: 's1', leaf: ['a'], at: ['a'], ok: false },
      { step: 's0', leaf: ['$stash', 't'], at: ['$stash', 't'], ok: true },
      { step: 's2', leaf: ['p', 'throws'], at: ['p', 'throws'], ok: false, threw: 'no!' },
      { step: 's2', leaf: ['p', 'texts'], at: ['p', 'texts'], ok: false, threw: 'a text' },
    ]);
  });

  test('of an array: all that were judged, up to the first element that matches, at most 100', () => {
    const { condition } = readCondition({ list: [{ n: 1, r: /x/ }] }, 's');
    const list = Array.from({ length: 150 }, () => ({ n: 1, r: 'y' }));
    const verdicts = verdictsOf(condition, { list }, judge);
    expect(verdicts.length).toBe(100);
    expect(verdicts[99]).toEqual({ step: '', leaf: ['list', 0, 'r'], at: ['list', 99, 'r'], ok: false });
    const early = verdictsOf(
      condition,
      {
        list: [
          { n: 2, r: 'x' },
          { n: 1, r: 'x' },
          { n: 1, r: 'x' },
        ],
      },
      judge,
    );
    expect(early.map(({ at, ok }) => [at.join('.'), ok])).toEqual([
      ['list.0.r', true],
      ['list.1.r', true],
    ]);
  });

  test('there is none where the place is missing, or the leaf is plain', () => {
    const verdicts = (written: object, data: JsonObject) =>
      verdictsOf(readCondition(written, 's').condition, data, judge);
    expect(verdicts({ a: { r: /x/ } }, { a: 'text' })).toEqual([]);
    expect(verdicts({ a: [/x/] }, { a: 'text' })).toEqual([]);
    expect(verdicts({ a: 1, b: String, c: [{ d: null }] }, { a: 1, c: [{}] })).toEqual([]);
    expect(verdicts({ a: { throws: failing } }, { a: {} })).toEqual([
      { step: '', leaf: ['a', 'throws'], at: ['a', 'throws'], ok: false, threw: 'no!' },
    ]);
  });
});
