// The rows of the command palette: what is typed, and the commands that fit.
import { clean } from '../../format/clean.ts';
import { cut, pad, width } from '../../format/width.ts';
import type { CommandRow } from '../command-row.ts';
import { type Line, span } from '../line.ts';
import type { KeyedLine } from './why-lines.ts';

export function typedLine(text: string): Line {
  const hint =
    text === '' ? [span('  letters of a command, a turn, a step, until PATH, to STEP, watch PATH', 'dim')] : [];
  return { left: [span(': ', 'accent'), span(clean(text), 'bright'), span('▏', 'accent'), ...hint] };
}

/** Wide enough for `scenario`. */
const LEAST_KEYS = 8;
const MOST_KEYS = 16;
/** So much of a row is for why it cannot be used. */
const REASON = 0.5;

export function paletteLines(rows: readonly CommandRow[], columns: number): readonly KeyedLine[] {
  const keys = Math.min(MOST_KEYS, Math.max(LEAST_KEYS, ...rows.map((row) => width(row.keys))));
  return rows.map((row) => ({ key: row.key, line: lineOf(row, keys, columns) }));
}

function lineOf({ keys, text, hint, off }: CommandRow, room: number, columns: number): Line {
  const isOff = off !== null;
  const left = [
    span(`${pad(keys, room)}  `, isOff ? 'dim' : 'accent'),
    span(text, isOff ? 'dim' : 'plain'),
    span(hint === '' ? '' : `  ${hint}`, 'dim'),
  ];
  return isOff ? { left, right: [span(cut(clean(off), Math.floor(columns * REASON)), 'dim')] } : { left };
}
