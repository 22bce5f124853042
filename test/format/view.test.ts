// What task.visualize was given, as text: tables, bars, documents, and whatever else it may have been given.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { viewLines } from '../../src/format/view.ts';
import { width } from '../../src/format/width.ts';
import type { Json } from '../../src/step.ts';

const lines = (type: string, data: Json, columns = 40) => viewLines({ type, name: 'it', data }, columns);

it('draws a table, numbers to the right', () => {
  const data: Json = [
    { sku: 'ATLAS-01', price: 9 },
    { sku: 'OWL', price: 12.5, note: 'last one' },
  ];
  const rows = ['sku       price  note', 'ATLAS-01      9', 'OWL        12.5  last one'];
  expect(lines('table', data)).toEqual(['table: it', ...rows]);
});

it('draws bars of records, and of an object of numbers', () => {
  expect(
    lines(
      'chart',
      [
        { label: 'a', value: 1 },
        { label: 'bb', value: 4 },
        { label: 'c', value: 0 },
      ],
      12,
    ),
  ).toEqual(['chart: it', 'a   1  ▬', 'bb  4  ▬▬▬▬▬', 'c   0  ']);
  expect(lines('chart', { a: 2 }, 9)).toEqual(['chart: it', 'a  2  ▬▬▬']);
});

it('shows anything else by its keys, and counts what is too long', () => {
  expect(lines('data', { name: 'Ada', items: [1, 2] })).toEqual(['data: it', 'name   "Ada"', 'items  [1, 2]']);
  expect(lines('chart', [1, 'x'])).toEqual(['chart: it', '[0]  1', '[1]  "x"']);
  expect(lines('table', 'text')).toEqual(['table: it', '"text"']);
  const many = lines(
    'data',
    Array.from({ length: 100 }, (_, index) => index),
  );
  expect(many).toHaveLength(13);
  expect(many.at(-1)).toBe('… 89 more');
});

it('is never wider than asked, whatever it is given', () => {
  const types = fc.constantFrom('table', 'chart', 'data', '\x1b[2J');
  fc.assert(
    fc.property(types, fc.jsonValue(), fc.integer({ min: 20, max: 90 }), (type, data, columns) => {
      for (const line of lines(type, data as Json, columns)) {
        expect(width(line)).toBeLessThanOrEqual(columns);
        expect(line).not.toMatch(/\p{Cc}/u);
      }
    }),
  );
});
