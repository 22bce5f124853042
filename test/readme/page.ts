// The README as its tests read it: parts by their headings, tables as rows of cells, blocks of code with their paths.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../check/workspace.ts';

const TEXT = readFileSync(join(ROOT, 'README.md'), 'utf8');

export interface Block {
  readonly language: string;
  readonly code: string;
}

export function wholePage(): string {
  return TEXT;
}

/** The text below a heading, until the next one of its level or above; throws where there is no such heading. */
export function part(heading: string): string {
  const lines = TEXT.split('\n');
  const level = /^#+/.exec(heading)?.[0].length ?? 0;
  const start = lines.indexOf(heading);
  if (start < 0) throw new Error(`the README has no heading ${heading}`);
  const isHeading = new RegExp(`^#{1,${level}} `);
  let isCode = false;
  const end = lines.findIndex((line, index) => {
    // A comment in a block of code may look like a heading.
    if (line.startsWith('```')) isCode = !isCode;
    return index > start && !isCode && isHeading.test(line);
  });
  return lines.slice(start + 1, end < 0 ? lines.length : end).join('\n');
}

/** Rows of the first table whose head has these cells, head aside. */
export function table(text: string, ...head: readonly string[]): readonly (readonly string[])[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith('|') && String(cellsOf(line)) === String(head));
  if (start < 0) throw new Error(`there is no table ${head.join(' | ')}`);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end < 0 ? rows.length : end).map(cellsOf);
}

/** However wide its columns are. */
function cellsOf(row: string): readonly string[] {
  return row
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

/** What stands in backquotes. */
export function quoted(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? '');
}

/** The first cells of a table, without their backquotes. */
export function names(rows: readonly (readonly string[])[]): readonly string[] {
  return rows.map(([first = '']) => first.replaceAll('`', ''));
}

export function blocks(text: string): readonly Block[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({ language, code }));
}

/** Blocks whose first line is a comment with a path, as files of a workspace. */
export function files(text: string): Readonly<Record<string, string>> {
  const named = blocks(text).flatMap(({ code }) => {
    const path = /^(?:\/\/|#) (\S.*\.\w+)\n/.exec(code)?.[1];
    return path === undefined ? [] : [[path, code] as const];
  });
  return Object.fromEntries(named);
}
