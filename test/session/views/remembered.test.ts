// What views remember from one moment to the next never shows: they say the same as a view that sees its first moment.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { distance, explain } from '../../../src/engine/condition.ts';
import type { Patch } from '../../../src/patch.ts';
import { createAgendaView } from '../../../src/session/views/agenda-view.ts';
import { createDataView } from '../../../src/session/views/data-view.ts';
import { createDistances } from '../../../src/session/views/explaining.ts';
import type { Folds } from '../../../src/session/views/folds.ts';
import type { Condition, Json, JsonObject, ObjectCondition, StepInfo } from '../../../src/step.ts';
import { stateOf, stepOf } from './fixture.ts';

const SIZE = 40;
const data: JsonObject = {
  list: Array.from({ length: SIZE }, (_, index) => ({ id: index, inner: { a: 1 } })),
  fields: Object.fromEntries(Array.from({ length: SIZE }, (_, index) => [`f${index}`, { value: index, more: [1, 2] }])),
};

const index = fc.integer({ min: 0, max: SIZE - 10 });
const patch: fc.Arbitrary<Patch> = fc.oneof(
  fc.constant(null).map(() => reversed),
  fc
    .record({ at: index, value: fc.oneof(fc.integer(), fc.constant({ b: [1] })) })
    .map(({ at, value }): Patch => ({ op: 'replace', path: ['list', at], value })),
  fc
    .record({ at: index, value: fc.integer() })
    .map(({ at, value }): Patch => ({ op: 'replace', path: ['fields', `f${at}`, 'value'], value })),
  fc
    .record({
      at: index,
      remove: fc.integer({ min: 0, max: 1 }),
      insert: fc.array(fc.constant({ id: 'new' }), { maxLength: 2 }),
    })
    .map(({ at, remove, insert }): Patch => ({ op: 'splice', path: ['list'], index: at, remove, insert })),
);
const reversed: Patch = { op: 'replace', path: ['list'], value: [...(data.list as readonly Json[])].reverse() };
const folds: fc.Arbitrary<Folds> = fc
  .array(
    fc.tuple(
      fc.constantFrom('["list"]', '["list",3]', '["fields"]', '["fields","f3"]', '["list",3,"inner"]'),
      fc.boolean(),
    ),
    { maxLength: 3 },
  )
  .map((entries) => new Map(entries));

it('data', () => {
  const looks = fc.array(fc.record({ cursor: fc.integer({ min: 0, max: 5 }), folds }), { minLength: 2, maxLength: 8 });
  const turns = fc.array(fc.array(patch, { minLength: 1, maxLength: 2 }), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(turns, looks, (each, moments) => {
      const state = stateOf({ steps: [], data, turns: each.map((patches) => ({ step: 's', patches })) });
      const view = createDataView();
      for (const { cursor, folds: now } of moments) {
        const shown = (look: typeof view) =>
          [...look({ ...state, cursor }, now)].map(({ before, ...row }) =>
            row.mark === null ? row : { ...row, before },
          );
        expect(shown(view)).toEqual(shown(createDataView()));
      }
    }),
    { numRuns: 150 },
  );
});

const { condition } = fc.letrec<{ condition: Condition; object: ObjectCondition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Condition>(
      { kind: 'null' },
      { kind: 'present' },
      { kind: 'literal', value: 1 },
      { kind: 'type', type: 'Object' },
      { kind: 'type', type: 'Number' },
      { kind: 'array', elements: [{ kind: 'literal', value: 1 }] },
    ),
    tie('object'),
  ),
  object: fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), tie('condition')), { maxLength: 3, selector: ([key]) => key })
    .map((fields): ObjectCondition => ({ kind: 'object', fields })),
}));

const document = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.oneof(
    fc.constantFrom(1, 2, null, 'x'),
    fc.constantFrom([1], []),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(fc.constantFrom(1, null), fc.constant({ a: 1 })), {
      noNullPrototype: true,
    }),
  ),
  { noNullPrototype: true },
) as fc.Arbitrary<JsonObject>;

it('how far a step is', () => {
  fc.assert(
    fc.property(condition, fc.array(document, { minLength: 1, maxLength: 4 }), (inner, documents) => {
      const fields = [['a', inner]] as const;
      const step: StepInfo = { ...stepOf('s', {}), condition: { kind: 'object', fields } };
      const distanceOf = createDistances();
      for (const each of documents) {
        const snapshot = stateOf({ steps: [], data: each, turns: [] }).tasks.values().next().value?.snapshots[0];
        if (snapshot === undefined) throw new Error('no snapshot');
        expect(distanceOf(step, snapshot)).toBe(distance(explain(step.condition, each, () => undefined)));
      }
    }),
    { numRuns: 500 },
  );
});

it('the agenda', () => {
  const names = Array.from({ length: 8 }, (_, at) => `s${at}`);
  const value = fc.integer({ min: 0, max: 3 });
  const shape = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { minKeys: 1, noNullPrototype: true });
  const turn = fc.record({
    step: fc.constantFrom(...names),
    key: fc.constantFrom('a', 'b', 'c'),
    value,
    rearmed: fc.boolean(),
    finished: fc.constantFrom(true, true, true, false),
  });
  const look = fc.record({
    cursor: fc.integer({ min: 0, max: 6 }),
    disabled: fc.subarray(names, { maxLength: 2 }),
    isReloaded: fc.constantFrom(false, false, true),
  });
  const looks = fc.array(look, { minLength: 2, maxLength: 10 });
  const shapes = fc.array(shape, { minLength: names.length, maxLength: names.length });
  fc.assert(
    fc.property(shapes, fc.array(turn, { minLength: 6, maxLength: 6 }), looks, (asked, turns, moments) => {
      const steps = asked.map((fields, at) => stepOf(names[at] ?? '', fields, { disabled: at === 7 }));
      const played = turns.map(({ step, key, value: set, rearmed, finished }) => {
        const patches: readonly Patch[] = [{ op: 'replace', path: [key], value: set }];
        return { step, patches, turn: { rearmed, finished } };
      });
      const state = stateOf({ steps, data: { a: 0, b: 1, c: 2 }, turns: played });
      const view = createAgendaView();
      for (const { cursor, disabled, isReloaded } of moments) {
        const now = { ...state, cursor, disabled: new Set(disabled) };
        const shown = isReloaded ? { ...now, steps: state.steps.slice(1).map((step) => ({ ...step })) } : now;
        expect(view(shown)).toEqual(createAgendaView()(shown));
      }
    }),
    { numRuns: 300 },
  );
});
