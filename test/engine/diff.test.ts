// Patches between two states: each as small as it can be told.
import { expect, test } from 'vitest';
import { diff } from '../../src/engine/diff.ts';
import { applyPatches, type Patch } from '../../src/patch.ts';
import type { Json, JsonObject } from '../../src/step.ts';

const [one, two, three, four] = [{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }];
const splice = (index: number, remove: number, insert: readonly Json[], path = ['list']): Patch => ({
  ...{ op: 'splice', path, index, remove, insert },
});

test.each<[string, JsonObject, JsonObject, readonly Patch[]]>([
  ['nothing', { a: one }, { a: one }, []],
  ['equal by content, in another order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }, []],
  ['a value', { a: 1, b: 2 }, { a: 1, b: 3 }, [{ op: 'replace', path: ['b'], value: 3 }]],
  ['a value deep inside', { a: { b: one } }, { a: { b: two } }, [{ op: 'replace', path: ['a', 'b', 'n'], value: 2 }]],
  [
    'a value beside a new key',
    { a: 1 },
    { a: 2, b: 3 },
    [
      { op: 'replace', path: ['a'], value: 2 },
      { op: 'add', path: ['b'], value: 3 },
    ],
  ],
  ['a key that is gone', { a: 1, b: 2 }, { b: 2 }, [{ op: 'remove', path: ['a'] }]],
  [
    'a key for another',
    { a: 1 },
    { b: 1 },
    [
      { op: 'remove', path: ['a'] },
      { op: 'add', path: ['b'], value: 1 },
    ],
  ],
  ['a key like a method of objects', {}, { toString: 1 }, [{ op: 'add', path: ['toString'], value: 1 }]],
  ['a key like one that is gone', { toString: 1 }, {}, [{ op: 'remove', path: ['toString'] }]],
  ['null for an object', { a: one }, { a: null }, [{ op: 'replace', path: ['a'], value: null }]],
  ['an object for null', { a: null }, { a: one }, [{ op: 'replace', path: ['a'], value: one }]],
  ['an array for an object', { a: {} }, { a: [] }, [{ op: 'replace', path: ['a'], value: [] }]],
  ['an object for an array', { a: [] }, { a: {} }, [{ op: 'replace', path: ['a'], value: {} }]],
  ['an element more', { list: [1] }, { list: [1, 2] }, [splice(1, 0, [2])]],
  ['two elements more', { list: [1] }, { list: [1, 2, 3] }, [splice(1, 0, [2, 3])]],
  ['two elements less', { list: [1, 2, 3] }, { list: [3] }, [splice(0, 2, [])]],
  ['an element less', { list: [1, 2, 3] }, { list: [1, 3] }, [splice(1, 1, [])]],
  ['a text in a list', { list: [1, 2, 3] }, { list: [1, 5, 3] }, [{ op: 'replace', path: ['list', 1], value: 5 }]],
  [
    'a field of an element',
    { list: [one, two] },
    { list: [one, { n: 5 }] },
    [{ op: 'replace', path: ['list', 1, 'n'], value: 5 }],
  ],
  ['elements between others', { list: [one, two, three] }, { list: [one, four, two, three] }, [splice(1, 0, [four])]],
  [
    'an object moved to the front',
    { list: [one, two, three] },
    { list: [three, one, two] },
    [splice(0, 2, []), splice(1, 0, [one, two].slice(0, 1)), splice(2, 0, [two])],
  ],
  [
    'one out in the middle and one changed',
    { list: [1, one, two, 9] },
    { list: [2, two, 8] },
    [{ op: 'replace', path: ['list', 0], value: 2 }, splice(1, 1, []), { op: 'replace', path: ['list', 2], value: 8 }],
  ],
  [
    'new ones before one that stays',
    { list: [one, 5] },
    { list: [two, one, 6] },
    [splice(0, 0, [two]), { op: 'replace', path: ['list', 2], value: 6 }],
  ],
  [
    'a shorter end',
    { list: [1, one, 2, 3] },
    { list: [4, one] },
    [{ op: 'replace', path: ['list', 0], value: 4 }, splice(2, 2, [])],
  ],
  [
    'equal numbers elsewhere say nothing',
    { list: [1, 2] },
    { list: [2, 1] },
    [
      { op: 'replace', path: ['list', 0], value: 2 },
      { op: 'replace', path: ['list', 1], value: 1 },
    ],
  ],
])('%s', (_, before, after, patches) => {
  expect(diff(before, after)).toEqual(patches);
  expect(applyPatches(before, patches)).toEqual(after);
});

test.each([
  ['32 changes of an array stay apart', 32, 32],
  ['one more and it is one splice', 33, 1],
])('%s', (_, changes, patches) => {
  const list = Array.from({ length: changes }, (__, index) => index);
  expect(diff({ list }, { list: list.map((n) => n + 1_000) })).toHaveLength(patches);
});

test('objects that are not in their place any more count one by one, up to the same limit', () => {
  const list = Array.from({ length: 40 }, (_, n) => ({ n }));
  expect(diff({ list }, { list: [...list].reverse() })).toHaveLength(1);
});
