// `stepscope task list`: the tasks of the history, a line each.
import { duration } from '../format/duration.ts';
import { pad, width } from '../format/width.ts';
import type { History } from '../history/history.ts';
import type { RowError, TaskQuery, TaskRow } from '../history/rows.ts';
import { STATE_WORDS, statesOf } from '../history/words.ts';
import { nearest } from '../load/nearest.ts';
import { EXIT } from './exit-codes.ts';
import { counted, jsonText, listing, oneLine } from './listing.ts';
import { insideText } from './offer-init.ts';
import { print } from './print.ts';
import { refuse, say } from './say.ts';
import { withHistory } from './task-find.ts';

export interface ListOptions {
  readonly dir: string;
  readonly json: boolean;
  readonly state: string | undefined;
  readonly name: string | undefined;
  readonly limit: number | undefined;
  readonly sort: 'createdAt' | 'executionTime';
  readonly subtasks: boolean;
  readonly verbose: boolean;
}

/** Lines that are made at a time. */
const PAGE = 250;
/** As all lists have it. */
const WIDEST = 60;
const HEAD = ['name', 'id', 'state', 'duration', 'created', 'turns'];

export function listCommand(options: ListOptions): Promise<number> {
  const { dir, json, state, name, limit, sort, subtasks, verbose } = options;
  const states = state === undefined ? undefined : statesOf(state);
  if (states === null) return Promise.resolve(refuse('task list', unknownState(state ?? '')));
  return withHistory({ who: 'task list', dir }, async (history) => {
    const query = { states, name, limit, sort, subtasks };
    if (json) await print(jsonText(history.tasks(query)));
    else if (!(await tell(history, query, verbose)) && process.stdout.isTTY) await print(noneText(history, query));
    const inside = history.count({ subtasks: true }) === 0 ? insideText(dir) : null;
    if (inside !== null) say(inside);
    return EXIT.ok;
  });
}

/** For whoever sits before an empty screen; a script reads no lines. */
function noneText(history: History, { states, name }: TaskQuery): string {
  if (history.count({ subtasks: true }) === 0)
    return "There are no tasks here yet. stepscope task new NAME -d '{…}' runs one and keeps it.\n";
  if (states !== undefined || name !== undefined) return `None of ${counted(history.count(), 'task')} is like that.\n`;
  return '';
}

/** Whoever reads only the first lines waits for these only. False where there is none. */
async function tell(history: History, query: TaskQuery, verbose: boolean): Promise<boolean> {
  let widths: readonly number[] | null = null;
  await history.pages(query, PAGE, async (rows) => {
    const told = rows.map((row) => (verbose ? whole : cells)(row).map(oneLine));
    const head = verbose ? [...HEAD, 'why'] : HEAD;
    // Columns are as wide as in the first page.
    const text = widths === null ? listing(head, told) : lines(told, widths);
    widths ??= head.map((_, index) => Math.max(...told.map((row) => Math.min(WIDEST, width(row[index] ?? '')))));
    return print(text);
  });
  return widths !== null;
}

function lines(rows: readonly (readonly string[])[], widths: readonly number[]): string {
  const filled = (cell: string, column: number): string => (width(cell) > column ? cell : pad(cell, column));
  return rows
    .map((row) => row.map((cell, index) => filled(cell, widths[index] ?? 0)).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

function unknownState(word: string): string {
  const meant = nearest(word, STATE_WORDS);
  const states = `The states are ${STATE_WORDS.join(', ')}.`;
  return `there is no state ${word}. ${meant === undefined ? '' : `Did you mean ${meant}? `}${states}`;
}

function cells({ name, id, state, durationMs, createdAt, turns }: TaskRow): readonly string[] {
  return [name, id, state, duration(durationMs), momentText(createdAt), String(turns)];
}

function whole(row: TaskRow): readonly string[] {
  return [...cells(row), row.error ? errorText(row.error) : (row.reason ?? '')];
}

/** To the second, UTC as all times here. */
export function momentText(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

export function errorText({ name, message, step, file, line, column }: RowError): string {
  const place = line > 0 ? `${file}:${line}:${column}` : step;
  return `${name}: ${message}${place === '' ? '' : ` (${place})`}`;
}
