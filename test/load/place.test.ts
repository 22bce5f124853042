import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeFrame } from '../../src/frame.ts';
import { nearest } from '../../src/load/nearest.ts';
import { placesIn } from '../../src/load/place.ts';

test.each(['\n', '\r\n', '\r'])('a place is found where lines end with %j', (end) => {
  const lines = fc.array(fc.stringMatching(/^[ab\t ]*$/), { minLength: 1 });
  const property = fc.property(lines, fc.nat(), (rows, seed) => {
    const line = seed % rows.length;
    const column = seed % ((rows[line]?.length ?? 0) + 1);
    const offset = rows.slice(0, line).join(end).length + (line > 0 ? end.length : 0) + column;
    expect(placesIn(rows.join(end))(offset)).toEqual({ line: line + 1, column: column + 1 });
  });
  fc.assert(property);
});

test.each([
  ['a\nb\nc\nd', 2, 1, '  1 | a\n> 2 | b\n    | ^\n  3 | c'],
  ['a', 1, 2, '> 1 | a\n    |  ^'],
  ['\r\n\tx\r\n', 2, 2, '  1 |\n> 2 |  x\n    |  ^\n  3 |'],
  [`${'\n'.repeat(9)}x\n`, 10, 1, '   9 |\n> 10 | x\n     | ^\n  11 |'],
  ['a', 2, 1, ''],
])('frame of %j at %i:%i', (text, line, column, frame) => {
  expect(codeFrame(text, line, column)).toBe(frame);
});

test('the frame of a long line shows the part that counts, with the mark below it', () => {
  const rows = codeFrame(`${'a'.repeat(5000)}X${'b'.repeat(5000)}`, 1, 5001).split('\n');
  expect(Math.max(...rows.map((row) => row.length))).toBeLessThan(120);
  expect(rows[0]?.[rows[1]?.indexOf('^') ?? -1]).toBe('X');
});

test.each([
  ['step', ['steps', 'scenarios'], 'steps'],
  ['secnarios', ['steps', 'scenarios'], 'scenarios'],
  ['memoryMB', ['stepMs', 'memoryMb'], 'memoryMb'],
  ['order', ['steps', 'theme'], undefined],
  ['x', [], undefined],
])('%s probably means %j → %s', (word, known, meant) => {
  expect(nearest(word, known)).toBe(meant);
});
