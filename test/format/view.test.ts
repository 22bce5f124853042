// What task.visualize was given, as text: tables, bars, documents, and whatever else it may have been given.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawView, viewLines } from '../../src/format/view.ts';
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
  ).toEqual(['chart: it', 'a   1  ▬', 'bb  4  ▬▬▬▬▬', 'c   0']);
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

const drawn = (type: string, data: Json, columns = 40) => {
  const { head, rows, more } = drawView({ type, name: 'it', data }, columns);
  const texts = [...(head === null ? [] : [head]), ...rows].map((row) => row.map(({ text }) => text).join(''));
  return [...texts.map((text) => text.trimEnd()), ...(more > 0 ? [`${more} more`] : [])];
};

it.each<[what: string, type: string, data: Json, rows: readonly string[]]>([
  [
    'lists with a head',
    'table',
    [
      ['sku', 'n'],
      ['A', 10],
      ['BB', 2],
    ],
    ['sku   n', 'A    10', 'BB    2'],
  ],
  [
    'lists without',
    'table',
    [
      [1, 'x'],
      [20, 'y'],
    ],
    [' 1  x', '20  y'],
  ],
  ['names beside rows', 'table', { columns: ['a', 'b'], rows: [[1, 2]] }, ['a  b', '1  2']],
  ['names beside records', 'table', { columns: ['b'], rows: [{ a: 1, b: 2 }] }, ['b', '2']],
  ['records with gaps', 'table', [{ a: 'x', n: 1 }, { a: 'y' }, { n: 22 }], ['a   n', 'x   1', 'y', '   22']],
  ['no record among records is itself', 'table', [{ a: 'x' }, 5], ['[0]  { a: "x" }', '[1]  5']],
  [
    'labels beside values',
    'chart',
    { labels: ['a', 'b'], values: [1, -1] },
    [`a   1  ${'▬'.repeat(33)}`, `b  -1  ${'┄'.repeat(33)}`],
  ],
  [
    'two sets',
    'chart',
    {
      labels: ['q'],
      datasets: [
        { label: 'x', data: [1] },
        { label: 'y', data: [0] },
      ],
    },
    [`x q  1  ${'▬'.repeat(32)}`, 'y q  0'],
  ],
  ['numbers alone', 'chart', [0.1 + 0.2], [`[0]  0.3  ${'▬'.repeat(30)}`]],
  [
    'edges',
    'graph',
    { nodes: [{ id: 1, label: 'in' }, 'alone'], edges: [{ from: 1, to: 'out', label: 'paid' }, [1, 'x']] },
    ['in    → out  paid', '      → x', 'alone'],
  ],
  ['text', 'document', 'one two\n\nthree', ['one two', '', 'three']],
  [
    'what is deep',
    'data',
    { a: { text: 'x'.repeat(20), list: [1, { b: 'y'.repeat(30) }] } },
    ['a', `  text  "${'x'.repeat(20)}"`, '  list', '    [0]  1', '    [1]', `      b  "${'y'.repeat(28)}…"`],
  ],
])('draws %s', (_, type, data, rows) => {
  expect(drawn(type, data)).toEqual(rows);
});

it('makes room where a table is widest, and cuts no number', () => {
  const data: Json = [{ name: 'a long name of a thing', price: 1234.56, note: 'also rather a long text' }];
  const [head = '', row = ''] = drawn('table', data, 30);
  expect(head).toBe('name         price  note');
  expect(row).toBe('a long n…  1234.56  also rath…');
});

it('counts the rows of a table that nobody would read', () => {
  const data = Array.from({ length: 1_500 }, (_, n) => ({ n }));
  expect(drawn('table', data).slice(-2)).toEqual(['999', '500 more']);
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
