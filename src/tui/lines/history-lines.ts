// The history of a value: a row for each change, the causes of a turn below it; and the places in time that have names.
import { setText } from '../../format/blame.ts';
import { changeText } from '../../format/change.ts';
import { clean } from '../../format/clean.ts';
import { pathText } from '../../format/path.ts';
import { valueText } from '../../format/value.ts';
import { cut, pad, width } from '../../format/width.ts';
import type { SessionState } from '../../session/state.ts';
import { type ChainedCause, causeChain, type PathChange } from '../../session/views/path-history.ts';
import { type Line, span } from '../line.ts';
import type { KeyedLine } from './why-lines.ts';

const MOST_NAME = 36;

/** Keys begin with the number of the turn that a row is about, or of who caused it: where `enter` goes. */
export function historyLines(
  changes: readonly PathChange[],
  state: SessionState,
  columns: number,
): readonly KeyedLine[] {
  const names = Math.min(MOST_NAME, Math.max(8, ...changes.map((change) => width(nameOf(change)))));
  return changes.flatMap((change, index) => [
    { key: changeKey(change.turn, index), line: changeLine(change, change.turn === state.cursor, names, columns) },
    ...causesShown(change, state).map((cause, at) => ({
      key: `${cause.writer?.turn ?? 0}:${index}:${at}`,
      line: causeLine(cause, columns),
    })),
  ]);
}

/** Of the row of the change itself; `index` among all changes. */
export function changeKey(turn: number, index: number): string {
  return `${turn}:${index}`;
}

function nameOf({ by }: PathChange): string {
  switch (by.kind) {
    case 'step':
      return clean(by.connector === null ? by.step : `${by.step} ← ${by.connector}`);
    case 'child':
      return `subtask ${clean(by.name)}`;
    case 'edit':
      return 'edit by hand';
  }
}

function changeLine(change: PathChange, here: boolean, names: number, columns: number): Line {
  const { before, after, turn } = change;
  const room = Math.max(10, columns - names - 12);
  const { before: was, now } = changeText(before, after, room);
  return {
    left: [
      span(here ? '▶ ' : '  ', 'next'),
      span(pad(`@${turn}`, 6), 'dim'),
      span(pad(cut(nameOf(change), names), names), 'bright'),
      span(`  ${was}`, 'bad'),
      span(' → ', 'dim'),
      span(now, 'good'),
    ],
  };
}

function causesShown({ by, turn }: PathChange, state: SessionState): readonly ChainedCause[] {
  const log = state.task === null ? undefined : state.tasks.get(state.task);
  return log && by.kind === 'step' ? causeChain(state, log, turn) : [];
}

/** What let the step run, and who had made that so. */
function causeLine(cause: ChainedCause, columns: number): Line {
  const { path, actual, writer, depth } = cause;
  const by = writer === null ? 'from the start' : `${setText(cause)} ${clean(writer.step)} @${writer.turn}`;
  const name = clean(pathText(path));
  const indent = ' '.repeat(9 + depth * 2);
  const room = Math.max(8, columns - width(name) - width(by) - width(indent) - 14);
  const value = actual === undefined ? 'missing' : valueText(actual, room);
  return { left: [span(`${indent}because ${name} `, 'dim'), span(value), span(`  ${by}`, writer ? 'accent' : 'dim')] };
}

export function markLines({ marks, tasks, task, cursor }: SessionState, columns: number): readonly KeyedLine[] {
  const names = Math.min(MOST_NAME, Math.max(8, ...marks.map(({ name }) => width(clean(name)))));
  return marks.map((mark, index) => {
    const log = tasks.get(mark.task);
    const here = mark.task === task && mark.turns === cursor;
    const title = clean(log?.start.scenario ?? log?.name ?? mark.task);
    const left = [
      span(here ? '▶ ' : '  ', 'next'),
      span(pad(cut(clean(mark.name), names), names), 'bright'),
      span(pad(`  turn ${mark.turns}`, 12)),
      span(cut(title, Math.max(8, columns - names - 16)), 'dim'),
    ];
    return { key: String(index), line: { left } };
  });
}
