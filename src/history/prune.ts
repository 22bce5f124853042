// What is old, or too much, goes: tasks with all that is known of them, and their recordings.
import { rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { KEEP, type Kept, keptRecordings, recordingsFolder } from '../recording/folder.ts';
import type { Database } from './database.ts';

export interface Limits {
  /** What began before this goes, epoch ms. */
  readonly before?: number;
  /** So many of the newest stay. */
  readonly keep?: number;
  /** So much of the newest recordings stays. */
  readonly bytes?: number;
}

export interface Pruned {
  readonly tasks: number;
  readonly recordings: number;
}

/** How often it is done by itself, ms. */
const EVERY = 3_600_000;

/** A debugger may stand before its first turn for so long, and tells of its task only then, ms. */
const STRAY_AFTER = 24 * 3_600_000;

/** Runs of scenarios that stay: they are small. */
const RUNS_KEPT = 500;

const ROOTS = `select recording, created_at from tasks where parent is null and pid is null
  order by created_at desc, rowid desc`;

const RUNNING = 'select recording from tasks where pid is not null';

export function pruneIfDue(database: Database, dir: string, now: number): void {
  const last = Number(database.all("select value from notes where name = 'pruned'")[0]?.value ?? 0);
  if (now - last < EVERY && now >= last) return;
  database.run("insert or replace into notes (name, value) values ('pruned', ?)", now);
  prune(database, dir, { before: now - KEEP.ms, keep: KEEP.tasks, bytes: KEEP.bytes });
}

/** Tasks that run stay. */
export function prune(database: Database, dir: string, limits: Limits): Pruned {
  const files = keptRecordings(dir);
  const running = new Set(database.all(RUNNING).map(({ recording }) => String(recording)));
  const idle = files.filter(({ path }) => !running.has(basename(path)));
  const names = [...overLimits(database, idle, limits)];
  let tasks = 0;
  database.together(() => {
    tasks = names.reduce((sum, name) => sum + forget(database, name), 0);
    if (limits.before !== undefined) database.run('delete from scenario_runs where at < ?', limits.before);
    database.run(
      'delete from scenario_runs where run < (select min(run) from (select distinct run from scenario_runs order by run desc limit ?))',
      RUNS_KEPT,
    );
    database.run('delete from wishes where task not in (select id from tasks where pid is not null)');
  });
  // Only now: a recording without rows goes with the next pruning, rows without a recording would promise one.
  for (const name of names) rmSync(join(recordingsFolder(dir), name), { force: true });
  return { tasks, recordings: names.filter((name) => files.some(({ path }) => basename(path) === name)).length };
}

/** Names of recordings: those of tasks, and old ones that no task is known of. */
function overLimits(database: Database, files: readonly Kept[], { before = 0, keep, bytes }: Limits): Set<string> {
  const known = database.all(ROOTS).map(({ recording, created_at }) => ({
    ...{ name: String(recording), at: Number(created_at) },
  }));
  const names = new Set(known.map(({ name }) => name));
  const strays = files
    .map(({ path, at }) => ({ name: basename(path), at }))
    .filter(({ name, at }) => !names.has(name) && at < Date.now() - STRAY_AFTER);
  const all = [...known, ...strays].sort((a, b) => b.at - a.at);
  const sizes = bytes === undefined ? null : new Map(files.map(({ path }) => [basename(path), sizeOf(path)]));
  let size = 0;
  return new Set(
    all
      .filter(({ name, at }, place) => {
        size += sizes?.get(name) ?? 0;
        return at < before || place >= (keep ?? Number.POSITIVE_INFINITY) || size > (bytes ?? Number.POSITIVE_INFINITY);
      })
      .map(({ name }) => name),
  );
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Gives how many tasks those were. */
export function forget(database: Database, recording: string): number {
  const ids = database.all('select id from tasks where recording = ?', recording).map(({ id }) => String(id));
  for (const id of ids) {
    database.run('delete from step_runs where task = ?', id);
    database.run('delete from calls where task = ?', id);
  }
  database.run('delete from tasks where recording = ?', recording);
  return ids.length;
}
