// What has fired after each turn is what a map for each turn would say, also where the same past has several futures.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Fired } from '../../src/session/fired.ts';

const STEPS = ['a', 'b', 'c', 'toString'];

/** From which of the moments before it goes on, and what happens then. */
const MOVE = fc.record({
  from: fc.nat(),
  step: fc.constantFrom(...STEPS),
  how: fc.constantFrom('ran', 'redo', 'armed'),
});

it('agrees with a map for each moment', () => {
  fc.assert(
    fc.property(fc.array(MOVE, { maxLength: 40 }), (moves) => {
      const moments = [{ fired: new Fired(), map: new Map<string, number>() }];
      for (const [index, { from, step, how }] of moves.entries()) {
        // Mostly on from the newest.
        const back = from % 5 === 0 ? from % moments.length : moments.length - 1;
        const before = moments[back];
        if (!before) continue;
        const map = new Map(before.map);
        map.delete(step);
        if (how === 'ran') map.set(step, index);
        const fired = how === 'armed' ? before.fired.without(step) : before.fired.after(step, index, how === 'redo');
        moments.push({ fired, map });
      }
      for (const { fired, map } of moments) {
        expect([...fired.keys()]).toEqual([...map.keys()]);
        expect(STEPS.map((step) => [fired.has(step), fired.get(step)])).toEqual(
          STEPS.map((step) => [map.has(step), map.get(step)]),
        );
      }
    }),
  );
});
