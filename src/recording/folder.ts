// The folder in which a workspace keeps the recordings of its debugger: `.stepscope/recordings`.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECORDING_ENDING } from '../recorded.ts';

/** Older ones are removed, ms; and the oldest beyond so many. */
const OLDEST = 30 * 24 * 3_600_000;
const MOST = 200;

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

/** Newest first. */
export function keptRecordings(dir: string): readonly Kept[] {
  const folder = recordingsFolder(dir);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const kept = names.flatMap((name) => {
    const [, day, hour, minute, second, ms, task = ''] = NAME.exec(name) ?? [];
    if (day === undefined) return [];
    return [{ path: join(folder, name), task, at: Date.parse(`${day}T${hour}:${minute}:${second}.${ms}Z`) }];
  });
  return kept.sort((a, b) => b.at - a.at || (a.path < b.path ? 1 : -1));
}

/** Other debuggers may be doing the same. `now`: epoch ms. */
export function prune(dir: string, now: number): void {
  const kept = keptRecordings(dir);
  for (const [place, { path, at }] of kept.entries())
    if (place >= MOST || now - at > OLDEST) rmSync(path, { force: true });
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
