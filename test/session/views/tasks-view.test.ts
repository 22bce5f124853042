// The tasks of a session: forks and subtasks below what they came from, and what is awaited.
import { describe, expect, it } from 'vitest';
import { headerView } from '../../../src/session/views/header-view.ts';
import { createTasksView } from '../../../src/session/views/tasks-view.ts';
import { FAMILY } from '../../tui/family.ts';
import { emptyState } from './fixture.ts';
import { orders } from './orders.ts';

const rowsOf = (state: Parameters<ReturnType<typeof createTasksView>>[0]) =>
  createTasksView()(state).map(({ id, depth, origin, turns, state: { kind } }) => [id, depth, origin, turns, kind]);

describe('tasks view', () => {
  it('has forks and subtasks below what they came from', () => {
    expect(rowsOf(FAMILY.forked())).toEqual([
      ['t1', 0, { kind: 'start' }, 3, 'ended'],
      ['t1.1', 1, { kind: 'subtask', turn: 3 }, 3, 'open'],
      ['t2', 1, { kind: 'fork', turn: 2 }, 2, 'open'],
    ]);
    expect(rowsOf(emptyState())).toEqual([]);
  });

  it('says who waits for whom', () => {
    const [parent] = createTasksView()(FAMILY.waiting());
    expect(parent?.state).toEqual({ kind: 'waiting', child: 'collect \x1b[2Jitems' });
    expect(headerView(FAMILY.waiting()).standing).toEqual({ kind: 'waiting', child: 'collect \x1b[2Jitems' });
    expect(headerView(orders()).subtask).toBeNull();
    expect(headerView(FAMILY.childEnded())).toMatchObject({
      subtask: 'collect \x1b[2Jitems',
      standing: { kind: 'ended', familyGoesOn: true, next: null },
    });
  });
});
