// Pane 4: the turns in time.
import { type Line, span } from '../line.ts';
import { laneLines } from '../lines/lane-lines.ts';
import { barSpans, chipsLine, turnLine } from '../lines/timeline-lines.ts';
import { tableLines } from '../lines/timeline-table.ts';
import { innerColumns, type PaneContent } from '../pane-rows.ts';
import type { Scope } from '../scope.ts';
import type { Size } from '../terminal/size.ts';

export function timelinePane(scope: Scope, size: Size): PaneContent {
  const { timeline, ui } = scope;
  const focused = ui.focus === 'timeline';
  const bars = barSpans(timeline, Math.min(80, size.columns - 24));
  const title = [
    span('4 ', 'dim'),
    span('Timeline', focused ? 'bright' : 'plain'),
    ...(bars.length > 0 ? [span('  '), ...bars] : []),
  ];
  return { title, focused, ...linesFor(scope, size), list: null };
}

const TABLE = 6;
function linesFor(scope: Scope, size: Size): Pick<PaneContent, 'head' | 'foot'> {
  const { views, state } = scope;
  const columns = innerColumns(size);
  const height = size.rows - 2;
  if (state.task === null) return { head: [] };
  const view = views.lanes(state);
  const all = view.lanes.length;
  const isTable = height - all >= TABLE;
  const most = Math.max(0, height - (isTable ? TABLE : 2));
  const lanes = laneLines(view, Math.min(all, most), columns);
  const foot = lanes.length < all ? [span(`${lanes.length} of ${all} tasks · f shows all`, 'dim')] : [];
  return { head: [...turnLines(scope, height - lanes.length, columns), ...lanes], foot };
}

function turnLines({ timeline, rows, matching }: Scope, height: number, columns: number): readonly Line[] {
  if (height >= TABLE) return tableLines(timeline, height, columns);
  const next = matching > 0 && rows[0]?.standing === 'next' ? rows[0].step : null;
  return [chipsLine(timeline, next, columns), turnLine(timeline, columns)].slice(0, height);
}
