// A length of time in the words of a person: `30d`, `1h 30m`. A number alone is none: nobody knows of what.
import parseDuration from 'parse-duration';

const SPAN = /^\s*(?:\d+(?:\.\d+)?\s*\p{L}+\s*)+$/u;

/** In ms; null for what is none. */
export function spanOf(text: string): number | null {
  const ms = SPAN.test(text) ? parseDuration(text) : null;
  return ms !== null && Number.isFinite(ms) && ms > 0 ? ms : null;
}
