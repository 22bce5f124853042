// One SQLite database that several processes write at once: opening it, and telling what can be wrong with it. The driver is
// native code; it is loaded when a database is opened, and by nobody else.

import { codeOf, messageOf } from '../thrown.ts';
import { isBusy } from './busy.ts';
import { migrationsFrom, VERSION } from './schema.ts';

export type Value = string | number | null;
export type Found = Readonly<Record<string, Value>>;

export interface Database {
  /** Of each text a statement is made once. */
  all(sql: string, ...values: readonly Value[]): readonly Found[];
  run(sql: string, ...values: readonly Value[]): void;
  /** All of it or nothing; nobody else writes in between. */
  together(work: () => void): void;
  /** How long to wait for another process, ms. */
  patience(ms: number): void;
  close(): void;
}

/** The file is no database, or not a whole one. */
export class DamagedError extends Error {}

/** It was written by a newer stepscope. */
export class NewerError extends Error {}

const DAMAGED = new Set(['SQLITE_NOTADB', 'SQLITE_CORRUPT', 'SQLITE_CORRUPT_INDEX', 'SQLITE_CORRUPT_VTAB']);
/** The driver has no words for finer codes than these: their lowest eight bits tell. */
const KINDS: Readonly<Record<number, string>> = {
  3: 'SQLITE_PERM',
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  26: 'SQLITE_NOTADB',
};
/** How long to wait for others while it is opened, ms: fifty may be doing so. */
const OPENING_PATIENCE = 20_000;
const PATIENCE = 5_000;
const PAUSE = 20;

/**
 * Opens the file of that path, or makes it. Throws a `DamagedError`, a `NewerError`, or what the system says. One that is not
 * shared is a single file and may be moved when it is closed: the driver lets go of files only when its memory is collected.
 */
export type OpenDatabase = (path: string, isShared?: boolean) => Database;

export const IN_MEMORY = ':memory:';

export async function loadDriver(): Promise<OpenDatabase> {
  const { default: Driver } = await import('libsql');
  return (path, isShared = true) => {
    const database = asDatabase(connected(() => new Driver(path, { timeout: OPENING_PATIENCE }) as Raw, path));
    try {
      prepare(database, path, isShared);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  };
}

/** The driver tells only by a number why there is no connection. */
function connected(connect: () => Raw, path: string): Raw {
  try {
    return connect();
  } catch (error) {
    if (codeOf(error) !== '' && !messageOf(error).includes('ConnectionFailed')) throw error;
    throw Object.assign(new Error(`${path} cannot be opened`, { cause: error }), { code: 'SQLITE_CANTOPEN' });
  }
}

function prepare(database: Database, path: string, isShared: boolean): void {
  // Changing to WAL needs the file for itself, and does not wait for it as all else does.
  if (isShared) patiently(() => database.all('pragma journal_mode = wal'));
  // A power cut may cost the last turns, never the file; a killed process costs nothing.
  database.run('pragma synchronous = normal');
  const version = versionOf(database);
  // Shared ones are put in their places when they are whole.
  if (version === 0 && isShared && path !== IN_MEMORY) throw new DamagedError(`${path} is no history`);
  if (version !== VERSION) database.together(() => migrate(database, path));
  database.patience(PATIENCE);
}

function migrate(database: Database, path: string): void {
  const version = versionOf(database);
  if (version > VERSION)
    throw new NewerError(`${path} has version ${version}; this stepscope knows versions up to ${VERSION}`);
  for (const sql of migrationsFrom(version))
    for (const statement of sql.split(';')) if (statement.trim() !== '') database.run(statement);
  database.run(`pragma user_version = ${VERSION}`);
}

function versionOf(database: Database): number {
  return Number(database.all('pragma user_version')[0]?.user_version ?? 0);
}

function patiently(work: () => void): void {
  const until = Date.now() + OPENING_PATIENCE;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
}

interface RawStatement {
  run(...values: readonly Value[]): unknown;
  all(...values: readonly Value[]): readonly Found[];
}

interface Raw {
  prepare(sql: string): RawStatement;
  exec(sql: string): unknown;
  close(): unknown;
}

function asDatabase(raw: Raw): Database {
  const statements = new Map<string, RawStatement>();
  const statement = (sql: string): RawStatement => {
    const known = statements.get(sql) ?? raw.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  return {
    all: (sql, ...values) => told(() => statement(sql).all(...values)),
    run: (sql, ...values) => void told(() => statement(sql).run(...values)),
    together: (work) => told(() => together(raw, work)),
    patience: (ms) => void raw.exec(`pragma busy_timeout = ${ms}`),
    close: () => void raw.close(),
  };
}

function together(raw: Raw, work: () => void): void {
  raw.exec('begin immediate');
  try {
    work();
    raw.exec('commit');
  } catch (error) {
    // What was thrown is what counts, also where there is nothing to take back any more.
    try {
      raw.exec('rollback');
    } catch {}
    throw error;
  }
}

/** The driver's own number, behind what it calls unknown. */
function rawCodeOf(error: unknown): number {
  const isObject = typeof error === 'object' && error !== null;
  return isObject && 'rawCode' in error && typeof error.rawCode === 'number' ? error.rawCode : 0;
}

function told<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const [code, message] = [codeOf(error), messageOf(error)];
    const kind = code.startsWith('UNKNOWN') ? KINDS[rawCodeOf(error) & 0xff] : code;
    if (kind !== undefined && DAMAGED.has(kind)) throw new DamagedError(message);
    throw kind === undefined || kind === code
      ? error
      : Object.assign(new Error(message, { cause: error }), { code: kind });
  }
}
