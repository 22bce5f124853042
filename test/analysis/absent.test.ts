// What a condition lacks, in words: what may be missing needs its parent, and what a list has not is no fault of one element.
import { describe, expect, it } from 'vitest';
import { mismatches } from '../../src/analysis/mismatch.ts';
import { unmetPlaces } from '../../src/analysis/unmet.ts';
import { explain } from '../../src/engine/condition.ts';
import { readCondition } from '../../src/engine/read-condition.ts';
import { unmetText } from '../../src/format/expected.ts';
import { causeText } from '../../src/format/why.ts';
import type { JsonObject } from '../../src/step.ts';

function told(pattern: object, data: JsonObject) {
  const { condition } = readCondition(pattern, 'step');
  return {
    unmet: unmetPlaces(condition, data, []).map((one) => unmetText(one, 60)),
    causes: mismatches(explain(condition, data, () => undefined)).map(causeText),
  };
}

describe('what a document lacks', () => {
  it.each<[pattern: object, data: JsonObject, unmet: readonly string[], causes: readonly string[]]>([
    [
      { parcel: { packed: null } },
      { z: 1 },
      ['parcel should be an object, but is missing'],
      ['missing field: parcel is not there, and { packed: null } is asked for'],
    ],
    [
      { parcel: { packed: null } },
      { parcel: 'abc' },
      ['parcel should be an object, but is "abc"'],
      ['wrong structure: parcel is a text, and an object is asked for'],
    ],
    [
      { parcel: { packed: null, weight: Number } },
      {},
      ['parcel.weight should be Number, but is missing'],
      ['missing field: parcel is not there, and { packed: null, weight: Number } is asked for'],
    ],
    [
      { a: { b: { c: null } } },
      { a: {} },
      ['a.b should be an object, but is missing'],
      ['missing field: a.b is not there, and { c: null } is asked for'],
    ],
    [
      { parcel: { packed: null } },
      { parcel: { packed: 1 } },
      ['parcel.packed should be missing or null, but is 1'],
      ['too specific: parcel.packed is there (1), and shall be missing'],
    ],
    [
      { l: [String, Number] },
      { l: ['x', 'y', 'z'] },
      ['no element of l is a Number'],
      ['wrong type: no element of l is a Number'],
    ],
    [
      { l: ['w', Object] },
      { l: ['x'] },
      ['no element of l is "w"', 'no element of l is an Object'],
      ['too specific: no element of l is "w"', 'wrong type: no element of l is an Object'],
    ],
    [{ l: [1] }, { l: [] }, ['no element of l is 1'], ['missing field: no element of l is 1']],
    [
      { l: [{ n: 1, m: null }] },
      { l: [{ n: 2 }, 'x'] },
      ['l[0].n should be 1, but is 2'],
      ['too specific: no element of l matches { n: 1, m: null }'],
    ],
    [
      { l: [{ m: null }] },
      { l: [7] },
      ['no element of l matches { m: null }'],
      ['wrong type: no element of l matches { m: null }'],
    ],
    [{ l: [1] }, {}, ['l should be an array, but is missing'], ['missing field: l is not there, and [1] is asked for']],
  ])('%j on %j', (pattern, data, unmet, causes) => {
    expect(told(pattern, data)).toEqual({ unmet, causes });
  });
});
