// Any JSON by its keys, a row each; what does not fit into a row goes on below it, deeper in. A text is its lines.

import { isContainer, isList } from '../json.ts';
import type { Json, JsonObject } from '../step.ts';
import { cleanLines } from './clean.ts';
import { type Drawing, type PieceKind, piece, type Room, type Row } from './drawing.ts';
import { keyText } from './path.ts';
import { valueText } from './value.ts';
import { pad, width, wrap } from './width.ts';

const DEEPEST = 12;
/** A column of values narrower than this says nothing. */
const LEAST_VALUE = 12;
const MEASURED = 100;

/** Without `isDeep` each entry has one row, however much is in it. */
export function drawDocument(data: Json, { columns, most }: Room, isDeep: boolean): Drawing {
  if (typeof data === 'string' && isDeep) return drawText(data, { columns, most });
  if (typeof data !== 'object' || data === null)
    return { head: null, rows: [[piece(valueText(data, columns), kindOf(data))]], more: 0 };
  const rows: Row[] = [];
  const budget = { left: most, more: 0 };
  addEntries(rows, data, { columns, depth: 0, isDeep }, budget);
  return { head: null, rows, more: budget.more };
}

function drawText(text: string, { columns, most }: Room): Drawing {
  const lines = cleanLines(text.slice(0, columns * most * 2)).flatMap((line) => wrap(line, columns));
  return {
    head: null,
    rows: lines.slice(0, most).map((line) => [piece(line)]),
    more: Math.max(0, lines.length - most),
  };
}

interface Level {
  readonly columns: number;
  readonly depth: number;
  readonly isDeep: boolean;
}

function addEntries(
  rows: Row[],
  data: readonly Json[] | JsonObject,
  level: Level,
  budget: { left: number; more: number },
): void {
  const entries: readonly (readonly [string | number, Json])[] = isList(data)
    ? [...data.entries()]
    : Object.entries(data);
  const indent = level.depth * 2;
  const most = Math.floor((level.columns - indent) / 2);
  const keys = entries
    .slice(0, Math.min(MEASURED, budget.left))
    .reduce((sum, [key]) => Math.max(sum, Math.min(most, width(keyText(key)))), 0);
  for (const [key, value] of entries) {
    if (budget.left <= 0) {
      budget.more++;
      continue;
    }
    budget.left--;
    const room = Math.max(1, level.columns - indent - keys - 2);
    const inside = below(value, room, level);
    const label = piece(' '.repeat(indent) + pad(keyText(key), inside ? width(keyText(key)) : keys), 'key');
    rows.push([label, piece('  '), piece(inside ? '' : valueText(value, room), kindOf(value))]);
    if (inside) addEntries(rows, inside, { ...level, depth: level.depth + 1 }, budget);
  }
}

/** What is in there, where a row does not hold it. */
function below(value: Json, room: number, { depth, isDeep, columns }: Level): readonly Json[] | JsonObject | null {
  if (!isDeep || !isContainer(value) || depth >= DEEPEST) return null;
  if (columns - depth * 2 < LEAST_VALUE * 2) return null;
  const text = valueText(value, room);
  return /^(\[\d+\]|\{\d+ keys?\})$|…$/.test(text) ? value : null;
}

function kindOf(value: Json): PieceKind {
  return typeof value === 'number' ? 'number' : typeof value === 'string' ? 'string' : 'text';
}
