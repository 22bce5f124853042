// What is said of steps without running them: each finding by example, silence where nothing is sure, and the laws.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { commonMatch, isDocument } from '../../src/analysis/common-match.ts';
import { implies } from '../../src/analysis/implies.ts';
import { whyImpossible } from '../../src/analysis/impossible-regexp.ts';
import { staticFindings } from '../../src/analysis/static-findings.ts';
import { matches } from '../../src/engine/condition.ts';
import { readCondition } from '../../src/engine/read-condition.ts';
import type { JsonObject } from '../../src/step.ts';
import { judgeFor } from '../engine/judge.ts';
import { type Steps, world } from './static-world.ts';

const judge = judgeFor(new Map());

/** `code step → others` */
function told(steps: Steps, data: readonly JsonObject[] = [], part = {}): string[] {
  return staticFindings(world(steps, data, part)).map(({ code, step, others }) =>
    others.length > 0 ? `${code} ${step} → ${others.join()}` : `${code} ${step}`,
  );
}

const done = 'data.done = true;';

describe('findings', () => {
  it.each<[string, Steps, readonly JsonObject[], string[]]>([
    [
      'the field is written at another place than where it is waited for',
      { crm: [{ customer: { email: String }, crmRecordCreated: null }, 'data.customer.crmRecordCreated = true;'] },
      [],
      ['never-changes-what-it-waits-for crm'],
    ],
    [
      'a step that runs again and changes nothing',
      { poll: [{ status: 'open' }, 'console.log(1); step.redo();'] },
      [],
      ['never-changes-what-it-waits-for poll'],
    ],
    [
      'a guard that is never set',
      { mail: [{ paid: true, mailed: null }, done] },
      [],
      ['never-changes-what-it-waits-for mail'],
    ],
    ['a regular expression that matches nothing', { a: [{ x: /a^b/ }, 'delete data.x;'] }, [], ['never-matches a']],
    [
      'nobody writes the field',
      {
        a: [{ customer: { emial: String } }, 'data.customer.emial = "";'],
        b: [{ order: { total: Number } }, 'delete data.order;'],
      },
      [{ customer: { email: 'x' } }],
      ['waits-for-itself a → a', 'nobody-writes b'],
    ],
    [
      'the only step that might write it hands its data to code that is not seen, and cannot run either',
      { a: [{ x: true }, 'look(data); delete data.x;'], b: [{ y: { z: 1 } }, 'delete data.y;'] },
      [{ w: 1 }],
      ['nobody-writes a', 'nobody-writes b'],
    ],
    [
      'two steps wait for each other',
      { a: [{ x: true }, 'data.y = true; data.x = 1;'], b: [{ y: true }, 'data.x = true; data.y = 1;'] },
      [{ z: 1 }],
      ['unreachable a → a,b', 'unreachable b → a,b'],
    ],
    [
      'a value that nothing gives',
      { a: [{ status: 'payed' }, 'data.status = "sent";'], b: [{ status: 'open' }, 'data.status = "paid";'] },
      [{ status: 'open' }],
      ['never-fulfilled a'],
    ],
    [
      'a type that nothing gives',
      { a: [{ total: Number }, 'data.total = "x";'] },
      [{ total: '5' }],
      ['never-fulfilled a'],
    ],
    [
      'another always comes first and ends the task',
      { a: [{ x: Number }, 'task.complete();'], b: [{ x: 1 }, 'data.x = 2;'] },
      [],
      ['shadowed b → a'],
    ],
    [
      'another always comes first and takes the field away',
      { a: [{ x: { $ne: null } }, 'delete data.x;'], b: [{ x: Number }, 'console.log(data.x); task.complete();'] },
      [],
      ['shadowed b → a'],
    ],
    [
      'another always comes first and takes the field away, but a third puts it back',
      {
        a: [{ x: { $ne: null } }, 'delete data.x;'],
        b: [{ x: Number }, 'task.complete();'],
        c: [{ z: 1 }, 'data.z = 2; data.x = 3;'],
      },
      [],
      ['tie b → a'],
    ],
    [
      'some step may write anything: one note instead of silence',
      { a: [{ x: String }, 'delete data.x;'], b: [{ z: 1 }, 'eval("");'], c: [{ v: 1 }, 'eval("");'] },
      [{ z: 1 }],
      ['not-judged b'],
    ],
    [
      'two steps ask for the same',
      { a: [{ x: 1, y: null }, 'data.y = 1;'], b: [{ y: null, x: 1 }, 'data.y = 2; data.x = 3;'] },
      [],
      ['same-condition b → a'],
    ],
    [
      'which of two goes first is decided by order, and matters',
      {
        a: [{ x: 1, coupon: String }, 'data.total = 1; delete data.coupon;'],
        b: [{ x: 1, points: Number }, 'data.total = 2; delete data.points;'],
      },
      [],
      ['tie b → a'],
    ],
  ])('%s', (_, steps, data, expected) => {
    expect(told(steps, data)).toEqual(expected);
  });

  it.each<[string, Steps, readonly JsonObject[], object?]>([
    ['it is written through a name', { a: [{ o: { x: null } }, 'const { o } = data; o.x = 1;'] }, []],
    ['it may be written by code that is not seen', { a: [{ o: { x: null } }, 'mend(data.o);'] }, []],
    ['it ends the task', { a: [{ x: null, y: 1 }, 'if (data.z) task.complete();'] }, []],
    [
      'a flag that somebody sets is read',
      { debug: [{ debug: true }, 'console.log(data); data.debugComplete = true;'] },
      [],
    ],
    ['it runs again only while there is something to do', { a: [{ x: 1 }, 'if (data.y) step.redo();'] }, []],
    ['another step ends its waiting', { a: [{ x: 1 }, 'step.redo();'], b: [{ x: 1, y: 2 }, 'data.x = 2;'] }, []],
    ['there are no scenarios to go by', { a: [{ x: String }, 'delete data.x;'] }, []],
    [
      'a subtask brings it',
      { a: [{ x: String }, 'delete data.x;'], b: [{ z: 1 }, "data.z = 2; task.subtask('n', { x: 'y' });"] },
      [{ z: 1 }],
    ],
    [
      'a connector brings it',
      {
        a: [{ crm: { id: String } }, 'delete data.crm;'],
        b: [{ z: 1 }, "data.z = 2; connectors.c.m({ into: 'crm' });"],
      },
      [{ z: 1 }],
    ],
    ['the platform brings it', { a: [{ $via: { type: 'webhook' } }, 'delete data.$via;'] }, [{ z: 1 }]],
    [
      'the first may not end the task',
      { a: [{ x: Number }, 'delete data.x; if (data.y) return; task.complete();'], b: [{ x: 1, y: 2 }, 'data.x = 2;'] },
      [],
    ],
    [
      'the order of two does not matter',
      { a: [{ x: 1, y: null }, 'data.y = 1;'], b: [{ x: 1, z: null }, 'data.z = 1;'] },
      [],
    ],
    [
      'they have nothing to do with each other',
      { a: [{ x: 1 }, 'data.x = 2; data.t = 1;'], b: [{ y: 1 }, 'data.y = 2; data.t = 2;'] },
      [],
    ],
    [
      'they cannot match together',
      { a: [{ x: 1, y: 'a' }, 'data.y = "b";'], b: [{ x: 1, y: 'b' }, 'data.y = "a";'] },
      [],
    ],
    ['one asks for more', { a: [{ x: 1 }, 'data.x = 2;'], b: [{ x: 1, y: 1 }, 'data.x = 3;'] }, []],
    [
      'it happened in a task of the past',
      { a: [{ x: String }, 'delete data.x;'], b: [{ z: 1 }, 'data.z = 2;'] },
      [{ z: 1 }],
      {
        observed: [
          {
            step: 'b',
            write: { path: ['x'], isDeep: false, kind: 'set', value: null, isSure: false, line: 0, column: 0 },
          },
        ],
      },
    ],
  ])('silence: %s', (_, steps, data, part) => {
    expect(told(steps, data, part)).toEqual([]);
  });

  it('names the key that may be meant, and both who go round', () => {
    const [first] = staticFindings(
      world({ a: [{ customer: { emial: String } }, 'data.customer = {};'] }, [{ customer: { email: 'x' } }]),
    );
    expect(first?.hint).toContain('customer.email meant?');
  });

  it('a step that is off is not looked at, and writes nothing', () => {
    const input = world({ a: [{ x: String }, 'delete data.x;'], b: [{ z: 1 }, 'data.z = 2; data.x = "";'] }, [
      { z: 1 },
    ]);
    const off = (name: string) => ({
      ...input,
      steps: input.steps.map((step) => ({ ...step, disabled: step.name === name })),
    });
    expect(staticFindings(off('b')).map(({ code }) => code)).toEqual(['nobody-writes']);
    expect(staticFindings(off('a'))).toEqual([]);
  });
});

describe('regular expressions', () => {
  it.each([['a^'], ['$a'], ['[]'], ['a[]b'], ['(?!)'], ['^a$b'], ['\\d^']])('/%s/ matches nothing', (source) => {
    expect(whyImpossible(source, '')).not.toBeNull();
  });

  test('none that is called impossible matches a text', () => {
    const atoms = fc.constantFrom(
      'a',
      'b',
      '^',
      '$',
      '.',
      '\\d',
      '[ab]',
      '[]',
      'a*',
      'b?',
      'a+',
      '\\$',
      '\\b',
      '[^a]',
      'a{0,2}',
      '(?!)',
      '|',
      '(a)',
    );
    const source = fc.array(atoms, { maxLength: 6 }).map((parts) => parts.join(''));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', '$', '\n'), maxLength: 5 });
    fc.assert(
      fc.property(
        source,
        fc.constantFrom('', 'i', 's', 'm', 'u'),
        fc.array(text, { minLength: 20, maxLength: 40 }),
        (pattern, flags, texts) => {
          fc.pre(whyImpossible(pattern, flags) !== null);
          for (const each of texts) expect(new RegExp(pattern, flags).test(each)).toBe(false);
        },
      ),
      { numRuns: 300, maxSkipsPerRun: 1000 },
    );
  });
});

const leaf = fc.constantFrom<unknown>(
  String,
  Number,
  Boolean,
  Array,
  Object,
  null,
  { $ne: null },
  'x',
  'y',
  1,
  true,
  /^x/,
  /y$/,
  [String],
  [{ a: 1 }],
  [],
  {},
);
const pattern: fc.Arbitrary<object> = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.oneof(leaf, fc.dictionary(fc.constantFrom('a', 'b'), leaf, { maxKeys: 2 })),
  { maxKeys: 3 },
);
const value = fc.constantFrom<unknown>(
  'x',
  'y',
  'xy',
  1,
  true,
  [],
  ['x'],
  [{ a: 1 }],
  {},
  null,
  { a: 1 },
  { a: 'x', b: 'y' },
);
const document = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value) as fc.Arbitrary<JsonObject>;

function read(written: object) {
  return readCondition(written, 's').condition;
}

describe('laws', () => {
  test('a witness matches both conditions, and where there is none no document does', () => {
    fc.assert(
      fc.property(pattern, pattern, fc.array(document, { minLength: 5, maxLength: 10 }), (one, other, documents) => {
        const [a, b] = [read(one), read(other)];
        const met = commonMatch(a, b);
        if (met.kind === 'value') {
          expect(isDocument(met.value)).toBe(true);
          expect([matches(a, met.value, judge), matches(b, met.value, judge)]).toEqual([true, true]);
        }
        if (met.kind === 'none')
          for (const each of documents) expect(matches(a, each, judge) && matches(b, each, judge)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test('what a condition implies holds wherever it holds', () => {
    fc.assert(
      fc.property(pattern, pattern, fc.array(document, { minLength: 5, maxLength: 10 }), (one, other, documents) => {
        const [a, b] = [read(one), read(other)];
        fc.pre(implies(a, b));
        for (const each of documents) if (matches(a, each, judge)) expect(matches(b, each, judge)).toBe(true);
        const met = commonMatch(a, a);
        if (met.kind === 'value') expect(matches(b, met.value, judge)).toBe(true);
      }),
      { numRuns: 1_000, maxSkipsPerRun: 1000 },
    );
  });

  /** A step: what it waits for, and what it does, as code and as a function. */
  const key = fc.constantFrom('a', 'b', 'c');
  const act = fc.oneof(
    fc.tuple(key, fc.constantFrom(1, 'x', true)).map(([at, to]) => ({
      code: `data.${at} = ${JSON.stringify(to)};`,
      does: (data: Record<string, unknown>) => {
        data[at] = to;
      },
    })),
    key.map((at) => ({
      code: `delete data.${at};`,
      does: (data: Record<string, unknown>) => {
        delete data[at];
      },
    })),
    fc.constant({
      code: 'task.complete();',
      does: (data: Record<string, unknown>) => {
        data['done?'] = true;
      },
    }),
    fc.constant({
      code: 'step.redo();',
      does: (data: Record<string, unknown>) => {
        data['again?'] = true;
      },
    }),
  );
  const simple = fc.dictionary(key, fc.constantFrom<unknown>(String, Number, null, { $ne: null }, 1, 'x'), {
    minKeys: 1,
    maxKeys: 2,
  });
  const rule = fc.record({ waits: simple, acts: fc.array(act, { maxLength: 2 }) });
  const start = fc.dictionary(key, fc.constantFrom<unknown>(1, 'x', true)) as fc.Arbitrary<JsonObject>;

  test('a step that is said never to run does not run, from what scenarios begin with', () => {
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 4 }),
        fc.array(start, { minLength: 1, maxLength: 3 }),
        (rules, starts) => {
          const steps = Object.fromEntries(
            rules.map(({ waits, acts }, index) => [
              `s${index}`,
              [waits, acts.map(({ code }) => code).join('\n')] as const,
            ]),
          );
          const input = world(steps, starts);
          const dead = staticFindings(input).filter(({ code }) =>
            ['nobody-writes', 'waits-for-itself', 'unreachable', 'shadowed'].includes(code),
          );
          fc.pre(dead.length > 0);
          const ran = new Set(starts.flatMap((data) => runAll(input, rules, data)));
          for (const { step } of dead) expect([...ran]).not.toContain(step);
        },
      ),
      { numRuns: 500, maxSkipsPerRun: 1000 },
    );
  });

  type Rule = { readonly acts: readonly { does(data: Record<string, unknown>): void }[] };

  /** The steps that run, as the engine selects them; a shadowed one is judged by the task's own order. */
  function runAll({ steps }: ReturnType<typeof world>, rules: readonly Rule[], from: JsonObject): string[] {
    const data = structuredClone(from) as Record<string, unknown>;
    const fired = new Set<string>();
    const ran: string[] = [];
    for (let turn = 0; turn < 30 && !('done?' in data); turn++) {
      const agenda = steps.filter(
        ({ name, condition }) => !fired.has(name) && matches(condition, data as JsonObject, judge),
      );
      const [next] = agenda.sort((a, b) => b.specificity - a.specificity || a.order - b.order);
      if (!next) break;
      fired.add(next.name);
      ran.push(next.name);
      for (const { does } of rules[next.order]?.acts ?? []) does(data);
      if ('again?' in data) {
        delete data['again?'];
        fired.delete(next.name);
      }
    }
    return ran;
  }
});

test('10,000 steps take about a second, also where all of them look at one field', () => {
  const take = (steps: Steps): number => {
    const input = world(steps, [{ stage: 's0', a: { b: 1 } }]);
    const begun = process.cpuUsage();
    staticFindings(input);
    return process.cpuUsage(begun).user / 1000;
  };
  const many = (of: (n: number) => Steps[string]): Steps =>
    Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`s${n}`, of(n)]));
  const spread = take(
    many((n) => [{ a: { [`f${n % 50}`]: n }, [`g${n % 300}`]: String, x: null }, `data.g${n % 300} = "";`]),
  );
  const shared = take(many((n) => [{ stage: `s${n}` }, `data.stage = "s${n + 1}";`]));
  const equal = take(many(() => [{ stage: String, x: null }, 'data.stage = "x";']));
  // Of computing, not of waiting while others are at work; with room for a machine that is slower.
  expect(Math.max(spread, shared, equal)).toBeLessThan(4_000);
}, 60_000);
