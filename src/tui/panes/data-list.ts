// The document as a list: siblings share the width of their keys, the frame below names the selected place and who wrote it.
import { clean } from '../../format/clean.ts';
import { pathText } from '../../format/path.ts';
import { nameParts } from '../../format/step-name.ts';
import { cutStart, width } from '../../format/width.ts';
import { brokenPlaces } from '../../session/views/breakpoints-view.ts';
import type { DataRow, DataRows, Siblings } from '../../session/views/data-rows.ts';
import { lastWriter, type Writer } from '../../session/views/writer.ts';
import { type Line, type Span, span } from '../line.ts';
import { type DataMarks, dataLine, keyWidth, MOST_KEY } from '../lines/data-line.ts';
import { paragraph } from '../lines/empty-lines.ts';
import { pinnedLines } from '../lines/watch-lines.ts';
import { type Keys, windowOf } from '../list.ts';
import { footColumns, innerColumns, innerRows, type Listed, type PaneContent } from '../pane-rows.ts';
import type { Scope } from '../scope.ts';
import type { Size } from '../terminal/size.ts';

type Body = Pick<PaneContent, 'head' | 'list' | 'foot'>;

/** All of it as far as it is unfolded, or what the filter lets through. */
export function shownData({ views, state, ui }: Pick<Scope, 'views' | 'state' | 'ui'>): DataRows {
  const { data: text } = ui.filters;
  return text === '' ? views.data(state, ui.folds) : views.search(state, ui.folds, text);
}

export function createDataList(): (scope: Scope, size: Size) => Body {
  const widestOf = createWidths();
  return (scope, size) => {
    const { ui } = scope;
    const rows = shownData(scope);
    const columns = innerColumns(size);
    const head = [...watchHead(scope, size), ...headOf(ui.filters.data, rows.length, columns)];
    if (rows.length === 0) return { head, list: null };
    const window = windowOf(ui.lists.data, idsOf(rows), innerRows(size, head.length));
    const marksOf = createMarks(scope.state);
    const line = (index: number) => {
      const row = rows.at(index);
      if (row === undefined) return { left: [] };
      // The key of an open row has no value beside it that would have to be aligned.
      return dataLine(row, row.kind === 'open' ? 0 : widestOf(rows.siblings(index)), columns, marksOf(row));
    };
    const list = { window, line };
    return { head, list, foot: dataFoot(scope, list, footColumns(size)) };
  };
}

function idsOf(rows: DataRows): Keys {
  return { length: rows.length, at: (index) => rows.at(index)?.id, indexOf: (id) => rows.indexOf(id) };
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

/** How wide the keys of rows that stand together are: measured once while they stay the same. */
function createWidths(): (siblings: Siblings) => number {
  const known = new WeakMap<object, number>();
  return (siblings) => {
    const width = known.get(siblings.shape) ?? widestKey(siblings);
    known.set(siblings.shape, width);
    return width;
  };
}

/** From the end, so that of an array's indexes only the largest is measured. */
function widestKey(siblings: Siblings): number {
  let [widest, largest] = [0, -1];
  for (let index = siblings.count - 1; index >= 0 && widest < MOST_KEY; index--) {
    if (siblings.isOpen(index)) continue;
    const key = siblings.key(index);
    if (typeof key === 'number' && key <= largest) continue;
    if (typeof key === 'number') largest = key;
    widest = Math.max(widest, keyWidth(key));
  }
  return widest;
}

const MOST_PATH = 40;
/** Less of a path than this says less than its key in the list. */
const LEAST_PATH = 8;

/** Who wrote it is what only stands here: the path gives way. */
function dataFoot(scope: Scope, { window }: Listed, columns: number): readonly Span[] {
  const { state, ui } = scope;
  const row = shownData(scope).at(window.selected);
  if (row === undefined || ui.focus !== 'data') return [];
  const writer = lastWriter(state, row.path);
  const text = writer === null ? 'from the start' : writerText(row, writer, columns);
  const room = Math.min(MOST_PATH, columns - width(text) - BETWEEN.length);
  const path = pathText(row.path);
  const isShown = room >= Math.min(LEAST_PATH, width(path));
  return isShown ? [span(cutStart(path, room)), span(BETWEEN + text, 'dim')] : [span(text, 'dim')];
}

const BETWEEN = ' · ';

function writerText({ mark }: DataRow, { turn, step, isInside }: Writer, columns: number): string {
  const start = `${mark === 'removed' ? 'removed' : isInside ? 'last changed' : 'set'} @${turn} by `;
  const { folder, own } = nameParts(step, columns - start.length);
  return start + folder + own;
}
