// What every pane may look at: the session's state, the screen's own, and the views made of them.
import type { SessionState } from '../session/state.ts';
import type { AgendaRow } from '../session/views/agenda-row.ts';
import type { HeaderView } from '../session/views/header-view.ts';
import type { TimelineView } from '../session/views/timeline-view.ts';
import type { Views } from '../session/views/views.ts';
import type { CommandRow } from './command-row.ts';
import type { UiState } from './ui-state.ts';

export interface Scope {
  readonly state: SessionState;
  readonly ui: UiState;
  readonly views: Views;
  readonly header: HeaderView;
  readonly timeline: TimelineView;
  /** Steps that the filter lets through, and the selected one of them. */
  readonly rows: readonly AgendaRow[];
  readonly matching: number;
  readonly selected: AgendaRow | undefined;
  /** While help or the palette is open: what can be run from there. */
  readonly commands: readonly CommandRow[];
}
