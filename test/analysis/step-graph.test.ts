// Who can enable or disable whom: by example, and the law that a step which comes onto the agenda was enabled by the one before.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { stepGraph } from '../../src/analysis/step-graph.ts';
import { matches } from '../../src/engine/condition.ts';
import type { JsonObject } from '../../src/step.ts';
import { judgeFor } from '../engine/judge.ts';
import { type Steps, world } from './static-world.ts';

const judge = judgeFor(new Map());

function graph(steps: Steps) {
  const { steps: infos, facts } = world(steps);
  return stepGraph({ steps: infos, facts, observed: [], begun: [] });
}

function edges(steps: Steps): string[] {
  return graph(steps).edges.map(({ from, to, kind, paths }) => `${from} ${kind} ${to}: ${paths.join()}`);
}

describe('edges', () => {
  it.each<[string, Steps, string[]]>([
    [
      'a value that is asked for',
      { a: [{ x: 1 }, 'data.y = "go"; data.x = 2;'], b: [{ y: 'go' }, ''] },
      ['a enables b: y'],
    ],
    ['another value', { a: [{ x: 1 }, 'data.y = "stop";'], b: [{ y: 'go' }, ''] }, ['a disables b: y']],
    ['a value that is not known', { a: [{ x: 1 }, 'data.y = f();'], b: [{ y: 'go' }, ''] }, ['a enables b: y']],
    ['what shall be missing', { a: [{ x: 1 }, 'data.y = f();'], b: [{ y: null, z: 1 }, ''] }, ['a disables b: y']],
    [
      'what goes',
      { a: [{ x: 1 }, 'delete data.y;'], b: [{ y: null, z: 1 }, ''], c: [{ y: String }, ''] },
      ['a enables b: y', 'a disables c: y'],
    ],
    ['what it asked for itself is nothing new', { a: [{ y: 'go' }, 'data.y = "go";'], b: [{ y: 'go' }, ''] }, []],
    [
      'what could not match then is not disabled',
      { a: [{ y: 's1' }, 'data.y = "s2";'], b: [{ y: 's3' }, ''], c: [{ y: 's2' }, ''] },
      ['a enables c: y'],
    ],
    [
      'data of a subtask',
      {
        a: [{ x: 1 }, 'task.subtask("s", { y: "go", z: f() }); task.subtask("t", { y: 3 });'],
        b: [{ y: 'go', z: Number }, ''],
        c: [{ y: 'stop' }, ''],
        d: [{ y: 'go', w: 1 }, ''],
        e: [{ y: Number, w: null }, ''],
      },
      ['a begins b: y,z', 'a begins e: y'],
    ],
    ['data of a subtask that is not known', { a: [{ x: 1 }, 'task.subtask("s", data.x);'], b: [{ y: 1 }, ''] }, []],
    ['a subtask like itself', { a: [{ x: Number }, 'task.subtask("s", { x: data.x - 1 });'] }, ['a begins a: x']],
    ['code that is not seen', { a: [{ x: 1 }, 'mend(data.o);'], b: [{ o: { y: 1 } }, ''] }, []],
  ])('%s', (_, steps, expected) => {
    expect(edges(steps)).toEqual(expected);
  });

  it('what was seen counts, also of what is not told by the text', () => {
    const { steps, facts } = world({ a: [{ x: 1 }, 'eval("");'], b: [{ o: { y: 1 } }, ''] });
    const write = {
      path: ['o', 'y'],
      isDeep: false,
      kind: 'set',
      value: null,
      isSure: false,
      line: 0,
      column: 0,
    } as const;
    expect(stepGraph({ steps, facts, observed: [{ step: 'a', write }], begun: [] })).toEqual({
      steps: ['a', 'b'],
      edges: [{ from: 'a', to: 'b', kind: 'enables', paths: ['o.y'], isObserved: true }],
      unclear: ['a'],
    });
  });
});

it('a subtask that was seen counts, of steps that are there', () => {
  const { steps, facts } = world({ a: [{ x: 1 }, 'task.subtask("s", f());'], b: [{ y: 1 }, ''] });
  const begun = [
    { from: 'a', to: 'b' },
    { from: 'a', to: 'gone' },
  ];
  expect(stepGraph({ steps, facts, observed: [], begun }).edges).toEqual([
    { from: 'a', to: 'b', kind: 'begins', paths: [], isObserved: true },
  ]);
});

const key = fc.constantFrom('a', 'b', 'c');
const act = fc.oneof(
  fc.tuple(key, fc.constantFrom(1, 'x')).map(([at, to]) => ({ code: `data.${at} = ${JSON.stringify(to)};`, at, to })),
  key.map((at) => ({ code: `delete data.${at};`, at, to: undefined })),
);
const pattern = fc.dictionary(key, fc.constantFrom<unknown>(String, Number, null, { $ne: null }, 1, 'x'), {
  minKeys: 1,
});
const rule = fc.record({ waits: pattern, acts: fc.array(act, { maxLength: 2 }) });
const document = fc.dictionary(key, fc.constantFrom<unknown>(1, 'x', true)) as fc.Arbitrary<JsonObject>;

test('a step that begins or ceases to match after another ran has an edge from it', () => {
  fc.assert(
    fc.property(fc.tuple(rule, rule), document, ([one, other], before) => {
      const steps = { s0: one, s1: other };
      const input = Object.fromEntries(
        Object.entries(steps).map(([name, { waits, acts }]) => [
          name,
          [waits, acts.map(({ code }) => code).join('\n')] as const,
        ]),
      );
      const { steps: infos } = world(input);
      const [first, second] = infos;
      if (!first || !second || !matches(first.condition, before, judge)) return;
      const after: Record<string, unknown> = { ...before };
      for (const { at, to } of one.acts) {
        if (to === undefined) delete after[at];
        else after[at] = to;
      }
      const [was, is] = [
        matches(second.condition, before, judge),
        matches(second.condition, after as JsonObject, judge),
      ];
      if (was === is) return;
      const kinds = graph(input)
        .edges.filter(({ from, to }) => from === 's0' && to === 's1')
        .map(({ kind }) => kind);
      expect(kinds).toContain(is ? 'enables' : 'disables');
    }),
    { numRuns: 3_000 },
  );
});
