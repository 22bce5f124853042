// The document as a list: siblings share the width of their keys, the frame below names the selected place and who wrote it.
import { clean } from '../../format/clean.ts';
import { pathText } from '../../format/path.ts';
import { nameParts } from '../../format/step-name.ts';
import { cutStart, width } from '../../format/width.ts';
import { brokenPlaces } from '../../session/views/breakpoints-view.ts';
import type { DataRow } from '../../session/views/data-view.ts';
import { lastWriter, type Writer } from '../../session/views/writer.ts';
import { type Line, type Span, span } from '../line.ts';
import { type DataMarks, dataLine, keyWidth } from '../lines/data-line.ts';
import { paragraph } from '../lines/empty-lines.ts';
import { pinnedLines } from '../lines/watch-lines.ts';
import { windowOf } from '../list.ts';
import { footColumns, innerColumns, innerRows, type Listed, type PaneContent } from '../pane-rows.ts';
import type { Scope } from '../scope.ts';
import type { Size } from '../terminal/size.ts';

interface Measured {
  readonly keys: readonly string[];
  /** How wide keys are among the siblings of a row, by the index of the first of them. */
  readonly widths: Map<number, number>;
}

type Body = Pick<PaneContent, 'head' | 'list' | 'foot'>;

/** All of it as far as it is unfolded, or what the filter lets through. */
export function shownData({ views, state, ui }: Pick<Scope, 'views' | 'state' | 'ui'>): readonly DataRow[] {
  const { data: text } = ui.filters;
  return text === '' ? views.data(state, ui.folds) : views.search(state, ui.folds, text);
}

export function createDataList(): (scope: Scope, size: Size) => Body {
  const measure = createMeasure();
  return (scope, size) => {
    const { ui } = scope;
    const rows = shownData(scope);
    const measured = measure(rows);
    const columns = innerColumns(size);
    const head = [...watchHead(scope, size), ...headOf(ui.filters.data, rows.length, columns)];
    if (rows.length === 0) return { head, list: null };
    const window = windowOf(ui.lists.data, measured.keys, innerRows(size, head.length));
    const marksOf = createMarks(scope.state);
    const line = (index: number) => {
      const row = rows[index];
      if (row === undefined) return { left: [] };
      // The key of an open row has no value beside it that would have to be aligned.
      return dataLine(row, row.kind === 'open' ? 0 : widestAround(rows, index, measured.widths), columns, marksOf(row));
    };
    const list = { window, line };
    return { head, list, foot: dataFoot(scope, list, footColumns(size)) };
  };
}

/** So much of the pane may be taken by what is watched. */
const MOST_WATCHED = 0.34;

function watchHead({ views, state }: Scope, size: Size): readonly Line[] {
  const most = Math.floor((size.rows - 2) * MOST_WATCHED);
  return pinnedLines(views.watches(state), most, innerColumns(size));
}

function createMarks(state: Scope['state']): (row: DataRow) => DataMarks {
  const isBroken = brokenPlaces(state);
  const watched = new Set(state.watches.map((path) => JSON.stringify(path)));
  return ({ id, path }) => ({ isBroken: isBroken(path), isWatched: watched.has(id) });
}

function headOf(text: string, rows: number, columns: number): readonly Line[] {
  if (text === '') return [];
  if (rows === 0)
    return paragraph(`nothing has “${clean(text)}” in its key or value; esc clears the filter`, 'dim', columns);
  return [{ left: [span(' / ', 'dim'), span(clean(text), 'warn')], right: [span('esc clears it', 'dim')] }];
}

/** From one moment to the next nearly all rows of a large document are the same objects. */
function createMeasure(): (rows: readonly DataRow[]) => Measured {
  let last: { readonly rows: readonly DataRow[]; readonly measured: Measured } | null = null;
  return (rows) => {
    if (last?.rows === rows) return last.measured;
    const isLike = last !== null && last.rows.length === rows.length;
    const keys = isLike && last ? keysLike(last.rows, last.measured.keys, rows) : rows.map(({ id }) => id);
    const measured = { keys, widths: new Map() };
    last = { rows, measured };
    return measured;
  };
}

function keysLike(before: readonly DataRow[], known: readonly string[], rows: readonly DataRow[]): readonly string[] {
  const keys = known.slice();
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    if (row !== undefined && row !== before[index]) keys[index] = row.id;
  }
  return keys;
}

/** Rows of one parent share one measure. */
function widestAround(rows: readonly DataRow[], index: number, widths: Map<number, number>): number {
  const depth = rows[index]?.depth ?? 0;
  let first = index;
  while (first > 0 && (rows[first - 1]?.depth ?? 0) >= depth) first--;
  const known = widths.get(first);
  if (known !== undefined) return known;
  const widest = widestFrom(rows, first, depth);
  widths.set(first, widest);
  return widest;
}

/** From the end, so that of an array's indexes only the largest is looked at. */
function widestFrom(rows: readonly DataRow[], first: number, depth: number): number {
  let end = first;
  while (end < rows.length && (rows[end]?.depth ?? 0) >= depth) end++;
  let widest = 0;
  let largest = -1;
  for (let index = end - 1; index >= first; index--) {
    const row = rows[index];
    if (row === undefined || row.depth !== depth || row.kind === 'open') continue;
    if (typeof row.key === 'number' && row.key <= largest) continue;
    if (typeof row.key === 'number') largest = row.key;
    widest = Math.max(widest, keyWidth(row));
  }
  return widest;
}

const MOST_PATH = 40;
/** Less of a path than this says less than its key in the list. */
const LEAST_PATH = 8;

/** Who wrote it is what only stands here: the path gives way. */
function dataFoot(scope: Scope, { window }: Listed, columns: number): readonly Span[] {
  const { state, ui } = scope;
  const row = shownData(scope)[window.selected];
  if (row === undefined || ui.focus !== 'data') return [];
  const writer = lastWriter(state, row.path);
  const text = writer === null ? 'from the start' : writerText(row, writer, columns);
  const room = Math.min(MOST_PATH, columns - width(text) - BETWEEN.length);
  const path = pathText(row.path);
  const isShown = room >= Math.min(LEAST_PATH, width(path));
  return isShown ? [span(cutStart(path, room)), span(BETWEEN + text, 'dim')] : [span(text, 'dim')];
}

const BETWEEN = ' · ';

function writerText({ mark }: DataRow, { turn, step }: Writer, columns: number): string {
  const start = `${mark === 'removed' ? 'removed' : 'set'} @${turn} by `;
  const { folder, own } = nameParts(step, columns - start.length);
  return start + folder + own;
}
