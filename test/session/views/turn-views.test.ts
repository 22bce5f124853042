// Log, Calls, Timeline and header: what was said, called and spent until the cursor.
import { describe, expect, it } from 'vitest';
import { createCallsView } from '../../../src/session/views/calls-view.ts';
import { headerView } from '../../../src/session/views/header-view.ts';
import { createLogView } from '../../../src/session/views/log-view.ts';
import { createTimelineView } from '../../../src/session/views/timeline-view.ts';
import { lastWriter } from '../../../src/session/views/writer.ts';
import { emptyState, stateOf } from './fixture.ts';
import { ORDER_DATA, ORDER_STEPS, ORDER_TURNS, orders } from './orders.ts';

describe('log view', () => {
  it('ends at the cursor', () => {
    const view = createLogView();
    expect(view(orders()).rows.map(({ turn }) => turn)).toEqual([1, 2, 2]);
    expect(view(orders({ cursor: 1 })).rows).toHaveLength(1);
    expect(view(orders({ cursor: 0 })).rows).toHaveLength(0);
  });

  it('shows what a running turn said so far', () => {
    const running = { step: 'x', turn: { finished: false, logs: [{ level: 'log' as const, text: 'tick' }] } };
    expect(createLogView()(orders({}, [...ORDER_TURNS, running])).rows.at(-1)?.entry).toMatchObject({ text: 'tick' });
  });

  it('counts what is not kept, and tells errors', () => {
    const error = { name: 'Error', message: 'no', step: 's', file: 'steps/s.js', line: 1, column: 1 };
    const state = stateOf({ steps: [], data: {}, turns: [{ step: 's', turn: { droppedLogs: 7, error } }] });
    expect(createLogView()(state).rows.map(({ entry }) => entry)).toEqual([
      { kind: 'dropped', count: 7 },
      { kind: 'error', error, killed: false },
    ]);
  });

  it('has views, what subtasks brought, and what ended the task after its last turn', () => {
    const view = { type: 'chart', name: 'sales', data: [1] };
    const error = { name: 'LoopFound', message: 'round', step: 's', file: '', line: 0, column: 0 };
    const state = stateOf({
      steps: [],
      data: {},
      turns: [{ step: 's', turn: { views: [view] } }],
      end: { state: 'error', reason: 'loop', error },
    });
    const task = state.tasks.get('t1');
    const patches = [{ op: 'add', path: ['got'], value: 1 }] as const;
    const entries = [{ after: 1, cause: 'child', child: 't1.1', patches }] as const;
    const tasks = new Map(task === undefined ? [] : [['t1', { ...task, entries }]]);
    expect(createLogView()({ ...state, tasks }).rows.map(({ turn, entry }) => [turn, entry])).toEqual([
      [1, { kind: 'view', view }],
      [1, { kind: 'entered', name: 't1.1', places: [['got']] }],
      [1, { kind: 'error', error, killed: false }],
    ]);
    expect(createLogView()({ ...state, tasks, cursor: 0 }).rows).toEqual([]);
    expect(lastWriter({ ...state, tasks }, ['got'])).toEqual({ turn: 1, step: 't1.1' });
    expect(lastWriter({ ...state, tasks, cursor: 0 }, ['got'])).toBeNull();
  });

  it('tells an error once that ended both a turn and the task', () => {
    const error = { name: 'Error', message: 'no', step: 's', file: 'steps/s.js', line: 1, column: 1 };
    const turns = [{ step: 's', turn: { error } }];
    const state = stateOf({
      steps: [],
      data: {},
      turns,
      end: { state: 'error', reason: 'error', error: { ...error } },
    });
    expect(createLogView()(state).rows).toHaveLength(1);
  });

  it('leaves out what is far above', () => {
    const logs = Array.from({ length: 1_000 }, (_, index) => ({ level: 'log' as const, text: `${index}` }));
    const state = stateOf({
      steps: [],
      data: {},
      turns: Array.from({ length: 5 }, () => ({ step: 's', turn: { logs } })),
    });
    const view = createLogView()(state);
    expect([view.rows.length, view.earlier]).toEqual([2_000, 3_000]);
    expect(view.rows.at(-1)?.turn).toBe(5);
  });

  it('leaves out what is far above within one turn, and numbers the rest as it was', () => {
    const logs = Array.from({ length: 5_000 }, (_, index) => ({ level: 'log' as const, text: `${index}` }));
    const view = createLogView()(stateOf({ steps: [], data: {}, turns: [{ step: 's', turn: { logs } }] }));
    expect([view.rows.length, view.earlier]).toEqual([2_000, 3_000]);
    expect(view.rows[0]).toMatchObject({ id: '1:3000', entry: { text: '3000' } });
  });
});

describe('calls view', () => {
  it('lists calls with their turn', () => {
    expect(
      createCallsView()(orders()).map(({ turn, call }) => `${turn} ${call.connector}.${call.method} ${call.source}`),
    ).toEqual(['3 crm.lookup mock', '3 billing.charge tape']);
    expect(createCallsView()(orders({ cursor: 2 }))).toEqual([]);
  });
});

describe('timeline view', () => {
  it('has a bar for each turn and sums until the cursor', () => {
    const view = createTimelineView()(orders({ cursor: 2 }));
    expect(view.bars.map(({ step, changes }) => [step, changes])).toEqual([
      ['validate_customer', 1],
      ['normalize', 2],
      ['enrich/customer tier', 4],
    ]);
    expect(view.longestMs).toBe(14.2);
    expect(view.here.runMs).toBeCloseTo(1.51);
  });

  it('is empty without a task', () => {
    expect(createTimelineView()(emptyState()).bars).toEqual([]);
  });
});

describe('header view', () => {
  const ended = stateOf({
    steps: ORDER_STEPS,
    data: ORDER_DATA,
    turns: ORDER_TURNS,
    end: { state: 'done', reason: 'settled' },
  });

  it.each([
    ['nothing', emptyState(), 'empty'],
    ['loading', emptyState({ status: { kind: 'loading' } }), 'loading'],
    ['paused', orders(), 'paused'],
    ['in the past', orders({ cursor: 1 }), 'past'],
    ['ended', ended, 'ended'],
    ['in the past of an ended task', { ...ended, cursor: 1 }, 'past'],
    ['running', orders({ status: { kind: 'running', since: 0, step: null } }), 'running'],
  ] as const)('%s', (_name, state, kind) => {
    expect(headerView(state).standing.kind).toBe(kind);
  });

  it('counts turns, clock and work at the cursor', () => {
    expect(headerView(orders({ cursor: 1 }))).toMatchObject({
      title: 'orders/enterprise',
      turn: 1,
      turns: 3,
      clockMs: 250,
      workMs: 1.2,
    });
  });

  it.each([
    ['a scenario', 'orders/enterprise', 'orders/enterprise'],
    ['a task without one, as in a recording', null, 'order'],
  ])('leads from %s down to a subtask', (_, scenario, title) => {
    const state = orders();
    const [root] = state.tasks.values();
    if (root === undefined) throw new Error('no task');
    const started = { ...root, start: { ...root.start, scenario } };
    const start = { ...started.start, scenario: null, task: 't1.1', parent: { task: 't1', turn: 1 } };
    const child = { ...root, id: 't1.1', start, name: 'collect' };
    const tasks = new Map([started, child].map((log) => [log.id, log]));
    expect(headerView({ ...state, tasks, task: 't1' })).toMatchObject({ title, subtask: null });
    expect(headerView({ ...state, tasks, task: 't1.1' })).toMatchObject({ title, subtask: 'collect' });
    // Of a recording that begins below it the topmost is not known.
    const below = new Map([[child.id, child]]);
    expect(headerView({ ...state, tasks: below, task: 't1.1' })).toMatchObject({ title: 'collect' });
  });
});
