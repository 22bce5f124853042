// JSON as people type it: all of JSON, and what they write beside it; what is wrong is told where it stands.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRelaxed } from '../../src/tui/relaxed-json.ts';

it.each<readonly [text: string, value: unknown]>([
  ['{a: 1}', { a: 1 }],
  ["{ 'b-c': 'it''s' }".replace("''", "\\'"), { 'b-c': "it's" }],
  ['[1, .5, -2e3, +4,]', [1, 0.5, -2000, 4]],
  ['{ // why\n  a: null, /* and */ b: true, }', { a: null, b: true }],
  ['"\\u00e9\\n"', 'é\n'],
  ['{ 1: [], $x: {} }', { 1: [], $x: {} }],
])('%s', (text, value) => {
  expect(readRelaxed(text)).toEqual({ value });
});

it('a key may be __proto__, and stays a key', () => {
  const read = readRelaxed('{ "__proto__": { "x": 1 } }');
  expect('value' in read && JSON.stringify(read.value)).toBe('{"__proto__":{"x":1}}');
});

it.each([
  ['{ ok: yes }', 'column 7: expected a value: a text is "yes", found y'],
  ['{ "a" 1 }', 'column 7: expected : after a, found 1'],
  ['[1 2]', 'column 4: expected , or ], found 2'],
  ['{ a: 1', 'column 7: expected , or }, found the end'],
  ['"abc', 'column 1: expected " at the end of the text that begins here, found "'],
  ['', 'column 1: expected a value, found the end'],
  ['1 2', 'column 3: expected nothing more, found 2'],
  ['['.repeat(600), 'column 501: expected no more than 500 levels, found ['],
])('%s', (text, fault) => {
  expect(readRelaxed(text)).toEqual({ fault });
});

it('reads all of JSON as JSON.parse does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(readRelaxed(text)).toEqual({ value: JSON.parse(text) });
    }),
  );
});
