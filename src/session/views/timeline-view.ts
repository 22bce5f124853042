// The turns of the task on screen as bars in time, with what they cost and where we stand.
import type { SelectReason } from '../../events.ts';
import type { SessionState, Snapshot, TaskLog, Turn } from '../state.ts';
import { type Here, hereOf } from './here.ts';
import { createMemo } from './memo.ts';

export interface TimelineBar {
  readonly turn: number;
  readonly step: string;
  readonly why: SelectReason;
  readonly over: string | null;
  readonly matchMs: number;
  readonly runMs: number;
  /** Cumulative, this turn included. */
  readonly totalRunMs: number;
  readonly changes: number;
  readonly logs: number;
  readonly error: boolean;
  readonly running: boolean;
}

export interface TimelineView {
  readonly bars: readonly TimelineBar[];
  /** Turns behind us. */
  readonly cursor: number;
  readonly longestMs: number;
  /** Turns that would come out otherwise under the steps of today. */
  readonly stale: TaskLog['stale'];
  /** Cumulative until the cursor, and of the whole task. */
  readonly here: Times;
  readonly whole: Times;
}

type Times = Pick<Snapshot, 'matchMs' | 'runMs'>;

const NO_TIMES: Times = { matchMs: 0, runMs: 0 };
const EMPTY: TimelineView = { bars: [], cursor: 0, longestMs: 0, stale: new Map(), here: NO_TIMES, whole: NO_TIMES };

export function createTimelineView(): (state: SessionState) => TimelineView {
  const makeBars = createBars();
  const memo = createMemo<TimelineView>();
  return (state) => {
    const here = hereOf(state);
    if (here === null) return EMPTY;
    return memo([here.task, here.snapshot, here.cursor], () => viewOf(makeBars(here), here));
  };
}

function viewOf(bars: readonly TimelineBar[], { cursor, snapshot, task }: Here): TimelineView {
  const longestMs = bars.reduce((most, bar) => Math.max(most, bar.runMs), 0);
  return { bars, cursor, longestMs, stale: task.stale, here: snapshot, whole: task.snapshots.at(-1) ?? snapshot };
}

/** A turn's bar is made once: of a long task only the latest are new in each frame. */
function createBars(): (here: Here) => readonly TimelineBar[] {
  const made = new WeakMap<Turn, TimelineBar>();
  return ({ task }) =>
    task.turns.map((turn, index) => {
      const known = turn.finished ? made.get(turn) : undefined;
      if (known) return known;
      const bar = barOf(turn, task.snapshots[index + 1]);
      made.set(turn, bar);
      return bar;
    });
}

function barOf(turn: Turn, after: Snapshot | undefined): TimelineBar {
  const { number, step, why, over, matchMs, runMs } = turn;
  const counts = { changes: turn.patches.length, logs: turn.logs.length + turn.droppedLogs };
  const state = { error: turn.error !== null, running: !turn.finished };
  return { turn: number, step, why, over, matchMs, runMs, totalRunMs: after?.runMs ?? runMs, ...counts, ...state };
}
