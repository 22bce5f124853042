// How the screen's own state answers to what the session has come to: pure. The selection goes on to what is next when the
// selected step has run; where a step has failed it is selected, and the log opens.
import type { SessionState } from '../session/state.ts';
import { failureAt } from '../session/views/failure.ts';
import { FIRST } from './list.ts';
import type { UiState } from './ui-state.ts';

export function followSession(ui: UiState, before: SessionState, now: SessionState): UiState {
  return followFailure(followTurns(followAdded(followWords(ui, before, now), before, now), before, now), before, now);
}

/** What is said anew was not heard yet; why a key could do nothing while steps were loaded is over when they are. */
function followWords(ui: UiState, before: SessionState, now: SessionState): UiState {
  const heard = now.notice === before.notice ? ui.heard : '';
  const isLoaded = before.status.kind === 'loading' && now.status.kind !== 'loading';
  return heard === ui.heard && !isLoaded ? ui : { ...ui, heard, said: isLoaded ? '' : ui.said };
}

/** In a panel, what a person has added is what they want to see. */
function followAdded(ui: UiState, before: SessionState, now: SessionState): UiState {
  const { panel } = ui;
  if (panel !== 'breakpoints' && panel !== 'watches') return ui;
  if (now[panel].length <= before[panel].length) return ui;
  const key = panel === 'breakpoints' ? now.breakpoints.at(-1)?.id : JSON.stringify(now.watches.at(-1));
  return key === undefined ? ui : { ...ui, lists: { ...ui.lists, [panel]: { key, index: 0, top: 0 } } };
}

/** A step that was selected on purpose and did not run stays selected. */
function followTurns(ui: UiState, before: SessionState, now: SessionState): UiState {
  const { key } = ui.lists.agenda;
  if (key === null || !ranSince(before, now).includes(key)) return ui;
  return { ...ui, lists: { ...ui.lists, agenda: FIRST } };
}

/** Steps of the turns between what was on screen and what is: those that ran, or that were travelled over. */
function ranSince(before: SessionState, now: SessionState): readonly string[] {
  const log = now.task === null ? undefined : now.tasks.get(now.task);
  if (log === undefined || before.task === null) return [];
  const from = now.task === before.task ? before.cursor : log.parent?.turns;
  return from === undefined ? [] : log.turns.slice(from, now.cursor).map(({ step }) => step);
}

/** Log opens once, when a failure comes on screen by running, and makes way again when that is not on screen any more. */
function followFailure(ui: UiState, before: SessionState, now: SessionState): UiState {
  const failed = failureAt(now);
  if (failed !== null)
    return endOf(before) === null && endOf(now) !== null ? withLogOpen(onFailed(ui, failed.step, now)) : ui;
  const gone = failureAt(before);
  if (gone === null) return ui;
  const left = ui.lists.agenda.key === gone.step ? { ...ui, lists: { ...ui.lists, agenda: FIRST } } : ui;
  return ui.replaced === null ? left : { ...left, ...ui.replaced, replaced: null };
}

/** Unless a person has selected another one on purpose, or nobody could see it. */
function onFailed(ui: UiState, step: string, { steps }: SessionState): UiState {
  const { agenda } = ui.lists;
  if (agenda.key !== null || agenda.index > 0 || !steps.some(({ name }) => name === step)) return ui;
  return { ...ui, lists: { ...ui.lists, agenda: { key: step, index: 0, top: 0 } } };
}

/** The end of the task that is on screen now, as far as it was known at that time. */
function endOf({ tasks, task }: SessionState): unknown {
  return (task !== null && tasks.get(task)?.end) || null;
}

/** The focus stays where it is: a pane that has it is never replaced. */
function withLogOpen(ui: UiState): UiState {
  if (ui.focus === 'data') return ui;
  const lower = ui.focus === 'why' ? 'why' : 'data';
  return { ...ui, tab: 'log', lower, replaced: ui.replaced ?? { tab: ui.tab, lower: ui.lower } };
}
