// What a step only moved about in its data stays the very object that it was, and what it did not touch is not looked into twice.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { OpenData } from '../../src/engine/data.ts';
import { openCopy } from '../../src/engine/data-copy.ts';
import { Normaliser } from '../../src/engine/normalise.ts';
import { Origins } from '../../src/engine/origins.ts';
import type { Json, JsonObject } from '../../src/step.ts';

type Written = Record<string, unknown> & { rows: unknown[] };

const START: JsonObject = {
  order: { id: 1, lines: [{ sku: 'a' }, { sku: 'b' }] },
  customer: { name: 'Ada', address: { city: 'Rome' } },
  rows: Array.from({ length: 40 }, (_, index) => ({ index, tags: [`t${index}`, { deep: index }] })),
};

/** Changes of place, and of nothing else. */
const MOVES: Readonly<Record<string, (data: Written) => void>> = {
  nothing: () => {},
  shift: (data) => void data.rows.push(data.rows.shift()),
  reverse: (data) => void data.rows.reverse(),
  sort: (data) => void data.rows.sort((a, b) => (b as { index: number }).index - (a as { index: number }).index),
  drop: (data) => void data.rows.splice(3, 20),
  swap: (data) => {
    [data.order, data.customer] = [data.customer, data.order];
  },
  rename: (data) => {
    data.first = data.order;
    delete data.order;
  },
  twice: (data) => {
    data.again = data.customer;
  },
  bury: (data) => {
    data.box = { in: { here: data.rows[5] } };
  },
};

it.each(Object.keys(MOVES))('%s: each object is the one that it was', (move) => {
  const { before, after } = changed([move]);
  expect(strangers(after, before)).toEqual([]);
});

it('so it is after any changes of place, and what a getter hides changes nothing of it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.keys(MOVES)), { maxLength: 6 }), fc.boolean(), (moves, hides) => {
      const { before, after } = changed(moves, (data) => {
        const [row] = data.rows as object[];
        if (hides && row) Object.defineProperty(row, 'index', { get: () => 7, enumerable: true });
      });
      expect(strangers(after, before).length).toBeLessThanOrEqual(hides ? 1 : 0);
    }),
  );
});

it('what stands there otherwise than it did is seen, whatever it was done by', () => {
  const { before, after } = changed([], ({ rows }) => {
    Object.setPrototypeOf(rows[1], { other: true });
    Object.defineProperty(rows[2], 'index', { enumerable: false });
    (rows[3] as Record<string, unknown>).more = undefined;
    Object.defineProperty(rows[4], 'index', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
  });
  const rows = after.rows as JsonObject[];
  expect(rows.map((row, index) => row === (before.rows as Json[])[index]).indexOf(false)).toBe(2);
  expect([rows[2], rows[3], rows[4]]).toEqual([
    { tags: ['t2', { deep: 2 }] },
    { index: 3, tags: ['t3', { deep: 3 }] },
    { tags: ['t4', { deep: 4 }] },
  ]);
});

/** A document of ours and its copy, as `openCopy` makes it: an object before those that it holds. */
function copied(): { origins: Origins; document: JsonObject; copy: Written } {
  const document: JsonObject = {
    order: { id: 1 },
    rows: [
      { index: 0, tags: ['a'] },
      { index: 1, tags: [] },
    ],
    last: {},
  };
  const origins = new Origins();
  const copyOf = (value: Json): Json => {
    if (typeof value !== 'object' || value === null) return value;
    const copy: Record<string, Json> | Json[] = Array.isArray(value) ? [] : {};
    origins.add(copy, value);
    for (const [key, inner] of Object.entries(value)) (copy as Record<string, Json>)[key] = copyOf(inner);
    return copy as Json;
  };
  return { origins, document, copy: copyOf(document) as Written };
}

type Row = Record<string, unknown> & { tags: unknown[] };

it.each<[string, (first: Row, second: Row, rows: Row[]) => unknown]>([
  ['a value', (_, second) => Object.assign(second, { index: 2 })],
  ['a field more', (_, second) => Object.assign(second, { more: 1 })],
  ['a field more that is nothing', (_, second) => Object.assign(second, { more: undefined })],
  ['a field less', (_, second) => delete second.index],
  ['an element more', (first) => first.tags.push('b')],
  ['an element less', (first) => first.tags.pop()],
  ['an element', (first) => first.tags.splice(0, 1, 'b')],
  ['an equal object in its place', (_, second) => Object.assign(second, { tags: [] })],
  ['another in its place', (_, __, rows) => rows.reverse()],
  ['a prototype', (_, second) => Object.setPrototypeOf(second, { other: true })],
  ['a field that throws', (_, second) => Object.defineProperty(second, 'index', { get: raise, enumerable: true })],
])('what was touched is seen to be: %s', (_, touch) => {
  const { origins, document, copy } = copied();
  expect(origins.of(copy)).toBe(document);
  expect(origins.untouched(copy.order as object)).toBe(document.order);
  const rows = copy.rows as Row[];
  touch(rows[0] as Row, rows[1] as Row, rows);
  expect(origins.untouched(rows)).toBeUndefined();
  // It is looked at piece by piece then, and what comes behind it is where it was.
  expect(origins.of(rows)).toBe(document.rows);
  expect(origins.untouched(copy.last as object)).toBe(document.last);
});

it('what was not touched is its original, all of it in one look, also behind some that are gone', () => {
  const whole = copied();
  expect(whole.origins.untouched(whole.copy)).toBe(whole.document);
  const { origins, document, copy } = copied();
  expect(origins.of(copy)).toBe(document);
  expect(origins.untouched(copy.rows)).toBe(document.rows);
  expect(origins.untouched(copy.last as object)).toBe(document.last);
  // What was passed is found in the table only.
  expect(origins.untouched(copy.order as object)).toBeUndefined();
  expect(origins.of(copy.order as object)).toBe(document.order);
  expect(origins.of({})).toBeUndefined();
});

function raise(): never {
  throw new Error('no');
}

function changed(
  moves: readonly string[],
  more: (data: Written) => void = () => {},
): { before: JsonObject; after: JsonObject } {
  const normaliser = new Normaliser();
  const before = normaliser.adopt(START);
  const open: OpenData = openCopy(before, {}, normaliser);
  const root = open.root as Written;
  for (const move of moves) MOVES[move]?.(root);
  more(root);
  return { before, after: open.close().data };
}

/** Objects with a name of ours that are none of the document before; those that hold what moved are new of course. */
function strangers(after: Json, before: Json): readonly Json[] {
  const known = new Set(objectsIn(before));
  const isOfOurs = (value: Json): boolean =>
    ['id', 'sku', 'name', 'city', 'index', 'deep'].some((key) => key in (value as object));
  return objectsIn(after).filter((value) => isOfOurs(value) && !known.has(value));
}

function objectsIn(value: Json): readonly Json[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}
