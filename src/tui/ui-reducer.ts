// How the screen's own state answers to keys: pure.
import { FIRST, type ListState } from './list.ts';
import { type ListId, PANES, type PaneId, type PanelId, TABS, type UiState } from './ui-state.ts';

export type UiAction =
  | { readonly kind: 'focus'; readonly pane: PaneId }
  | { readonly kind: 'cycle'; readonly by: 1 | -1 }
  | { readonly kind: 'tab'; readonly by: 1 | -1 }
  | { readonly kind: 'select'; readonly list: ListId; readonly at: ListState }
  | { readonly kind: 'fold'; readonly id: string; readonly open: boolean }
  | { readonly kind: 'panel'; readonly panel: PanelId | null }
  | { readonly kind: 'filter'; readonly text: string; readonly typing: boolean }
  | { readonly kind: 'say'; readonly text: string };

export function reduceUi(ui: UiState, action: UiAction): UiState {
  switch (action.kind) {
    case 'focus':
      return focused(ui, action.pane);
    case 'cycle':
      return focused(ui, neighbour(PANES, ui.focus, action.by));
    case 'tab':
      return { ...focused(ui, 'data'), tab: neighbour(TABS, ui.tab, action.by) };
    case 'select':
      return { ...ui, lists: { ...ui.lists, [action.list]: action.at } };
    case 'fold':
      return { ...ui, folds: new Map(ui.folds).set(action.id, action.open) };
    case 'panel':
      return opened(ui, action.panel);
    case 'filter':
      return filtered(ui, action);
    case 'say':
      return ui.said === action.text ? ui : { ...ui, said: action.text };
  }
}

function focused(ui: UiState, pane: PaneId): UiState {
  const lower = pane === 'why' || pane === 'data' ? pane : ui.lower;
  return { ...ui, focus: pane, lower };
}

function opened(ui: UiState, panel: PanelId | null): UiState {
  if (panel === null) return { ...ui, panel };
  return { ...ui, panel, lists: { ...ui.lists, [panel]: FIRST } };
}

function filtered(ui: UiState, { text, typing }: UiState['filter']): UiState {
  const lists = text === ui.filter.text ? ui.lists : { ...ui.lists, agenda: FIRST };
  return { ...focused(ui, 'agenda'), filter: { text, typing }, lists };
}

function neighbour<Item>(items: readonly Item[], item: Item, by: number): Item {
  return items[(items.indexOf(item) + by + items.length) % items.length] ?? item;
}
