// The document as a list: siblings share the width of their keys, the frame below names the selected place and who wrote it.
import { clean } from '../../format/clean.ts';
import { pathText } from '../../format/path.ts';
import { cutStart } from '../../format/width.ts';
import type { DataRow } from '../../session/views/data-view.ts';
import { lastWriter } from '../../session/views/writer.ts';
import { type Span, span } from '../line.ts';
import { dataLine, keyWidth } from '../lines/data-line.ts';
import { windowOf } from '../list.ts';
import { innerColumns, innerRows, type Listed } from '../pane-rows.ts';
import type { Scope } from '../scope.ts';
import type { Size } from '../terminal/size.ts';

interface Measured {
  readonly keys: readonly string[];
  readonly widths: readonly { readonly widest: number }[];
}

/** Measuring looks at every row, so it is done once for the same rows. */
export function createDataList(): (scope: Scope, size: Size) => Listed {
  const known = new WeakMap<readonly DataRow[], Measured>();
  return ({ views, state, ui }, size) => {
    const rows = views.data(state, ui.folds);
    const measured = known.get(rows) ?? measure(rows);
    known.set(rows, measured);
    const columns = innerColumns(size);
    const window = windowOf(ui.lists.data, measured.keys, innerRows(size, 0));
    const line = (index: number) => {
      const row = rows[index];
      return row === undefined ? { left: [] } : dataLine(row, measured.widths[index]?.widest ?? 0, columns);
    };
    return { window, line };
  };
}

/** Rows of one parent share one measure: it is found by depth, and begun anew below each parent. */
function measure(rows: readonly DataRow[]): Measured {
  const byDepth: { widest: number }[] = [];
  const widths = rows.map((row) => {
    byDepth.length = Math.min(byDepth.length, row.depth + 1);
    const group = byDepth[row.depth] ?? { widest: 0 };
    byDepth[row.depth] = group;
    if (row.kind !== 'open') group.widest = Math.max(group.widest, keyWidth(row));
    return group;
  });
  return { keys: rows.map(({ id }) => id), widths };
}

export function dataFoot({ views, state, ui }: Scope, { window }: Listed): readonly Span[] {
  const row = views.data(state, ui.folds)[window.selected];
  if (row === undefined || ui.focus !== 'data') return [];
  const path = span(cutStart(pathText(row.path), 40), 'plain');
  const writer = lastWriter(state, row.path);
  if (writer === null) return [path, span(' · from the start', 'dim')];
  return [
    path,
    span(` · ${row.mark === 'removed' ? 'removed' : 'set'} @${writer.turn} by ${clean(writer.step)}`, 'dim'),
  ];
}
