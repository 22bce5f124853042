// A prompt in its row: title, text with its cursor, and beside it which keys end it.
import { clean } from '../../format/clean.ts';
import { cut, cutStart, width } from '../../format/width.ts';
import { type Line, span } from '../line.ts';
import type { Prompt } from '../prompt.ts';

/** Behind the cursor at least this much can be seen. */
const LEAST_AFTER = 8;
const HINT = 'enter accepts, esc cancels';
const REPLACES = 'enter accepts, typing replaces it';

/** Why the text was not taken: it has a row of its own. */
export function promptErrorLine({ error }: Prompt): Line | null {
  return error === '' ? null : { left: [span(` ${clean(error)}`, 'warn')] };
}

export function promptLine(prompt: Prompt, columns: number): Line {
  const { title, text, cursor, isReplaceable } = prompt;
  const start = ` ${clean(title)}: `;
  const beside = span(` ${isReplaceable ? REPLACES : HINT} `, 'dim');
  const room = Math.max(LEAST_AFTER * 2, columns - width(start) - width(beside.text) - 2);
  const after = clean(text.slice(cursor));
  const before = cutStart(clean(text.slice(0, cursor)), room - Math.min(width(after), LEAST_AFTER));
  const left = [
    span(start, 'accent'),
    span(before, isReplaceable ? 'dim' : 'bright'),
    span('▏', 'accent'),
    span(cut(after, room - width(before)), 'bright'),
  ];
  return { left, right: [beside] };
}
