// Questions to JSON values, and what leaves a step as JSON.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asJson } from '../../src/engine/as-json.ts';
import { isSameList, lengthOfJson, setField } from '../../src/engine/json.ts';
import { Normaliser } from '../../src/engine/normalise.ts';
import { commonEnds, equalJson } from '../../src/json.ts';
import type { Json } from '../../src/step.ts';

const item = fc.constantFrom<Json>('a', 'b', 0, 1, null);
const list = fc.array(item, { maxLength: 6 });
const json = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;

describe('JSON', () => {
  test('is equal where its sorted text is', () => {
    const sorted = (value: unknown): unknown =>
      typeof value !== 'object' || value === null
        ? value
        : Array.isArray(value)
          ? value.map(sorted)
          : [
              'fields',
              ...Object.entries(value)
                .sort()
                .map(([key, inner]) => [key, sorted(inner)]),
            ];
    const small = fc.oneof(item, list, fc.dictionary(fc.constantFrom('a', 'b', 'toString'), fc.oneof(item, list)));
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(equalJson(a, b)).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
        expect(equalJson(a, structuredClone(a))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    [undefined, undefined, true],
    [undefined, null, false],
    [null, {}, false],
    [{}, null, false],
    [{}, 'x', false],
    ['x', {}, false],
    [[], {}, false],
    [{}, [], false],
    [[1], [1, 2], false],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1 }, { b: 1 }, false],
    [{ toString: 1 }, { a: 1 }, false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [0, -0, true],
    [{ a: [0] }, { a: [-0] }, true],
  ] as const)('%j and %j: %s', (a, b, isEqual) => {
    expect(equalJson(a, b)).toBe(isEqual);
  });

  test('two lists have ends in common, which never overlap', () => {
    fc.assert(
      fc.property(list, list, list, list, (before, x0, y0, behind) => {
        const [a, b] = [
          [...before, ...x0, ...behind],
          [...before, ...y0, ...behind],
        ];
        const { head, tail } = commonEnds(a, b);
        expect(a.slice(0, head)).toEqual(b.slice(0, head));
        expect(a.slice(a.length - tail)).toEqual(b.slice(b.length - tail));
        expect(head + tail).toBeLessThanOrEqual(Math.min(a.length, b.length));
        const [x, y] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
        if (x.length > 0 && y.length > 0) expect([x[0] === y[0], x.at(-1) === y.at(-1)]).toEqual([false, false]);
        expect(isSameList(a, b)).toBe(JSON.stringify(a) === JSON.stringify(b));
        expect(isSameList(a, [...a])).toBe(true);
      }),
    );
  });

  test('-0 at an end of a list is another element than 0: it has to become one', () => {
    expect(commonEnds([1, 0], [1, -0])).toEqual({ head: 1, tail: 0 });
    expect(commonEnds([0, 1], [-0, 1])).toEqual({ head: 0, tail: 1 });
    expect(commonEnds<Json>([1, 0], [1, -0], equalJson)).toEqual({ head: 2, tail: 0 });
  });

  test('one value has the length of its text', () => {
    const scalar = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), item);
    fc.assert(
      fc.property(scalar, (value) => {
        expect(lengthOfJson(value, new WeakMap())).toBe(String(JSON.stringify(value === 0 ? 0 : value)).length);
      }),
    );
    for (const value of [9, 10, -9, -10, 99, 100, 2 ** 53, true, false, null, ''])
      expect(lengthOfJson(value, new WeakMap())).toBe(JSON.stringify(value).length);
    const known = {};
    expect([lengthOfJson(known, new WeakMap([[known, 7]])), lengthOfJson({}, new WeakMap())]).toEqual([7, 2]);
  });

  test('a field named __proto__ is a field', () => {
    const made: Record<string, Json> = {};
    setField(made, '__proto__', { a: 1 });
    setField(made, 'b', 2);
    expect(JSON.stringify(made)).toBe('{"__proto__":{"a":1},"b":2}');
    expect(Object.getOwnPropertyDescriptor(made, '__proto__')).toMatchObject({ enumerable: true, writable: true });
    setField(made, '__proto__', 3);
    expect(Object.values(structuredClone(made))).toEqual([3, 2]);
    expect(Reflect.deleteProperty(made, '__proto__')).toBe(true);
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
  });

  test('what cannot leave a step says where and why', () => {
    const normaliser = new Normaliser();
    expect(asJson(undefined, normaliser)).toBe(null);
    fc.assert(
      fc.property(json, (value) => void expect(asJson(value, normaliser)).toEqual(JSON.parse(JSON.stringify(value)))),
    );
    const tail = 'is a BigInt: only JSON can be passed here. Store a number or a text.';
    expect(() => asJson(1n, normaliser)).toThrow(new TypeError(`the value ${tail}`));
    expect(() => asJson({ a: [1n] }, normaliser)).toThrow(new TypeError(`a.0 ${tail}`));
  });
});
