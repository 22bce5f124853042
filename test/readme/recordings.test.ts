// What the page says of the lines of a recording is what is checked when one is read.
import { expect, it } from 'vitest';
import { HEADER, LINE } from '../../src/recording/shapes.ts';
import { part, table } from './page.ts';

const page = part('### Recordings');
const words = (cell = ''): readonly string[] => cell.match(/\(?`\w+`\)?/g)?.map((one) => one.replaceAll('`', '')) ?? [];

it('each kind of line with its keys; what may be missing stands in brackets', () => {
  const told = table(page, 'line', 'keys', 'tells').map(([kind, keys]) => [words(kind)[0], words(keys)]);
  const checked = LINE.def.options.map(({ def }) => {
    const { kind, ...shape } = def.shape;
    const keys = Object.entries(shape).map(([key, { def: of }]) => (of.type === 'optional' ? `(${key})` : key));
    return [[...kind.def.values][0], keys];
  });
  expect(told).toEqual(checked);
});

it('each key of the header, and of its task', () => {
  const rows = table(page, 'key', 'holds');
  expect(rows.flatMap(([key]) => words(key))).toEqual(Object.keys(HEADER.def.shape));
  const [, ofTask] = rows.find(([key]) => key === '`task`') ?? [];
  expect(words(ofTask)).toEqual(Object.keys(HEADER.def.shape.task.def.shape));
});
