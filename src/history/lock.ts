// One process at a time: a file that only one can make. What a dead process left is taken over.
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { codeOf } from '../thrown.ts';
import { isAlive } from './alive.ts';

/** A lock whose maker died before it had written its name, ms. */
const NAMELESS = 2_000;

/** False where another process has it. */
export function tryLock(path: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    if (isLeft(path)) rmSync(path, { force: true });
    return false;
  }
}

export function unlock(path: string): void {
  rmSync(path, { force: true });
}

function isLeft(path: string): boolean {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    const { mtimeMs } = statSync(path);
    return pid > 0 ? !isAlive(pid, mtimeMs) : Date.now() - mtimeMs > NAMELESS;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
