// Pane 1: what runs next, what else could, how far the others are.
import { clean } from '../../format/clean.ts';
import type { AgendaRow } from '../../session/views/agenda-row.ts';
import { brokenSteps } from '../../session/views/breakpoints-view.ts';
import { type Span, span } from '../line.ts';
import { agendaColumns, agendaLine } from '../lines/agenda-line.ts';
import { noStepsLines, paragraph } from '../lines/empty-lines.ts';
import { type Window, windowOf } from '../list.ts';
import { innerColumns, innerRows, type PaneContent } from '../pane-rows.ts';
import type { Scope } from '../scope.ts';
import type { Size } from '../terminal/size.ts';
import type { UiState } from '../ui-state.ts';
import { emptiness } from './emptiness.ts';

export function visibleRows(ui: UiState, rows: readonly AgendaRow[], size: Size): Window {
  return windowOf(ui.lists.agenda, namesOf(rows), innerRows(size, 0));
}

const known = new WeakMap<readonly AgendaRow[], readonly string[]>();

/** There may be ten thousand of them, and most keys change none. */
function namesOf(rows: readonly AgendaRow[]): readonly string[] {
  const names = known.get(rows) ?? rows.map(({ step }) => step);
  known.set(rows, names);
  return names;
}

export function agendaPane(scope: Scope, size: Size): PaneContent {
  const { ui, rows, state } = scope;
  const frame = { title: title(scope), focused: ui.focus === 'agenda', foot: foot(scope) };
  const columns = innerColumns(size);
  if (state.steps.length === 0)
    return { ...frame, head: noStepsLines(emptiness(scope), columns, innerRows(size, 0)), list: null };
  if (rows.length === 0) {
    return {
      ...frame,
      head: paragraph(`no step has “${clean(ui.filters.agenda)}” in its name; esc clears the filter`, 'dim', columns),
      list: null,
    };
  }
  const window = visibleRows(ui, rows, size);
  const broken = brokenSteps(state);
  const shared = agendaColumns(
    state.steps,
    rows.slice(window.top, window.top + window.height),
    broken.size > 0,
    columns,
  );
  const line = (index: number) => {
    const row = rows[index];
    return row === undefined ? { left: [] } : agendaLine(row, broken.get(row.step), shared);
  };
  return { ...frame, head: [], list: { window, line }, marked: true };
}

function title({ ui }: Scope): readonly Span[] {
  const filter = ui.filters.agenda === '' ? [] : [span(' / ', 'dim'), span(clean(ui.filters.agenda), 'warn')];
  return [span('1 ', 'dim'), span('Agenda', ui.focus === 'agenda' ? 'bright' : 'plain'), ...filter];
}

const MATCHES: readonly AgendaRow['standing'][] = ['running', 'next', 'taken', 'match'];

function foot({ rows, state, matching, ui }: Scope): readonly Span[] {
  const all = state.steps.length;
  if (all === 0) return [];
  // What is not shown counts for nothing.
  const isAll = ui.filters.agenda === '';
  const count = isAll ? matching : rows.filter(({ standing }) => MATCHES.includes(standing)).length;
  const matches = state.task === null ? '' : `${count} ${count === 1 ? 'match' : 'matches'} · `;
  const shown = isAll ? `${all}` : `${rows.length} of ${all}`;
  return [span(`${matches}${shown} ${all === 1 ? 'step' : 'steps'}`, 'dim')];
}
