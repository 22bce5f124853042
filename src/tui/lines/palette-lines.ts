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
const MOST_LABEL = 18;
/** So much of a row is for why it cannot be used. */
const REASON = 0.5;

export function paletteLines(rows: readonly CommandRow[], columns: number): readonly KeyedLine[] {
  const keys = Math.min(MOST_KEYS, Math.max(LEAST_KEYS, ...rows.map((row) => width(row.keys))));
  const labels = Math.min(MOST_LABEL, Math.max(0, ...rows.map((row) => width(row.label))));
  return rows.map((row) => ({ key: row.key, line: lineOf(row, keys, labels, columns) }));
}

/** A word or two, and behind them as many whole clauses of what it does as there is room for; none is cut without a sign. */
function lineOf({ keys, label, text, hint, off }: CommandRow, room: number, labels: number, columns: number): Line {
  const isOff = off !== null;
  const reason = isOff ? cut(clean(off), Math.floor(columns * REASON)) : '';
  const start = `${pad(keys, room)}  `;
  const name = label === '' ? '' : `${pad(label, labels)}  `;
  const rest = columns - width(start) - width(name) - (isOff ? width(reason) + 2 : 0);
  const left = [
    span(start, isOff ? 'dim' : 'accent'),
    span(name, isOff ? 'dim' : 'plain'),
    span(label === '' ? text : clauses(text, rest), isOff || label !== '' ? 'dim' : 'plain'),
    span(hint === '' ? '' : `  ${hint}`, 'dim'),
  ];
  return isOff ? { left, right: [span(reason, 'dim')] } : { left };
}

/** Less of it is no help. */
const LEAST_TEXT = 12;

/** It ends with where something can be done, before what that is. */
function isPlace(text: string): boolean {
  return /(^|; )in [^:]*$/.test(text);
}

/** The beginning of a sentence that fits: up to a comma or a semicolon, or where that would be no more than a place, whole words. */
function clauses(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  const clause = [...text.matchAll(/[;,](?= )/g)]
    .map(({ index }) => text.slice(0, index))
    .findLast((begun) => !isPlace(begun) && width(begun) <= columns);
  if (clause !== undefined) return clause;
  return columns < LEAST_TEXT ? '' : cut(text, columns).replace(/\s\S*…$/, ' …');
}
