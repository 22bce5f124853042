// Where the screen stands: the task on it, the snapshot at the cursor, the turn before and the turn after.
import type { Snapshot } from '../snapshot.ts';
import type { SessionState, TaskLog, Turn } from '../state.ts';

export interface Here {
  readonly task: TaskLog;
  readonly cursor: number;
  readonly snapshot: Snapshot;
  /** The snapshot before `done`. */
  readonly before: Snapshot | null;
  /** The turn that led here. */
  readonly done: Turn | null;
  /** The turn that was taken from here, or is running. */
  readonly next: Turn | null;
  /** Nothing was recorded after this moment. */
  readonly atTail: boolean;
}

/** Null before there is a task. The cursor is kept within what is known. */
export function hereOf(state: Pick<SessionState, 'tasks' | 'task' | 'cursor'>): Here | null {
  const task = state.task === null ? undefined : state.tasks.get(state.task);
  if (task === undefined) return null;
  const cursor = Math.max(0, Math.min(state.cursor, task.snapshots.length - 1));
  const snapshot = task.snapshots[cursor];
  if (snapshot === undefined) return null;
  const before = task.snapshots[cursor - 1] ?? null;
  // Views tell by identity what changed.
  if (before !== null) snapshot.kept.shareWith(before.kept);
  const next = task.turns[cursor] ?? null;
  const done = task.turns[cursor - 1] ?? null;
  return { task, cursor, snapshot, before, done, next, atTail: next === null || !next.finished };
}
