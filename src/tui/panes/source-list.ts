// The tab Source: the text of the selected step, and where to look for the error if that is of another one.
import type { ErrorInfo } from '../../events.ts';
import { clean } from '../../format/clean.ts';
import { failureAt } from '../../session/views/failure.ts';
import { type SourceView, sourceView } from '../../session/views/source-view.ts';
import { type Line, type Span, span } from '../line.ts';
import { paragraph } from '../lines/empty-lines.ts';
import { createSourceLines, type SourceLines } from '../lines/source-lines.ts';
import { type ListState, windowOf } from '../list.ts';
import { innerColumns, innerRows, type PaneContent } from '../pane-rows.ts';
import type { Scope } from '../scope.ts';
import type { Size } from '../terminal/size.ts';

type Body = Pick<PaneContent, 'head' | 'list' | 'foot'>;

export function createSourceList(): (scope: Scope, size: Size) => Body {
  const sourceLines = createSourceLines();
  return (scope, size) => {
    const columns = innerColumns(size);
    const view = sourceView(scope.state, scope.selected?.step ?? null);
    if (view === null) return { head: paragraph('no step is selected', 'dim', columns), list: null };
    const foot = footOf(view);
    if (view.text === null)
      return { head: paragraph('its source is not known here', 'dim', columns), list: null, foot };
    const rows = scope.views.why(scope.state, view.step.name)?.rows ?? [];
    const made = sourceLines(view, rows, columns);
    const head = headOf(view, failureAt(scope.state), columns);
    const keys = made.lines.map(({ key }) => key);
    const height = innerRows(size, head.length);
    const window = windowOf(placeIn(made, keys, scope.ui.lists.source, height), keys, height);
    return { head, list: { window, line: (index) => made.lines[index]?.line ?? { left: [] } }, foot };
  };
}

/** Until somebody has moved in this very text, it stands where it failed, or at its beginning. */
function placeIn({ at }: SourceLines, keys: readonly string[], list: ListState, height: number): ListState {
  if (list.key !== null && keys.includes(list.key)) return list;
  if (list.key === null && list.index > 0) return list;
  return { key: null, index: at, top: Math.max(0, at - Math.floor(height / 2)) };
}

/** An error that no line here can be blamed for. */
function headOf({ step, elsewhere }: SourceView, failure: ErrorInfo | null, columns: number): readonly Line[] {
  if (failure !== null && failure.step !== step.name && failure.line > 0)
    return paragraph(clean(`${failure.step} threw: its source shows where`), 'warn', columns).slice(0, 2);
  if (elsewhere === null) return [];
  const place = elsewhere.line > 0 ? ` (${elsewhere.file}:${elsewhere.line})` : '';
  return paragraph(clean(`threw ${elsewhere.name}: ${elsewhere.message}${place}`), 'bad', columns).slice(0, 3);
}

function footOf({ step }: SourceView): readonly Span[] {
  return [span(clean(step.file), 'dim'), ...(step.stale ? [span(' broken: the last good version runs', 'warn')] : [])];
}
