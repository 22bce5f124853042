// Tasks whose process is gone: what they did until then stands in their recordings, and nobody runs them any more.
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { timeOfRecording } from '../recording/folder.ts';
import { isAlive } from './alive.ts';
import type { Database } from './database.ts';
import { reread } from './rebuild.ts';
import type { Rows, TaskQuery, TaskRow } from './rows.ts';

/** Of each process its first task: a process that came later is another one. */
const RUNNING = 'select pid, min(created_at) as at from tasks where pid is not null group by pid';

export function settleLost(
  database: Database,
  tasks: (query: TaskQuery) => readonly TaskRow[],
  write: (rows: Rows) => void,
): void {
  if (database.all(RUNNING).every(({ pid, at }) => isAlive(Number(pid), Number(at)))) return;
  const lost = tasks({ subtasks: true, states: ['created', 'running', 'waiting'] }).filter(
    ({ pid, createdAt }) => pid !== null && !isAlive(pid, createdAt),
  );
  const families = new Map(lost.map((row) => [row.recording, row]));
  for (const path of families.keys()) {
    const rows = reread({ path, task: '', at: timeOfRecording(basename(path)) });
    const known = new Set(rows?.tasks.map(({ id }) => id));
    const unread = lost.filter((row) => row.recording === path && !known.has(row.id));
    const by = families.get(path)?.by ?? 'task';
    const own = rows?.tasks.map((row) => ({ ...row, by })) ?? [];
    const { stepRuns = [], calls = [] } = rows ?? {};
    write({ tasks: [...own, ...unread.map(ended)], stepRuns, calls, undone: [] });
  }
}

/** Its recording is gone, or was never written. */
function ended(row: TaskRow): TaskRow {
  const endedAt = statSync(row.recording, { throwIfNoEntry: false })?.mtimeMs ?? row.createdAt;
  return { ...row, state: 'stopped', reason: 'stopped', endedAt: Math.floor(endedAt), pid: null };
}
