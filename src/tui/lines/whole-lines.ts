// A text of others, whole: clean, broken into rows, numbered by nothing but its place.
import { cleanLines } from '../../format/clean.ts';
import { wrap } from '../../format/width.ts';
import { createMemo } from '../../session/views/memo.ts';
import { span } from '../line.ts';
import type { Whole } from '../whole-text.ts';
import { textDiffLines } from './text-diff-lines.ts';
import type { KeyedLine } from './why-lines.ts';

/** `wrap` breaks no more than some forty rows at a time. */
const PIECE = 20;
/** More than this nobody scrolls through: it is copied, with y, and read elsewhere. */
const MOST = 20_000;

export function createWholeLines(): (whole: Whole | null, columns: number) => readonly KeyedLine[] {
  const memo = createMemo<readonly KeyedLine[]>();
  return (whole, columns) =>
    memo([whole, columns], () =>
      whole === null ? [] : [...changeLines(whole, columns), ...linesOf(whole.text, columns)],
    );
}

function changeLines({ change }: Whole, columns: number): readonly KeyedLine[] {
  if (change === undefined) return [];
  const lines = textDiffLines(change.before, change.now, Math.max(10, columns - 1)).slice(0, MOST);
  if (lines.length === 0) return [];
  const left = lines.map((line) => ({ left: [span(' '), ...line.left] }));
  return [{ left: [span(' changed:')] }, ...left, { left: [] }].map((line, index) => ({ key: `diff ${index}`, line }));
}

function linesOf(text: string, columns: number): readonly KeyedLine[] {
  const rows: string[] = [];
  for (const line of cleanLines(text)) {
    if (rows.length > MOST) break;
    rows.push(...broken(line, Math.max(10, columns - 1)));
  }
  const shown = rows.slice(0, MOST).map((row, index) => ({ key: `${index}`, line: { left: [span(` ${row}`)] } }));
  const more = { key: 'more', line: { left: [span(' … the rest is too long to be shown: y copies it', 'dim')] } };
  return rows.length > MOST ? [...shown, more] : shown;
}

function broken(line: string, columns: number): readonly string[] {
  const size = columns * PIECE;
  if (line.length <= size) return wrap(line, columns);
  const pieces = Math.ceil(line.length / size);
  return Array.from({ length: pieces }, (_, index) => line.slice(index * size, (index + 1) * size)).flatMap((piece) =>
    wrap(piece, columns),
  );
}
