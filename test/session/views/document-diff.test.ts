// What Patch shows hangs on what two documents hold, never on which of their parts happen to be the same objects: of a long
// task one of two states may have been made anew.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { childOf, equalJson } from '../../../src/json.ts';
import { valueAt } from '../../../src/patch.ts';
import { documentDiff } from '../../../src/session/views/document-diff.ts';
import type { Json, JsonObject } from '../../../src/step.ts';

/** Of few values, so that lists hold the same one several times. */
const ELEMENT: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(0, 1, 'a', null),
  fc.nat({ max: 1 }).map((n) => ({ n })),
  fc.nat({ max: 1 }).map((n) => ({ n, inner: { m: [0] } })),
  fc.nat({ max: 2 }).map((id) => ({ id })),
  fc.constantFrom<Json>(
    { constructor: 1 },
    { toString: { a: 1 }, _t: 'a' },
    JSON.parse('{ "__proto__": { "id": 1 } }'),
  ),
);

/** A list and what became of it: elements that stayed are the same objects. */
const LISTS: fc.Arbitrary<readonly [Json[], Json[]]> = fc
  .tuple(fc.array(ELEMENT, { maxLength: 6 }), fc.array(ELEMENT, { maxLength: 3 }))
  .chain(([before, more]) =>
    fc
      .shuffledSubarray([...before.keys(), ...more.map((_, index) => -1 - index)])
      .map((kept) => [before, kept.map((at) => (at < 0 ? more[-1 - at] : before[at]) as Json)] as const),
  );

it.each<[string, (before: JsonObject, now: JsonObject) => readonly [JsonObject, JsonObject]]>([
  ['the older one', (before, now) => [structuredClone(before), now]],
  ['the newer one', (before, now) => [before, structuredClone(now)]],
  ['both', (before, now) => [structuredClone(before), structuredClone(now)]],
])('it shows the same with %s made anew', (_name, anew) => {
  fc.assert(
    fc.property(LISTS, ([before, now]) => {
      const both = [{ rows: before }, { rows: now }] as const;
      expect(documentDiff(...anew(...both))).toEqual(documentDiff(...both));
    }),
    { numRuns: 500 },
  );
});

/** Names that objects have from their prototype, and those that deltas have for themselves. */
const KEYS = ['constructor', 'toString', '__proto__', '_t', '_0', '0', '', '.', 'a'];
const NAMED = fc.dictionary(fc.constantFrom(...KEYS), ELEMENT).map((fields) => JSON.parse(JSON.stringify(fields)));

it('a field is a field, whatever its name is', () => {
  fc.assert(
    fc.property(NAMED, NAMED, (before, now) => {
      const rows = documentDiff(before, now) ?? [];
      const differing = KEYS.filter((key) => !equalJson(childOf(before, key), childOf(now, key)));
      expect(new Set(rows.map(({ path }) => path[0]))).toEqual(new Set(differing));
      for (const { path, kind, value, before: was } of rows) {
        if (kind === 'added' || kind === 'changed') expect(value).toEqual(valueAt(now, path));
        if (kind === 'removed') expect(was).toEqual(valueAt(before, path));
      }
    }),
    { numRuns: 500 },
  );
});
