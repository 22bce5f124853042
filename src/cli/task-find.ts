// The history as commands read it, and the task that somebody meant.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { History } from '../history/history.ts';
import type { TaskRow } from '../history/rows.ts';
import { findKept, type Kept, keptRecordings } from '../recording/folder.ts';
import type { Problem } from '../step.ts';
import { codeOf, messageOf } from '../thrown.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { refuse } from './say.ts';

/** Tasks that are named where the one that was meant is not there. */
const MOST_NAMED = 5;

/** `who`: the command, for what goes wrong. */
export interface Asking {
  readonly who: string;
  readonly dir: string;
}

/** Opens it, and closes it afterwards. What cannot be is said. */
export async function withHistory(
  { who, dir }: Asking,
  work: (history: History, root: string) => Promise<number> | number,
  isToWrite = false,
): Promise<number> {
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const root = resolve(dir);
  const { openHistory } = await import('../history/history.ts');
  let history: History;
  try {
    history = await openHistory(root, { warn: (text) => void refuse(who, text) }, isToWrite);
  } catch (error) {
    return refuse(who, `the history cannot be read: ${messageOf(error)}.`);
  }
  try {
    return await work(history, root);
  } catch (error) {
    const [code, message] = [codeOf(error), messageOf(error)];
    if (!/^(SQLITE_|EACCES|EPERM|EROFS)/.test(code ?? '')) throw error;
    return refuse(who, `the history cannot be used: ${message}.`);
  } finally {
    history.close();
  }
}

/** With the task that is meant. */
export function withTask(
  asking: Asking,
  text: string,
  work: (row: TaskRow, history: History, root: string) => Promise<number> | number,
): Promise<number> {
  return withHistory(asking, (history, root) => {
    const row = findTask(history, text, root);
    return typeof row === 'string' ? refuse(asking.who, row) : work(row, history, root);
  });
}

/** A text says why there is none. */
export function findTask(history: History, text: string, root: string): TaskRow | string {
  if (text === '') return 'which task? Name it by its id, the beginning of its id, or its name.';
  const found = history.find(text);
  if ('id' in found) return found;
  if (found.length > 0) return `several tasks begin with ${text}: ${named(found)}.`;
  const newest = history.tasks({ limit: MOST_NAMED });
  if (newest.length === 0) return `there is no task ${text} in ${root}: there is none yet.`;
  return `there is no task ${text} in ${root}. The newest are ${named(newest)}.`;
}

/** The recording of the task that is meant. One by its id is found without the history. */
export async function findRecording(
  root: string,
  text: string,
): Promise<{ readonly path: string } | { readonly refused: string }> {
  try {
    const kept = findKept(root, text);
    if ('path' in kept) return kept;
    if (kept.length > 0) return { refused: `several tasks begin with ${text}: ${idsOf(kept)}.` };
    const { openHistory } = await import('../history/history.ts');
    const history = await openHistory(root, { warn: () => {} });
    const row = history.find(text);
    history.close();
    if ('id' in row && existsSync(row.recording)) return { path: row.recording };
  } catch (error) {
    return { refused: `the history cannot be read: ${messageOf(error)}.` };
  }
  const newest = idsOf(keptRecordings(root));
  const known = newest === '' ? 'There is none yet.' : `The newest are ${newest}.`;
  return { refused: `there is no recording of the task ${text} in ${root}. ${known}` };
}

function idsOf(kept: readonly Kept[]): string {
  return [...new Set(kept.slice(0, MOST_NAMED).map(({ task }) => task))].join(', ');
}

function named(rows: readonly TaskRow[]): string {
  const shown = rows.slice(0, MOST_NAMED).map(({ id, name }) => `${id} (${name})`);
  return shown.join(', ') + (rows.length > MOST_NAMED ? ' …' : '');
}

/** It was removed, or its task never began. */
export function goneProblem({ recording, id }: TaskRow): Problem {
  const isGone = !existsSync(recording);
  const message = isGone ? `the recording of the task ${id} is gone` : `its recording ends before the task ${id} began`;
  const hint = 'The history knows the rest of it: stepscope task list --json.';
  return { severity: 'error', file: recording, line: 0, column: 0, message, hint };
}
