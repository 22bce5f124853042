// The list of breakpoints: on or off, as they are written, how often they hit, and why one cannot.
import { breakpointText } from '../../breakpoint-text.ts';
import { clean } from '../../format/clean.ts';
import { cut, pad, width } from '../../format/width.ts';
import type { BreakpointRow, Hits } from '../../session/views/breakpoints-view.ts';
import { span } from '../line.ts';
import type { KeyedLine } from './why-lines.ts';

/** The reason gets at least this much of a row. */
const LEAST_REASON = 24;

export function breakpointLines(
  rows: readonly BreakpointRow[],
  hits: ReadonlyMap<string, Hits>,
  columns: number,
): readonly KeyedLine[] {
  const texts = rows.map(({ breakpoint }) => clean(breakpointText(breakpoint)));
  const notes = rows.map((row) => noteOf(row, hits.get(row.breakpoint.id)));
  const hasReasons = notes.some((note) => note !== '');
  const room = columns - 2 - (hasReasons ? LEAST_REASON : 0);
  const widest = Math.min(room, Math.max(0, ...texts.map((text) => width(text))));
  return rows.map((row, index) => {
    const left = [
      span(row.isHollow ? '○ ' : '● ', 'bad'),
      span(pad(cut(texts[index] ?? '', widest), widest), row.isHollow ? 'dim' : 'plain'),
      span(`  ${notes[index] ?? ''}`, row.reason === '' ? 'dim' : 'warn'),
    ];
    return { key: row.breakpoint.id, line: { left } };
  });
}

function noteOf({ breakpoint, reason }: BreakpointRow, hits: Hits | undefined): string {
  if (reason !== '') return clean(reason);
  const kind = breakpoint.isOn ? [] : ['off (x)'];
  const log = breakpoint.log === undefined ? [] : ['log point'];
  const hit = hits === undefined ? [] : [`hit ${hits.count}×, last @${hits.last}`];
  return [...(kind.length > 0 ? kind : log), ...hit].join('  ');
}
