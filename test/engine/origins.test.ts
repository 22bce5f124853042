// What a step only moved about in its data stays the very object that it was, and what it did not touch is not looked into twice.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { OpenData } from '../../src/engine/data.ts';
import { openCopy } from '../../src/engine/data-copy.ts';
import { Normaliser } from '../../src/engine/normalise.ts';
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
