// Where the time of the task went until the cursor: its turns by step, the most expensive step first.
import type { SessionState, Turn } from '../state.ts';
import { type Here, hereOf } from './here.ts';
import { createMemo } from './memo.ts';

export interface StepTimes {
  readonly step: string;
  readonly count: number;
  readonly failed: number;
  /** Of running its content, ms. */
  readonly totalMs: number;
  readonly meanMs: number;
  /** Nearest rank: so much or less took 95 of 100 of its turns. */
  readonly p95Ms: number;
  readonly maxMs: number;
  /** Matching before its turns, ms. */
  readonly matchMs: number;
  /** The turn that took longest; the first of equals. */
  readonly slowest: number;
}

export interface TimesView {
  readonly turns: number;
  readonly matchMs: number;
  readonly runMs: number;
  /** On the task's clock since its start, ms: what it slept, waited for and parked. */
  readonly waitMs: number;
  readonly rows: readonly StepTimes[];
}

export function createTimesView(): (state: SessionState) => TimesView | null {
  const memo = createMemo<TimesView | null>();
  return (state) => {
    const here = hereOf(state);
    return memo([here?.task.turns, here?.cursor, here?.snapshot], () => here && viewOf(here));
  };
}

function viewOf({ task, cursor, snapshot }: Here): TimesView {
  const byStep = new Map<string, Turn[]>();
  for (const turn of task.turns.slice(0, cursor)) {
    const known = byStep.get(turn.step);
    if (known) known.push(turn);
    else byStep.set(turn.step, [turn]);
  }
  const rows = [...byStep].map(([step, turns]) => timesOf(step, turns));
  return {
    turns: cursor,
    matchMs: snapshot.matchMs,
    runMs: snapshot.runMs,
    waitMs: snapshot.clock - task.start.createdAt,
    rows: rows.sort((one, other) => other.totalMs - one.totalMs),
  };
}

function timesOf(step: string, turns: readonly Turn[]): StepTimes {
  const sorted = turns.map(({ runMs }) => runMs).sort((one, other) => one - other);
  const count = sorted.length;
  const totalMs = sorted.reduce((sum, ms) => sum + ms, 0);
  const maxMs = sorted[count - 1] ?? 0;
  return {
    step,
    count,
    failed: turns.filter(({ error }) => error !== null).length,
    totalMs,
    meanMs: count === 0 ? 0 : totalMs / count,
    p95Ms: sorted[Math.ceil(count * 0.95) - 1] ?? 0,
    maxMs,
    matchMs: turns.reduce((sum, turn) => sum + turn.matchMs, 0),
    slowest: turns.find(({ runMs }) => runMs === maxMs)?.number ?? 0,
  };
}
