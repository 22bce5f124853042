// What the screen remembers by itself: where the focus is, what is selected, folded, filtered and open. No data of the debugger.

import type { Progress } from '../session/progress.ts';
import type { Folds } from '../session/views/folds.ts';
import type { Path } from '../step.ts';
import type { TaskId } from '../task.ts';
import { AS_BEFORE, type Grown } from './layout.ts';
import { FIRST, LAST, type ListState } from './list.ts';
import type { Prompt, PromptHistory } from './prompt.ts';
import type { RecordingRow } from './recordings.ts';
import type { Whole } from './whole-text.ts';

export type PaneId = 'agenda' | 'why' | 'data' | 'timeline';
export type Tab = 'data' | 'patch' | 'log' | 'calls' | 'view' | 'source';
export type PanelId =
  | 'help'
  | 'scenarios'
  | 'tasks'
  | 'problems'
  | 'history'
  | 'marks'
  | 'compare'
  | 'inspect'
  | 'breakpoints'
  | 'watches'
  | 'recordings'
  | 'whole'
  | 'times'
  | 'palette';
/** Lists that can be filtered. */
export type FilterId = 'agenda' | 'data' | 'scenarios' | 'help' | 'palette';
/** Everything that can be moved through. */
export type ListId = 'agenda' | 'why' | Tab | PanelId;

export const PANES: readonly PaneId[] = ['agenda', 'why', 'data', 'timeline'];
export const TABS: readonly Tab[] = ['data', 'patch', 'log', 'calls', 'view', 'source'];

export interface UiState {
  readonly focus: PaneId;
  /** Which pane stands below the agenda where there is no room for both: the one that had the focus last. */
  readonly lower: 'why' | 'data';
  readonly tab: Tab;
  readonly lists: Readonly<Record<ListId, ListState>>;
  readonly folds: Folds;
  /** In Why: rows that match and are shown, where they would be folded away. */
  readonly openRuns: ReadonlySet<string>;
  readonly grown: Grown;
  readonly panel: PanelId | null;
  /** Whose history the panel shows. */
  readonly historyOf: Path | null;
  /** What the panel of that name shows. */
  readonly whole: Whole | null;
  /** The panel that it was opened in, which comes back. */
  readonly below: PanelId | null;
  readonly recordings: readonly RecordingRow[];
  /** How far the one that is being opened is; null where none is. */
  readonly opening: Progress | null;
  /** The task that the one on screen is compared with. */
  readonly compareWith: TaskId | null;
  readonly filters: Readonly<Record<FilterId, string>>;
  /** The filter that is being written. */
  readonly typing: FilterId | null;
  /** The text that a person is asked for; keys go there as long as it stands. */
  readonly prompt: Prompt | null;
  readonly prompted: PromptHistory;
  /** Commands that were run from a list of commands, by their keys there; the latest first. */
  readonly ran: readonly string[];
  /** What stood where the log opened by itself. */
  readonly replaced: Pick<UiState, 'tab' | 'lower'> | null;
  /** What the session said, and is said no longer; empty where all is. */
  readonly heard: string;
  /** Said by the screen itself, until the next key. */
  readonly said: string;
  /** What stood there until the last key. */
  readonly saidBefore: string;
}

export const INITIAL_UI: UiState = {
  focus: 'agenda',
  lower: 'why',
  tab: 'data',
  lists: {
    agenda: FIRST,
    why: FIRST,
    data: FIRST,
    patch: FIRST,
    log: LAST,
    calls: LAST,
    view: FIRST,
    source: FIRST,
    help: FIRST,
    scenarios: FIRST,
    tasks: FIRST,
    problems: FIRST,
    history: LAST,
    marks: FIRST,
    compare: FIRST,
    inspect: FIRST,
    breakpoints: FIRST,
    watches: FIRST,
    recordings: FIRST,
    whole: FIRST,
    times: FIRST,
    palette: FIRST,
  },
  folds: new Map(),
  openRuns: new Set(),
  grown: AS_BEFORE,
  panel: null,
  historyOf: null,
  whole: null,
  below: null,
  recordings: [],
  opening: null,
  compareWith: null,
  filters: { agenda: '', data: '', scenarios: '', help: '', palette: '' },
  typing: null,
  prompt: null,
  prompted: new Map(),
  ran: [],
  replaced: null,
  heard: '',
  said: '',
  saidBefore: '',
};
