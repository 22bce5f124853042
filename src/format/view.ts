// What `task.visualize` was given, as text: a table, bars, a graph, or the document by its keys. It may hold anything, whatever
// its type says.
import type { View } from '../events.ts';
import type { Json } from '../step.ts';
import { drawBars } from './bars.ts';
import { clean } from './clean.ts';
import { drawDocument } from './document.ts';
import type { Drawing, Room, Row } from './drawing.ts';
import { drawGraph } from './graph.ts';
import { drawTable } from './table.ts';
import { cut } from './width.ts';

/** Lines of one view in a log; what is longer is counted. */
const MOST = 12;
/** A longer one belongs in a file. */
const MOST_ROWS = 1_000;

/** Short, for a log: its type and name, and below it the data; no line is wider than `columns`. */
export function viewLines({ type, name, data }: View, columns: number): readonly string[] {
  const { head, rows, more } = draw(type, data, { columns, most: MOST }, false);
  const all = [...(head === null ? [] : [head]), ...rows].map(textOf);
  const over = all.length + more > MOST;
  const shown = over ? [...all.slice(0, MOST - 1), `… ${all.length + more - MOST + 1} more`] : all;
  return [clean(`${type}: ${name}`), ...shown].map((line) => cut(line, columns));
}

/** Whole, as far as anybody reads. Rows may be wider than `columns` where there are too many numbers side by side. */
export function drawView({ type, data }: View, columns: number): Drawing {
  return draw(type, data, { columns, most: MOST_ROWS }, true);
}

function draw(type: string, data: Json, room: Room, isDeep: boolean): Drawing {
  return ofType(type, data, room) ?? drawDocument(data, room, isDeep);
}

function ofType(type: string, data: Json, room: Room): Drawing | null {
  switch (type) {
    case 'chart':
      return drawBars(data, room);
    case 'table':
      return drawTable(data, room);
    case 'graph':
      return drawGraph(data, room);
    default:
      return null;
  }
}

function textOf(row: Row): string {
  return row
    .map(({ text }) => text)
    .join('')
    .trimEnd();
}
