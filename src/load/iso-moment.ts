// A point in time as people write it: ISO text that is on the calendar, or milliseconds since 1970.
const ISO = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;
/** The largest distance from 1970 that a Date can hold, ms. */
const MAX_MS = 8.64e15;

/** Epoch ms of a number of ms, or of ISO text; without a zone it is UTC, as everywhere in a task. Undefined for anything else. */
export function momentOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) <= MAX_MS ? value : undefined;
  const [text = '', day = '', time, , , zone] = (typeof value === 'string' ? ISO.exec(value) : null) ?? [];
  if (!isOnCalendar(day)) return undefined;
  // Date.parse takes a time without a zone for local time.
  const ms = Date.parse(time !== undefined && zone === undefined ? `${text}Z` : text);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Date.parse makes the 1st of March of a 30th of February. */
function isOnCalendar(day: string): boolean {
  const ms = Date.parse(day);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}
