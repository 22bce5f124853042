// The tasks of this session as a tree: what a person started, its forks and its subtasks below it, each with its state.
import type { Ended } from '../../events.ts';
import type { TaskId } from '../../task.ts';
import type { SessionState, TaskLog } from '../state.ts';
import { createMemo } from './memo.ts';

export interface TaskRow {
  readonly id: TaskId;
  /** 0 for one that a person started. */
  readonly depth: number;
  /** Why it exists; a fork and a subtask know the turn of the task above at which they began. */
  readonly origin: { readonly kind: 'start' } | { readonly kind: 'fork' | 'subtask'; readonly turn: number };
  /** Of a fork: what it was made by, where that is known. */
  readonly made?: string | undefined;
  /** The scenario; a subtask's own name. */
  readonly title: string;
  readonly turns: number;
  readonly state: TaskRowState;
}

export type TaskRowState =
  | { readonly kind: 'open' }
  | { readonly kind: 'waiting'; readonly child: string | null }
  | { readonly kind: 'ended'; readonly end: Ended };

export function createTasksView(): (state: SessionState) => readonly TaskRow[] {
  const memo = createMemo<readonly TaskRow[]>();
  return (state) => memo([state.tasks], () => rowsOf(state));
}

function rowsOf(state: SessionState): readonly TaskRow[] {
  const below = new Map<TaskId | null, TaskLog[]>();
  for (const log of state.tasks.values()) {
    const above = aboveOf(log, state);
    below.set(above, [...(below.get(above) ?? []), log]);
  }
  const rows = (above: TaskId | null, depth: number): readonly TaskRow[] =>
    (below.get(above) ?? []).flatMap((log) => [rowOf(log, depth, state), ...rows(log.id, depth + 1)]);
  return rows(null, 0);
}

/** A fork of a subtask is a fork first: it stands below what it was made from. */
function aboveOf({ parent, start }: TaskLog, { tasks }: SessionState): TaskId | null {
  const above = parent?.task ?? start.parent?.task ?? null;
  return above !== null && tasks.has(above) ? above : null;
}

function rowOf(log: TaskLog, depth: number, state: SessionState): TaskRow {
  const { id, turns, start, name, made } = log;
  const title = start.parent === null ? (start.scenario ?? name) : name;
  const origin = originOf(log);
  return { id, depth, title, turns: turns.length, origin, ...(made && { made }), state: stateOf(log, state) };
}

function originOf({ parent, start }: TaskLog): TaskRow['origin'] {
  if (parent !== null) return { kind: 'fork', turn: parent.turns };
  return start.parent === null ? { kind: 'start' } : { kind: 'subtask', turn: start.parent.turn };
}

function stateOf(log: TaskLog, state: SessionState): TaskRowState {
  if (log.end !== null) return { kind: 'ended', end: log.end };
  return log.isWaiting ? { kind: 'waiting', child: awaitedBy(state, log) } : { kind: 'open' };
}

/** The first child that has not ended: events do not tell which of them the task waits for. */
export function awaitedBy({ tasks }: Pick<SessionState, 'tasks'>, { id }: TaskLog): string | null {
  for (const { start, parent, end, name } of tasks.values()) {
    if (start.parent?.task === id && parent === null && end === null) return name;
  }
  return null;
}
