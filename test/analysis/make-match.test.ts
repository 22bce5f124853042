// The smallest change that makes a condition match: a table, and the law that it does.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Edit, makeMatch } from '../../src/analysis/make-match.ts';
import { regexpSample } from '../../src/analysis/regexp-sample.ts';
import { distance, explain, matches } from '../../src/engine/condition.ts';
import { readCondition } from '../../src/engine/read-condition.ts';
import { applyPatches, valueAt } from '../../src/patch.ts';
import type { JsonObject, ObjectCondition } from '../../src/step.ts';
import { judgeFor } from '../engine/judge.ts';

const judge = judgeFor(new Map());

function made(pattern: object, data: JsonObject) {
  const { condition } = readCondition(pattern, 'step');
  return { condition, ...makeMatch(explained(condition, data)) };
}

function explained(condition: ObjectCondition, data: JsonObject) {
  return explain(condition, data, (leaf, at) => {
    const inner = leafAt(condition, leaf);
    if (inner?.kind !== 'regexp') return undefined;
    const value = valueAt(data, at);
    return { ok: typeof value === 'string' && judge.regexp(inner.source, inner.flags, value) };
  });
}

function leafAt(condition: ObjectCondition, path: readonly (string | number)[]) {
  let at: unknown = condition;
  for (const key of path) {
    const { kind, fields, elements } = at as { kind: string; fields: [string, unknown][]; elements: unknown[] };
    at = kind === 'object' ? fields.find(([name]) => name === key)?.[1] : elements[Number(key)];
  }
  return at as { kind: string; source: string; flags: string } | undefined;
}

function applied(data: JsonObject, edits: readonly Edit[]): JsonObject {
  return edits.reduce<JsonObject>((doc, { path, value }) => {
    if (value === undefined) return applyPatches(doc, [{ op: 'remove', path }]);
    const list = valueAt(doc, path.slice(0, -1));
    if (Array.isArray(list)) {
      const index = Number(path.at(-1));
      const remove = index < list.length ? 1 : 0;
      return applyPatches(doc, [{ op: 'splice', path: path.slice(0, -1), index, remove, insert: [value] }]);
    }
    return applyPatches(doc, [{ op: 'add', path, value }]);
  }, data);
}

describe('the edits', () => {
  it.each([
    ['a literal', { a: 'x' }, { a: 'y' }, [{ path: ['a'], value: 'x' }]],
    ['nothing that matches is touched', { a: 'x', b: 1 }, { a: 'x', c: 1 }, [{ path: ['b'], value: 1 }]],
    ['a text that is a number becomes it', { total: Number }, { total: '5000' }, [{ path: ['total'], value: 5000 }]],
    ['a number becomes its text', { id: String }, { id: 7 }, [{ path: ['id'], value: '7' }]],
    ['a value is wrapped in a list', { items: Array }, { items: 'one' }, [{ path: ['items'], value: ['one'] }]],
    ['what must not be there goes', { error: null }, { error: 'late' }, [{ path: ['error'], value: undefined }]],
    ['what must be there comes', { paid: { $ne: null } }, {}, [{ path: ['paid'], value: true }]],
    [
      'a missing parent comes as a whole',
      { a: { b: { c: 1 }, d: null } },
      {},
      [{ path: ['a'], value: { b: { c: 1 } } }],
    ],
    ['an element is added', { list: [{ k: 1 }, 'x'] }, { list: ['x'] }, [{ path: ['list', 1], value: { k: 1 } }]],
    [
      'two elements are added',
      { list: ['a', 'b'] },
      { list: [] },
      [
        { path: ['list', 0], value: 'a' },
        { path: ['list', 1], value: 'b' },
      ],
    ],
    ['a text for an expression', { mail: /^\S+@\S+\.\w{2,}$/ }, {}, [{ path: ['mail'], value: 'a@a.aa' }]],
  ] as const)('%s', (_, pattern, data, edits) => {
    expect(made(pattern, data as unknown as JsonObject).edits).toEqual(edits);
  });

  it('says what cannot be made up, and why', () => {
    const { impossible } = made({ n: function isEven() {}, m: /(?=x)y/, o: { $gt: 1 } }, {});
    expect(impossible.map(({ path }) => path)).toEqual([['n'], ['m'], ['o', '$gt']]);
    expect(impossible[0]?.why).toContain('isEven');
  });

  it('are none where something can never match: the rest would lead nowhere', () => {
    const { edits, impossible } = made({ a: { $gt: 1 }, b: 1 }, { a: 5 });
    expect([edits, impossible.map(({ path }) => path)]).toEqual([[], [['a', '$gt']]]);
  });
});

describe('a text for a regular expression', () => {
  it.each([
    /^ORD-\d{3,}$/,
    /a|b/,
    /^(?:x|y)+z?$/,
    /(?<year>\d{4})-\d\d/,
    /[^a]b/,
    /[A-Z][a-z]*/,
    /^$/,
    /\bword\b/,
    /^https?:\/\//,
    /[\w.]+@/,
    /\$\d+\.\d{2}/,
    /./,
    /^.{3}$/,
    /\t/,
  ])('%s', (pattern) => {
    expect(regexpSample(pattern.source)).toMatch(pattern);
  });

  it.each([/(a)\1/.source, /(?!x)y/.source, /\u0041/.source, '['])('none for %s', (source) => {
    expect(regexpSample(source)).toBeNull();
  });
});

const key = fc.constantFrom('a', 'b', 'c');
const scalar = fc.oneof(
  fc.integer({ min: 0, max: 2 }),
  fc.constantFrom('x', 'y', '3', ''),
  fc.boolean(),
  fc.constant(null),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  ),
})).value;
const leaf = fc.oneof(
  scalar,
  fc.constantFrom(String, Number, Boolean, Array, Object, /x|^$/),
  fc.constant({ $ne: null }),
);
const pattern = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('value'), { maxLength: 2 }), tie('object')),
  object: fc.dictionary(key, tie('value'), { maxKeys: 3 }),
})).object as fc.Arbitrary<object>;

test('law: after the edits it matches, and no more edits than leaves fail', () => {
  fc.assert(
    fc.property(pattern, fc.dictionary(key, json, { maxKeys: 3 }), (written, given) => {
      const data = JSON.parse(JSON.stringify(given)) as JsonObject;
      const { condition, edits, impossible } = made(written, data);
      expect(impossible).toEqual([]);
      expect(edits.length).toBeLessThanOrEqual(distance(explained(condition, data)));
      expect(matches(condition, applied(data, edits), judge)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
