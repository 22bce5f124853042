// Families of tasks worth looking at: subtasks that are waited for, and a fork.
import type { SessionState, TaskLog } from '../../src/session/state.ts';
import { orders } from '../session/views/orders.ts';

/** The order with a subtask that has not ended; and a fork of it. `shown` is the one on screen. */
function family(shown: string, change: (parent: TaskLog, child: TaskLog) => readonly TaskLog[]): SessionState {
  const state = orders();
  const parent = state.tasks.get('t1');
  if (parent === undefined) throw new Error('no task');
  const start = { ...parent.start, task: 't1.1', name: 'collect \x1b[2Jitems', parent: { task: 't1', turn: 3 } };
  const child: TaskLog = { ...parent, id: 't1.1', start, name: start.name };
  const logs = change(parent, child);
  const cursor = logs.find(({ id }) => id === shown)?.turns.length ?? 0;
  return { ...state, tasks: new Map(logs.map((log) => [log.id, log])), task: shown, cursor };
}

const ENDED = { kind: 'ended', task: 't1.1', result: null, error: null, durationMs: 1 } as const;

export const FAMILY = {
  waiting: () => family('t1', (parent, child) => [{ ...parent, isWaiting: true }, child]),
  childEnded: () =>
    family('t1.1', (parent, child) => [
      { ...parent, isWaiting: true },
      { ...child, end: { ...ENDED, state: 'done', reason: 'complete' } },
    ]),
  forked: () =>
    family('t2', (parent, child) => [
      { ...parent, end: { ...ENDED, task: 't1', state: 'done', reason: 'complete' } },
      child,
      {
        ...parent,
        id: 't2',
        parent: { task: 't1', turns: 2 },
        turns: parent.turns.slice(0, 2),
        snapshots: parent.snapshots.slice(0, 3),
      },
    ]),
} satisfies Readonly<Record<string, () => SessionState>>;
