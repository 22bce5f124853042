// Files that a run is to write: one that holds something else is refused before anything runs.
import { readFileSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { roleOf } from '../load/role.ts';
import { readSettings } from '../load/settings.ts';
import { readRecording } from '../recording/read.ts';
import type { RecordWish } from './recorded-runs.ts';
import type { RunOptions } from './run-options.ts';

/** Which file would be lost, in a sentence; null where none. */
export function lostFile({
  dir,
  record,
  reporters,
}: Pick<RunOptions, 'dir' | 'reporters'> & { readonly record?: RecordWish | undefined }): string | null {
  if (record && !record.onlyFailed && isFile(record.path) && !isRecording(record.path))
    return `${record.path} is there and is no recording: nothing was run. Name another file, or delete it.`;
  for (const { name, file } of reporters)
    if (file !== null && isFile(file) && isOfWorkspace(dir, file) && !(name === 'json' && isReport(file)))
      return `${file} is a file of the workspace, which the report ${name} would replace: nothing was run. Name another file.`;
  return null;
}

/** What cannot be looked at cannot be lost either; writing it says why. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** One that ends too early is one, too; so is a new file. */
function isRecording(path: string): boolean {
  if (statSync(path).size === 0 || 'recording' in readRecording(path)) return true;
  const [first = ''] = readFileSync(path, 'utf8').split('\n', 1);
  return first.startsWith('{"format":"stepscope-recording"');
}

function isOfWorkspace(dir: string, file: string): boolean {
  const settings = readSettings(resolve(dir));
  const inside = relative(resolve(dir), resolve(file)).replaceAll('\\', '/');
  return settings.files.includes(inside) || roleOf(inside, settings.config) !== undefined;
}

function isReport(file: string): boolean {
  try {
    const { version, totals, scenarios } = JSON.parse(readFileSync(file, 'utf8'));
    return version !== undefined && totals !== undefined && Array.isArray(scenarios);
  } catch {
    return false;
  }
}
