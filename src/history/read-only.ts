// A history where nothing may be written, for those who only look: a copy of it, which goes when it is closed.
import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { codeOf } from '../thrown.ts';
import { DamagedError, type Database, IN_MEMORY } from './database.ts';
import { writeRecordedRows } from './rebuild.ts';
import { databasePath, type StorePorts } from './store.ts';

const DENIED = /^(EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM)/;

/** Nobody but its owner may write there, or nobody at all. */
export function isDenied(error: unknown): boolean {
  return DENIED.test(codeOf(error));
}

export function openCopy(ports: StorePorts): Database {
  const folder = mkdtempSync(join(tmpdir(), 'stepscope-history-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const database = openIn(folder, ports) ?? fromRecordings(ports);
    return {
      ...database,
      close() {
        database.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** What SQLite has not yet put into the file itself stands beside it. */
const PARTS = ['', '-wal'];

/** null where there is none that is whole. */
function openIn(folder: string, { dir, open }: StorePorts): Database | null {
  const path = databasePath(dir);
  if (!existsSync(path)) return null;
  const copy = join(folder, basename(path));
  for (const part of PARTS.filter((one) => existsSync(path + one))) {
    copyFileSync(path + part, copy + part);
    chmodSync(copy + part, 0o600);
  }
  try {
    return open(copy);
  } catch (error) {
    if (error instanceof DamagedError) return null;
    throw error;
  }
}

function fromRecordings({ dir, open, write }: StorePorts): Database {
  const database = open(IN_MEMORY);
  writeRecordedRows(dir, (rows) => write(database, rows));
  return database;
}
