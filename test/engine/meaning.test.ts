// What becomes of values that are no JSON, where it is told, and what stays the identical object.
import { describe, expect, test } from 'vitest';
import { isThenable, kindOf, unbox } from '../../src/engine/foreign.ts';
import { Normaliser } from '../../src/engine/normalise.ts';
import { Origins } from '../../src/engine/origins.ts';
import type { Json, JsonObject } from '../../src/step.ts';

class Order {
  constructor(readonly id: number) {}
}
class Apple {}

const PLAIN = 'a plain object with its own fields';
const bare = (fields: object): object => Object.assign(Object.create(null), fields);

describe('a value left at a.0', () => {
  test.each<[string, unknown, Json, string | null]>([
    ['a text', 'x', 'x', null],
    ['a boolean', false, false, null],
    ['null', null, null, null],
    ['minus zero', -0, 0, null],
    ['NaN', Number.NaN, null, 'NaN became null'],
    ['infinity', Number.NEGATIVE_INFINITY, null, '-Infinity became null'],
    ['undefined', undefined, null, 'undefined in an array became null'],
    ['a function', () => {}, null, 'a function became null'],
    ['a symbol', Symbol('s'), null, 'a symbol became null'],
    ['a date', new Date(0), '1970-01-01T00:00:00.000Z', 'a Date became a text'],
    ['what says what it is', { toJSON: () => [1] }, [1], 'an object with toJSON became what its toJSON gives'],
    ['what says a text', { toJSON: () => 'x' }, 'x', 'an object with toJSON became a text'],
    ['what says nothing', { toJSON: () => undefined }, null, 'an object with toJSON became what its toJSON gives'],
    ['a field toJSON that is none', { toJSON: 1 }, { toJSON: 1 }, null],
    ['a Map', new Map([[1, 2]]), {}, `a Map became ${PLAIN}`],
    ['an instance', new Order(5), { id: 5 }, `an Order became ${PLAIN}`],
    ['an empty instance', new Apple(), {}, `an Apple became ${PLAIN}`],
    ['an object without a prototype', bare({ a: 1 }), { a: 1 }, null],
    [
      'one with a prototype of its own',
      Object.create({ a: 1 }),
      {},
      `an object with a prototype of its own became ${PLAIN}`,
    ],
    ['a boxed number', Object(5), 5, null],
    ['a boxed text', Object('x'), 'x', null],
    ['a boxed boolean', Object(false), false, null],
  ])('%s', (_, given, becomes, told) => {
    const { value, changed, faults, promises } = new Normaliser().normalise({}, { a: [given] });
    expect(value).toEqual({ a: [becomes] });
    expect(Object.is((value as { a: Json[] }).a[0], -0)).toBe(false);
    expect(changed.map(({ path, was, became }) => `${path.join('.')}: ${was} became ${became}`)).toEqual(
      told === null ? [] : [`a.0: ${told}`],
    );
    expect([faults, promises]).toEqual([[], []]);
  });

  test('a field that is undefined, or becomes nothing, is no field', () => {
    const { value, changed } = new Normaliser().normalise({ a: 1, b: 1, c: 1 }, { a: undefined, b: () => {}, c: 1 });
    expect(value).toEqual({ c: 1 });
    expect(Object.keys(value as object)).toEqual(['c']);
    expect(changed).toEqual([{ path: ['b'], was: 'a function', became: 'nothing' }]);
  });

  test('a toJSON hears the key of its place', () => {
    const heard: unknown[] = [];
    const toJSON = (key: string) => heard.push(key);
    new Normaliser().normalise({}, { a: { toJSON }, list: [1, { toJSON }] });
    new Normaliser().normalise(undefined, { toJSON });
    expect(heard).toEqual(['a', '1', '']);
  });
});

const withThen = (then: unknown): object => Object.fromEntries([['then', then]]);

describe('a promise', () => {
  const promise = Promise.resolve(1);

  test('leaves its place to its value', () => {
    const { value, promises } = new Normaliser().normalise({ a: 5 }, { a: promise, list: [1, promise, 2], c: 1 });
    expect(value).toEqual({ list: [1, null, 2], c: 1 });
    expect(promises).toEqual([
      { path: ['a'], promise },
      { path: ['list', 1], promise },
    ]);
  });

  test('is anything with a method then, but the document itself', () => {
    const thenable = withThen(() => {});
    expect(new Normaliser().normalise({}, { a: thenable }).promises).toHaveLength(1);
    expect(new Normaliser().normalise({}, { ...withThen(() => {}), a: 1 })).toMatchObject({
      value: { a: 1 },
      promises: [],
    });
    expect([isThenable(thenable), isThenable(withThen(1)), isThenable({})]).toEqual([true, false, false]);
  });
});

describe('a fault', () => {
  const faultsOf = (given: unknown) => new Normaliser().normalise({ keep: 1 }, given);

  test.each<[string, (root: Record<string, unknown>) => void, string, string, string]>([
    ['a BigInt', (root) => Object.assign(root, { a: [1n] }), 'a.0', 'is a BigInt', 'Store a number or a text.'],
    [
      'a cycle',
      (root) => Object.assign(root, { a: { root } }),
      'a.root',
      'is a cycle',
      'Store an id instead of the object itself.',
    ],
    [
      'a list in itself',
      (root) => Object.assign(root, { a: ((list: unknown[]) => list.push(list) && list)([]) }),
      'a.0',
      'is a cycle',
      'Store an id instead of the object itself.',
    ],
  ])('%s says where, and the rest goes on', (_, spoil, path, what, hint) => {
    const given = { keep: 2 };
    spoil(given);
    const { value, faults } = faultsOf(given);
    expect(faults).toEqual([{ path: path.split('.').map((key) => (key === '0' ? 0 : key)), what, hint }]);
    expect(value).toMatchObject({ keep: 2 });
  });

  test('the same object at two places is no cycle', () => {
    const part = { n: 1 };
    expect(faultsOf({ a: part, b: [part, part] }).faults).toEqual([]);
  });

  test('a getter that throws spoils its own field only', () => {
    const error = new Error('no');
    const given = {
      keep: 2,
      get a() {
        throw error;
      },
      b: { c: 1 },
    };
    expect(faultsOf(given)).toMatchObject({
      value: { keep: 2, b: { c: 1 } },
      faults: [{ path: ['a'], what: 'cannot be read', hint: '', thrown: { error } }],
    });
  });

  test('a toJSON or a proxy that throws is told at its place, and the next ones at theirs', () => {
    const error = new Error('no');
    const fail = () => {
      throw error;
    };
    const given = { a: { b: { toJSON: fail } }, c: new Proxy({}, { ownKeys: fail }), d: 1n };
    const { value, faults } = faultsOf(given);
    expect(value).toEqual({ a: {} });
    expect(faults.map(({ path, what }) => `${path.join('.')} ${what}`)).toEqual([
      ...['a.b cannot be read', 'c cannot be read', 'd is a BigInt'],
    ]);
  });
});

describe('the identical object', () => {
  const normaliser = new Normaliser();
  const before = normaliser.adopt({ a: { b: [1, { c: 2 }] }, n: 1, t: 'x' });
  const copy = (): Record<string, Json> => structuredClone(before) as Record<string, Json>;
  const changed = (change: (data: Record<string, Json>) => unknown): JsonObject => {
    const data = copy();
    change(data);
    return normaliser.normalise(before, data).value as JsonObject;
  };

  test.each<[string, (data: Record<string, Json>) => unknown]>([
    ['nothing changed', () => {}],
    ['keys in another order', (data) => [delete data.a, Object.assign(data, { a: before.a })]],
    [
      'keys in another order, and a copy',
      (data) => [delete data.a, Object.assign(data, { a: structuredClone(before.a) })],
    ],
    ['a field that is undefined', (data) => Object.assign(data, { x: undefined })],
  ])('where it is %s', (_, change) => {
    expect(changed(change)).toBe(before);
  });

  test.each<[string, (data: Record<string, Json>) => unknown]>([
    ['a field more', (data) => Object.assign(data, { x: 1 })],
    ['a field less', (data) => delete data.n],
    ['one for another', (data) => [delete data.n, Object.assign(data, { m: 1 })]],
    ['another value', (data) => Object.assign(data, { n: 2 })],
  ])('but not for %s: then for the parts that are as they were', (_, change) => {
    const found = changed(change);
    const expected = copy();
    change(expected);
    expect(found).toEqual(expected);
    expect(found).not.toBe(before);
    expect(found.a).toBe(before.a);
  });

  test.each([
    ['longer', [1, { c: 2 }, 3]],
    ['shorter', [1]],
    ['other', [1, { c: 3 }]],
    ['reversed', [{ c: 2 }, 1]],
    ['empty', []],
  ])('a list that is %s is another one', (_, list) => {
    const found = changed((data) => Object.assign(data, { a: { b: list } }));
    expect(found.a).toEqual({ b: list });
  });

  test('a list of the same elements is the same list, whatever it is a copy of', () => {
    const { a } = before as unknown as { a: { b: readonly Json[] } };
    expect(changed((data) => Object.assign(data, { a: { b: [...a.b] } }))).toBe(before);
    expect(changed((data) => Object.assign(data, { a: { b: structuredClone(a.b) } }))).toBe(before);
    const first = { x: 1 };
    const held = normaliser.adopt({ list: [first, 2, 3] }) as { list: readonly Json[] };
    const moved = normaliser.normalise(held, { list: [0, ...held.list] }).value as { list: readonly Json[] };
    expect(moved.list).toEqual([0, first, 2, 3]);
    expect(moved.list[1]).toBe(held.list[0]);
  });

  test('a part that equals what was there is what was there', () => {
    const known = normaliser.adopt({ b: [1, { c: 2 }] });
    expect(changed((data) => Object.assign(data, { a: known }))).toBe(before);
    const other = normaliser.adopt({ b: 5 });
    expect(changed((data) => Object.assign(data, { a: other })).a).toBe(other);
  });

  test('a copy that was moved and not changed is its original again', () => {
    const original = before.a as JsonObject;
    const moved = structuredClone(original) as Record<string, Json>;
    const origins = new Origins();
    origins.add(moved, original);
    const found = normaliser.normalise(before, { elsewhere: moved }, origins).value as JsonObject;
    expect(found.elsewhere).toBe(original);
  });

  test('what was not adopted has no length', () => {
    expect(normaliser.lengthOf({ a: 1 })).toBe(Number.POSITIVE_INFINITY);
    expect(normaliser.lengthOf(before)).toBeGreaterThan(20);
  });
});

test('kinds and boxes', () => {
  const plain = {};
  expect([unbox(plain), unbox(Object(1)), kindOf(plain), kindOf(bare({})), kindOf(new Order(1))]).toEqual([
    ...[plain, 1, undefined, undefined, 'an Order'],
  ]);
  expect([kindOf(new Map()), kindOf(new (class {})()), kindOf(Object.create(bare({})))]).toEqual([
    ...['a Map', 'an object with a prototype of its own', 'an object with a prototype of its own'],
  ]);
});
