// Views as rows: a line that says what it is and where it comes from, and the drawing below it.
import { clean } from '../../format/clean.ts';
import type { Drawing, PieceKind, Row } from '../../format/drawing.ts';
import { nameParts } from '../../format/step-name.ts';
import { drawView } from '../../format/view.ts';
import { width } from '../../format/width.ts';
import type { ViewedRow } from '../../session/views/viewed-view.ts';
import { type Line, type Span, span } from '../line.ts';
import type { Tone } from '../theme.ts';
import type { KeyedLine } from './why-lines.ts';

const TONES: Readonly<Record<PieceKind, Tone>> = {
  text: 'plain',
  key: 'plain',
  string: 'string',
  number: 'number',
  bar: 'accent',
  quiet: 'dim',
};
const INDENT = ' ';

/** What was shown never changes: its lines are made once for a width. */
export function createViewLines(): (rows: readonly ViewedRow[], columns: number) => readonly KeyedLine[] {
  const known = new WeakMap<ViewedRow['view'], { readonly columns: number; readonly lines: readonly KeyedLine[] }>();
  return (rows, columns) =>
    rows.flatMap((row) => {
      const old = known.get(row.view);
      if (old?.columns === columns) return old.lines;
      const lines = linesOf(row, columns);
      known.set(row.view, { columns, lines });
      return lines;
    });
}

function linesOf(row: ViewedRow, columns: number): readonly KeyedLine[] {
  const drawing = drawView(row.view, columns - INDENT.length);
  const lines = [titleLine(row, columns), ...drawn(drawing), { left: [] }];
  return lines.map((line, index) => ({ key: `${row.id}:${index}`, line }));
}

/** As much of the row as the step may take from the name. */
const MOST_STEP = 0.45;

function titleLine({ view, step, turn }: ViewedRow, columns: number): Line {
  const { own } = nameParts(step, Math.floor(columns * MOST_STEP));
  return {
    left: [span(clean(view.name), 'next'), span(`  ${clean(view.type)}`, 'dim')],
    right: [span(own, 'dim'), span(` @${turn}`, 'dim')],
  };
}

function drawn({ head, rows, more }: Drawing): readonly Line[] {
  const heads = head === null ? [] : [line(head.map(({ text }) => span(text, 'bright'))), line([rule(head)])];
  const body = rows.map((row) => line(row.map(({ text, kind }) => span(text, TONES[kind]))));
  const rest = more === 0 ? [] : [line([span(`… ${more} more`, 'dim')])];
  return [...heads, ...body, ...rest];
}

function line(spans: readonly Span[]): Line {
  return { left: [span(INDENT), ...spans] };
}

/** Below each name as wide as its column. */
function rule(head: Row): Span {
  return span(head.map(({ text }) => (text.trim() === '' ? text : '─'.repeat(width(text)))).join(''), 'frame');
}
