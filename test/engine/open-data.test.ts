// `data` while a step may write to it: the plain object that it seems to be, whichever way it is held.
import { describe, expect, test } from 'vitest';
import { LateWrite } from '../../src/engine/data.ts';
import { openCopy } from '../../src/engine/data-copy.ts';
import { openDraft } from '../../src/engine/data-draft.ts';
import { lazyGlobals } from '../../src/engine/globals.ts';
import { Normaliser } from '../../src/engine/normalise.ts';
import { Walkers } from '../../src/engine/open-data.ts';
import type { JsonObject } from '../../src/step.ts';

// biome-ignore lint/suspicious/noExplicitAny: step code is not typed
type Root = any;

const DATA: JsonObject = { a: { b: 1 }, list: [1, { c: 2 }], toString: 'own' };
const STASH: JsonObject = { key: 'secret', deep: { n: 1 } };

const WAYS = [
  ['copy', openCopy],
  ['draft', openDraft],
] as const;

describe.each(WAYS)('%s', (way, open) => {
  const opened = (data = DATA, stash = STASH) => {
    const normaliser = new Normaliser();
    const before = { data: normaliser.adopt(data), stash: normaliser.adopt(stash) };
    const own = open(before.data, before.stash, normaliser);
    return { ...own, own, root: own.root as Root, before };
  };

  test('is read as a plain object', () => {
    const { root } = opened();
    expect([Object.keys(root), root.a.b, root.list[1].c, root.toString]).toEqual([
      ['a', 'list', 'toString'],
      1,
      2,
      'own',
    ]);
    expect(['a' in root, 'gone' in root, '$stash' in root, Object.hasOwn(root, 'gone')]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect([Object.getPrototypeOf(root), JSON.stringify(root)]).toEqual([Object.prototype, JSON.stringify(DATA)]);
    expect({ ...root }).toEqual(DATA);
    expect(Object.getOwnPropertyDescriptor(root, 'gone')).toBe(undefined);
    expect(Object.getOwnPropertyDescriptor(root, 'toString')).toEqual({
      ...{ value: 'own', writable: true, enumerable: true, configurable: true },
    });
    const symbols: string[] = [];
    for (const key in root) symbols.push(key);
    expect(symbols).toEqual(['a', 'list', 'toString']);
  });

  test('unchanged it is the identical document', () => {
    const { root, before, own } = opened();
    root.a.b = 1;
    root.more = 1;
    delete root.more;
    expect(own.close().data).toBe(before.data);
  });

  test('is written to as a plain object, and what was there stays as it was', () => {
    const { root, before, own } = opened();
    root.a.b = 2;
    root.list.push({ d: 3 });
    root.list[1].c = 9;
    Object.defineProperty(root, 'e', { value: 4, enumerable: true, writable: true, configurable: true });
    expect([delete root.toString, delete root.gone, 'toString' in { ...root }]).toEqual([true, true, true]);
    const { data, changed, promises, faults } = own.close();
    expect(data).toEqual({ a: { b: 2 }, list: [1, { c: 9 }, { d: 3 }], e: 4 });
    expect(before.data).toEqual(DATA);
    expect([changed, promises, faults]).toEqual([[], [], []]);
  });

  test('what is no JSON is told', () => {
    const { root, own } = opened();
    const promise = Promise.resolve(1);
    Object.assign(root, { at: new Date(0), later: promise, big: 1n });
    const { data, changed, promises, faults } = own.close();
    expect(data).toEqual({ ...DATA, at: '1970-01-01T00:00:00.000Z' });
    expect(changed.map(({ path }) => path)).toEqual([['at']]);
    expect(promises).toEqual([{ path: ['later'], promise }]);
    expect(faults.map(({ path }) => path)).toEqual([['big']]);
  });

  test('a snapshot is how it stands', () => {
    const { root, own } = opened();
    root.a.b = 5;
    root.$stash.key = 'other';
    expect(JSON.parse(JSON.stringify(own.snapshot()))).toEqual({ ...DATA, a: { b: 5 } });
    expect(own.stashNow()).toEqual({ ...STASH, key: 'other' });
  });

  describe('$stash', () => {
    test('is there, but never enumerated', () => {
      const { root } = opened();
      expect([root.$stash.key, root.$stash.deep.n]).toEqual(['secret', 1]);
      expect(Object.getOwnPropertyDescriptor(root, '$stash')).toMatchObject({ writable: true, enumerable: false });
      expect(Object.entries(root).map(([key]) => key)).not.toContain('$stash');
    });

    test.each<[string, (root: Root) => unknown, JsonObject]>([
      ['untouched', () => {}, STASH],
      ['written to', (root) => Object.assign(root.$stash, { key: 'new' }), { ...STASH, key: 'new' }],
      ['written to inside', (root) => Object.assign(root.$stash.deep, { n: 2 }), { ...STASH, deep: { n: 2 } }],
      ['replaced', (root) => Object.assign(root, { $stash: { x: 1 } }), { x: 1 }],
      ['deleted', (root) => delete root.$stash, {}],
      ['deleted and set', (root) => delete root.$stash && Object.assign(root, { $stash: { x: 1 } }), { x: 1 }],
      ['emptied', (root) => Object.keys(root.$stash).map((key) => delete root.$stash[key]), {}],
      ['a text', (root) => Object.assign(root, { $stash: 'text' }), STASH],
      ['a list', (root) => Object.assign(root, { $stash: [1] }), STASH],
      ['null', (root) => Object.assign(root, { $stash: null }), {}],
      ['behind deleted keys', (root) => Object.keys(root).map((key) => delete root[key]), STASH],
    ])('%s', (_, change, stash) => {
      const { root, before, own } = opened();
      change(root);
      const closed = own.close();
      expect(closed.stash).toEqual(stash);
      expect(closed.stash === before.stash).toBe(stash === STASH);
      expect(Object.keys(closed.data)).not.toContain('$stash');
      expect(before.stash).toEqual(STASH);
    });

    test('an empty one is filled', () => {
      const { root, own } = opened(DATA, {});
      root.$stash.x = 1;
      expect(own.close().stash).toEqual({ x: 1 });
      const other = opened(DATA, {});
      other.root.$stash = { x: 1 };
      expect(other.own.close().stash).toEqual({ x: 1 });
      const none = opened(DATA, {});
      expect(none.own.close().stash).toBe(none.before.stash);
    });
  });

  test(way === 'copy' ? 'a late write is known afterwards' : 'late use throws', () => {
    const { root, own } = opened();
    const { a } = root;
    expect(own.wasWrittenLate()).toBe(false);
    own.close();
    expect(own.wasWrittenLate()).toBe(false);
    if (way === 'copy') {
      a.b = 7;
      expect(own.wasWrittenLate()).toBe(true);
      return;
    }
    const uses = [
      () => root.a,
      () => 'a' in root,
      () => Object.keys(root),
      () => delete root.a,
      () => delete root.$stash,
    ];
    for (const use of uses) expect(use).toThrow(LateWrite);
    expect(() => Object.assign(root, { a: 1 })).toThrow(LateWrite);
    expect(() => a.b).toThrow('revoked');
  });
});

test('the root of a draft keeps its prototype', () => {
  const { root } = openDraft({ a: 1 }, {}, new Normaliser());
  expect(Reflect.setPrototypeOf(root, null)).toBe(false);
  expect(Reflect.defineProperty(root, 'x', { get: () => 5 })).toBe(true);
  expect((root as Root).x).toBe(5);
});

describe('a document is held', () => {
  const normaliser = new Normaliser();
  const sized = (length: number): JsonObject => normaliser.adopt({ text: 'x'.repeat(length) });
  const isCopy = (walkers: Walkers, data: JsonObject, step = 's'): boolean => {
    const opened = walkers.open(step, data, {}, normaliser);
    opened.close();
    // A draft throws where it is used late, a copy tells.
    try {
      return (opened.root as Root).text !== undefined;
    } catch {
      return false;
    }
  };

  test('as a copy up to 64,000 characters, as a draft beyond', () => {
    const length = normaliser.lengthOf(sized(0));
    expect(isCopy(new Walkers(), sized(64_000 - length))).toBe(true);
    expect(isCopy(new Walkers(), sized(64_001 - length))).toBe(false);
  });

  test('as a copy again for a step that took as long as two copies', () => {
    const data = sized(1_000_000);
    const walkers = new Walkers();
    walkers.note('quick', data, 19, normaliser);
    walkers.note('slow', data, 21, normaliser);
    walkers.note('small', sized(10), 1_000, normaliser);
    expect(['quick', 'slow', 'small', 'other'].map((step) => isCopy(walkers, data, step))).toEqual([
      ...[false, true, false, false],
    ]);
  });
});

test('globals are made when they are asked for, once, the first table that has a name winning', () => {
  const made: string[] = [];
  const table = (prefix: string, ...names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, () => made.push(prefix + name) && prefix + name]));
  const globals = lazyGlobals(table('1', 'a', 'b'), table('2', 'b', 'c'));
  expect(made).toEqual([]);
  expect([globals.c, globals.b, globals.c, globals.gone, globals.toString]).toEqual([
    '2c',
    '1b',
    '2c',
    undefined,
    undefined,
  ]);
  expect(made).toEqual(['2c', '1b']);
  globals.a = 'assigned';
  expect([globals.a, made.length, (globals as Root)[Symbol.unscopables]]).toEqual(['assigned', 2, undefined]);
});
