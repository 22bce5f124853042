// What a sign of health rests on: counted, and with some tasks to look at.
import type { Evidence, PastRun } from './past-run.ts';

/** So many tasks are named; the rest is counted. */
const NAMED = 5;

/** `tasks`: the newest first, each named once. */
export function evidence(tasks: readonly Pick<PastRun, 'id'>[], count: number, of: number): Evidence {
  const ids = [...new Set(tasks.map(({ id }) => id))];
  return { count, of, tasks: ids.slice(0, NAMED) };
}

/** By what they have in common; in the order in which they come. */
export function groupsBy<T>(items: readonly T[], keyOf: (item: T) => string | null): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

export function percent(count: number, of: number): string {
  return of === 0 ? '0 %' : `${Math.round((count / of) * 100)} %`;
}

/** `1 task`, `2 tasks`. */
export function amount(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
