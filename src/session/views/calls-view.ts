// The connector calls until the cursor: what was asked, what was answered, and by whom.
import type { Call, Pin } from '../../call.ts';
import type { SessionState, TaskLog } from '../state.ts';
import { hereOf } from './here.ts';
import { createMemo } from './memo.ts';

export interface CallRow {
  readonly id: string;
  readonly turn: number;
  readonly step: string;
  readonly call: Call;
  /** A person answered this one call; all others of the method are asked about again. */
  readonly isAnswer: boolean;
}

/** Those that answer all calls of a method, as against the answer to one call. */
export function generalPins(pins: readonly Pin[]): readonly Pin[] {
  return pins.filter(({ attempt }) => attempt === undefined);
}

/** Calls are kept short of this many; the latest matter most. */
const MOST = 1_000;

export function createCallsView(): (state: SessionState) => readonly CallRow[] {
  const memo = createMemo<readonly CallRow[]>();
  return (state) => {
    const here = hereOf(state);
    if (here === null) return [];
    const until = here.next !== null && !here.next.finished ? here.cursor + 1 : here.cursor;
    return memo([here.task.id, until, here.task.turns[until - 1], state.pins], () =>
      latest(here.task, until, state.pins),
    );
  };
}

function latest(task: TaskLog, until: number, pins: readonly Pin[]): readonly CallRow[] {
  const rows = task.turns.slice(0, until).flatMap((turn) =>
    turn.calls.map((call, index) => {
      const isAnswer = call.source === 'pin' && pins.some((pin) => isFor(pin, call, turn.taped[index]?.attempt, task));
      return { id: `${turn.number}:${index}`, turn: turn.number, step: turn.step, call, isAnswer };
    }),
  );
  return rows.slice(-MOST);
}

function isFor(pin: Pin, { connector, method }: Call, attempt: number | undefined, { id }: TaskLog): boolean {
  return pin.task === id && pin.attempt === attempt && pin.connector === connector && pin.method === method;
}
