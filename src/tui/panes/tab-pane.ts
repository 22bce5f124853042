// Pane 3: the document, what the turn changed, what was said, what was called; one at a time.
import { type Span, span } from '../line.ts';
import { callLines } from '../lines/calls-lines.ts';
import { paragraph } from '../lines/empty-lines.ts';
import { createLogLines } from '../lines/log-lines.ts';
import { patchLine, patchPathWidth } from '../lines/patch-line.ts';
import type { KeyedLine } from '../lines/why-lines.ts';
import { windowOf } from '../list.ts';
import { innerColumns, innerRows, type PaneContent } from '../pane-rows.ts';
import type { Scope } from '../scene.ts';
import type { Size } from '../terminal/size.ts';
import { TABS, type Tab } from '../ui-state.ts';
import { createDataList, dataFoot } from './data-list.ts';

type Body = Pick<PaneContent, 'head' | 'list' | 'foot'>;

export function createTabPane(): (scope: Scope, size: Size) => PaneContent {
  const dataList = createDataList();
  const logLines = createLogLines();
  return (scope, size) => {
    const { ui, state } = scope;
    const frame = { title: title(scope), focused: ui.focus === 'data' };
    const columns = innerColumns(size);
    if (state.task === null) return { ...frame, head: paragraph('no data yet', 'dim', columns), list: null };
    return { ...frame, ...body(ui.tab) };

    function body(tab: Tab): Body {
      switch (tab) {
        case 'data': {
          const list = dataList(scope, size);
          return { head: [], list, foot: dataFoot(scope, list) };
        }
        case 'patch':
          return patchBody(scope, size);
        case 'log':
          return keyed(scope, size, logLines(scope.views.log(state), columns), 'nothing was said until here');
        case 'calls':
          return keyed(scope, size, callLines(scope.views.calls(state), columns), 'no connector was called until here');
      }
    }
  };
}

const NAMES: Readonly<Record<Tab, string>> = { data: 'Data', patch: 'Patch', log: 'Log', calls: 'Calls' };

/** The open tab stands in brackets: what is bright alone could not be told without colour. */
function title({ ui }: Scope): readonly Span[] {
  const tabs = TABS.flatMap((tab) => [
    span(' '),
    tab === ui.tab ? span(`[${NAMES[tab]}]`, ui.focus === 'data' ? 'next' : 'bright') : span(NAMES[tab], 'dim'),
  ]);
  return [span('3', 'dim'), ...tabs];
}

function patchBody(scope: Scope, size: Size): Body {
  const view = scope.views.patch(scope.state);
  if (view.turn === null) return keyed(scope, size, [], 'at the start: nothing has changed yet');
  const columns = innerColumns(size);
  const paths = patchPathWidth(view.rows, columns);
  const lines = view.rows.map((row) => ({ key: row.id, line: patchLine(row, paths, columns) }));
  const foot = [span(`turn ${view.turn}: ${lines.length} ${lines.length === 1 ? 'change' : 'changes'}`, 'dim')];
  return { ...keyed(scope, size, lines, `turn ${view.turn} changed nothing`), foot };
}

function keyed({ ui }: Scope, size: Size, lines: readonly KeyedLine[], empty: string): Body {
  if (lines.length === 0) return { head: paragraph(empty, 'dim', innerColumns(size)), list: null };
  const keys = lines.map(({ key }) => key);
  const window = windowOf(ui.lists[ui.tab], keys, innerRows(size, 0));
  return { head: [], list: { window, line: (index) => lines[index]?.line ?? { left: [] } } };
}
