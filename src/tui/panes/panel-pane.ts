// What lies over the panes while it is open: help, scenarios, problems.
import { clean } from '../../format/clean.ts';
import { KEY_ROWS } from '../keys.ts';
import { span } from '../line.ts';
import { noTaskLines, paragraph } from '../lines/empty-lines.ts';
import { helpLines, problemLines, scenarioLines } from '../lines/panel-lines.ts';
import type { KeyedLine } from '../lines/why-lines.ts';
import { windowOf } from '../list.ts';
import { innerColumns, innerRows, type PaneContent } from '../pane-rows.ts';
import type { Scope } from '../scope.ts';
import type { Size } from '../terminal/size.ts';
import type { PanelId } from '../ui-state.ts';
import { emptiness } from './emptiness.ts';

const TITLES: Readonly<Record<PanelId, string>> = {
  help: 'Help: all keys',
  scenarios: 'Scenarios',
  problems: 'Problems',
};

export function panelPane(scope: Scope, size: Size): PaneContent {
  const panel = scope.ui.panel ?? 'help';
  const frame = { title: [span(TITLES[panel], 'bright')], aside: [span(clean(scope.state.dir), 'dim')], focused: true };
  const columns = innerColumns(size);
  const lines = linesOf(panel, scope, columns);
  if (lines.length === 0) return { ...frame, head: nothing(panel, scope, columns), list: null };
  const keys = lines.map(({ key }) => key);
  const window = windowOf(scope.ui.lists[panel], keys, innerRows(size, 0));
  return { ...frame, head: [], list: { window, line: (index) => lines[index]?.line ?? { left: [] } } };
}

function linesOf(panel: PanelId, { state, header }: Scope, columns: number): readonly KeyedLine[] {
  switch (panel) {
    case 'help':
      return helpLines(KEY_ROWS, columns);
    case 'scenarios':
      return scenarioLines(state.scenarios, header.title, columns);
    case 'problems':
      return problemLines(state.problems, columns);
  }
}

function nothing(panel: PanelId, scope: Scope, columns: number): PaneContent['head'] {
  if (panel === 'scenarios') return noTaskLines(emptiness(scope), columns);
  return paragraph('no problems: every file is as it should be', 'good', columns);
}
