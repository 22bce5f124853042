// Two states of a document side by side, one level at a time: which children came, went or changed.
// Unchanged parts are the identical objects, so that nothing is read that did not change.
import type { Json } from '../../step.ts';

/** `inside`: the same container with something else in it. */
export type Mark = 'added' | 'removed' | 'changed' | 'inside';

export interface Child {
  readonly key: string | number;
  readonly mark: Mark | null;
  /** Absent if it was removed. */
  readonly value?: Json;
  /** What it was, where it changed or went. */
  readonly before?: Json;
}

export function isContainer(value: Json | undefined): value is Extract<Json, object> {
  return typeof value === 'object' && value !== null;
}

function markOf(before: Json | undefined, now: Json | undefined): Mark | null {
  if (before === now) return null;
  if (before === undefined) return 'added';
  if (now === undefined) return 'removed';
  const sameKind = isContainer(before) && isContainer(now) && Array.isArray(before) === Array.isArray(now);
  return sameKind ? 'inside' : 'changed';
}

/** The children of `now`, with those that went in their old places. Without `before` nothing is compared. */
export function childrenOf(now: Extract<Json, object>, before: Json | undefined): readonly Child[] {
  if (Array.isArray(now)) return elements(now, Array.isArray(before) ? before : undefined);
  return fields(now as Fields, isContainer(before) && !Array.isArray(before) ? (before as Fields) : undefined);
}

type Fields = { readonly [key: string]: Json };

function fields(now: Fields, before: Fields | undefined): readonly Child[] {
  const kept = Object.keys(now).map((key): Child => {
    const was = before !== undefined && Object.hasOwn(before, key) ? before[key] : undefined;
    return {
      key,
      value: now[key],
      ...(before === undefined ? { mark: null } : { mark: markOf(was, now[key]), before: was }),
    };
  });
  const gone = Object.keys(before ?? {}).filter((key) => !Object.hasOwn(now, key));
  return [...kept, ...gone.map((key): Child => ({ key, mark: 'removed', before: before?.[key] }))];
}

/** Common beginning and end stay; in the middle, as many old as new ones changed in place, else the old went and the new came. */
function elements(now: readonly Json[], before: readonly Json[] | undefined): readonly Child[] {
  if (before === undefined || before === now) return now.map((value, key) => ({ key, value, mark: null }));
  const head = common(now, before, (array, index) => array[index]);
  const room = Math.min(now.length, before.length) - head;
  const tail = Math.min(
    room,
    common(now, before, (array, index) => array[array.length - 1 - index]),
  );
  const inPlace = now.length === before.length;
  const gone = inPlace ? [] : before.slice(head, before.length - tail);
  const removed = gone.map((value, index): Child => ({ key: head + index, mark: 'removed', before: value }));
  const rows = now.map((value, key): Child => {
    if (key < head || key >= now.length - tail) return { key, value, mark: null };
    if (!inPlace) return { key, value, mark: 'added' };
    return { key, value, mark: markOf(before[key], value), before: before[key] };
  });
  return [...rows.slice(0, head), ...removed, ...rows.slice(head)];
}

function common(
  one: readonly Json[],
  other: readonly Json[],
  at: (array: readonly Json[], index: number) => Json | undefined,
): number {
  const most = Math.min(one.length, other.length);
  let count = 0;
  while (count < most && at(one, count) === at(other, count)) count++;
  return count;
}
