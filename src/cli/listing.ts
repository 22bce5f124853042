// Lists of commands: one line an entry, columns under each other; a header only where a person sits before it.
import { cleanJson, cleanLines } from '../format/clean.ts';
import { pad, width } from '../format/width.ts';
import { paintFor } from './paint.ts';

const WIDEST = 60;

/** `head` names the columns. Cells may hold anything: they come out as one line each. */
export function listing(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(oneLine));
  const isSeen = process.stdout.isTTY && cells.length > 0;
  const all = isSeen ? [head, ...cells] : cells;
  const widths = head.map((_, index) => Math.min(WIDEST, Math.max(0, ...all.map((row) => width(row[index] ?? '')))));
  const lines = all.map((row) =>
    row
      .map((cell, index) => filled(cell, widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const [first = '', ...others] = lines;
  const shown = isSeen ? [paintFor(process.stdout).dim(first), ...others] : lines;
  return shown.map((line) => `${line}\n`).join('');
}

/** What is wider than its column stands whole: lists are for grep too. */
function filled(cell: string, column: number): string {
  return width(cell) > column ? cell : pad(cell, column);
}

/** A name and what it is, line by line. */
export function facts(pairs: readonly (readonly [name: string, value: string])[]): string {
  const column = Math.max(0, ...pairs.map(([name]) => width(name)));
  return pairs
    .map(([name, value]) => `${pad(name, column)}  ${oneLine(value)}`.trimEnd())
    .map((line) => `${line}\n`)
    .join('');
}

export function oneLine(text: string): string {
  return cleanLines(text).join(' ');
}

export function jsonText(value: unknown): string {
  return `${cleanJson(JSON.stringify(value, null, 2))}\n`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
