// Points in time as a scenario writes them.
import * as z from 'zod/mini';
import type { Rule } from './rules.ts';

const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;
/** The largest distance from 1970 that a Date can hold, ms. */
const MAX_MS = 8.64e15;

/** Epoch ms of a number of ms, or of ISO text; without a zone it is UTC, as everywhere in a task. Undefined for anything else. */
export function momentOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) <= MAX_MS ? value : undefined;
  const parts = typeof value === 'string' ? ISO.exec(value) : null;
  if (!parts) return undefined;
  // Date.parse takes a time without a zone for local time.
  const ms = Date.parse(parts[1] !== undefined && parts[4] === undefined ? `${parts[0]}Z` : parts[0]);
  return Number.isNaN(ms) ? undefined : ms;
}

export const moment: Rule<number | undefined> = {
  schema: z.pipe(
    z.custom<string | number>((value) => momentOf(value) !== undefined),
    z.transform((value) => momentOf(value)),
  ),
  must: 'a time in ISO form, or in milliseconds since 1970',
  example: '"2025-01-01T00:00:00Z"',
};
