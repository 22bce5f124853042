// `stepscope task list`: the tasks of the history, a line each.
import { duration } from '../format/duration.ts';
import type { RowError, TaskRow } from '../history/rows.ts';
import { STATE_WORDS, statesOf } from '../history/words.ts';
import { nearest } from '../load/nearest.ts';
import { EXIT } from './exit-codes.ts';
import { jsonText, listing } from './listing.ts';
import { print } from './print.ts';
import { refuse, withHistory } from './task-find.ts';

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

const HEAD = ['name', 'id', 'state', 'duration', 'created', 'turns'];

export function listCommand(options: ListOptions): Promise<number> {
  const { dir, json, state, name, limit, sort, subtasks, verbose } = options;
  const states = state === undefined ? undefined : statesOf(state);
  if (states === null) return Promise.resolve(refuse('task list', unknownState(state ?? '')));
  return withHistory({ who: 'task list', dir }, async (history) => {
    const rows = history.tasks({ states, name, limit, sort, subtasks });
    if (json) await print(jsonText(rows));
    else if (rows.length > 0)
      await print(listing(verbose ? [...HEAD, 'why'] : HEAD, rows.map(verbose ? whole : cells)));
    return EXIT.ok;
  });
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
