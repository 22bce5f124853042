// What was said until the cursor, in the order of turns: console and audit lines, views, warnings, errors, results of subtasks.
import type { ErrorInfo, LogLevel, View } from '../../events.ts';
import type { Path, Problem } from '../../step.ts';
import type { Note, SessionState, TaskLog, Turn } from '../state.ts';
import { endFailure } from './failure.ts';
import { type Here, hereOf } from './here.ts';
import { createMemo } from './memo.ts';

export type LogEntry =
  | { readonly kind: 'line'; readonly level: LogLevel; readonly text: string }
  | { readonly kind: 'dropped'; readonly count: number }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'view'; readonly view: View }
  /** A log point was passed. */
  | { readonly kind: 'note'; readonly text: string }
  /** What a subtask brought; `places` are what it changed. */
  /** `name`: of the child whose result it is; null for an edit by hand. */
  | { readonly kind: 'entered'; readonly name: string | null; readonly places: readonly Path[] }
  | { readonly kind: 'error'; readonly error: ErrorInfo; readonly killed: boolean };

export interface LogRow {
  readonly id: string;
  readonly turn: number;
  readonly step: string;
  readonly entry: LogEntry;
}

export interface LogView {
  readonly rows: readonly LogRow[];
  /** Older rows that were left out. */
  readonly earlier: number;
}

/** A screen shows dozens; what is older than this is a matter for a recording. */
const MOST = 2_000;

export function createLogView(): (state: SessionState) => LogView {
  const memo = createMemo<LogView>();
  const rowsOf = createRowsOf();
  return (state) => {
    const here = hereOf(state);
    if (here === null) return { rows: [], earlier: 0 };
    const until = here.next !== null && !here.next.finished ? here.cursor + 1 : here.cursor;
    const { id, turns, end, entries, notes } = here.task;
    return memo([turns[until - 1], id, until, end, entries, notes, notes.length], () => {
      const noted = noteRows(notes);
      const view = latest(turns, until, (turn) => {
        const entered = enteredRows(state, here.task, turn.number);
        const between = noted.get(turn.number);
        return entered.length === 0 && !between ? rowsOf(turn) : [...rowsOf(turn), ...entered, ...(between ?? [])];
      });
      const first = view.earlier === 0 ? (noted.get(0) ?? []) : [];
      return { ...view, rows: [...first, ...view.rows, ...endRows(here)] };
    });
  };
}

/** What ended the task after its last turn. */
function endRows({ task, atTail, cursor }: Here): readonly LogRow[] {
  const error = atTail ? endFailure(task) : null;
  if (error === null) return [];
  return [{ id: 'end', turn: cursor, step: error.step, entry: { kind: 'error', error, killed: false } }];
}

/** By the turns that were done when they were made. */
function noteRows(notes: readonly Note[]): ReadonlyMap<number, readonly LogRow[]> {
  const rows = new Map<number, LogRow[]>();
  for (const { after, about, text } of notes) {
    const known = rows.get(after) ?? [];
    rows.set(after, known);
    known.push({ id: `${after}:note:${known.length}`, turn: about, step: '', entry: { kind: 'note', text } });
  }
  return rows;
}

/** Results and edits that came between this turn and the next. */
function enteredRows({ tasks }: SessionState, task: TaskLog, turn: number): readonly LogRow[] {
  // Of a hundred thousand turns each is asked.
  if (task.entries.length === 0) return NONE;
  return task.entries
    .filter(({ after }) => after === turn)
    .map(({ child, patches }, index) => {
      const places = patches.map(({ path }) => path);
      const name = child === null ? null : (tasks.get(child)?.name ?? child);
      return { id: `${turn}:entered:${index}`, turn, step: '', entry: { kind: 'entered', name, places } };
    });
}

/** A finished turn never changes: its rows are made once. */
function createRowsOf(): (turn: Turn) => readonly LogRow[] {
  const known = new WeakMap<Turn, readonly LogRow[]>();
  return (turn) => {
    if (isSilent(turn)) return NONE;
    const from = passedOver(turn);
    const rows = known.get(turn) ?? entriesOf(turn, from).map((entry, index) => rowOf(turn, entry, from + index));
    known.set(turn, rows);
    return rows;
  };
}

function latest(turns: readonly Turn[], until: number, rowsOf: (turn: Turn) => readonly LogRow[]): LogView {
  const parts: (readonly LogRow[])[] = [];
  let kept = 0;
  let earlier = 0;
  for (let index = Math.min(until, turns.length) - 1; index >= 0; index--) {
    const turn = turns[index];
    if (!turn) continue;
    if (kept >= MOST) {
      earlier += turn.logs.length;
      continue;
    }
    const rows = rowsOf(turn);
    if (rows.length > 0) parts.push(rows);
    kept += rows.length;
    earlier += passedOver(turn);
  }
  return { rows: parts.reverse().flat(), earlier };
}

function rowOf(turn: Turn, entry: LogEntry, index: number): LogRow {
  return { id: `${turn.number}:${index}`, turn: turn.number, step: turn.step, entry };
}

const NONE: readonly LogRow[] = [];

function isSilent({ logs, droppedLogs, views, problems, error }: Turn): boolean {
  return logs.length + droppedLogs + views.length + problems.length === 0 && error === null;
}

/** Lines of one turn alone that are too many. */
function passedOver({ logs }: Turn): number {
  return Math.max(0, logs.length - MOST);
}

function entriesOf(turn: Turn, from: number): readonly LogEntry[] {
  const entries: LogEntry[] = turn.logs.slice(from).map((line) => ({ kind: 'line', ...line }));
  if (turn.droppedLogs > 0) entries.push({ kind: 'dropped', count: turn.droppedLogs });
  entries.push(...turn.views.map((view): LogEntry => ({ kind: 'view', view })));
  entries.push(...turn.problems.map((problem): LogEntry => ({ kind: 'problem', problem })));
  if (turn.error !== null) entries.push({ kind: 'error', error: turn.error, killed: turn.killed });
  return entries;
}
