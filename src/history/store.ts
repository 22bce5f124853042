// The database of a workspace on disk: made, opened, and put right where it is damaged. It is an index: what was damaged is set
// aside and made anew from the recordings.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { makeFolder } from '../recording/folder.ts';
import { DamagedError, type Database, type OpenDatabase } from './database.ts';
import { tryLock, unlock } from './lock.ts';
import { type Reread, recordedRows } from './rebuild.ts';
import type { Rows } from './rows.ts';

export interface StorePorts {
  readonly dir: string;
  readonly open: OpenDatabase;
  /** Writes into a database that nobody else has yet. */
  write(database: Database, rows: Rows): void;
  /** A sentence for a person. */
  warn(text: string): void;
}

export function databasePath(dir: string): string {
  return join(dir, '.stepscope', 'history.db');
}

/** Beside a database SQLite keeps what is not in it yet. */
const PARTS = ['', '-wal', '-shm'];

/** Where it has to be made anew that is done in pieces: whoever sits before a screen goes on meanwhile. */
export async function openStore(ports: StorePorts): Promise<Database> {
  makeFolder(ports.dir);
  const path = databasePath(ports.dir);
  try {
    if (existsSync(path)) return ports.open(path);
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
  }
  const work = repairing(ports);
  for (let next = work.next(); ; next = work.next()) {
    if (next.done) return next.value;
    await wait(next.value === 'locked' ? PAUSE : 0);
  }
}

/** At once: what asked for it cannot wait. */
export function repairStore(ports: StorePorts): Database {
  const work = repairing(ports);
  for (let next = work.next(); ; next = work.next()) {
    if (next.done) return next.value;
    if (next.value === 'locked') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
  }
}

/** Ms. */
const PAUSE = 25;

/** Another process does the same, or a piece is done. */
type Piece = 'locked' | 'piece';

/** Where another process does the same, the later one opens what the first one made. */
function* repairing(ports: StorePorts): Generator<Piece, Database> {
  const { dir, open } = ports;
  const path = databasePath(dir);
  const lock = join(dir, '.stepscope', 'history.lock');
  while (!tryLock(lock)) yield 'locked';
  try {
    const found = existsSync(path) ? healthy(path, open) : null;
    if (found) return found;
    const aside = existsSync(path) ? setAside(path) : null;
    const reread = yield* building(ports, path);
    if (aside !== null) ports.warn(setAsideText(aside, reread));
    for (const text of reread.unread) ports.warn(`left out of the history: ${text}`);
    return open(path);
  } finally {
    unlock(lock);
  }
}

function healthy(path: string, open: OpenDatabase): Database | null {
  let database: Database | null = null;
  try {
    database = open(path);
    const [found] = database.all('pragma quick_check(1)');
    if (found?.quick_check === 'ok') return database;
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
  }
  database?.close();
  return null;
}

function setAside(path: string): string {
  const aside = path.replace(/\.db$/, `-damaged-${new Date().toISOString().replace(/[:.]/g, '-')}.db`);
  for (const part of PARTS) if (existsSync(path + part)) renameSync(path + part, aside + part);
  return aside;
}

/** Nobody sees it before it is whole. */
function* building(ports: StorePorts, path: string): Generator<Piece, Reread> {
  const fresh = `${path}.new`;
  for (const part of PARTS) for (const base of [fresh, path]) rmSync(base + part, { force: true });
  const database = ports.open(fresh, false);
  const all = recordedRows(ports.dir);
  database.run('begin');
  for (let next = all.next(); ; next = all.next()) {
    if (next.done) {
      database.run('commit');
      database.close();
      renameSync(fresh, path);
      return next.value;
    }
    ports.write(database, next.value);
    yield 'piece';
  }
}

function setAsideText(aside: string, { tasks }: Reread): string {
  const what = tasks === 1 ? '1 task' : `${tasks} tasks`;
  return `the history was damaged: it is set aside as ${aside}, and made anew from the recordings (${what})`;
}
