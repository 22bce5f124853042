// The index made anew from the recordings of a folder: they are what it is an index of.
import { statSync } from 'node:fs';
import { type Kept, keptRecordings } from '../recording/folder.ts';
import { drained, type ReadTask, readingTask } from '../recording/read.ts';
import type { TaskId } from '../task.ts';
import { RowMaker } from './row-maker.ts';
import { NO_ROWS, type Rows, type TaskRow } from './rows.ts';

export interface Reread {
  readonly tasks: number;
  /** Recordings that cannot be read, and why. */
  readonly unread: readonly string[];
}

/** Ms. */
const JUST_NOW = 60_000;

/**
 * Those of one recording after the other, oldest first, and none between the pieces of a long one. When a turn was in real time no recording says: it is guessed from what
 * came before it.
 */
export function* recordedRows(dir: string): Generator<Rows, Reread> {
  const unread: string[] = [];
  let tasks = 0;
  for (const kept of [...keptRecordings(dir)].reverse()) {
    const read = yield* withoutRows(readingTask(kept.path));
    if ('problem' in read) {
      if (!isBegun(kept.path)) unread.push(`${kept.path}: ${read.problem.message}`);
      continue;
    }
    const rows = rowsOf(read, kept);
    tasks += rows.tasks.length;
    yield rows;
  }
  return { tasks, unread };
}

export function writeRecordedRows(dir: string, write: (rows: Rows) => void): Reread {
  const all = recordedRows(dir);
  for (let next = all.next(); ; next = all.next()) {
    if (next.done) return next.value;
    write(next.value);
  }
}

function* withoutRows<T>(pieces: Generator<unknown, T>): Generator<Rows, T> {
  for (let next = pieces.next(); ; next = pieces.next()) {
    if (next.done) return next.value;
    yield NO_ROWS;
  }
}

/** Somebody is about to write its first line, and tells the history then. */
function isBegun(path: string): boolean {
  return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) < JUST_NOW;
}

/** null where the recording is gone, or cannot be read. */
export function reread(kept: Kept): Rows | null {
  const read = drained(readingTask(kept.path));
  return 'problem' in read ? null : rowsOf(read, kept);
}

/** Of the task that it is of and its subtasks; where that is a fork, what came before it is another's. */
function rowsOf({ task: { id: root }, lines }: ReadTask, { path, at }: Kept): Rows {
  let now = at;
  const maker = new RowMaker({ recordingOf: () => path, pid: null, by: 'screen', now: () => Math.floor(now) });
  for (const line of lines) {
    if (line.kind === 'reloaded' || line.kind === 'switched') continue;
    if (line.kind === 'matched') now += line.matchMs;
    if (line.kind === 'ran') now += line.runMs;
    maker.hear(line);
  }
  now = Math.max(now, statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  maker.leave();
  const isOwn = (task: TaskId): boolean => task === root || task.startsWith(`${root}.`);
  const { tasks, stepRuns, calls } = maker.take();
  return {
    tasks: tasks.filter(({ id }) => isOwn(id)).map((row) => begun(row, at)),
    stepRuns: stepRuns.filter(({ task }) => isOwn(task)),
    calls: calls.filter(({ task }) => isOwn(task)),
    undone: [],
  };
}

/** A fork's own recording began when it did. */
function begun(row: TaskRow, at: number): TaskRow {
  return row.from ? { ...row, createdAt: at } : row;
}
