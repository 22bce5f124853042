// Data, watches and Patch of a long task say what changed, and nothing else: of most moments the document is made anew.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KeptData } from '../../../src/kept-data.ts';
import type { Patch } from '../../../src/patch.ts';
import type { SessionState } from '../../../src/session/state.ts';
import { createDataView } from '../../../src/session/views/data-view.ts';
import { createPatchView } from '../../../src/session/views/patch-view.ts';
import { createWatchesView } from '../../../src/session/views/watches-view.ts';
import type { JsonObject } from '../../../src/step.ts';
import { stateOf } from './fixture.ts';

const TURNS = 300;
const START: JsonObject = {
  rows: Array.from({ length: 8 }, (_, n) => ({ n, inner: { m: n } })),
  more: { deep: { n: 0 }, other: { n: 0 } },
  count: 0,
};

const place = fc.nat({ max: 7 });
const PATCH: fc.Arbitrary<Patch> = fc.oneof(
  fc.record({ at: place, value: fc.nat() }).map(({ at, value }) => replace(['rows', at, 'n'], value)),
  fc.record({ at: place, value: fc.nat() }).map(({ at, value }) => replace(['rows', at, 'inner', 'm'], value)),
  fc.nat().map((value) => replace(['more', 'deep', 'n'], value)),
  fc.nat().map((value) => replace(['more', 'other', 'n'], value)),
  fc.nat().map((value) => replace(['count'], value)),
  place.map(
    (index): Patch => ({ op: 'splice', path: ['rows'], index, remove: 0, insert: [{ n: index, inner: { m: 0 } }] }),
  ),
);

function replace(path: (string | number)[], value: number): Patch {
  return { op: 'replace', path, value };
}

const LONG = fc.array(fc.array(PATCH, { maxLength: 2 }), { minLength: TURNS, maxLength: TURNS });

/** The same task as a session keeps it: the states of the fixture hold all documents. */
function keptAnew(state: SessionState): SessionState {
  const log = state.tasks.get('t1');
  if (!log) throw new Error('no task');
  let kept = KeptData.first(START);
  const snapshots = log.snapshots.map((snapshot, turns) => {
    kept = kept.after(log.turns[turns - 1]?.patches ?? []);
    return snapshot.with({ kept });
  });
  return { ...state, tasks: new Map([['t1', { ...log, snapshots }]]) };
}

/** Wherever one looks, in that order. */
function seen(state: SessionState, cursors: readonly number[]) {
  const views = { data: createDataView(), patch: createPatchView(), watches: createWatchesView() };
  const watches = [['rows'], ['more'], ['more', 'deep']];
  return cursors.map((cursor) => {
    const here = { ...state, cursor, watches };
    const from = { task: 't1', turns: (cursor * 7) % TURNS };
    return {
      cursor,
      data: [...views.data(here, new Map())].map(({ id, mark }) => `${id} ${mark}`),
      patch: views.patch(here).rows,
      since: views.patch({ ...here, diffFrom: from }).rows,
      watches: views.watches(here),
    };
  });
}

it('says the same as if all documents were kept, in whatever order one looks', () => {
  fc.assert(
    fc.property(LONG, fc.array(fc.nat({ max: TURNS }), { minLength: 30, maxLength: 60 }), (turns, cursors) => {
      const state = stateOf({ steps: [], data: START, turns: turns.map((patches) => ({ step: 's', patches })) });
      // The places beside a document that is kept, too.
      const looked = [...cursors, 64, 65, 63, 128, 64, 192, 193, 256];
      expect(seen(keptAnew(state), looked)).toEqual(seen(state, looked));
    }),
    { numRuns: 15 },
  );
});
