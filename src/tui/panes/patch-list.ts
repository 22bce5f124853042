// The tab Patch: what the turn that led here changed, or everything since a place that a person chose.
import { clean } from '../../format/clean.ts';
import type { PatchFrom, PatchView } from '../../session/views/patch-view.ts';
import { type Line, type Span, span } from '../line.ts';
import { paragraph } from '../lines/empty-lines.ts';
import { patchLine, patchPathWidth } from '../lines/patch-line.ts';
import { windowOf } from '../list.ts';
import { innerColumns, innerRows, type PaneContent } from '../pane-rows.ts';
import type { Scope } from '../scope.ts';
import type { Size } from '../terminal/size.ts';

type Body = Pick<PaneContent, 'head' | 'list' | 'foot'>;

export function patchList({ views, state, ui }: Scope, size: Size): Body {
  const view = views.patch(state);
  const columns = innerColumns(size);
  const head = headOf(view);
  const nothing = nothingText(view);
  if (nothing !== null) return { head: [...head, ...paragraph(nothing, 'dim', columns)], list: null };
  const { rows } = view;
  const paths = patchPathWidth(rows, columns);
  const line = (index: number): Line => {
    const row = rows[index];
    return row === undefined ? { left: [] } : patchLine(row, paths, columns);
  };
  const keys = rows.map(({ id }) => id);
  const window = windowOf(ui.lists.patch, keys, innerRows(size, head.length));
  return { head, list: { window, line }, foot: [span(footText(view), 'dim')] };
}

/** Which two places are compared, where it is not a turn by itself. */
function headOf({ from, turn }: PatchView): readonly Line[] {
  if (from === null) return [];
  const isBack = from.task === null && turn !== null && from.turns > turn;
  const left: readonly Span[] = [
    span(' from ', 'dim'),
    span(placeText(from), 'accent'),
    span(isBack ? ' back to ' : ' to ', 'dim'),
    span(`turn ${turn}`, 'accent'),
  ];
  return [{ left, right: [span('v chooses', 'dim')] }];
}

function placeText({ turns, name, task }: PatchFrom): string {
  const mark = name === '' ? '' : ` (${clean(name)})`;
  return `turn ${turns}${mark}${task === null ? '' : ` of ${clean(task)}`}`;
}

function nothingText({ turn, from, rows }: PatchView): string | null {
  if (turn === null) return 'at the start: nothing has changed yet';
  if (rows.length > 0) return null;
  if (from === null) return `turn ${turn} changed nothing`;
  return from.task === null && from.turns === turn
    ? 'this is where it begins: travel on'
    : 'the data is the same in both';
}

function footText({ turn, from, rows }: PatchView): string {
  const count = `${rows.length} ${rows.length === 1 ? 'change' : 'changes'}`;
  return from === null ? `turn ${turn}: ${count}` : count;
}
