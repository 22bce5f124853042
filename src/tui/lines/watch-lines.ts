// Watched values: where, what stands there, what the last turn made of it, and who wrote it.
import { clean } from '../../format/clean.ts';
import { pathText, shortPath } from '../../format/path.ts';
import { pad, width } from '../../format/width.ts';
import type { WatchRow } from '../../session/views/watches-view.ts';
import { type Line, type Span, span } from '../line.ts';
import { changeSpans, MARKS, WATCHED } from './data-line.ts';
import { valueSpan } from './value-span.ts';
import type { KeyedLine } from './why-lines.ts';

/** Of a row, so much may be the path. */
const MOST_PATH = 0.5;

/** In the panel: with who wrote it, where there is room. */
export function watchLines(rows: readonly WatchRow[], columns: number): readonly KeyedLine[] {
  const paths = pathWidth(rows, columns);
  return rows.map((row) => ({ key: row.id, line: watchLine(row, paths, columns, writerSpans(row, columns)) }));
}

/** Above the document: as many as there is room for, and a line below them. */
export function pinnedLines(rows: readonly WatchRow[], most: number, columns: number): readonly Line[] {
  if (rows.length === 0 || most < 1) return [];
  const fits = rows.length <= most;
  const shown = fits ? rows : rows.slice(0, Math.max(1, most - 1));
  const paths = pathWidth(rows, columns);
  const lines = shown.map((row) => watchLine(row, paths, columns, []));
  const more = rows.length - shown.length;
  const rest: Line[] = fits || most < 2 ? [] : [{ left: [span(`  … ${more} more: W lists them`, 'dim')] }];
  return [...lines, ...rest, ...(most < ROOMY ? [] : [{ left: [span('─'.repeat(columns), 'frame')] }])];
}

const ROOMY = 3;

function watchLine(row: WatchRow, paths: number, columns: number, right: readonly Span[]): Line {
  const [mark, tone] = row.mark === null || row.mark === 'inside' ? ([' ', 'plain'] as const) : MARKS[row.mark];
  const path = pad(shortPath(row.path, paths), paths);
  const taken = right.reduce((sum, { text }) => sum + width(text), 0);
  const room = Math.max(6, columns - paths - 6 - taken - (taken > 0 ? 1 : 0));
  return {
    left: [
      span(`${mark} `, tone),
      span(`${WATCHED} `, 'accent'),
      span(path, row.mark === null ? 'plain' : 'bright'),
      span('  '),
      ...valueSpans(row, room),
    ],
    right,
  };
}

function valueSpans({ mark, value, before }: WatchRow, columns: number): readonly Span[] {
  if (mark === 'changed') return changeSpans(before, value, columns);
  if (mark === 'removed') return [span('was ', 'dim'), { ...valueSpan(before, columns - 4), tone: 'dim' }];
  if (value === undefined) return [span('nothing there', 'dim')];
  return [valueSpan(value, columns), ...(mark === 'inside' ? [span('  changed', 'warn')] : [])];
}

function writerSpans({ writer, value }: WatchRow, columns: number): readonly Span[] {
  if (columns < 70) return [];
  if (writer === null) return value === undefined ? [] : [span('from the start', 'dim')];
  return [
    span(`${writer.isInside ? 'last changed' : 'set'} @${writer.turn} by `, 'dim'),
    span(clean(writer.step), 'plain'),
  ];
}

function pathWidth(rows: readonly WatchRow[], columns: number): number {
  const widest = rows.reduce((most, { path }) => Math.max(most, width(pathText(path))), 0);
  return Math.min(widest, Math.floor(columns * MOST_PATH));
}
