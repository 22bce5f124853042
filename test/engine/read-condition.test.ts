// What a condition as it is written becomes, and what is said of what cannot match.
import { describe, expect, test } from 'vitest';
import { readCondition } from '../../src/engine/read-condition.ts';

class Order {}
const isBig = (n: number): boolean => n > 2;
const NEVER = 'It never matches; remove it or test it in content.';
const PLAIN = 'only plain objects, arrays, types, literals and regular expressions match';
const BY_TYPE = 'stashed values match by type only';
const STASH = 'Use String, Number, Boolean, null or { $ne: null } there.';
const BUILT_IN = 'Use String, Number, Boolean, Array or Object; a date in data is a String.';
const AT_ONCE = 'A function in a condition must answer at once; do what takes time in content.';
const never = (shown: string, reason: string): object => ({ kind: 'never', shown, reason });

describe('a field becomes', () => {
  test.each([
    [String, { kind: 'type', type: 'String' }],
    [Object, { kind: 'type', type: 'Object' }],
    [undefined, { kind: 'null' }],
    [false, { kind: 'literal', value: false }],
    [{ $ne: null }, { kind: 'present' }],
    [{ b: null }, { kind: 'object', fields: [['b', { kind: 'null' }]] }],
    [Object.assign(Object.create(null), { b: 1 }), { kind: 'object' }],
    [/a/gimsuy, { kind: 'regexp', source: 'a', flags: 'imsu' }],
    [[1, [String]], { kind: 'array', elements: [{ value: 1 }, { kind: 'array' }] }],
    // biome-ignore lint/suspicious/noSparseArray: a hole is a field like any other
    [[, 1], { kind: 'array', elements: [{ kind: 'null' }, { value: 1 }] }],
    [isBig, { kind: 'predicate', name: 's:a', shown: 'isBig' }],
    [
      (
        () => () =>
          true
      )(),
      { kind: 'predicate', name: 's:a', shown: 'function' },
    ],
  ])('%o', (written, expected) => {
    const { condition, faults } = readCondition({ a: written }, 's');
    expect(condition.fields[0]).toMatchObject(['a', expected]);
    expect(faults).toEqual([]);
  });
});

test('a predicate is found by its name', () => {
  const { predicates } = readCondition({ a: { b: isBig }, list: [isBig] }, 'billing/charge');
  expect([...predicates]).toEqual([
    ['billing/charge:a.b', isBig],
    ['billing/charge:list.0', isBig],
  ]);
});

describe('what can never match says so', () => {
  test.each([
    [Number.NaN, 'a', 'JSON has no such number', 'NaN', NEVER],
    [1n, 'a', 'data never holds a bigint', '1', NEVER],
    [Symbol('x'), 'a', 'data never holds a symbol', 'Symbol(x)', NEVER],
    [Map, 'a', 'Map is no type of JSON data', 'Map', BUILT_IN],
    [
      Object.defineProperty((() => {}).bind(null), 'name', { value: '' }),
      'a',
      'this built-in function is no type of JSON data',
      'a function',
      BUILT_IN,
    ],
    [(() => {}).bind(null), 'a', 'bound  is no type of JSON data', 'bound ', BUILT_IN],
    [Buffer, 'a', 'Buffer is no type of JSON data', 'Buffer', BUILT_IN],
    [JSON, 'a', 'JSON is no type of JSON data', '"JSON"', BUILT_IN],
    [Order, 'a', 'Order is a class, and data between turns is JSON', 'Order', NEVER],
    [async () => true, 'a', 'an async function gives a promise, which is no answer', 'a function', AT_ONCE],
    [new Order(), 'a', PLAIN, '"Order"', NEVER],
    [new Date(0), 'a', PLAIN, '"Date"', NEVER],
    [
      { $ne: 'x' },
      'a.$ne',
      '$ne works with null only',
      '"x"',
      '`{ $ne: null }` is the only form; test other values in content.',
    ],
    [
      { $ne: null, b: 1 },
      'a.$ne',
      '$ne works with null only',
      'null',
      '`{ $ne: null }` is the only form; test other values in content.',
    ],
    [
      { $gt: [1] },
      'a.$gt',
      'the operator $gt is not supported by the platform',
      'an array',
      'Conditions know types, literals, null, { $ne: null }, regular expressions, nested objects and arrays; test anything else in content.',
    ],
  ])('%o', (written, place, reason, shown, hint) => {
    const { condition, faults } = readCondition({ a: written }, 's');
    const message = `${place}: ${reason}, so this condition never matches`;
    expect(faults).toEqual([{ path: place.split('.'), message, hint }]);
    const [, found] = condition.fields[0] ?? [];
    expect(found?.kind === 'object' ? found.fields[0]?.[1] : found).toEqual(never(shown, reason));
  });

  test('a condition that is { $ne: null } names no field', () => {
    const { faults } = readCondition({ $ne: null }, 's');
    expect(faults[0]?.message).toBe(
      'a condition must be an object, not { $ne: null }, which says nothing of any field',
    );
  });

  test.each([
    ['x', '"x"'],
    [1, '1'],
    [[1], 'an array'],
    [isBig, 'isBig'],
    [() => {}, 'a function'],
    [{ condition: () => true }.condition, 'a function'],
    [undefined, 'undefined'],
    [/x/, 'RegExp'],
    [String, 'String'],
  ])('a condition that is %o', (written, shown) => {
    const { condition, faults } = readCondition(written, 's');
    expect(condition).toEqual({ kind: 'object', fields: [['', never(shown, 'not an object')]] });
    expect(faults.at(-1)).toEqual({
      path: [],
      message: `a condition must be an object, not ${shown}`,
      hint: 'Write `export const condition = { field: String }`.',
    });
  });
});

describe('below $stash', () => {
  test.each([
    ['a text', 'abc', '"abc"'],
    ['a number', 5, '5'],
    ['a boolean', true, 'true'],
    ['a regular expression', /x/, 'RegExp'],
    ['a predicate', isBig, 'isBig'],
  ])('%s never matches, and has a fault', (_, written, shown) => {
    const { condition, faults, predicates } = readCondition({ $stash: { in: { token: written } } }, 's');
    const message = `a value under $stash matches by type only, so $stash.in.token: ${shown} never matches`;
    expect(faults).toEqual([{ path: ['$stash', 'in', 'token'], message, hint: STASH }]);
    expect(JSON.stringify(condition)).toContain('"kind":"never"');
    expect(JSON.stringify(condition)).toContain(`"reason":"${BY_TYPE}"`);
    expect(JSON.stringify(condition)).toContain(
      `"shown":${JSON.stringify(written instanceof RegExp ? String(written) : shown)}`,
    );
    expect(predicates.size).toBe(0);
  });

  test.each([
    ['a type', String],
    ['null', null],
    ['undefined', undefined],
    ['what is there', { $ne: null }],
    ['an object', { n: Number }],
  ])('%s matches', (_, written) => {
    const { condition, faults } = readCondition({ $stash: { token: written } }, 's');
    expect(faults).toEqual([]);
    expect(JSON.stringify(condition)).not.toContain('never');
  });

  test('an array never matches, whatever is in it', () => {
    const { condition, faults } = readCondition({ $stash: { list: ['x', String] } }, 's');
    expect(faults.map(({ path }) => path.join('.'))).toEqual(['$stash.list']);
    expect(condition).toEqual({
      kind: 'object',
      fields: [['$stash', { kind: 'object', fields: [['list', never('an array', BY_TYPE)]] }]],
    });
  });

  test('a function that has its name from its place has none', () => {
    const { faults } = readCondition({ $stash: { token: () => true } }, 's');
    expect(faults[0]?.message).toContain('$stash.token: a function never matches');
  });

  test('$stash itself is no literal either; other keys are no stash', () => {
    expect(readCondition({ $stash: Object, stash: { token: 'x' } }, 's').faults).toEqual([]);
    expect(readCondition({ $stash: 'x' }, 's').faults).toMatchObject([
      { path: ['$stash'], message: 'a value under $stash matches by type only, so $stash: "x" never matches' },
    ]);
  });
});

describe('the same part at two places', () => {
  test('is no cycle; one inside itself is', () => {
    const part = { b: 1 };
    expect(readCondition({ a: part, c: part }, 's').faults).toEqual([]);
    const ring: unknown[] = [];
    ring.push(ring);
    expect(readCondition({ a: ring }, 's').condition.fields[0]?.[1]).toEqual({
      kind: 'array',
      elements: [never('"a cycle"', 'the condition contains itself')],
    });
  });
});
