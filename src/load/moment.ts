// Points in time as a scenario writes them.

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
