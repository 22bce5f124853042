// Which list a filter is for, where the focus is.
import type { FilterId, UiState } from './ui-state.ts';

type Where = Pick<UiState, 'panel' | 'focus' | 'tab'>;

export function filterOf({ panel, focus, tab }: Where): FilterId {
  if (panel === 'scenarios' || panel === 'help') return panel;
  return panel === null && focus === 'data' && tab === 'data' ? 'data' : 'agenda';
}

/** The agenda can be seen from everywhere, and so can its filter. */
export function clearable(ui: Where & Pick<UiState, 'filters'>): FilterId {
  const own = filterOf(ui);
  return ui.filters[own] === '' ? 'agenda' : own;
}
