// What is different between two lists: both begin and end with the same elements, and in between others stand.
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../step.ts';

export interface ListChange {
  /** So many at the beginning stay. */
  readonly from: number;
  /** Of the old list, behind them. */
  readonly gone: number;
  /** What stands in their place. */
  readonly fresh: readonly Json[];
}

export function listChange(old: readonly unknown[], list: readonly Json[]): ListChange {
  const most = Math.min(old.length, list.length);
  let from = 0;
  while (from < most && isDeepStrictEqual(old[from], list[from])) from++;
  let tail = 0;
  while (tail < most - from && isDeepStrictEqual(old.at(-1 - tail), list.at(-1 - tail))) tail++;
  return { from, gone: old.length - from - tail, fresh: list.slice(from, list.length - tail) };
}
