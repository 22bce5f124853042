// What `task.visualize` was given, in a few lines of text: a table, bars, or the document by its keys. It may hold anything.
import type { View } from '../events.ts';
import type { Json, JsonObject } from '../step.ts';
import { barLines } from './bars.ts';
import { clean } from './clean.ts';
import { keyText } from './path.ts';
import { tableLines } from './table.ts';
import { valueText } from './value.ts';
import { cut, pad, width } from './width.ts';

/** Of one view; what is longer is counted. */
const MOST = 12;

/** Its type and name, and below it the data; no line is wider than `columns`. */
export function viewLines({ type, name, data }: View, columns: number): readonly string[] {
  return [
    cut(clean(`${type}: ${name}`), columns),
    ...shortened(bodyOf(type, data, columns)).map((line) => cut(line, columns)),
  ];
}

function bodyOf(type: string, data: Json, columns: number): readonly string[] {
  const drawn = type === 'chart' ? barLines(data, columns) : type === 'table' ? tableLines(data, columns) : null;
  return drawn ?? documentLines(data, columns);
}

function documentLines(data: Json, columns: number): readonly string[] {
  if (typeof data !== 'object' || data === null) return [valueText(data, columns)];
  const entries = Array.isArray(data) ? [...data.entries()] : Object.entries(data as JsonObject);
  const keys = Math.min(
    Math.floor(columns / 2),
    Math.max(0, ...entries.slice(0, MOST).map(([key]) => width(keyText(key)))),
  );
  return entries.map(([key, value], index) =>
    index < MOST ? `${pad(keyText(key), keys)}  ${valueText(value, Math.max(1, columns - keys - 2))}` : '',
  );
}

function shortened(lines: readonly string[]): readonly string[] {
  return lines.length <= MOST ? lines : [...lines.slice(0, MOST - 1), `… ${lines.length - MOST + 1} more`];
}
