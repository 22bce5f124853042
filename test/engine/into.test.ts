// Where a result goes, and where it cannot.
import { describe, expect, test } from 'vitest';
import { intoPath, intoValue, putInto } from '../../src/engine/into.ts';

describe('into', () => {
  test.each([
    ['a', ['a']],
    ['a.b.0.c', ['a', 'b', 0, 'c']],
    ['10.05', [10, '05']],
    ['x1.1x.-1.1e3', ['x1', '1x', '-1', '1e3']],
    ['123', [123]],
  ])('%s is a path', (into, path) => {
    expect(intoPath(into)).toEqual(path);
  });

  test.each([
    ['a plain object as it is', { n: 1 }, { n: 1 }],
    ['a list by its method', [1], { find: [1] }],
    ['null by its method', null, { find: null }],
  ])('puts %s', (_, result, value) => {
    expect(intoValue(result, 'find')).toEqual(value);
  });

  test.each([
    ['a', {}, { a: 9 }],
    ['a.b', {}, { a: { b: 9 } }],
    ['a.b', { a: null, c: 1 }, { a: { b: 9 }, c: 1 }],
    ['a.0', {}, { a: [9] }],
    ['a.2', { a: [1] }, { a: [1, null, 9] }],
    ['a.1', { a: [1] }, { a: [1, 9] }],
    ['a.0', { a: [1, 2] }, { a: [9, 2] }],
    ['a.0.b', { a: [{ c: 1 }] }, { a: [{ c: 1, b: 9 }] }],
    ['a.0', { a: { x: 1 } }, { a: { x: 1, 0: 9 } }],
    ['toString.a', {}, { toString: { a: 9 } }],
  ])('%s of %j', (into, data, expected) => {
    const before = structuredClone(data);
    expect(putInto(data, intoPath(into), 9)).toEqual(expected);
    expect(data).toEqual(before);
  });

  test.each([
    ['a.b.c', { a: { b: 'x' } }, "into: 'a.b.c' leads through a.b, which is a string"],
    ['a.0.b', { a: [5] }, "into: 'a.0.b' leads through a.0, which is a number"],
    ['a.b.c', { a: { b: [] } }, "into: 'a.b.c' asks for the field c of an array at a.b"],
    ['a.__proto__.x', {}, "into: 'a.__proto__.x' is refused: __proto__ is not a place for data"],
    ['prototype', {}, "into: 'prototype' is refused: prototype is not a place for data"],
    ['a.constructor', {}, "into: 'a.constructor' is refused: constructor is not a place for data"],
    [
      'a.1002',
      { a: [1] },
      "into: 'a.1002' asks for element 1002 of a list of 1: a result may be put at most 1000 behind the end",
    ],
  ])('%s of %j is an error', (into, data, message) => {
    expect(() => putInto(data, intoPath(into), 9)).toThrow(new TypeError(message));
  });

  test('just so far behind the end', () => {
    expect(putInto({ a: [1] }, ['a', 1_001], 9)).toHaveProperty('a.length', 1_002);
  });
});
