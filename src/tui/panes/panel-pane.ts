// What lies over the panes while it is open: help, scenarios, tasks, problems.
import { clean } from '../../format/clean.ts';
import { pathText } from '../../format/path.ts';
import { inspectCommand } from '../../session/inspect-command.ts';
import { breakpointHits, breakpointRows } from '../../session/views/breakpoints-view.ts';
import { troubleAt } from '../../session/views/failure.ts';
import type { Scenario } from '../../step.ts';
import { filteredBy } from '../filtered-by.ts';
import { KEY_ROWS, type KeyRow } from '../keys.ts';
import { type Span, span } from '../line.ts';
import { breakpointLines } from '../lines/breakpoint-lines.ts';
import { compareLines } from '../lines/compare-lines.ts';
import { noTaskLines, paragraph } from '../lines/empty-lines.ts';
import { showKeys } from '../lines/footer-line.ts';
import { historyLines, markLines } from '../lines/history-lines.ts';
import { inspectLines } from '../lines/inspect-lines.ts';
import { paletteLines, typedLine } from '../lines/palette-lines.ts';
import { helpLines, problemLines, scenarioLines } from '../lines/panel-lines.ts';
import { recordingLines } from '../lines/recording-lines.ts';
import { taskLines } from '../lines/task-lines.ts';
import { timesHead, timesLines } from '../lines/times-lines.ts';
import { turnTroubleLines } from '../lines/trouble-lines.ts';
import { watchLines } from '../lines/watch-lines.ts';
import { createWholeLines } from '../lines/whole-lines.ts';
import type { KeyedLine } from '../lines/why-lines.ts';
import { windowOf } from '../list.ts';
import { innerColumns, innerRows, type PaneContent } from '../pane-rows.ts';
import type { Scope } from '../scope.ts';
import type { Size } from '../terminal/size.ts';
import type { PanelId } from '../ui-state.ts';
import { emptiness } from './emptiness.ts';

/** What the filter looks at. */
function scenarioText({ name, title, tags }: Scenario): string {
  return [name, title ?? '', ...tags.map((tag) => `#${tag}`)].join(' ');
}

function keyText(row: KeyRow): string {
  return `${showKeys(row)} ${row.label} ${row.help}`;
}

const TITLES: Readonly<Record<PanelId, string>> = {
  help: 'Help: all keys',
  scenarios: 'Scenarios',
  tasks: 'Tasks of this session',
  problems: 'Problems',
  history: 'History',
  marks: 'Marks: places with names',
  compare: 'Compared',
  inspect: 'Down into JavaScript',
  breakpoints: 'Breakpoints',
  watches: 'Watches',
  recordings: 'Recordings of this workspace',
  whole: '',
  palette: 'Commands',
  times: 'Times of steps',
};

export function createPanelPane(hasMouse: boolean): (scope: Scope, size: Size) => PaneContent {
  const wholeLines = createWholeLines();
  return (scope, size) => panelPane(scope, size, wholeLines, hasMouse);
}

type WholeLines = ReturnType<typeof createWholeLines>;

function panelPane(scope: Scope, size: Size, wholeLines: WholeLines, hasMouse: boolean): PaneContent {
  const panel = scope.ui.panel ?? 'help';
  const frame = { title: titleOf(panel, scope), aside: [span(clean(scope.state.dir), 'dim')], focused: true };
  const columns = innerColumns(size);
  const lines = panel === 'whole' ? wholeLines(scope.ui.whole, columns) : linesOf(panel, scope, columns);
  const head = headOf(panel, scope, columns, hasMouse);
  if (lines.length === 0) return { ...frame, head: [...head, ...nothing(panel, scope, columns)], list: null };
  const keys = lines.map(({ key }) => key);
  const window = windowOf(scope.ui.lists[panel], keys, innerRows(size, head.length));
  const foot = panel === 'help' ? [span('in brackets: what can do nothing here and now', 'dim')] : [];
  return { ...frame, head, foot, list: { window, line: (index) => lines[index]?.line ?? { left: [] } } };
}

const MOUSE =
  'mouse: a click goes to a pane, a row, a tab, a turn; one more on the row is enter, save in the agenda; the wheel moves rows and turns; with shift the terminal selects text';

/** Above the list. */
function headOf(panel: PanelId, { ui, views, state }: Scope, columns: number, hasMouse: boolean): PaneContent['head'] {
  if (panel === 'help') return hasMouse ? paragraph(MOUSE, 'dim', columns) : [];
  if (panel === 'palette') return [typedLine(ui.filters.palette)];
  return panel === 'times' ? timesHead(views.times(state), columns) : [];
}

function titleOf(panel: PanelId, { ui: { filters, historyOf, whole } }: Scope): readonly Span[] {
  if (panel === 'whole') return [span(clean(whole?.title ?? ''), 'bright')];
  if (panel === 'history') return [span('History of ', 'bright'), span(clean(pathText(historyOf ?? [])), 'accent')];
  const filter = panel === 'scenarios' || panel === 'help' ? filters[panel] : '';
  const shown = filter === '' ? [] : [span(' / ', 'dim'), span(clean(filter), 'warn')];
  return [span(TITLES[panel], 'bright'), ...shown];
}

function linesOf(
  panel: Exclude<PanelId, 'whole'>,
  { state, header, views, ui, commands }: Scope,
  columns: number,
): readonly KeyedLine[] {
  switch (panel) {
    case 'help':
      return helpLines(
        filteredBy(ui.filters.help, KEY_ROWS, keyText),
        columns,
        ui.filters.help !== '',
        offIn(commands),
      );
    case 'palette':
      return paletteLines(commands, columns);
    case 'scenarios':
      return scenarioLines(filteredBy(ui.filters.scenarios, state.scenarios, scenarioText), header.title, columns);
    case 'tasks':
      return taskLines(views.tasks(state), state.task, columns);
    case 'history':
      return historyLines(views.history(state, ui.historyOf), state, columns);
    case 'inspect':
      return inspectLines(inspectCommand(state), columns);
    case 'compare':
      return compareLines(views.compare(state, ui.compareWith), columns);
    case 'marks':
      return markLines(state, columns);
    case 'times':
      return timesLines(views.times(state), columns);
    case 'breakpoints':
      return breakpointLines(breakpointRows(state), breakpointHits(state), columns);
    case 'watches':
      return watchLines(views.watches(state), columns);
    case 'recordings':
      return recordingLines(ui.recordings, state.task, columns);
    case 'problems':
      return [...turnTroubleLines(troubleAt(state), columns), ...problemLines(state.problems, columns)];
  }
}

function offIn(commands: Scope['commands']): ReadonlySet<string> {
  return new Set(commands.filter(({ off }) => off !== null).map(({ key }) => key));
}

const NO_BREAKPOINTS =
  'no breakpoints yet: a adds one, such as step NAME, match NAME, change order.*.price, error, settle or several, with if EXPRESSION, hits >= 3 or log TEXT behind it';

function nothing(panel: PanelId, scope: Scope, columns: number): PaneContent['head'] {
  const { scenarios, help, palette } = scope.ui.filters;
  if (panel === 'palette') return paragraph(`no command fits “${clean(palette)}”`, 'dim', columns);
  if (panel === 'help') return paragraph(`no key has “${clean(help)}” in what it does`, 'dim', columns);
  if (panel === 'scenarios' && scenarios !== '')
    return paragraph(`no scenario has “${clean(scenarios)}” in its name, title or tags`, 'dim', columns);
  if (panel === 'scenarios') return noTaskLines(emptiness(scope), columns);
  if (panel === 'history') return paragraph('nothing has changed it: it is as the task began', 'dim', columns);
  if (panel === 'marks') return paragraph('no place has a name yet: m gives it one', 'dim', columns);
  if (panel === 'breakpoints') return paragraph(NO_BREAKPOINTS, 'dim', columns);
  if (panel === 'watches')
    return paragraph('nothing is watched yet: a adds a path, w in Data the selected value', 'dim', columns);
  if (panel === 'recordings') return paragraph('nothing has been recorded here yet', 'dim', columns);
  if (panel === 'times') return paragraph('no turn is done yet', 'dim', columns);
  if (panel === 'tasks') return paragraph('no task has been started', 'dim', columns);
  return paragraph('no problems: every file is as it should be', 'good', columns);
}
