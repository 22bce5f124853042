// Conditions, as semantics §2 has them: each row is a pattern, a document, and whether the one matches the other.
import { describe, expect, test } from 'vitest';
import { explain, type Judge, matches, specificity } from '../../src/engine/condition.ts';
import { readCondition } from '../../src/engine/read-condition.ts';
import type { JsonObject, ObjectCondition } from '../../src/step.ts';
import { judgeFor } from './judge.ts';

type Row = readonly [name: string, pattern: object, data: JsonObject, matches: boolean];

const ROWS: readonly Row[] = [
  ['String, a text', { a: String }, { a: 'x' }, true],
  ['String, an empty text', { a: String }, { a: '' }, true],
  ['String, a number', { a: String }, { a: 1 }, false],
  ['String, nothing', { a: String }, {}, false],
  ['Number, zero', { a: Number }, { a: 0 }, true],
  ['Number, a text of digits', { a: Number }, { a: '5000' }, false],
  ['Boolean, false', { a: Boolean }, { a: false }, true],
  ['Boolean, null', { a: Boolean }, { a: null }, false],
  ['Array, empty', { a: Array }, { a: [] }, true],
  ['Array, an object', { a: Array }, { a: {} }, false],
  ['Object, empty', { a: Object }, { a: {} }, true],
  ['Object, an array is none', { a: Object }, { a: [] }, false],
  ['Object, null is none', { a: Object }, { a: null }, false],
  ['literal, the same', { a: 'pending' }, { a: 'pending' }, true],
  ['literal, other case', { a: 'pending' }, { a: 'Pending' }, false],
  ['literal 0', { a: 0 }, { a: 0 }, true],
  ['literal 0, a text', { a: 0 }, { a: '0' }, false],
  ['literal false, missing is not false', { a: false }, {}, false],
  ['literal false, null is not false', { a: false }, { a: null }, false],
  ['literal "", empty text', { a: '' }, { a: '' }, true],
  ['null, missing', { a: null }, {}, true],
  ['null, null', { a: null }, { a: null }, true],
  ['null, false is something', { a: null }, { a: false }, false],
  ['undefined means the same as null', { a: undefined }, {}, true],
  ['$ne null, present', { a: { $ne: null } }, { a: 0 }, true],
  ['$ne null, null', { a: { $ne: null } }, { a: null }, false],
  ['$ne null, missing', { a: { $ne: null } }, {}, false],
  ['RegExp, unanchored', { a: /ell/ }, { a: 'hello' }, true],
  ['RegExp, not a text', { a: /1/ }, { a: 1 }, false],
  ['RegExp, flags', { a: /HELLO/i }, { a: 'hello' }, true],
  ['RegExp with g, lastIndex never matters', { a: /l/g }, { a: 'l' }, true],
  ['nested, all inside', { a: { b: String, c: 1 } }, { a: { b: 'x', c: 1, d: 2 } }, true],
  ['nested, one inside fails', { a: { b: String, c: 1 } }, { a: { b: 'x', c: 2 } }, false],
  ['nested null needs the parent', { a: { b: null } }, {}, false],
  ['nested null, parent is there', { a: { b: null } }, { a: {} }, true],
  ['nested in a text', { a: { b: null } }, { a: 'text' }, false],
  ['nested in an array', { a: { b: null } }, { a: [] }, false],
  ['nested empty pattern asks for an object', { a: {} }, { a: [] }, false],
  ['extra keys are ignored', { a: 1 }, { a: 1, b: 2 }, true],
  ['an empty condition matches anything', {}, {}, true],
  ['[x], some element', { a: [{ sku: 'A' }] }, { a: [{ sku: 'B' }, { sku: 'A', n: 1 }] }, true],
  ['[x, y], any order', { a: ['y', 'x'] }, { a: ['x', 'z', 'y'] }, true],
  ['[x, y], one missing', { a: ['x', 'y'] }, { a: ['x'] }, false],
  ['[x], empty array', { a: [String] }, { a: [] }, false],
  ['[], any array', { a: [] }, { a: [1, 2] }, true],
  ['[], empty array', { a: [] }, { a: [] }, true],
  ['[x], not an array', { a: [1] }, { a: { 0: 1 } }, false],
  ['a function, true', { a: (n: number) => n > 2 }, { a: 3 }, true],
  ['a function, false', { a: (n: number) => n > 2 }, { a: 1 }, false],
  ['a function of what is missing', { a: (n: unknown) => n === undefined }, {}, true],
  ['a function that throws', { a: (n: { b: { c: number } }) => n.b.c > 1 }, { a: {} }, false],
  ['own keys only: toString', { toString: Object }, {}, false],
  ['own keys only: constructor', { constructor: { name: String } }, {}, false],
  ['a key that the data owns', { constructor: 'x' }, { constructor: 'x' }, true],
  ['a $key that is no operator is data', { $via: { type: 'webhook' } }, { $via: { type: 'webhook' } }, true],
  ['$stash by type', { $stash: { token: String } }, { $stash: { token: 'abc' } }, true],
  ['$stash by literal never', { $stash: { token: 'abc' } }, { $stash: { token: 'abc' } }, false],
  ['$stash by an array never', { $stash: { l: [String] } }, { $stash: { l: ['abc'] } }, false],
  ['$stash present', { $stash: { token: { $ne: null } } }, { $stash: { token: 'abc' } }, true],
  ['an unsupported operator never', { a: { $gt: 1 } }, { a: 2 }, false],
  ['$ne with a value never', { a: { $ne: 5 } }, { a: 2 }, false],
  ['Date is no predicate', { a: Date }, { a: '2025-01-01' }, false],
];

function parse(pattern: object): { condition: ObjectCondition; judge: Judge } {
  const { condition, predicates } = readCondition(pattern, 'step');
  return { condition, judge: judgeFor(predicates) };
}

describe('what matches', () => {
  test.each(ROWS)('%s', (_, pattern, data, expected) => {
    const { condition, judge } = parse(pattern);
    expect(matches(condition, data, judge)).toBe(expected);
  });
});

describe('what the platform does not know', () => {
  test.each([
    ['$gt', { a: { $gt: 1 } }, 'a.$gt'],
    ['$in', { status: { $in: ['a', 'b'] } }, 'status.$in'],
    ['$or at the root', { $or: [{ a: 1 }] }, '$or'],
    ['$exists', { a: { b: { $exists: true } } }, 'a.b.$exists'],
    ['$ne with a value', { a: { $ne: 'x' } }, 'a.$ne'],
    ['Map', { a: Map }, 'a'],
    ['NaN', { a: Number.NaN }, 'a'],
    ['a bigint', { a: 1n }, 'a'],
    ['a literal under $stash', { $stash: { token: 'abc' } }, '$stash.token'],
    ['a text instead of a condition', 'pending' as unknown as object, ''],
  ])('%s is a fault at its place', (_, pattern, path) => {
    const { faults } = readCondition(pattern, 'step');
    expect(faults.map((fault) => fault.path.join('.'))).toEqual([path]);
    expect(faults[0]?.hint).not.toBe('');
  });

  test('a condition that contains itself ends', () => {
    const pattern: Record<string, unknown> = { a: 1 };
    pattern.again = pattern;
    expect(readCondition(pattern, 'step').faults.map(({ message }) => message)).toEqual([
      'again: the condition contains itself, so this condition never matches',
    ]);
  });
});

describe('specificity is the number of fields asked for', () => {
  test.each([
    [{}, 0],
    [{ a: String }, 1],
    [{ a: { b: 1, c: { d: null } } }, 2],
    [{ a: [] }, 1],
    [{ a: [{ sku: String, n: Number }] }, 3],
    [{ a: {}, b: 1 }, 2],
    [{ a: { $ne: null }, b: /x/ }, 2],
  ])('%j → %d', (pattern, expected) => {
    expect(specificity(parse(pattern).condition)).toBe(expected);
  });
});

describe('why not', () => {
  const verdict = (pattern: object, data: JsonObject): string[] => {
    const leaves: string[] = [];
    const collect = (explained: ReturnType<typeof explain>): void => {
      if (explained.children.length === 0) leaves.push(`${explained.leaf.join('.')}: ${explained.verdict}`);
      explained.children.forEach(collect);
    };
    collect(explain(parse(pattern).condition, data, () => undefined));
    return leaves;
  };

  test('it never stops at the first leaf that fails', () => {
    const pattern = { order: { status: 'pending', total: Number, paid: null }, customer: { email: String } };
    expect(verdict(pattern, { order: { status: 'new', total: '5000' } })).toEqual([
      'order.status: wrong value',
      'order.total: wrong type',
      'order.paid: ok',
      'customer.email: missing',
    ]);
  });

  test('below a missing parent even null is not fulfilled', () => {
    expect(verdict({ a: { b: null } }, {})).toEqual(['a.b: missing']);
  });

  test('of an array it shows the element that comes nearest', () => {
    const data = {
      items: [
        { sku: 'A', n: 'x' },
        { sku: 'B', n: 1 },
      ],
    };
    expect(verdict({ items: [{ sku: 'B', n: 2 }] }, data)).toEqual(['items.0.sku: ok', 'items.0.n: wrong value']);
  });
});
