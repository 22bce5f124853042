// Edit and go on: which turns of the past an edit made stale, and running on from there with the tape's answers until
// something comes out otherwise.
import type { Compared } from '../events.ts';
import type { PastEdit, TaskId } from '../task.ts';
import { forkAt, say } from './changes.ts';
import type { Desk } from './desk.ts';
import { currentLog } from './reduce.ts';
import type { Entry, SessionState, Stale, TaskLog, Turn } from './state.ts';
import type { Rerun, Versions } from './versions.ts';

/** What `compared` says of a task's turns, and which of their steps have been edited. */
export function staleTurns(log: TaskLog, { differ }: Compared, versions: Versions): ReadonlyMap<number, Stale> {
  const stale = new Map<number, Stale>();
  for (const turn of log.turns) if (versions.isEdited(turn)) stale.set(turn.number, { kind: 'edited' });
  for (const { turn, now } of differ) stale.set(turn, { kind: 'pick', now });
  return stale;
}

export function rerun(desk: Desk): void {
  const log = currentLog(desk.store.state);
  if (!log || log.stale.size === 0) return say(desk, 'Every turn would come out as it did: no step has been edited.');
  const first = firstStale(log.stale);
  const fork = forkAt(desk, log, first - 1, { tape: { isOnly: true }, made: `run again from turn ${first}` });
  if (fork === null) return;
  desk.rerun = { original: log, fork, isAtEnd: false };
  goOnWithRerun(desk);
}

/** After a stop of the fork: the next turn, as long as all is as it was. */
export function goOnWithRerun(desk: Desk): void {
  const { rerun: running, store } = desk;
  if (!running) return;
  const { original } = running;
  const began = firstTurnOf(running);
  const log = store.state.tasks.get(running.fork);
  // The fork itself is still on its way.
  if (!log) return next(desk, running, original.turns[firstTurnOf(running)]);
  const done = log.turns.length;
  desk.advance('runs again: turn', done - began, original.turns.length - began);
  const last = log.turns.at(-1);
  const before = last && original.turns[last.number - 1];
  const isNew = last !== undefined && last.number > (log.parent?.turns ?? 0);
  if (isNew && before && !isSameTurn(last, before, running)) return end(desk, last);
  if (store.state.stop?.kind === 'call') return end(desk, undefined);
  const index = editsAt(log, done).length;
  if (index < editsAt(original, done).length)
    return editAgain(desk, running, log, { task: original.id, turns: done, index });
  const recorded = original.turns[done];
  if (recorded && !log.end) return next(desk, running, recorded);
  // What came after its last turn: subtasks, and its end.
  if (log.end || !original.end || running.isAtEnd) return end(desk, undefined, log);
  desk.rerun = { ...running, isAtEnd: true };
  desk.go(() => desk.sandbox.continue(log.id));
}

/** Where the task had ended by then, it went on in a fork, and so it does now. */
function editAgain(desk: Desk, running: Rerun, log: TaskLog, of: PastEdit): void {
  if (!log.end) return desk.go(() => desk.sandbox.editAgain(log.id, of));
  const fork = forkAt(desk, log, of.turns, { editOf: of, made: log.made ?? 'run again' });
  desk.rerun = fork === null ? null : { ...running, fork };
  if (fork === null) desk.advance('', 0, 0);
}

/** Hand edits between that turn and the next. */
function editsAt({ entries }: TaskLog, turns: number): readonly Entry[] {
  return entries.filter(({ cause, after }) => cause === 'edit' && after === turns);
}

function firstTurnOf({ original }: Rerun): number {
  return firstStale(original.stale) - 1;
}

/** There may be more of them than a call takes arguments. */
export function firstStale(stale: TaskLog['stale']): number {
  let first = Number.POSITIVE_INFINITY;
  for (const turn of stale.keys()) first = Math.min(first, turn);
  return first;
}

/** What a person picked then is picked again, where it can be. */
function next(desk: Desk, { fork }: Rerun, recorded: Turn | undefined): void {
  const pick = recorded?.why === 'hand' ? recorded.step : undefined;
  desk.go(() => desk.sandbox.step(fork, pick));
}

/** `log`: where every turn of the original has run again. */
function end(desk: Desk, differs: Turn | undefined, log?: TaskLog): void {
  const { rerun: running } = desk;
  desk.rerun = null;
  desk.advance('', 0, 0);
  if (!running) return;
  const was = running.original.turns[(differs?.number ?? 0) - 1]?.step;
  if (differs) say(desk, differenceText(differs, was));
  else if (log) say(desk, isSameEnd(log, running) ? 'It comes out as it did.' : OTHER_END);
}

const OTHER_END = 'Every turn comes out as it did, but the end does not. f and = compare the two.';

/** What subtasks bring stands between turns. */
function isSameEnd(log: TaskLog, { fork, original }: Rerun): boolean {
  const textOf = ({ turns, snapshots, end: ended }: TaskLog): string =>
    JSON.stringify([turns.length, snapshots.at(-1)?.data, ended?.state, ended?.reason]);
  return textOf(log).replaceAll(fork, original.id) === textOf(original);
}

function differenceText({ number, step, error }: Turn, was: string | undefined): string {
  const what = step !== was ? `it ran ${step}` : error ? `${step} threw` : `${step} wrote something else`;
  return `Turn ${number} comes out otherwise now: ${what}. f and = compare the two.`;
}

/** A task that stores its own id stores another one in a fork. */
function isSameTurn(now: Turn, before: Turn, { fork, original }: Rerun): boolean {
  const textOf = ({ step, error, patches }: Turn): string => JSON.stringify([step, error?.message, patches]);
  return textOf(now).replaceAll(fork, original.id) === textOf(before);
}

/** The state with a task's stale turns. */
export function withStale(state: SessionState, task: TaskId, stale: ReadonlyMap<number, Stale>): SessionState {
  const log = state.tasks.get(task);
  return log ? { ...state, tasks: new Map(state.tasks).set(task, { ...log, stale }) } : state;
}
