// The connector calls until the cursor: what was asked, what was answered, and by whom.
import type { Call } from '../../call.ts';
import type { SessionState, TaskLog } from '../state.ts';
import { hereOf } from './here.ts';
import { createMemo } from './memo.ts';

export interface CallRow {
  readonly id: string;
  readonly turn: number;
  readonly step: string;
  readonly call: Call;
}

/** Calls are kept short of this many; the latest matter most. */
const MOST = 1_000;

export function createCallsView(): (state: SessionState) => readonly CallRow[] {
  const memo = createMemo<readonly CallRow[]>();
  return (state) => {
    const here = hereOf(state);
    if (here === null) return [];
    const until = here.next !== null && !here.next.finished ? here.cursor + 1 : here.cursor;
    return memo([here.task.id, until, here.task.turns[until - 1]], () => latest(here.task, until));
  };
}

function latest(task: TaskLog, until: number): readonly CallRow[] {
  const rows = task.turns
    .slice(0, until)
    .flatMap((turn) =>
      turn.calls.map((call, index) => ({ id: `${turn.number}:${index}`, turn: turn.number, step: turn.step, call })),
    );
  return rows.slice(-MOST);
}
