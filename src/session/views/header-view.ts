// One line about all: which task, how far, in what state, at what cost, and whether anything is broken.
import type { Ended, StopReason } from '../../events.ts';
import type { SessionState, Status, TaskLog } from '../state.ts';
import { type AfterEnd, afterEnd } from './after-end.ts';
import { type Here, hereOf } from './here.ts';
import { awaitedBy } from './tasks-view.ts';

export interface HeaderView {
  /** The scenario, or the task's name where it has none, of a subtask those of the topmost; null without a task. */
  readonly title: string | null;
  readonly turn: number;
  readonly turns: number;
  readonly standing: Standing;
  /** Of the task since its start, ms. */
  readonly clockMs: number;
  readonly workMs: number;
  readonly steps: number;
  readonly errors: number;
  readonly warnings: number;
  /** Turns of the task that would come out otherwise with the steps of now. */
  readonly stale: number;
  readonly recording: SessionState['recording'];
  /** It is a fork of another task. */
  readonly fork: boolean;
  /** The name of a subtask; null for a task that is nobody's child. */
  readonly subtask: string | null;
}

export type Standing =
  | Extract<Status, { kind: 'loading' | 'running' }>
  | { readonly kind: 'empty' }
  | { readonly kind: 'past'; readonly stop: StopReason | null }
  | { readonly kind: 'paused'; readonly stop: StopReason | null }
  /** Nothing of the task can run before a child has ended: `child` is its name, where it is known. */
  | { readonly kind: 'waiting'; readonly child: string | null }
  | ({ readonly kind: 'ended'; readonly end: Ended } & AfterEnd);

export function headerView(state: SessionState): HeaderView {
  const here = hereOf(state);
  const errors = state.problems.filter(({ severity }) => severity === 'error').length;
  const warnings = state.problems.length - errors;
  const counts = { steps: state.steps.length, errors, warnings, recording: state.recording };
  const standing = standingOf(state, here);
  if (here === null) return { ...NO_TASK, standing, ...counts };
  const { task, snapshot, cursor } = here;
  return {
    title: titleOf(state, task),
    turn: cursor,
    turns: task.turns.length,
    standing,
    clockMs: snapshot.clock - task.start.createdAt,
    workMs: snapshot.runMs,
    stale: task.stale.size,
    fork: task.parent !== null,
    subtask: task.start.parent === null ? null : task.name,
    ...counts,
  };
}

const NO_TASK = {
  title: null,
  turn: 0,
  turns: 0,
  clockMs: 0,
  workMs: 0,
  stale: 0,
  fork: false,
  subtask: null,
} as const;

/** A child's id begins with its root's. */
function titleOf({ tasks }: SessionState, { start, name }: TaskLog): string {
  const root = start.parent && tasks.get(start.parent.task.split('.')[0] ?? '');
  return root ? (root.start.scenario ?? root.name) : (start.scenario ?? name);
}

/** In the past nothing has ended yet, even if the task did later on. */
function standingOf(state: SessionState, here: Here | null): Standing {
  if (state.status.kind !== 'paused') return state.status;
  if (here === null) return { kind: 'empty' };
  if (!here.atTail) return { kind: 'past', stop: state.stop };
  if (here.task.end !== null) return { kind: 'ended', end: here.task.end, ...afterEnd(state, here) };
  if (here.task.isWaiting) return { kind: 'waiting', child: awaitedBy(state, here.task) };
  return { kind: 'paused', stop: state.stop };
}
