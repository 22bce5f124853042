// The tab View: what steps have shown until the cursor.
import { expect, it } from 'vitest';
import type { SessionState } from '../../../src/session/state.ts';
import { createViewedView } from '../../../src/session/views/viewed-view.ts';
import { emptyState, stateOf } from './fixture.ts';

const shown = (...names: readonly string[]) => ({
  step: 's',
  turn: { views: names.map((name) => ({ type: 'data', name, data: 1 })) },
});
const names = (state: SessionState) => createViewedView()(state).map(({ turn, view }) => `${view.name}@${turn}`);
const turns = [shown('a', 'b'), shown(), shown('c')];

it('is the newest turn first, and the views of one turn in their order, until the cursor', () => {
  const state = stateOf({ steps: [], data: {}, turns });
  expect(names(state)).toEqual(['c@3', 'a@1', 'b@1']);
  expect(names({ ...state, cursor: 2 })).toEqual(['a@1', 'b@1']);
  expect(names({ ...state, cursor: 0 })).toEqual([]);
  expect(names(emptyState())).toEqual([]);
});

it('has what a running turn showed so far', () => {
  const running = { step: 's', turn: { ...shown('d').turn, finished: false } };
  expect(names(stateOf({ steps: [], data: {}, turns: [...turns, running] }))[0]).toBe('d@4');
});

it('is the identical list while nothing is shown', () => {
  const view = createViewedView();
  const state = stateOf({ steps: [], data: {}, turns });
  expect(view({ ...state, notice: 'x' })).toBe(view(state));
});
