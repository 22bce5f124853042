// The folder in which a workspace keeps the recordings of its debugger: `.stepscope/recordings`.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECORDING_ENDING } from '../recorded.ts';
import { codeOf } from '../thrown.ts';

/** What is kept unless somebody says otherwise: not for longer, not more tasks, not more bytes of recordings. */
export const KEEP: { readonly ms: number; readonly tasks: number; readonly bytes: number } = {
  ms: 30 * 24 * 3_600_000,
  tasks: 10_000,
  bytes: 1_000_000_000,
};

export interface Kept {
  readonly path: string;
  readonly task: string;
  /** When it began, epoch ms. */
  readonly at: number;
}

export function recordingsFolder(dir: string): string {
  return join(dir, '.stepscope', 'recordings');
}

/** The folder is there afterwards, for its owner only, and git does not see it. Throws where it cannot be. */
export function makeFolder(dir: string): string {
  const folder = recordingsFolder(dir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const ignore = join(dir, '.stepscope', '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  return folder;
}

/** `at`: epoch ms. */
export function recordingName(task: string, at: number): string {
  return `${new Date(at).toISOString().replace(/[:.]/g, '-')}-${task}${RECORDING_ENDING}`;
}

const NAME = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z-(.+)\.stepscope\.jsonl$/;

/** When it began, epoch ms, from the name of a file; NaN where that is no recording's. */
export function timeOfRecording(name: string): number {
  const [, day, hour, minute, second, ms] = NAME.exec(name) ?? [];
  return Date.parse(`${day}T${hour}:${minute}:${second}.${ms}Z`);
}

function taskOfRecording(name: string): string {
  return NAME.exec(name)?.[6] ?? '';
}

/** Newest first. Throws where they are there and cannot be read: that is not the same as none. */
export function keptRecordings(dir: string): readonly Kept[] {
  const folder = recordingsFolder(dir);
  const kept = namesIn(folder).flatMap((name) => {
    const at = timeOfRecording(name);
    return Number.isNaN(at) ? [] : [{ path: join(folder, name), task: taskOfRecording(name), at }];
  });
  return kept.sort((a, b) => b.at - a.at || (a.path < b.path ? 1 : -1));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** For a folder without a history, which does so otherwise. Other debuggers may be doing the same. `now`: epoch ms. */
export function prune(dir: string, now: number, { tasks, ms }: Pick<typeof KEEP, 'tasks' | 'ms'> = KEEP): void {
  try {
    for (const [place, { path, at }] of keptRecordings(dir).entries())
      if (place >= tasks || now - at > ms) rmSync(path, { force: true });
  } catch {
    // What cannot be read or changed stays as it is: whoever wrote it sees to it.
  }
}

/** The newest of the task of that id, or of the only one whose id begins so; else those that it could be, newest first. */
export function findKept(dir: string, id: string): Kept | readonly Kept[] {
  const all = keptRecordings(dir);
  const exact = all.find(({ task }) => task === id);
  if (exact) return exact;
  const alike = all.filter(({ task }) => task.startsWith(id));
  const [first] = alike;
  return first && alike.every(({ task }) => task === first.task) ? first : alike;
}
