// The one key table: input, footer and help all read it. What a key does is in `actions.ts`, under its id.
import type { ListId } from './ui-state.ts';

export type KeyGroup = 'run' | 'time' | 'look' | 'move' | 'program';

export const GROUPS: readonly { readonly id: KeyGroup; readonly title: string }[] = [
  { id: 'run', title: 'Run' },
  { id: 'time', title: 'Travel in time' },
  { id: 'look', title: 'Look' },
  { id: 'move', title: 'Move' },
  { id: 'program', title: 'Program' },
];

/** Where a key works: the list that has the focus, or the timeline. */
export type Place = ListId | 'timeline';

export interface KeyShape {
  /** As `keyName` writes them. */
  readonly keys: readonly string[];
  readonly group: KeyGroup;
  /** A word or two for the footer. */
  readonly label: string;
  readonly help: string;
  /** Only there; else in every pane, and in no panel. */
  readonly places?: readonly Place[];
  /** Shown in the footer where it works: always, or only while it can be used. */
  readonly footer?: 'always' | 'usable';
  /** One hint may stand for several rows. */
  readonly footerKeys?: string;
}

export const PANELS = ['help', 'scenarios', 'tasks', 'problems'] as const;
const PANE_LISTS = ['agenda', 'why', 'data', 'patch', 'log', 'calls'] as const;
const LISTS = [...PANE_LISTS, ...PANELS] as const;

/** In the order of the footer. Where two rows have a key, the first that works in the place is meant. */
export const KEYS = [
  {
    id: 'choose',
    keys: ['enter'],
    group: 'program',
    label: 'start it',
    help: 'in the list of scenarios: start the selected one',
    places: ['scenarios'],
    footer: 'always',
  },
  {
    id: 'show',
    keys: ['enter'],
    group: 'program',
    label: 'show it',
    help: 'in the list of tasks: show the selected one',
    places: ['tasks'],
    footer: 'always',
  },
  {
    id: 'close',
    keys: ['esc', 'q'],
    group: 'program',
    label: 'close',
    help: 'close the panel',
    places: PANELS,
    footer: 'always',
    footerKeys: 'esc',
  },
  {
    id: 'step',
    keys: ['space'],
    group: 'run',
    label: 'step',
    help: 'run one step; in the past, move to the next recorded turn',
    footer: 'always',
  },
  { id: 'continue', keys: ['c'], group: 'run', label: 'continue', help: 'run until the task ends', footer: 'always' },
  {
    id: 'pause',
    keys: ['p'],
    group: 'run',
    label: 'pause',
    help: 'interrupt what runs; the state before the turn stands',
    places: [...LISTS, 'timeline'],
    footer: 'usable',
  },
  {
    id: 'back',
    keys: [','],
    group: 'time',
    label: 'travel',
    help: 'one turn back',
    footer: 'always',
    footerKeys: ', .',
  },
  { id: 'forward', keys: ['.'], group: 'time', label: 'forward', help: 'one turn forward, as recorded' },
  {
    id: 'pick',
    keys: ['enter'],
    group: 'run',
    label: 'pick',
    help: 'in the agenda: run the selected match instead of the first',
    places: ['agenda'],
    footer: 'always',
  },
  {
    id: 'toggle',
    keys: ['x'],
    group: 'run',
    label: 'on/off',
    help: 'in the agenda and in Why: switch the selected step off or on for this session',
    places: ['agenda', 'why'],
    footer: 'always',
  },
  {
    id: 'flip',
    keys: ['enter'],
    group: 'look',
    label: 'fold',
    help: 'in Data: fold or unfold',
    places: ['data'],
    footer: 'always',
  },
  {
    id: 'filter',
    keys: ['/'],
    group: 'look',
    label: 'filter',
    help: 'filter the agenda by name, or the list of scenarios by name, title and tag',
    places: [...PANE_LISTS, 'timeline', 'scenarios'],
    footer: 'always',
  },
  { id: 'clear', keys: ['esc'], group: 'look', label: 'clear', help: 'clear the filter' },
  {
    id: 'scenarios',
    keys: ['s'],
    group: 'program',
    label: 'scenarios',
    help: 'choose another scenario',
    footer: 'always',
  },
  {
    id: 'tasks',
    keys: ['f'],
    group: 'program',
    label: 'tasks',
    help: 'the tasks of this session, with forks and subtasks: go to another one',
    footer: 'usable',
  },
  { id: 'restart', keys: ['r'], group: 'run', label: 'restart', help: 'start the scenario over', footer: 'always' },
  {
    id: 'earlier',
    keys: ['left', 'h', 'up', 'k'],
    group: 'time',
    label: 'earlier',
    help: 'in the timeline: one turn back',
    places: ['timeline'],
  },
  {
    id: 'later',
    keys: ['right', 'l', 'down', 'j'],
    group: 'time',
    label: 'later',
    help: 'in the timeline: one turn forward',
    places: ['timeline'],
  },
  {
    id: 'start',
    keys: ['g', 'home'],
    group: 'time',
    label: 'start',
    help: 'in the timeline: to the start',
    places: ['timeline'],
  },
  {
    id: 'tail',
    keys: ['G', 'end'],
    group: 'time',
    label: 'end',
    help: 'in the timeline: to the last recorded turn',
    places: ['timeline'],
  },
  {
    id: 'pane-agenda',
    keys: ['1'],
    group: 'look',
    label: 'agenda',
    help: 'to the agenda: what runs next, and what does not',
  },
  {
    id: 'pane-why',
    keys: ['2'],
    group: 'look',
    label: 'why',
    help: 'to Why: the condition of the selected step, field by field',
  },
  { id: 'pane-data', keys: ['3'], group: 'look', label: 'data', help: 'to Data, Patch, Log and Calls' },
  { id: 'pane-timeline', keys: ['4'], group: 'look', label: 'timeline', help: 'to the timeline' },
  {
    id: 'next-pane',
    keys: ['tab'],
    group: 'look',
    label: 'panes',
    help: 'to the next pane',
    footer: 'always',
    footerKeys: '1-4 tab',
  },
  { id: 'previous-pane', keys: ['shift-tab'], group: 'look', label: 'previous pane', help: 'to the pane before' },
  {
    id: 'previous-tab',
    keys: ['['],
    group: 'look',
    label: 'tabs',
    help: 'the tab before: Data, Patch, Log, Calls',
    footer: 'always',
    footerKeys: '[ ]',
  },
  { id: 'next-tab', keys: [']'], group: 'look', label: 'next tab', help: 'the next tab' },
  { id: 'up', keys: ['up', 'k'], group: 'move', label: 'up', help: 'one row up', places: LISTS },
  { id: 'down', keys: ['down', 'j'], group: 'move', label: 'down', help: 'one row down', places: LISTS },
  { id: 'page-up', keys: ['pageup', 'ctrl-b'], group: 'move', label: 'page up', help: 'one page up', places: LISTS },
  {
    id: 'page-down',
    keys: ['pagedown', 'ctrl-f'],
    group: 'move',
    label: 'page down',
    help: 'one page down',
    places: LISTS,
  },
  {
    id: 'first',
    keys: ['g', 'home'],
    group: 'move',
    label: 'first',
    help: 'to the first row; in the agenda the selection then follows what runs next',
    places: LISTS,
  },
  { id: 'last', keys: ['G', 'end'], group: 'move', label: 'last', help: 'to the last row', places: LISTS },
  {
    id: 'fold',
    keys: ['left', 'h'],
    group: 'move',
    label: 'fold',
    help: 'in Data: fold, or go to what holds the row',
    places: ['data'],
  },
  { id: 'unfold', keys: ['right', 'l'], group: 'move', label: 'unfold', help: 'in Data: unfold', places: ['data'] },
  {
    id: 'problems',
    keys: ['!'],
    group: 'program',
    label: 'problems',
    help: 'what went wrong in this turn, whole; and what is wrong with files',
    footer: 'always',
  },
  { id: 'help', keys: ['?'], group: 'program', label: 'help', help: 'all keys', footer: 'always' },
  {
    id: 'interrupt',
    keys: ['ctrl-c'],
    group: 'program',
    label: 'interrupt',
    help: 'interrupt what runs; quit if nothing does',
    places: [...LISTS, 'timeline'],
  },
  { id: 'quit', keys: ['q'], group: 'program', label: 'quit', help: 'quit' },
] as const satisfies readonly (KeyShape & { readonly id: string })[];

export type KeyId = (typeof KEYS)[number]['id'];
