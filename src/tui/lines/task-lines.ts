// The tasks of the session as rows of a tree: where each came from, how far it is, in what state.
import { clean } from '../../format/clean.ts';
import { endText } from '../../format/reason.ts';
import { cut, pad, width } from '../../format/width.ts';
import type { TaskRow } from '../../session/views/tasks-view.ts';
import { type Span, span } from '../line.ts';
import { endTone } from './header-line.ts';
import type { KeyedLine } from './why-lines.ts';

const INDENT = '  ';
/** Deeper ones stand below each other. */
const MOST_INDENT = 8;

/** `current` is the one on screen. */
export function taskLines(rows: readonly TaskRow[], current: string | null, columns: number): readonly KeyedLine[] {
  const names = widest(rows.map(nameOf), Math.floor(columns * 0.45));
  const origins = widest(rows.map(originOf), 20);
  return rows.map((row) => {
    const here = row.id === current;
    const left = [
      span(here ? '▶ ' : '  ', 'next'),
      span(pad(cut(nameOf(row), names), names), here ? 'next' : 'plain'),
      span(`  ${pad(originOf(row), origins)}`, 'dim'),
      span(`  ${turnsOf(row)}  `),
      stateOf(row),
      span(row.made === undefined ? '' : `  ${clean(row.made)}`, 'dim'),
    ];
    return { key: row.id, line: { left } };
  });
}

function widest(texts: readonly string[], most: number): number {
  return Math.min(most, Math.max(0, ...texts.map(width)));
}

function nameOf({ title, depth }: TaskRow): string {
  return `${INDENT.repeat(Math.min(depth, MOST_INDENT))}${clean(title)}`;
}

function originOf({ origin }: TaskRow): string {
  return origin.kind === 'start' ? '' : `${origin.kind} @${origin.turn}`;
}

function turnsOf({ turns }: TaskRow): string {
  return `${pad(String(turns), 3, 'start')} ${turns === 1 ? 'turn ' : 'turns'}`;
}

function stateOf(row: TaskRow): Span {
  const { state } = row;
  switch (state.kind) {
    case 'open':
      return span(row.turns === 0 ? 'not begun' : 'not ended', 'accent');
    case 'waiting':
      return span(state.child === null ? 'waits for a subtask' : `waits for ${clean(state.child)}`, 'warn');
    case 'ended':
      return span(endText(state.end, 0).title, endTone(state.end.state));
  }
}
