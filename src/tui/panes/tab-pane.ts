// Pane 3: the document, what the turn changed, what was said, called and shown, the source of the step; one at a time.
import { generalPins } from '../../session/views/calls-view.ts';
import { type Line, span } from '../line.ts';
import { callLine, pinKey, pinLine, questionLines } from '../lines/calls-lines.ts';
import { paragraph } from '../lines/empty-lines.ts';
import { createLogLines } from '../lines/log-lines.ts';
import { createViewLines } from '../lines/view-lines.ts';
import type { KeyedLine } from '../lines/why-lines.ts';
import { windowOf } from '../list.ts';
import { innerColumns, innerRows, type PaneContent } from '../pane-rows.ts';
import type { Scope } from '../scope.ts';
import type { Size } from '../terminal/size.ts';
import type { Tab } from '../ui-state.ts';
import { createDataList } from './data-list.ts';
import { patchList } from './patch-list.ts';
import { createSourceList } from './source-list.ts';
import { tabTitle } from './tab-title.ts';

type Body = Pick<PaneContent, 'head' | 'list' | 'foot'>;

export function createTabPane(): (scope: Scope, size: Size) => PaneContent {
  const dataList = createDataList();
  const logLines = createLogLines();
  const viewLines = createViewLines();
  const sourceList = createSourceList();
  return (scope, size) => {
    const { ui, state } = scope;
    const frame = { title: tabTitle(ui, size.columns), focused: ui.focus === 'data' };
    const columns = innerColumns(size);
    if (ui.tab === 'source') return { ...frame, ...sourceList(scope, size) };
    if (state.task === null) return { ...frame, head: paragraph('no data yet', 'dim', columns), list: null };
    return { ...frame, ...body(ui.tab) };

    function body(tab: Exclude<Tab, 'source'>): Body {
      switch (tab) {
        case 'data':
          return dataList(scope, size);
        case 'patch':
          return patchList(scope, size);
        case 'log':
          return logBody(scope, size, logLines(scope.views.log(state), columns));
        case 'calls':
          return callsBody(scope, size);
        case 'view':
          return viewBody(scope, size, viewLines(scope.views.viewed(state), columns));
      }
    }
  };
}

function logBody(scope: Scope, size: Size, lines: readonly KeyedLine[]): Body {
  if (lines.length === 0) return empty('nothing was said until here', size);
  const keys = lines.map(({ key }) => key);
  return listBody(scope, size, keys, (index) => lines[index]?.line ?? { left: [] });
}

function viewBody(scope: Scope, size: Size, lines: readonly KeyedLine[]): Body {
  if (lines.length === 0) return empty('no view was shown until here', size);
  const count = scope.views.viewed(scope.state).length;
  const foot = [span(`${count} ${count === 1 ? 'view' : 'views'}, the newest first`, 'dim')];
  const keys = lines.map(({ key }) => key);
  return { ...listBody(scope, size, keys, (index) => lines[index]?.line ?? { left: [] }), foot };
}

function callsBody(scope: Scope, size: Size): Body {
  const { state } = scope;
  const columns = innerColumns(size);
  const calls = scope.views.calls(state);
  const asks = state.stop?.kind === 'call' && scope.header.standing.kind === 'paused';
  const asked = asks && state.stop?.kind === 'call' ? questionLines(state.stop, columns) : [];
  const pins = generalPins(state.pins);
  if (pins.length + calls.length + asked.length === 0) return empty('no connector was called until here', size);
  const answers = calls.flatMap(({ id }) => [id, `${id} answer`]);
  const keys = [...pins.map(pinKey), ...answers, ...asked.map((_, index) => `asked ${index}`)];
  return listBody(scope, size, keys, (row) => {
    const pin = pins[row];
    if (pin !== undefined) return pinLine(pin, columns);
    const index = row - pins.length;
    const call = calls[index >> 1];
    if (call !== undefined)
      return callLine(call, index % 2 === 0 ? 'asked' : 'answered', columns, state.recording === 'played');
    return asked[index - calls.length * 2] ?? { left: [] };
  });
}

function empty(text: string, size: Size): Body {
  return { head: paragraph(text, 'dim', innerColumns(size)), list: null };
}

function listBody({ ui }: Scope, size: Size, keys: readonly string[], line: (index: number) => Line): Body {
  return { head: [], list: { window: windowOf(ui.lists[ui.tab], keys, innerRows(size, 0)), line } };
}
