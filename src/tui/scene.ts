// The whole screen as a value, made of the session's state, the screen's own state and the size: panes show it, keys act on it.

import type { SessionState } from '../session/state.ts';
import type { DataRow } from '../session/views/data-rows.ts';
import { headerView } from '../session/views/header-view.ts';
import { createMemo } from '../session/views/memo.ts';
import { createViews, type Views } from '../session/views/views.ts';
import type { CommandRow } from './command-row.ts';
import { filteredBy } from './filtered-by.ts';
import type { Place } from './key-table.ts';
import { type Layout, layoutOf } from './layout.ts';
import { columnsFor } from './lines/agenda-line.ts';
import { EXAMPLE_COLUMNS } from './lines/empty-lines.ts';
import type { Window } from './list.ts';
import { FRAME, type PaneContent } from './pane-rows.ts';
import { agendaPane, visibleRows } from './panes/agenda-pane.ts';
import { shownData } from './panes/data-list.ts';
import { createPanelPane } from './panes/panel-pane.ts';
import { createTabPane } from './panes/tab-pane.ts';
import { timelinePane } from './panes/timeline-pane.ts';
import { whyPane } from './panes/why-pane.ts';
import type { Scope } from './scope.ts';
import type { Size } from './terminal/size.ts';
import type { PaneId, UiState } from './ui-state.ts';

export interface PlacedPane {
  readonly content: PaneContent;
  readonly size: Size;
}

export interface Scene extends Scope {
  readonly size: Size;
  readonly layout: Layout;
  /** Columns that the agenda asks for. */
  readonly wanted: number | undefined;
  readonly now: number;
  readonly place: Place;
  readonly panes: Readonly<Partial<Record<PaneId | 'panel', PlacedPane>>>;
  /** Of the list that has the focus. */
  readonly window: Window | null;
  /** The row of the document that is selected, where Data is in front. */
  readonly dataRow: DataRow | undefined;
}

export interface Moment {
  readonly state: SessionState;
  readonly ui: UiState;
  /** On the monotonic clock, ms. */
  readonly now: number;
}

export type MakeScene = (moment: Moment, size: Size) => Scene;

/** Commands to be found, on the screen as it is without the panel that lists them. */
export type CommandsIn = (under: Scene, panel: 'help' | 'palette') => readonly CommandRow[];

export function createScenes(commandsIn: CommandsIn = () => [], hasMouse = false): MakeScene {
  const views = createViews();
  const tabPane = createTabPane();
  const panelPane = createPanelPane(hasMouse);
  const names = createMemo<number>();
  const make: MakeScene = ({ state, ui, now }, size) => {
    const needed = names([state.steps], () => columnsFor(state.steps) + FRAME);
    const wanted = state.steps.length === 0 ? EXAMPLE_COLUMNS + FRAME : needed;
    const layout = layoutOf(size, ui.lower, wanted, ui.grown, views.lanes(state).lanes.length);
    const lists = ui.panel === 'help' || ui.panel === 'palette' ? ui.panel : null;
    const commands = lists ? commandsIn(make({ state, ui: { ...ui, panel: null }, now }, size), lists) : [];
    const scope = { ...scopeOf(state, ui, views, layout.agenda), commands };
    const panes =
      ui.panel === null ? basePanes(scope, layout, tabPane) : { panel: placed(panelPane, scope, layout.body) };
    const place = ui.panel ?? (ui.focus === 'data' ? ui.tab : ui.focus);
    const window = panes[ui.panel === null ? ui.focus : 'panel']?.content.list?.window ?? null;
    return { ...scope, size, wanted, layout, now, panes, place, window, dataRow: selectedData(scope, place, window) };
  };
  return make;
}

type Build = (scope: Scope, size: Size) => PaneContent;

function scopeOf(state: SessionState, ui: UiState, views: Views, size: Size): Omit<Scope, 'commands'> {
  const { rows: all, matching } = views.agenda(state);
  const rows = filteredBy(ui.filters.agenda, all, ({ step }) => step);
  const selected = rows[visibleRows(ui, rows, size).selected];
  return { state, ui, views, header: headerView(state), timeline: views.timeline(state), rows, matching, selected };
}

type Panes = Readonly<Partial<Record<PaneId | 'panel', PlacedPane>>>;

function basePanes(scope: Scope, { agenda, why, data, timeline }: Layout, tabPane: Build): Panes {
  return {
    agenda: placed(agendaPane, scope, agenda),
    ...(why === null ? {} : { why: placed(whyPane, scope, why) }),
    ...(data === null ? {} : { data: placed(tabPane, scope, data) }),
    ...(timeline.rows > 1 ? { timeline: placed(timelinePane, scope, timeline) } : {}),
  };
}

function placed(build: Build, scope: Scope, size: Size): PlacedPane {
  return { content: build(scope, size), size };
}

function selectedData({ views, state, ui }: Scope, place: Place, window: Window | null): DataRow | undefined {
  return place === 'data' && window !== null ? shownData({ views, state, ui }).at(window.selected) : undefined;
}
