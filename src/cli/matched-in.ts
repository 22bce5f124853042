// Which steps were ever on the agenda of past tasks, as their recordings tell it.
import { readFileSync, statSync } from 'node:fs';
import type { TaskEvent } from '../events.ts';
import type { TaskRow } from '../history/rows.ts';

/** More of them are not read. */
const MOST_BYTES = 64 * 1024 * 1024;

/** By task, of the steps in question; tasks whose recording is gone, broken, or one too many are not among them. */
export function matchedIn(
  rows: readonly Pick<TaskRow, 'id' | 'recording'>[],
  steps: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const names = steps.map((name) => JSON.stringify(name));
  const wanted = new Set(steps);
  const files = new Map<string, ReadonlyMap<string, Set<string>> | null>();
  const found = new Map<string, readonly string[]>();
  let left = MOST_BYTES;
  for (const { id, recording } of rows) {
    if (!files.has(recording)) {
      left -= statSync(recording, { throwIfNoEntry: false })?.size ?? 0;
      files.set(recording, left < 0 ? null : agendasIn(recording, names, wanted));
    }
    const tasks = files.get(recording);
    if (tasks) found.set(id, [...(tasks.get(id) ?? [])]);
  }
  return found;
}

function cameOnto(event: TaskEvent): readonly string[] {
  return event.kind === 'matched' ? event.on : event.kind === 'rematched' ? event.agenda : [];
}

/** Null where it cannot be read. */
function agendasIn(
  file: string,
  names: readonly string[],
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, Set<string>> | null {
  const found = new Map<string, Set<string>>();
  try {
    const [, ...lines] = readFileSync(file, 'utf8').split('\n');
    for (const line of lines) {
      // Most lines name none of them, and are not taken apart.
      if (!names.some((name) => line.includes(name))) continue;
      const event = JSON.parse(line) as TaskEvent;
      const known = found.get(event.task) ?? new Set();
      for (const name of cameOnto(event).filter((one) => wanted.has(one))) known.add(name);
      found.set(event.task, known);
    }
    return found;
  } catch {
    return null;
  }
}
