// What a row of the key table says.
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

export const PANELS = [
  'help',
  'scenarios',
  'tasks',
  'problems',
  'history',
  'marks',
  'compare',
  'inspect',
  'breakpoints',
  'watches',
  'recordings',
  'whole',
  'times',
  'palette',
] as const;
export const PANE_LISTS = ['agenda', 'why', 'data', 'patch', 'log', 'calls', 'view', 'source'] as const;
export const LISTS = [...PANE_LISTS, ...PANELS] as const;

export type KeyRowShape = KeyShape & { readonly id: string };
