// What steps have shown with task.visualize until the cursor: the newest turn first, the views of one turn in their order.
import type { View } from '../../events.ts';
import type { SessionState, TaskLog } from '../state.ts';
import { hereOf } from './here.ts';
import { createMemo } from './memo.ts';

export interface ViewedRow {
  readonly id: string;
  readonly turn: number;
  readonly step: string;
  readonly view: View;
}

/** Nobody scrolls through more; those before stand in the log. */
const MOST = 100;

export function createViewedView(): (state: SessionState) => readonly ViewedRow[] {
  const memo = createMemo<readonly ViewedRow[]>();
  return (state) => {
    const here = hereOf(state);
    if (here === null) return [];
    const until = here.next !== null && !here.next.finished ? here.cursor + 1 : here.cursor;
    return memo([here.task.id, until, here.task.turns[until - 1]], () => newestFirst(here.task, until));
  };
}

function newestFirst({ turns }: TaskLog, until: number): readonly ViewedRow[] {
  const rows: ViewedRow[] = [];
  for (let index = until - 1; index >= 0 && rows.length < MOST; index--) {
    const turn = turns[index];
    if (turn === undefined) continue;
    const { number, step } = turn;
    rows.push(...turn.views.map((view, at) => ({ id: `${number}:${at}`, turn: number, step, view })));
  }
  return rows;
}
