// Seeded randomness, and the names made of it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idFrom, seededRandom, uuidFrom } from '../../src/engine/random.ts';

describe('chance', () => {
  test('gives the same values for a seed in every version: recordings rest on it', () => {
    const random = seededRandom('1/orders/3');
    expect(random.wasUsed).toBe(false);
    expect(Array.from({ length: 4 }, () => random.next())).toMatchInlineSnapshot(`
      [
        0.26785758789628744,
        0.019484182121232152,
        0.13381466921418905,
        0.233024941990152,
      ]
    `);
    expect(random.wasUsed).toBe(true);
    expect(seededRandom('').next()).toMatchInlineSnapshot(`0.05381301720626652`);
    expect(uuidFrom(seededRandom('1/orders/3'))).toMatchInlineSnapshot(`"4404223b-3ede-4715-b2f4-bdfdb9cd4c1c"`);
    expect(idFrom('1/orders/3')).toMatchInlineSnapshot(`"iaehh58cg8z9"`);
  });

  test('is a version 4 UUID; an id has 12 letters', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        expect(uuidFrom(seededRandom(seed))).toMatch(
          /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
        );
        expect(idFrom(seed)).toMatch(/^[a-km-np-z2-9]{12}$/);
      }),
    );
  });
});
