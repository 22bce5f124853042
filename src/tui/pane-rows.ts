// A pane as ready rows: frame, title, lines, scroll bar; exactly as many rows and cells as it was given.
import { draw, type Line, laid, paintAll, type Span, span, spanAt, spansWidth, within } from './line.ts';
import type { Window } from './list.ts';
import type { Cell } from './terminal/key.ts';
import type { Size } from './terminal/size.ts';
import type { Theme, Tone } from './theme.ts';

/** Rows of a list that can be asked for one by one: those out of sight are never made. */
export interface Listed {
  readonly window: Window;
  line(index: number): Line;
}

export interface PaneContent {
  readonly title: readonly Span[];
  /** At the right end of the title. */
  readonly aside?: readonly Span[];
  /** In the lower frame: about the selected row. */
  readonly foot?: readonly Span[];
  /** Above the list, and not scrolled. */
  readonly head: readonly Line[];
  readonly list: Listed | null;
  readonly focused: boolean;
  /** Its selection means something to other panes: it is marked without focus too. */
  readonly marked?: boolean;
}

/** Columns of the frame, the mark of the selection, and a blank before the scroll bar. */
export const FRAME = 4;

/** What they leave for a line. */
export function innerColumns({ columns }: Size): number {
  return columns - FRAME;
}

/** What it leaves for a foot in the lower frame. */
export function footColumns({ columns }: Size): number {
  return columns - FRAME - 2;
}

/** How many rows of a list fit below `head` lines. */
export function innerRows({ rows }: Size, head: number): number {
  return Math.max(1, rows - 2 - head);
}

export function paneRows(content: PaneContent, size: Size, theme: Theme): readonly string[] {
  const tone: Tone = content.focused ? 'accent' : 'frame';
  const body = bodyRows(content, size, theme);
  const blank = ' '.repeat(size.columns - 2);
  const side = theme.paint(tone, '│');
  const framed = Array.from({ length: Math.max(0, size.rows - 2) }, (_, index) => {
    return `${side}${body[index] ?? blank}${thumbAt(content, index) ? theme.paint(tone, '┃') : side}`;
  });
  const bottom = edge('╰', '╯', content.foot ?? [], [], { columns: size.columns, tone });
  return [paintAll(topEdge(content, size), theme), ...framed, paintAll(bottom, theme)];
}

/** What stands there: which row of the list, and which piece of the title, of a line above the list or of a row. */
export function paneAt(
  content: PaneContent,
  size: Size,
  { x, y }: Cell,
): { readonly row: number | null; readonly piece: Span | undefined } {
  if (y === 0) return { row: null, piece: spanAt(topEdge(content, size), x) };
  const { heads, top, count } = bodyOf(content, size);
  const index = y - 1 - heads.length;
  const row = index >= 0 && index < count ? top + index : null;
  const line = row === null ? heads[y - 1] : content.list?.line(row);
  return { row, piece: line && spanAt(laid(line, innerColumns(size)), x - BEFORE) };
}

/** Frame, and mark of the selection. */
const BEFORE = 2;

function topEdge({ focused, title, aside = [] }: PaneContent, { columns }: Size): readonly Span[] {
  return edge('╭', '╮', title, aside, { columns, tone: focused ? 'accent' : 'frame' });
}

/** The lines that there is room for: those above the list, then so many of it, from `top` on. */
function bodyOf({ head, list }: PaneContent, size: Size) {
  const heads = head.slice(0, size.rows - 2);
  if (list === null) return { heads, top: 0, count: 0 };
  const { keys, top, height } = list.window;
  return { heads, top, count: Math.max(0, Math.min(height, keys.length - top, size.rows - 2 - heads.length)) };
}

function bodyRows(content: PaneContent, size: Size, theme: Theme): readonly string[] {
  const { list, focused, marked } = content;
  const columns = innerColumns(size);
  const { heads: lines, top, count } = bodyOf(content, size);
  const heads = lines.map((line) => ` ${draw(line, columns, theme)} `);
  if (list === null) return heads;
  const { selected } = list.window;
  const rows = Array.from({ length: count }, (_, offset) => {
    const index = top + offset;
    if (index !== selected || !(focused || marked)) return ` ${draw(list.line(index), columns, theme)} `;
    const row = `${theme.paint(focused ? 'next' : 'dim', '›')}${draw(list.line(index), columns, theme)} `;
    return focused ? theme.selected(row) : row;
  });
  return [...heads, ...rows];
}

/** Where the scroll bar has its handle, if all does not fit. */
function thumbAt({ head, list }: PaneContent, row: number): boolean {
  if (list === null) return false;
  const { keys, top, height } = list.window;
  const index = row - head.length;
  if (keys.length <= height || index < 0 || index >= height) return false;
  const length = Math.max(1, Math.round((height * height) / keys.length));
  const start = Math.round((top / (keys.length - height)) * (height - length));
  return index >= start && index < start + length;
}

interface Edge {
  readonly columns: number;
  readonly tone: Tone;
}

function edge(
  from: string,
  to: string,
  title: readonly Span[],
  aside: readonly Span[],
  { columns, tone }: Edge,
): readonly Span[] {
  const padded = (spans: readonly Span[], mark = ' ') =>
    spans.length === 0 ? [] : [span(mark, 'next'), ...spans, span(' ')];
  const left = within(padded(title, tone === 'accent' && from === '╭' ? '▸' : ' '), columns - 4);
  const room = columns - 3 - spansWidth(left);
  const right = spansWidth(padded(aside)) < room ? padded(aside) : [];
  const line = '─'.repeat(Math.max(0, room - spansWidth(right)));
  return [span(from, tone), ...left, span(line, tone), ...right, span(`─${to}`, tone)];
}
