// A list of records, or of lists, as a text table: keys above, values below, numbers to the right. What is too wide for its
// room gives way where it is widest; numbers are never shortened.

import { isList } from '../json.ts';
import type { Json, JsonObject } from '../step.ts';
import { clean } from './clean.ts';
import { type Drawing, type Piece, piece, type Room, type Row } from './drawing.ts';
import { valueText } from './value.ts';
import { cut, pad, width } from './width.ts';

const GAP = 2;
/** Only the first records say which columns there are. */
const MEASURED = 200;
const WIDEST_CELL = 48;
/** A column of texts does not get narrower than this. */
const NARROWEST = 6;

interface Table {
  /** Empty where nobody gave the columns names. */
  readonly names: readonly string[];
  readonly count: number;
  readonly row: (index: number) => readonly (Json | undefined)[];
}

/** Null where the data is no table. */
export function drawTable(data: Json, { columns, most }: Room): Drawing | null {
  const table = tableOf(data, columns);
  if (table === null || table.count === 0) return null;
  const shown = Array.from({ length: Math.min(most, table.count) }, (_, index) => table.row(index));
  const shapes = fitted(shapesOf(table.names, shown), columns);
  const head = table.names.length === 0 ? null : headOf(table.names, shapes);
  return { head, rows: shown.map((cells) => rowOf(cells, shapes)), more: table.count - shown.length };
}

function tableOf(data: Json, columns: number): Table | null {
  if (Array.isArray(data)) return ofRecords(data, columns) ?? ofLists(data);
  if (!isRecord(data)) return null;
  const { columns: names, rows } = data;
  if (!Array.isArray(names) || !Array.isArray(rows) || !names.every((name) => typeof name === 'string')) return null;
  const table = ofLists(rows);
  if (table) return { ...table, names };
  return ofRecords(rows, columns) && named(names, rows);
}

function ofRecords(data: readonly Json[], columns: number): Table | null {
  const near = data.slice(0, MEASURED);
  if (!near.every(isRecord)) return null;
  return named([...new Set(near.flatMap((record) => Object.keys(record)))].slice(0, columns), data);
}

function named(names: readonly string[], records: readonly Json[]): Table {
  const row = (index: number) => {
    const record = records[index] ?? null;
    return isRecord(record) ? names.map((name) => ownValue(record, name)) : [record];
  };
  return { names, count: records.length, row };
}

/** A first row of nothing but texts above others names the columns. */
function ofLists(data: readonly Json[]): Table | null {
  if (!data.slice(0, MEASURED).every(isList)) return null;
  const [first, second] = data;
  const texts = isList(first) && first.every((cell) => typeof cell === 'string') ? first : null;
  const isHead = texts !== null && isList(second) && second.some((cell) => typeof cell !== 'string');
  const names = isHead ? texts : [];
  const from = isHead ? 1 : 0;
  const row = (index: number) => {
    const cells = data[from + index] ?? null;
    return Array.isArray(cells) ? cells : [cells];
  };
  return { names, count: data.length - from, row };
}

interface Shape {
  readonly width: number;
  readonly isNumber: boolean;
}

function shapesOf(names: readonly string[], rows: readonly (readonly (Json | undefined)[])[]): readonly Shape[] {
  const count = rows.reduce((most, row) => Math.max(most, Math.min(row.length, MEASURED)), names.length);
  return Array.from({ length: count }, (_, index) => {
    const values = rows.map((row) => row[index]).filter((value) => value !== undefined && value !== null);
    const isNumber = values.length > 0 && values.every((value) => typeof value === 'number');
    const name = width(clean(names[index] ?? ''));
    const widest = rows.reduce((most, row) => Math.max(most, width(cellText(row[index], WIDEST_CELL))), name);
    return { width: Math.min(WIDEST_CELL, widest), isNumber };
  });
}

/** The widest gives first. */
function fitted(shapes: readonly Shape[], columns: number): readonly Shape[] {
  const widths = shapes.map((shape) => shape.width);
  let over = widths.reduce((sum, each) => sum + each + GAP, -GAP) - columns;
  while (over > 0) {
    const widest = Math.max(...widths.filter((_, index) => !shapes[index]?.isNumber));
    if (widest <= NARROWEST) break;
    const at = widths.findIndex((each, index) => each === widest && !shapes[index]?.isNumber);
    widths[at] = widest - 1;
    over--;
  }
  return shapes.map((shape, index) => ({ ...shape, width: widths[index] ?? shape.width }));
}

function headOf(names: readonly string[], shapes: readonly Shape[]): Row {
  return joined(
    names.map((name, index) => {
      const { width: room, isNumber } = shapes[index] ?? { width: WIDEST_CELL, isNumber: false };
      return piece(pad(clean(name), room, isNumber ? 'start' : 'end'), 'key');
    }),
  );
}

function rowOf(cells: readonly (Json | undefined)[], shapes: readonly Shape[]): Row {
  return joined(
    cells.slice(0, shapes.length).map((value, index): Piece => {
      const shape = shapes[index];
      const text = cellText(value, shape?.width ?? WIDEST_CELL);
      return piece(padded(text, shape, index, cells.length), typeof value === 'number' ? 'number' : 'text');
    }),
  );
}

function joined(pieces: readonly Piece[]): Row {
  return pieces.flatMap((each, index) => (index === 0 ? [each] : [piece(' '.repeat(GAP)), each]));
}

/** Blanks after the last cell are nobody's. */
function padded(text: string, shape: Shape | undefined, index: number, count: number): string {
  if (shape === undefined) return text;
  if (shape.isNumber) return pad(text, shape.width, 'start');
  return index === count - 1 ? cut(text, shape.width) : pad(text, shape.width);
}

function cellText(value: Json | undefined, columns: number): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? cut(clean(value.slice(0, 200)), columns) : valueText(value, columns);
}

function ownValue(record: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function isRecord(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
