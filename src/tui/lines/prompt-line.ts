// A prompt in its row: title, text with its cursor, and beside it which keys end it.
import { clean } from '../../format/clean.ts';
import { cut, cutStart, width } from '../../format/width.ts';
import { type Line, span } from '../line.ts';
import type { Prompt } from '../prompt.ts';

/** Behind the cursor at least this much can be seen. */
const LEAST_AFTER = 8;
/** Of the text, whatever the title: a person sees what they write. */
const LEAST_TEXT = 24;
const HINT = 'enter accepts, esc cancels';
const REPLACES = 'enter accepts, typing replaces it';
const CURSOR = '▏';

/** Why the text was not taken: it has a row of its own. */
export function promptErrorLine({ error }: Prompt): Line | null {
  return error === '' ? null : { left: [span(` ${clean(error)}`, 'warn')] };
}

/** Where room is short, which keys end it gives way first, as they stand below too; then the title. */
export function promptLine(prompt: Prompt, columns: number): Line {
  const { text, cursor, isReplaceable } = prompt;
  const needed = Math.max(LEAST_TEXT, width(clean(text)) + 1);
  const whole = ` ${clean(prompt.title)}: `;
  const beside = span(` ${isReplaceable ? REPLACES : HINT} `, 'dim');
  const isBeside = width(whole) + needed + 1 + width(beside.text) <= columns;
  const start = isBeside ? whole : ` ${shortTitle(clean(prompt.title), columns - LEAST_TEXT - width(' : '))}: `;
  const room = columns - width(start) - width(CURSOR) - (isBeside ? width(beside.text) + 1 : 0);
  const after = clean(text.slice(cursor));
  const before = cutStart(clean(text.slice(0, cursor)), room - Math.min(width(after), LEAST_AFTER));
  const left = [
    span(start, 'accent'),
    span(before, isReplaceable ? 'dim' : 'bright'),
    span(CURSOR, 'accent'),
    span(cut(after, room - width(before)), 'bright'),
  ];
  return isBeside ? { left, right: [beside] } : { left };
}

/** What stands in brackets at its end explains it, and is the first to go. */
function shortTitle(title: string, columns: number): string {
  if (width(title) <= columns) return title;
  return cut(title.replace(/ \([^()]*\)$/, ''), columns);
}
