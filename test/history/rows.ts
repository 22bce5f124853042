// Rows as a task leaves them, for tests of the history.
import type { CallRow, Rows, StepRun, TaskRow } from '../../src/history/rows.ts';

export function taskRow(id: string, change: Partial<TaskRow> = {}): TaskRow {
  return {
    ...{ id, name: `task ${id}`, tags: [], scenario: null, state: 'done', reason: 'settled' },
    ...{ createdAt: 1_000, endedAt: 2_000, durationMs: 5, turns: 1, error: null },
    ...{ recording: `/nowhere/${id}.stepscope.jsonl`, parent: null, from: null, pid: null, by: 'task' },
    ...change,
  };
}

export function stepRun(task: string, step: string, change: Partial<StepRun> = {}): StepRun {
  return { task, turn: 1, step, at: 1_000, runMs: 2, matchMs: 1, error: null, wrote: [['total']], ...change };
}

export function callRow(task: string, connector: string, change: Partial<CallRow> = {}): CallRow {
  return {
    ...{ task, turn: 1, place: 0, step: 'ship', connector, method: 'send', at: 1_000, ms: 3, source: 'mock' },
    ...{ error: null, args: { to: 'Ann' }, result: { ok: true } },
    ...change,
  };
}

export function rows(change: Partial<Rows>): Rows {
  return { tasks: [], stepRuns: [], calls: [], undone: [], ...change };
}
