// The family of the task on screen side by side: each task with its turns as bars, below the one that began it.

import { familyOf } from '../reduce.ts';
import type { SessionState, TaskLog } from '../state.ts';
import { createMemo } from './memo.ts';
import { awaitedBy } from './tasks-view.ts';

export interface LaneBar {
  readonly runMs: number;
  readonly error: boolean;
}

export interface Lane {
  readonly id: string;
  readonly name: string;
  /** 0 for the one that a person started. */
  readonly depth: number;
  /** The turn of its parent that began it; null for the root. */
  readonly from: number | null;
  readonly bars: readonly LaneBar[];
  readonly isCurrent: boolean;
  readonly state: 'open' | 'waits' | 'done' | 'error' | 'stopped';
  /** What it waits for. */
  readonly awaited: string | null;
}

export interface LanesView {
  /** Empty where the task has no family. */
  readonly lanes: readonly Lane[];
  readonly longestMs: number;
}

const NONE: LanesView = { lanes: [], longestMs: 0 };

export function createLanesView(): (state: SessionState) => LanesView {
  const memo = createMemo<LanesView>();
  return (state) => memo([state.tasks, state.task], () => viewOf(state));
}

function viewOf(state: SessionState): LanesView {
  const family = state.task === null ? [] : familyOf(state, state.task).filter(({ parent }) => parent === null);
  if (family.length < 2) return NONE;
  const lanesBelow = (above: string | null, depth: number): readonly Lane[] =>
    family
      .filter(({ start }) => (start.parent?.task ?? null) === above)
      .flatMap((log) => [laneOf(log, depth, state), ...lanesBelow(log.id, depth + 1)]);
  const lanes = lanesBelow(null, 0);
  const longestMs = lanes.reduce((most, { bars }) => bars.reduce((max, { runMs }) => Math.max(max, runMs), most), 0);
  return { lanes, longestMs };
}

function laneOf(log: TaskLog, depth: number, state: SessionState): Lane {
  const { id, start, name, turns, end, isWaiting } = log;
  return {
    id,
    depth,
    name: start.parent === null ? (start.scenario ?? name) : name,
    from: start.parent?.turn ?? null,
    bars: turns.map(({ runMs, error }) => ({ runMs, error: error !== null })),
    isCurrent: id === state.task,
    state: end === null ? (isWaiting ? 'waits' : 'open') : stateOf(end.state),
    awaited: isWaiting ? awaitedBy(state, log) : null,
  };
}

function stateOf(state: string): Lane['state'] {
  if (state === 'done') return 'done';
  return state === 'error' ? 'error' : 'stopped';
}
