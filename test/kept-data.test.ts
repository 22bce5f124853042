// A task's data after each of its turns is what applying all patches gives, whenever and in whatever order one asks.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KeptData } from '../src/kept-data.ts';
import { applyPatches, type Patch, valueAt } from '../src/patch.ts';
import type { JsonObject } from '../src/step.ts';

const START: JsonObject = { n: 0, list: [], still: { untouched: true } };

const put = (value: number): Patch => ({ op: 'replace', path: ['n'], value });
const push = (value: number): Patch => ({ op: 'splice', path: ['list'], index: 0, remove: 0, insert: [{ value }] });

const PATCHES = fc.array(fc.oneof(fc.nat().map(put), fc.nat().map(push)), { maxLength: 3 });

/** From which of the moments before it goes on, what changes then, and which one is looked at meanwhile. */
const MOVE = fc.record({ from: fc.nat(), patches: PATCHES, look: fc.nat() });

it('agrees with a whole document for each moment', () => {
  fc.assert(
    fc.property(fc.array(MOVE, { maxLength: 300, size: 'max' }), (moves) => {
      const moments = [{ kept: KeptData.first(START), data: START }];
      const at = (index: number) => moments[index % moments.length] ?? moments[0];
      for (const { from, patches, look } of moves) {
        // Mostly on from the newest; a fork now and then.
        const before = from % 20 === 0 ? at(from) : moments.at(-1);
        if (!before) continue;
        moments.push({ kept: before.kept.after(patches), data: applyPatches(before.data, patches) });
        expect(at(look)?.kept.value).toEqual(at(look)?.data);
      }
      for (const { kept, data } of moments.reverse()) expect(kept.value).toEqual(data);
    }),
    { numRuns: 60 },
  );
});

it('what a turn left alone is the same object after it, also where both are made anew', () => {
  const kept = grown(500);
  const [one, next] = [kept[100]?.value, kept[101]?.value];
  expect(valueAt(next, ['list'])).not.toBe(valueAt(one, ['list']));
  expect(valueAt(next, ['list', 1])).toBe(valueAt(one, ['list', 0]));
  expect(valueAt(next, ['still'])).toBe(START.still);
});

it('what a turn left alone is the same object after it, also where one of them was kept and the other was made anew', () => {
  const both = (turn: number): Patch[] => [push(turn), { op: 'replace', path: ['part', turn % 3, 'n'], value: turn }];
  const kept = [KeptData.first({ ...START, part: [{ n: 0 }, { n: 0 }, { n: 0 }] })];
  for (let turn = 1; turn <= 500; turn++) kept.push((kept.at(-1) as KeptData).after(both(turn)));
  for (const turn of [64, 128, 63, 65, 300, 64, 420, 421, 419, 500, 64]) {
    const [before, now] = [kept[turn - 1], kept[turn]];
    if (!before || !now) throw new Error('no such turn');
    now.shareWith(before);
    const same = [0, 1, 2].filter(
      (index) => valueAt(now.value, ['part', index]) === valueAt(before.value, ['part', index]),
    );
    expect(same).toEqual([0, 1, 2].filter((index) => index !== turn % 3));
    expect(valueAt(now.value, ['list', 1])).toBe(valueAt(before.value, ['list', 0]));
  }
});

it('one that was looked at long ago does not go while the next one is made of it', () => {
  for (let between = 60; between < 100; between++) {
    const kept = [KeptData.first({ parts: [{ n: 0 }, { n: 0 }] })];
    for (let turn = 1; turn <= 500; turn++)
      kept.push((kept.at(-1) as KeptData).after([{ op: 'replace', path: ['parts', turn % 2, 'n'], value: turn }]));
    const [before, now] = [kept[100] as KeptData, kept[101] as KeptData];
    // The first of them makes all between it and the one that is kept whole.
    expect(before.value).toEqual({ parts: [{ n: 100 }, { n: 99 }] });
    for (let turn = 257; turn < 257 + between; turn++) expect(kept[turn]?.value).toBeDefined();
    now.shareWith(before);
    expect(valueAt(now.value, ['parts', 0])).toBe(valueAt(before.value, ['parts', 0]));
  }
});

it('one that nobody has looked at for long is kept no longer; now and then one stays', () => {
  const kept = grown(500);
  const before = kept.slice(0, 400).map(({ value }) => value);
  const stayed = kept.slice(0, 400).filter(({ value }, index) => value === before[index]);
  expect(stayed.length).toBeGreaterThanOrEqual(6);
  expect(stayed.length).toBeLessThan(100);
});

function grown(turns: number): readonly KeptData[] {
  const kept = [KeptData.first(START)];
  for (let turn = 1; turn <= turns; turn++) kept.push((kept.at(-1) as KeptData).after([push(turn)]));
  return kept;
}
