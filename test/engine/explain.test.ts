// Why a condition does not match: the verdict at each place, and how far from matching it is.
import { describe, expect, test } from 'vitest';
import { distance, type Explained, explain } from '../../src/engine/condition.ts';
import { readCondition } from '../../src/engine/read-condition.ts';
import type { Verdict } from '../../src/events.ts';
import type { JsonObject } from '../../src/step.ts';

type Told = Pick<Verdict, 'ok' | 'threw'>;

function explained(pattern: object, data: JsonObject, told: Readonly<Record<string, Told>> = {}): Explained {
  return explain(readCondition(pattern, 's').condition, data, (leaf, at) => told[`${leaf.join('.')}@${at.join('.')}`]);
}

/** `place in the condition@place in the data: verdict (detail)` of it all, containers too. */
function lines({ leaf, at, verdict, detail, children }: Explained): string[] {
  const own = `${leaf.join('.')}@${at.join('.')}: ${verdict}${detail === undefined ? '' : ` (${detail})`}`;
  return [own, ...children.flatMap(lines)];
}

const isBig = (n: number): boolean => n > 2;
type Row = readonly [pattern: object, data: JsonObject, verdict: string, distance: number, told?: Record<string, Told>];

const AT_A: readonly Row[] = [
  [{ a: String }, { a: 'x' }, 'ok', 0],
  [{ a: String }, {}, 'missing', 1],
  [{ a: String }, { a: null }, 'null', 1],
  [{ a: String }, { a: 1 }, 'wrong type', 1],
  [{ a: 1 }, { a: 1 }, 'ok', 0],
  [{ a: 1 }, { a: 2 }, 'wrong value', 1],
  [{ a: 1 }, { a: '1' }, 'wrong type', 1],
  [{ a: 1 }, { a: null }, 'null', 1],
  [{ a: 1 }, {}, 'missing', 1],
  [{ a: null }, {}, 'ok', 0],
  [{ a: null }, { a: 0 }, 'wrong value', 1],
  [{ a: { $ne: null } }, { a: 0 }, 'ok', 0],
  [{ a: { $ne: null } }, { a: null }, 'null', 1],
  [{ a: { $ne: null } }, {}, 'missing', 1],
  [{ a: { $gt: 1 } }, { a: { $gt: 1 } }, 'inside', 1],
  [{ a: Date }, { a: 1 }, 'never (Date is no type of JSON data)', 1],
  [{ a: /x/ }, { a: 'x' }, 'untested', 1],
  [{ a: /x/ }, { a: 'x' }, 'ok', 0, { 'a@a': { ok: true } }],
  [{ a: /x/ }, { a: 'y' }, 'no regexp match', 1, { 'a@a': { ok: false } }],
  [{ a: /x/ }, { a: 1 }, 'wrong type', 1, { 'a@a': { ok: false } }],
  [{ a: /x/ }, {}, 'missing', 1],
  [{ a: isBig }, { a: 1 }, 'untested', 1],
  [{ a: isBig }, { a: 3 }, 'ok', 0, { 'a@a': { ok: true } }],
  [{ a: isBig }, { a: 1 }, 'predicate false', 1, { 'a@a': { ok: false } }],
  [{ a: isBig }, { a: 1 }, 'predicate threw (no!)', 1, { 'a@a': { ok: false, threw: 'no!' } }],
  // What is told of a stashed value beats what its mask would say.
  [{ a: String }, { a: 1 }, 'ok', 0, { 'a@a': { ok: true } }],
  [{ a: String }, { a: 'x' }, 'wrong value', 1, { 'a@a': { ok: false } }],
  [{ a: String }, { a: 1 }, 'wrong type', 1, { 'a@a': { ok: false } }],
  [{ a: {} }, { a: {} }, 'ok', 0],
  [{ a: {} }, { a: [] }, 'wrong type', 1],
  [{ a: {} }, {}, 'missing', 1],
  [{ a: { b: 1 } }, { a: { b: 1 } }, 'ok', 0],
  [{ a: { b: 1 } }, { a: { b: 2 } }, 'inside', 1],
  [{ a: { b: 1, c: 1 } }, { a: 'x' }, 'wrong type', 2],
  [{ a: [] }, { a: [] }, 'ok', 0],
  [{ a: [] }, { a: {} }, 'wrong type', 1],
  [{ a: [1] }, {}, 'missing', 2],
  [{ a: [1] }, { a: [1] }, 'ok', 0],
  [{ a: [1, 2, 3] }, { a: [1] }, 'inside', 2],
];

describe('the verdict at a place, and the distance', () => {
  const rows = AT_A.map(([pattern, data, verdict, far, told]) => ({ pattern, data, verdict, far, told }));
  test.each(rows)('$pattern of $data: $verdict, $far', ({ pattern, data, verdict, far, told }) => {
    const found = explained(pattern, data, told);
    expect(lines(found)[1]).toBe(`a@a: ${verdict}`);
    expect(lines(found)[0]).toBe(`@: ${far === 0 ? 'ok' : 'inside'}`);
    expect(distance(found)).toBe(far);
  });
});

test('below what is no object nothing is fulfilled, and what fails says why', () => {
  expect(lines(explained({ a: { b: null, c: String, d: Date, e: isBig, f: [1] } }, { a: 'text' }))).toEqual([
    '@: inside',
    'a@a: wrong type',
    'a.b@a.b: missing',
    'a.c@a.c: missing',
    'a.d@a.d: never (Date is no type of JSON data)',
    'a.e@a.e: untested',
    'a.f@a.f: missing',
    'a.f.0@a.f: no such element',
  ]);
});

describe('of an array', () => {
  test('the first of the nearest elements is shown, with the leaf that fails', () => {
    const data = {
      a: [
        { x: 9, y: 9 },
        { x: 1, y: 9 },
        { x: 9, y: 2 },
      ],
    };
    expect(lines(explained({ a: [{ x: 1, y: 2 }] }, data))).toEqual([
      '@: inside',
      'a@a: inside',
      'a.0@a.1: no such element',
      'a.0.x@a.1.x: ok',
      'a.0.y@a.1.y: wrong value',
    ]);
  });

  test('an element that matches ends the search', () => {
    expect(lines(explained({ a: [2] }, { a: [1, 2, 2] }))).toEqual(['@: ok', 'a@a: ok', 'a.0@a.1: ok']);
  });

  test('of an empty one there is no element to show', () => {
    const [, , shown] = lines(explained({ a: [/x/] }, { a: [] }, { 'a.0@a': { ok: true } }));
    expect(shown).toBe('a.0@a: no such element');
  });
});

test('the value that was looked at is told where there is one', () => {
  const { children } = explained({ a: 1, b: 1, c: { d: 1 } }, { a: null, c: 'x' });
  expect(children.map((child) => ['actual' in child, child.actual])).toEqual([
    [true, null],
    [false, undefined],
    [true, 'x'],
  ]);
});
