// What becomes of values that a step leaves in its data, where the tables of test/check do not reach.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCopy } from '../../src/engine/data-copy.ts';
import { putInto } from '../../src/engine/into.ts';
import { Normaliser } from '../../src/engine/normalise.ts';
import type { JsonObject } from '../../src/step.ts';

class Money {
  constructor(readonly cents: number) {}
  toJSON(): this {
    return this;
  }
}

test.each([
  ['itself', { price: new Money(5) }],
  ['itself, with toJSON as a field of its own', { price: { cents: 5, toJSON: returnThis } }],
  ['what has a toJSON too', { price: { toJSON: () => ({ cents: 5, toJSON: () => 'never asked' }) } }],
  ['a date', { price: { toJSON: () => new Date(0) } }],
  ['null', { price: { toJSON: () => null } }],
])('toJSON that gives %s is read as JSON.stringify reads it', (_, given) => {
  const { value, faults } = new Normaliser().normalise({}, given);
  expect({ value, faults }).toEqual({ value: JSON.parse(JSON.stringify(given)), faults: [] });
});

function returnThis(this: object): object {
  return this;
}

test('a toJSON that gives what is around it is a cycle', () => {
  const given: Record<string, unknown> = {};
  given.inner = { toJSON: () => given };
  expect(new Normaliser().normalise({}, given).faults).toMatchObject([{ path: ['inner'], what: 'is a cycle' }]);
});

const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger());
const value = fc.oneof(number, fc.stringMatching(/^[a-z]*$/), fc.boolean(), fc.constant(null), fc.array(number));
const document = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), value, { maxKeys: 4 });

test('the length of a document is that of its JSON text, after any writes', () => {
  const check = (before: JsonObject, after: JsonObject): void => {
    const normaliser = new Normaliser();
    const open = openCopy(normaliser.adopt(before), {}, normaliser);
    Object.assign(open.root, after);
    const { data } = open.close();
    // Each list and object is taken to end with one more comma than it does.
    expect(Math.abs(normaliser.lengthOf(data) - JSON.stringify(data).length)).toBeLessThanOrEqual(5);
    expect(normaliser.lengthOf(data)).toBe(lengthAnew(data));
  };
  fc.assert(fc.property(document as fc.Arbitrary<JsonObject>, document as fc.Arbitrary<JsonObject>, check));
});

function lengthAnew(data: JsonObject): number {
  const normaliser = new Normaliser();
  return normaliser.lengthOf(normaliser.adopt(JSON.parse(JSON.stringify(data))));
}

test('a result is put behind the end of a list, but not far behind it', () => {
  expect(putInto({ list: [1] }, ['list', 3], 'x')).toEqual({ list: [1, null, null, 'x'] });
  expect(putInto({}, ['list', 1_000], 0)).toHaveProperty('list.length', 1_001);
  expect(() => putInto({ list: [1] }, ['list', 999_999_999], 'x')).toThrow(
    new TypeError(
      "into: 'list.999999999' asks for element 999999999 of a list of 1: a result may be put at most 1000 behind the end",
    ),
  );
});
