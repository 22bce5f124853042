// A list of records as a text table: keys above, values below, numbers to the right.
import type { Json, JsonObject } from '../step.ts';
import { clean } from './clean.ts';
import { valueText } from './value.ts';
import { cut, pad, width } from './width.ts';

const GAP = 2;
/** Only the first records say which columns there are, and how wide: the others are not looked at. */
const MEASURED = 20;
const WIDEST_CELL = 24;

/** Null where the data is no list of records. */
export function tableLines(data: Json, columns: number): readonly string[] | null {
  if (!Array.isArray(data) || data.length === 0 || !data.slice(0, MEASURED).every(isRecord)) return null;
  const records = data as readonly JsonObject[];
  const keys = [...new Set(records.slice(0, MEASURED).flatMap((record) => Object.keys(record)))].slice(0, columns);
  const shapes = keys.map((key) => shapeOf(key, records));
  const row = (cells: readonly string[]) =>
    cut(
      cells
        .map((cell, index) => padded(cell, shapes[index]))
        .join(' '.repeat(GAP))
        .trimEnd(),
      columns,
    );
  const lines = records.map((record, index) => (index < MEASURED ? row(keys.map((key) => cellOf(record[key]))) : ''));
  return [row(keys.map(clean)), ...lines];
}

interface Shape {
  readonly width: number;
  readonly side: 'start' | 'end';
}

function shapeOf(key: string, records: readonly JsonObject[]): Shape {
  const near = records.slice(0, MEASURED).map((record) => record[key]);
  const widest = Math.max(width(clean(key)), ...near.map((value) => width(cellOf(value))));
  return {
    width: Math.min(WIDEST_CELL, widest),
    side: near.every((value) => typeof value === 'number') ? 'start' : 'end',
  };
}

function padded(cell: string, shape: Shape | undefined): string {
  return shape === undefined ? cell : pad(cell, shape.width, shape.side);
}

function cellOf(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? cut(clean(value.slice(0, 200)), WIDEST_CELL) : valueText(value, WIDEST_CELL);
}

function isRecord(value: Json): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
