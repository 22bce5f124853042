// The list of breakpoints: on or off, as they are written, and why one cannot hit.
import { breakpointText } from '../../breakpoint-text.ts';
import { clean } from '../../format/clean.ts';
import { cut, pad, width } from '../../format/width.ts';
import type { BreakpointRow } from '../../session/views/breakpoints-view.ts';
import { span } from '../line.ts';
import type { KeyedLine } from './why-lines.ts';

/** The reason gets at least this much of a row. */
const LEAST_REASON = 24;

export function breakpointLines(rows: readonly BreakpointRow[], columns: number): readonly KeyedLine[] {
  const texts = rows.map(({ breakpoint }) => clean(breakpointText(breakpoint)));
  const hasReasons = rows.some((row) => noteOf(row) !== '');
  const room = columns - 2 - (hasReasons ? LEAST_REASON : 0);
  const widest = Math.min(room, Math.max(0, ...texts.map((text) => width(text))));
  return rows.map((row, index) => {
    const left = [
      span(row.isHollow ? '○ ' : '● ', 'bad'),
      span(pad(cut(texts[index] ?? '', widest), widest), row.isHollow ? 'dim' : 'plain'),
      span(`  ${noteOf(row)}`, row.reason === '' ? 'dim' : 'warn'),
    ];
    return { key: row.breakpoint.id, line: { left } };
  });
}

function noteOf({ breakpoint, reason }: BreakpointRow): string {
  if (reason !== '') return clean(reason);
  if (!breakpoint.isOn) return 'off (x)';
  return breakpoint.log === undefined ? '' : 'log point';
}
