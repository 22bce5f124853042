// The agenda: order, reasons, distances; in the past, at the end, and without judging anything twice.
import { describe, expect, it } from 'vitest';
import type { SelectReason } from '../../../src/events.ts';
import type { SessionState } from '../../../src/session/state.ts';
import { createAgendaView } from '../../../src/session/views/agenda-view.ts';
import type { EndReason, StepInfo } from '../../../src/step.ts';
import { emptyState, stateOf, stepOf } from './fixture.ts';
import { ORDER_DATA, ORDER_STEPS, ORDER_TURNS, orders } from './orders.ts';

const agendaOf = (state: Parameters<ReturnType<typeof createAgendaView>>[0]) => createAgendaView()(state);
const standings = (state: Parameters<typeof agendaOf>[0]) =>
  agendaOf(state).rows.map(({ step, standing }) => [step, standing]);

/** Three equal steps of which `a` ran first; the agenda before that turn as it is today. */
function pastWith(agenda: readonly string[], why: SelectReason): SessionState {
  const steps = ['a', 'b', 'c'].map((name) => stepOf(name, { x: 1 }));
  const state = stateOf({
    steps,
    data: { x: 1 },
    turns: [{ step: 'a', turn: { why, over: 'b' } }],
    state: { cursor: 0 },
  });
  const [[id, task] = []] = state.tasks;
  const snapshots =
    task?.snapshots.map((snapshot, turns) => (turns === 0 ? snapshot.with({ agenda }) : snapshot)) ?? [];
  return id === undefined || task === undefined ? state : { ...state, tasks: new Map([[id, { ...task, snapshots }]]) };
}

describe('agenda view', () => {
  it('has what runs next first, then matches, misses by distance, what ran, what is off', () => {
    expect(standings(orders())).toEqual([
      ['notify_sales', 'next'],
      ['log_order', 'match'],
      ['process_order', 'miss'],
      ['escalate', 'miss'],
      ['refund', 'miss'],
      ['enrich/customer tier', 'fired'],
      ['normalize', 'fired'],
      ['validate_customer', 'fired'],
      ['archive', 'disabled'],
    ]);
  });

  it('says why a match loses', () => {
    const view = agendaOf(orders());
    expect(view.rows[1]?.loss).toEqual({ by: 'specificity', mine: 2, theirs: 3 });
    const tie = stateOf({ steps: [stepOf('a', { x: 1 }), stepOf('b', { x: 1 })], data: { x: 1 } });
    expect(agendaOf(tie).rows[1]?.loss).toEqual({ by: 'order' });
  });

  it('in the past shows what was taken from there', () => {
    const view = agendaOf(orders({ cursor: 2 }));
    expect(view.rows[0]).toMatchObject({ step: 'enrich/customer tier', standing: 'next' });
    expect(view.rows[1]?.loss).toEqual({ by: 'hand' });
  });

  it('in the past tells what ran then from what would be next today', () => {
    const recorded = agendaOf(pastWith(['a', 'b'], 'order'));
    expect(recorded.past).toMatchObject({ step: 'a', why: 'order', over: 'b', differs: false });
    const today = agendaOf(pastWith(['b', 'a', 'c'], 'order'));
    expect(today.past).toMatchObject({ step: 'a', today: 'b', differs: true });
    expect(today.rows.map(({ step, standing, loss }) => [step, standing, loss?.by])).toEqual([
      ['a', 'taken', undefined],
      ['b', 'match', 'today'],
      ['c', 'match', 'order'],
    ]);
    expect(agendaOf(pastWith([], 'order')).past).toMatchObject({ today: null, differs: true });
    expect(agendaOf(pastWith(['b', 'a'], 'hand')).past).toMatchObject({ differs: false });
  });

  it('at the end has what matches since only where nothing else ended the task', () => {
    const end = (reason: EndReason) =>
      stateOf({ steps: ORDER_STEPS, data: ORDER_DATA, turns: ORDER_TURNS, end: { state: 'done', reason } });
    for (const reason of ['settled', 'rejected'] as const) expect(standings(end(reason))[0]?.[1]).toBe('next');
    for (const reason of ['complete', 'ignored', 'error'] as const)
      expect(standings(end(reason))[0]?.[1]).toBe('would');
  });

  it('after a save of one step has the rows of the others as they were, and each in its place', () => {
    const view = createAgendaView();
    const state = orders();
    const before = view(state);
    const refund = (step: StepInfo): StepInfo => ({ ...stepOf('refund', { order: 1 }), order: step.order });
    const saved = { ...state, steps: state.steps.map((step) => (step.name === 'refund' ? refund(step) : step)) };
    const after = view(saved);
    expect(after).toEqual(agendaOf(saved));
    // Those that match are compared with each other anew.
    const fresh = after.rows.filter((row) => !before.rows.includes(row) && row.standing !== 'match');
    expect(fresh.map(({ step }) => step)).toEqual(['notify_sales', 'refund']);
    const fewer = { ...saved, steps: saved.steps.slice(1) };
    expect(view(fewer)).toEqual(agendaOf(fewer));
  });

  it('shows a step that runs', () => {
    const running = { step: 'notify_sales', turn: { finished: false } };
    expect(standings(orders({}, [...ORDER_TURNS, running]))[0]).toEqual(['notify_sales', 'running']);
  });

  it('matches nothing once the task has ended', () => {
    const ended = stateOf({
      steps: ORDER_STEPS,
      data: ORDER_DATA,
      turns: ORDER_TURNS,
      end: { state: 'done', reason: 'complete' },
    });
    expect(agendaOf(ended)).toMatchObject({ matching: 0 });
    expect(standings(ended)[0]).toEqual(['notify_sales', 'would']);
  });

  it('knows when and for how long a step ran', () => {
    const row = agendaOf(orders()).rows.find(({ step }) => step === 'normalize');
    expect(row?.fired).toEqual({ turn: 2, runMs: 0.31, error: false });
  });

  it('tells what a person and what a file switched off', () => {
    const rows = agendaOf(orders({ disabled: new Set(['refund']) })).rows;
    expect(
      rows.filter(({ disabledBy }) => disabledBy !== null).map(({ step, disabledBy }) => [step, disabledBy]),
    ).toEqual([
      ['refund', 'hand'],
      ['archive', 'file'],
    ]);
  });

  it('lists steps before there is a task', () => {
    const view = agendaOf(emptyState({ steps: ORDER_STEPS }));
    expect(view).toMatchObject({ matching: 0 });
    expect(view.rows).toHaveLength(ORDER_STEPS.length);
  });

  it('gives the same answer for the same state, and a right one after travelling', () => {
    const view = createAgendaView();
    const state = orders();
    expect(view({ ...state, notice: 'x' })).toBe(view(state));
    for (const cursor of [0, 3, 1, 2]) expect(view({ ...state, cursor })).toEqual(agendaOf({ ...state, cursor }));
  });

  it('judges ten thousand steps once, and then only those that a turn touched', () => {
    let judged = 0;
    const countedKind = () => {
      judged++;
      return 'object';
    };
    const counting = (step: StepInfo, key: string): StepInfo => {
      const condition = { kind: 'object' as const, fields: step.condition.fields };
      const info = { ...step, condition };
      Object.defineProperty(condition, 'kind', { get: countedKind, enumerable: true });
      return { ...info, name: key };
    };
    const base = Array.from({ length: 10_000 }, (_, index) =>
      stepOf(`s${index}`, index === 0 ? { hot: 9 } : { cold: { deep: index } }),
    );
    const state = stateOf({
      steps: base,
      data: { hot: 1, cold: { deep: -1 } },
      turns: [{ step: 'none', patches: [{ op: 'replace', path: ['hot'], value: 2 }] }],
    });
    const steps = base.map((step) => counting(step, step.name));
    const view = createAgendaView();
    view({ ...state, steps, cursor: 0 });
    const first = judged;
    view({ ...state, steps, cursor: 1 });
    expect(judged - first).toBeLessThan(first / 1000);
  });
});
