// How the screen's own state answers to keys: pure.
import type { Progress } from '../session/progress.ts';
import type { Path } from '../step.ts';
import type { TaskId } from '../task.ts';
import type { Grown } from './layout.ts';
import { FIRST, type ListState } from './list.ts';
import { type Asked, promptFor, remembered, written } from './prompt.ts';
import type { RecordingRow } from './recordings.ts';
import type { Key } from './terminal/key.ts';
import {
  type FilterId,
  type ListId,
  PANES,
  type PaneId,
  type PanelId,
  TABS,
  type Tab,
  type UiState,
} from './ui-state.ts';
import type { Whole } from './whole-text.ts';

export type UiAction =
  | { readonly kind: 'focus'; readonly pane: PaneId }
  | { readonly kind: 'cycle'; readonly by: 1 | -1 }
  | { readonly kind: 'tab'; readonly by: 1 | -1 }
  | { readonly kind: 'openTab'; readonly tab: Tab }
  | { readonly kind: 'select'; readonly list: ListId; readonly at: ListState }
  | { readonly kind: 'grow'; readonly grown: Grown }
  | { readonly kind: 'fold'; readonly id: string; readonly open: boolean }
  | { readonly kind: 'run'; readonly key: string; readonly open: boolean }
  /** `at`: the row to begin on, where it is not the first. */
  | {
      readonly kind: 'panel';
      readonly panel: PanelId | null;
      readonly at?: ListState;
      readonly path?: Path;
      readonly with?: TaskId;
    }
  | { readonly kind: 'filter'; readonly list: FilterId; readonly text: string; readonly typing: boolean }
  /** Null: never mind. */
  | { readonly kind: 'ask'; readonly asked: Asked | null }
  | { readonly kind: 'write'; readonly key: Key }
  /** The text of the prompt was taken, or, with an error, was not. */
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly error: string }
  /** A command was chosen from a list of commands, which closes; `reveal`: a step to be shown in the agenda. */
  | { readonly kind: 'ran'; readonly command: string; readonly reveal?: string }
  /** A line of a step, in Source. */
  | { readonly kind: 'source'; readonly step: string; readonly row: string }
  /** What a row shows a part of. */
  | { readonly kind: 'whole'; readonly whole: Whole }
  /** What there is to be played now. */
  | { readonly kind: 'recordings'; readonly rows: readonly RecordingRow[] }
  /** How far the one that is being opened is. */
  | { readonly kind: 'opening'; readonly progress: Progress | null }
  /** A value of the document, in Data. */
  | { readonly kind: 'reveal'; readonly path: Path }
  | { readonly kind: 'say'; readonly text: string };

export function reduceUi(ui: UiState, action: UiAction): UiState {
  switch (action.kind) {
    case 'focus':
      return focused(ui, action.pane);
    case 'cycle':
      return focused(ui, neighbour(PANES, ui.focus, action.by));
    case 'tab':
      return inTab(ui, neighbour(TABS, ui.tab, action.by));
    case 'openTab':
      return inTab(ui, action.tab);
    case 'select':
      return { ...ui, lists: { ...ui.lists, [action.list]: action.at } };
    case 'fold':
      return { ...ui, folds: new Map(ui.folds).set(action.id, action.open) };
    case 'run': {
      const others = [...ui.openRuns].filter((key) => key !== action.key);
      return { ...ui, openRuns: new Set(action.open ? [...others, action.key] : others) };
    }
    case 'grow':
      return { ...ui, grown: action.grown };
    case 'opening':
      return { ...ui, opening: action.progress };
    case 'panel':
      if (action.panel === null && ui.panel === 'whole' && ui.below !== null)
        return { ...ui, panel: ui.below, below: null };
      return {
        ...opened(ui, action.panel, action.at ?? FIRST),
        historyOf: action.path ?? ui.historyOf,
        compareWith: action.with ?? ui.compareWith,
      };
    case 'filter':
      return filtered(ui, action);
    case 'ask':
    case 'write':
    case 'accepted':
    case 'refused':
      return prompted(ui, action);
    case 'ran':
      return ran(ui, action);
    case 'source':
      return inSource(ui, action);
    case 'whole':
      return shownWhole(ui, action.whole);
    case 'recordings':
      return { ...opened(ui, 'recordings', FIRST), recordings: action.rows };
    case 'reveal':
      return revealed(ui, action.path);
    case 'say':
      return saying(ui, action.text);
  }
}

function saying(ui: UiState, text: string): UiState {
  const saidBefore = text === '' ? ui.said : ui.saidBefore;
  return ui.said === text && ui.saidBefore === saidBefore ? ui : { ...ui, said: text, saidBefore };
}

/** Who goes to a lower pane by hand keeps it. */
function focused(ui: UiState, pane: PaneId): UiState {
  if (pane !== 'why' && pane !== 'data') return { ...ui, focus: pane };
  return { ...ui, focus: pane, lower: pane, replaced: null };
}

function inTab(ui: UiState, tab: Tab): UiState {
  return { ...focused(ui, 'data'), tab, replaced: null };
}

function opened(ui: UiState, panel: PanelId | null, at: ListState): UiState {
  const filters = { ...ui.filters, scenarios: '', help: '', palette: '' };
  // Whoever opens the palette has something in mind.
  const closed = { ...ui, panel, typing: panel === 'palette' ? panel : null, filters };
  return panel === null ? closed : { ...closed, lists: { ...ui.lists, [panel]: at } };
}

/** The panel below it stays as it is. */
function shownWhole(ui: UiState, whole: Whole): UiState {
  const below = ui.panel === 'whole' ? ui.below : ui.panel;
  if (below === null) return { ...opened(ui, 'whole', FIRST), whole, below };
  return { ...ui, panel: 'whole', whole, below, lists: { ...ui.lists, whole: FIRST } };
}

const MOST_REMEMBERED = 50;

function ran(ui: UiState, { command, reveal }: Extract<UiAction, { kind: 'ran' }>): UiState {
  const closed = opened(ui, null, FIRST);
  const known = [command, ...ui.ran.filter((other) => other !== command)].slice(0, MOST_REMEMBERED);
  if (reveal === undefined) return { ...closed, ran: known };
  const lists = { ...ui.lists, agenda: { key: reveal, index: 0, top: 0 } };
  return { ...focused(closed, 'agenda'), ran: known, lists, filters: { ...closed.filters, agenda: '' } };
}

function filtered(ui: UiState, { list, text, typing }: Extract<UiAction, { kind: 'filter' }>): UiState {
  // Whoever has found a place in the document goes on from there.
  const isFound = list === 'data' && text === '' && ui.lists.data.key !== null;
  const lists = text === ui.filters[list] || isFound ? ui.lists : { ...ui.lists, [list]: FIRST };
  const folds = isFound ? unfoldedTo(ui.lists.data.key, ui.folds) : ui.folds;
  const there = list === 'agenda' ? focused(ui, 'agenda') : ui;
  return { ...there, filters: { ...ui.filters, [list]: text }, typing: typing ? list : null, lists, folds };
}

function inSource(ui: UiState, { step, row }: Extract<UiAction, { kind: 'source' }>): UiState {
  const there = focused({ ...opened(ui, null, FIRST), tab: 'source' }, 'data');
  const agenda = { key: step, index: 0, top: 0 };
  const source = { key: row, index: 0, top: 0 };
  return { ...there, filters: { ...there.filters, agenda: '' }, lists: { ...there.lists, agenda, source } };
}

function revealed(ui: UiState, path: Path): UiState {
  const there = focused({ ...opened(ui, null, FIRST), tab: 'data' }, 'data');
  const key = JSON.stringify(path);
  return {
    ...there,
    filters: { ...there.filters, data: '' },
    folds: unfoldedTo(key, ui.folds),
    lists: { ...there.lists, data: { key, index: 0, top: 0 } },
  };
}

/** A row of the document is named by its path; what holds it is open then. */
function unfoldedTo(row: string | null, folds: UiState['folds']): UiState['folds'] {
  const path = row === null ? [] : (JSON.parse(row.replace(/^-/, '')) as Path);
  const above = path.slice(0, -1).map((_, depth) => JSON.stringify(path.slice(0, depth + 1)));
  return new Map([...folds, ...above.map((id) => [id, true] as const)]);
}

type PromptAction = Extract<UiAction, { kind: 'ask' | 'write' | 'accepted' | 'refused' }>;

function prompted(ui: UiState, action: PromptAction): UiState {
  if (action.kind === 'ask') return { ...ui, prompt: action.asked && promptFor(action.asked), typing: null };
  const { prompt } = ui;
  if (prompt === null) return ui;
  if (action.kind === 'write') return { ...ui, prompt: written(prompt, action.key, ui.prompted) };
  if (action.kind === 'refused') return { ...ui, prompt: { ...prompt, error: action.error } };
  return { ...ui, prompt: null, prompted: remembered(ui.prompted, prompt) };
}

function neighbour<Item>(items: readonly Item[], item: Item, by: number): Item {
  return items[(items.indexOf(item) + by + items.length) % items.length] ?? item;
}
