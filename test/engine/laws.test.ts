// Laws that hold for any condition and any data.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Agenda } from '../../src/engine/agenda.ts';
import { distance, explain, matches, specificity } from '../../src/engine/condition.ts';
import { diff } from '../../src/engine/diff.ts';
import { buildNetwork } from '../../src/engine/network.ts';
import { Normaliser } from '../../src/engine/normalise.ts';
import { readCondition } from '../../src/engine/read-condition.ts';
import { applyPatches } from '../../src/patch.ts';
import { verdictKey } from '../../src/session/verdict-key.ts';
import type { Json, JsonObject, ObjectCondition, StepInfo } from '../../src/step.ts';
import { judgeFor } from './judge.ts';

// Few keys and values, so that patterns and documents meet often.
const key = fc.constantFrom('a', 'b', 'c', 'toString', '__proto__');
const scalar = fc.oneof(fc.integer({ min: 0, max: 2 }), fc.constantFrom('x', 'y', ''), fc.boolean(), fc.constant(null));
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'json' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  ),
})).value;
const document: fc.Arbitrary<JsonObject> = fc.dictionary(key, json, { maxKeys: 3 });

const leaf = fc.oneof(
  scalar,
  fc.constantFrom(String, Number, Boolean, Array, Object, /x|^$/),
  fc.constant({ $ne: null }),
);
const pattern: fc.Arbitrary<object> = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'pattern' },
    leaf,
    fc.array(tie('value'), { maxLength: 2 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
})).object as fc.Arbitrary<object>;

const judge = judgeFor(new Map());
const conditionOf = (written: object): ObjectCondition => readCondition(written, 'step').condition;

function stepOf(condition: ObjectCondition, index: number): StepInfo {
  return {
    name: `s${index}`,
    file: `s${index}.js`,
    condition,
    specificity: specificity(condition),
    order: index,
    disabled: false,
    stale: false,
  };
}

/** What a plain scan of all conditions finds, in firing order. */
function scan(steps: readonly StepInfo[], data: JsonObject): string[] {
  return steps
    .filter((step) => matches(step.condition, data, judge))
    .sort((a, b) => b.specificity - a.specificity || a.order - b.order)
    .map((step) => step.name);
}

describe('explain', () => {
  test('agrees with match, leaf for leaf, with the verdicts that the agenda noted', () => {
    fc.assert(
      fc.property(pattern, document, (written, data) => {
        const step = stepOf(conditionOf(written), 0);
        const agenda = new Agenda(buildNetwork([step], 'specificity'), judge, data, []);
        const noted = new Map(
          agenda.take().verdicts.map((verdict) => [verdictKey(verdict.step, verdict.leaf, verdict.at), verdict]),
        );
        const explained = explain(step.condition, data, (place, at) => noted.get(verdictKey(step.name, place, at)));
        const isMatch = matches(step.condition, data, judge);
        expect(distance(explained) === 0).toBe(isMatch);
        expect(explained.verdict === 'ok').toBe(isMatch);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('agenda', () => {
  test('is what a scan of all conditions finds, after any number of changes', () => {
    fc.assert(
      fc.property(
        fc.array(pattern, { minLength: 1, maxLength: 8 }),
        fc.array(document, { minLength: 1, maxLength: 6 }),
        (patterns, documents) => {
          const steps = patterns.map((written, index) => stepOf(conditionOf(written), index));
          const normaliser = new Normaliser();
          const [first = {}, ...rest] = documents.map((data) => normaliser.adopt(data));
          const agenda = new Agenda(buildNetwork(steps, 'specificity'), judge, first, []);
          expect(agenda.names()).toEqual(scan(steps, first));
          let before = first;
          for (const data of rest) {
            const now = normaliser.normalise(before, data).value as JsonObject;
            agenda.update(now, diff(before, now));
            expect(agenda.names()).toEqual(scan(steps, now));
            before = now;
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('tells its changes so that they add up to it', () => {
    fc.assert(
      fc.property(
        fc.array(pattern, { minLength: 1, maxLength: 6 }),
        fc.array(document, { minLength: 1, maxLength: 6 }),
        (patterns, documents) => {
          const steps = patterns.map((written, index) => stepOf(conditionOf(written), index));
          const agenda = new Agenda(buildNetwork(steps, 'specificity'), judge, {}, []);
          const told = new Set<string>();
          let before: JsonObject = {};
          for (const data of [{}, ...documents]) {
            agenda.update(data, diff(before, data));
            const { on, off } = agenda.take();
            for (const name of off) told.delete(name);
            for (const name of on) told.add(name);
            expect([...told].sort()).toEqual(agenda.names().sort());
            before = data;
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('patches', () => {
  test('forward and back give the identical states', () => {
    fc.assert(
      fc.property(document, document, (one, other) => {
        const normaliser = new Normaliser();
        const before = normaliser.adopt(one);
        const after = normaliser.normalise(before, other).value as JsonObject;
        expect(applyPatches(before, diff(before, after))).toEqual(after);
        expect(applyPatches(after, diff(after, before))).toEqual(before);
      }),
      { numRuns: 3_000 },
    );
  });

  test('hold for arrays whose elements move, go and come', () => {
    const elements = Array.from({ length: 20 }, (_, index) => ({ index }));
    const list = fc.array(fc.oneof(fc.constantFrom(...elements), fc.integer({ min: 0, max: 4 })), { maxLength: 30 });
    fc.assert(
      fc.property(list, list, (one, other) => {
        expect(applyPatches({ one }, diff({ one }, { one: other }))).toEqual({ one: other });
        expect(applyPatches({ one: other }, diff({ one: other }, { one }))).toEqual({ one });
      }),
      { numRuns: 3_000 },
    );
  });

  test('leave the document that they are applied to alone', () => {
    fc.assert(
      fc.property(document, document, (one, other) => {
        const copy = structuredClone(one);
        applyPatches(one, diff(one, other));
        expect(one).toEqual(copy);
      }),
    );
  });

  test.each([
    ['shift', (list: object[]) => list.slice(1)],
    ['unshift', (list: object[]) => [{ id: -1 }, ...list]],
    ['push', (list: object[]) => [...list, { id: -1 }]],
    ['splice in the middle', (list: object[]) => [...list.slice(0, 5_000), { id: -1 }, ...list.slice(5_003)]],
    ['filter of a few', (list: object[]) => list.filter((_, index) => index % 1_000 !== 7)],
    [
      'one element changed',
      (list: object[]) => list.map((item, index) => (index === 5_000 ? { ...item, changed: true } : item)),
    ],
  ])('stay small for %s of 10,000 objects', (_, change) => {
    const list = Array.from({ length: 10_000 }, (__, id) => ({ id }));
    const before = { list };
    const after = { list: change(list) } as JsonObject;
    const patches = diff(before, after);
    expect(JSON.stringify(patches).length).toBeLessThan(1_000);
    expect(applyPatches(before, patches)).toEqual(after);
    expect(JSON.stringify(diff(after, before)).length).toBeLessThan(1_000);
  });
});

describe('normalising', () => {
  test('gives what JSON would give, for any JSON', () => {
    fc.assert(
      fc.property(document, document, (one, other) => {
        const normaliser = new Normaliser();
        const before = normaliser.adopt(one);
        expect(normaliser.normalise(before, structuredClone(other)).value).toEqual(JSON.parse(JSON.stringify(other)));
      }),
    );
  });

  test('gives the identical object where nothing changed', () => {
    fc.assert(
      fc.property(document, (data) => {
        const normaliser = new Normaliser();
        const before = normaliser.adopt(data);
        expect(normaliser.normalise(before, structuredClone(data)).value).toBe(before);
      }),
    );
  });
});
