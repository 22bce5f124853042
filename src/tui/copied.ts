// What of a value goes onto the clipboard: what can be pasted anywhere without doing anything there.
import { cleanLines } from '../format/clean.ts';
import type { Json } from '../step.ts';

/** Terminals take no more, bytes. */
const MOST = 100_000;

export interface Copied {
  readonly text: string;
  readonly isCut: boolean;
}

/** A text as it is, anything else as JSON. */
export function copied(value: Json): Copied {
  const whole = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const bytes = Buffer.from(cleanLines(whole.slice(0, MOST)).join('\n'));
  const isCut = whole.length > MOST || bytes.length > MOST;
  // A character that was cut in two is none.
  return {
    text: bytes
      .subarray(0, MOST)
      .toString()
      .replace(/\ufffd$/, ''),
    isCut,
  };
}
