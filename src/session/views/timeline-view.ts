// The turns of the task on screen as bars in time, with what they cost and where we stand.
import type { SelectReason } from '../../events.ts';
import type { Snapshot } from '../snapshot.ts';
import type { SessionState, TaskLog, Turn } from '../state.ts';
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
  /** Turns that a breakpoint stopped before, or after. */
  readonly breaks: ReadonlySet<number>;
  /** Turns after which a person edited the data, and after which a fork began. */
  readonly edits: ReadonlySet<number>;
  readonly forks: ReadonlySet<number>;
  /** Cumulative until the cursor. */
  readonly here: Times;
}

/** `waitMs`: on the task's clock. */
type Times = Pick<Snapshot, 'matchMs' | 'runMs'> & { readonly waitMs: number };

const NO_TIMES: Times = { matchMs: 0, runMs: 0, waitMs: 0 };
const EMPTY: TimelineView = {
  bars: [],
  cursor: 0,
  longestMs: 0,
  stale: new Map(),
  breaks: new Set(),
  edits: new Set(),
  forks: new Set(),
  here: NO_TIMES,
};

export function createTimelineView(): (state: SessionState) => TimelineView {
  const makeBars = createBars();
  const memo = createMemo<TimelineView>();
  return (state) => {
    const here = hereOf(state);
    if (here === null) return EMPTY;
    return memo([here.task, here.snapshot, here.cursor, state.tasks.size], () => viewOf(makeBars(here), here, state));
  };
}

function viewOf({ bars, longestMs }: Bars, { cursor, snapshot, task }: Here, { tasks }: SessionState): TimelineView {
  const { stale } = task;
  const { matchMs, runMs, clock } = snapshot;
  const edits = new Set(task.entries.filter(({ cause }) => cause === 'edit').map(({ after }) => after));
  const forks = new Set([...tasks.values()].flatMap(({ parent }) => (parent?.task === task.id ? [parent.turns] : [])));
  const breaks = new Set(task.breaks.map(({ turn }) => turn));
  return {
    bars,
    cursor,
    longestMs,
    stale,
    breaks,
    edits,
    forks,
    here: { matchMs, runMs, waitMs: clock - task.start.createdAt },
  };
}

interface Bars {
  readonly bars: TimelineBar[];
  /** What each was made of. */
  readonly turns: Turn[];
  longestMs: number;
}

/**
 * Of a long task only the latest bars are made in each frame: a task's list of turns grows in place, and what changes in it is
 * its end.
 */
function createBars(): (here: Here) => Bars {
  const made = new WeakMap<readonly Turn[], Bars>();
  return ({ task }) => {
    const known = made.get(task.turns) ?? { bars: [], turns: [], longestMs: 0 };
    made.set(task.turns, known);
    let same = Math.min(known.turns.length, task.turns.length);
    while (same > 0 && known.turns[same - 1] !== task.turns[same - 1]) same--;
    known.bars.length = same;
    known.turns.length = same;
    for (const [index, turn] of task.turns.slice(same).entries()) {
      known.bars.push(barOf(turn, task.snapshots[same + index + 1]));
      known.turns.push(turn);
      known.longestMs = Math.max(known.longestMs, turn.runMs);
    }
    return known;
  };
}

function barOf(turn: Turn, after: Snapshot | undefined): TimelineBar {
  const { number, step, why, over, matchMs, runMs } = turn;
  const counts = { changes: turn.patches.length, logs: turn.logs.length + turn.droppedLogs };
  const state = { error: turn.error !== null, running: !turn.finished };
  return { turn: number, step, why, over, matchMs, runMs, totalRunMs: after?.runMs ?? runMs, ...counts, ...state };
}
