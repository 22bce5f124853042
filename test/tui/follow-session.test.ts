// What the screen does by itself when the session has come to something new.
import { describe, expect, it } from 'vitest';
import type { ErrorInfo } from '../../src/events.ts';
import type { SessionState } from '../../src/session/state.ts';
import { followSession } from '../../src/tui/follow-session.ts';
import { FIRST } from '../../src/tui/list.ts';
import { reduceUi } from '../../src/tui/ui-reducer.ts';
import { INITIAL_UI, type UiState } from '../../src/tui/ui-state.ts';
import { stateOf, stepOf } from '../session/views/fixture.ts';

const STEPS = ['a', 'b', 'c'].map((name) => stepOf(name, { x: 1 }));
const ERROR: ErrorInfo = { name: 'Error', message: 'no', step: 'b', file: 'steps/b.js', line: 1, column: 1 };

function played(...steps: readonly string[]): SessionState {
  return stateOf({ steps: STEPS, data: { x: 1 }, turns: steps.map((step) => ({ step })) });
}

function failed(...steps: readonly string[]): SessionState {
  const turns = steps.map((step) => ({ step, turn: step === 'b' ? { error: ERROR } : {} }));
  return stateOf({ steps: STEPS, data: { x: 1 }, turns, end: { state: 'error', reason: 'error', error: ERROR } });
}

function on(step: string): UiState {
  return reduceUi(INITIAL_UI, { kind: 'select', list: 'agenda', at: { key: step, index: 1, top: 0 } });
}

describe('the selection of the agenda', () => {
  it.each([
    ['goes to what is next when the selected step ran', on('b'), played('a'), played('a', 'b'), null],
    ['does so when travelling over it', on('b'), { ...played('a', 'b'), cursor: 0 }, played('a', 'b'), null],
    ['stays on one that did not run', on('c'), played('a'), played('a', 'b'), 'c'],
    ['stays when going back', on('b'), played('a', 'b'), { ...played('a', 'b'), cursor: 1 }, 'b'],
    ['stays when a scenario is begun', on('b'), { ...played(), task: null, tasks: new Map() }, played('b'), 'b'],
    [
      'goes to what is next after a pick in the past',
      on('b'),
      { ...played('a'), cursor: 0 },
      forkOf(played('b')),
      null,
    ],
  ] as const)('%s', (_name, ui, before, now, key) => {
    const { agenda } = followSession(ui, before, now).lists;
    expect(agenda.key).toBe(key);
    if (key === null) expect(agenda).toEqual(FIRST);
  });
});

function forkOf(state: SessionState): SessionState {
  const tasks = [...state.tasks.values()].map((log) => ({ ...log, id: 't2', parent: { task: 't1', turns: 0 } }));
  return { ...state, task: 't2', tasks: new Map(tasks.map((log) => [log.id, log])) };
}

describe('the log', () => {
  const open = followSession(INITIAL_UI, played('a'), failed('a', 'b'));

  it('opens when a step fails, and the focus stays', () => {
    expect(open).toMatchObject({ tab: 'log', lower: 'data', focus: 'agenda' });
  });

  it('makes way when the failure is not on screen any more, and opens once only', () => {
    const back = followSession(open, failed('a', 'b'), { ...failed('a', 'b'), cursor: 1 });
    expect(back).toMatchObject({ tab: 'data', lower: 'why', replaced: null });
    expect(followSession(back, { ...failed('a', 'b'), cursor: 1 }, failed('a', 'b')).tab).toBe('data');
  });

  it('stays where a person went to it', () => {
    const kept = reduceUi(open, { kind: 'focus', pane: 'data' });
    expect(followSession(kept, failed('a', 'b'), played()).tab).toBe('log');
  });

  it('takes the place of nothing that has the focus', () => {
    const inData = reduceUi(INITIAL_UI, { kind: 'focus', pane: 'data' });
    expect(followSession(inData, played('a'), failed('a', 'b')).tab).toBe('data');
    const inWhy = reduceUi(INITIAL_UI, { kind: 'focus', pane: 'why' });
    expect(followSession(inWhy, played('a'), failed('a', 'b'))).toMatchObject({ tab: 'log', lower: 'why' });
  });
});
