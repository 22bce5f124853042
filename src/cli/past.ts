// The history, for commands that can do without one.
import { resolve } from 'node:path';
import type { History } from '../history/history.ts';
import { messageOf } from '../thrown.ts';
import { say } from './say.ts';

/** Null where it cannot be read; then that has been said. Whoever opens it closes it. */
export async function openPast(dir: string): Promise<History | null> {
  const { openHistory } = await import('../history/history.ts');
  const warn = (text: string): void => say(`stepscope: ${text}`);
  try {
    return await openHistory(resolve(dir), { warn });
  } catch (error) {
    warn(`the history cannot be read: ${messageOf(error)}`);
    return null;
  }
}
