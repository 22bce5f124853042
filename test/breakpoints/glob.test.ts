// Places by a pattern: which change a breakpoint notices.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedAt, type Glob, globOf, parseGlob } from '../../src/glob.ts';
import type { Json, Path } from '../../src/step.ts';

function glob(text: string): Glob {
  const parsed = parseGlob(text);
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed;
}

const ORDER = { order: { total: 5, items: [{ price: 1 }, { price: 2 }], note: null } };
const items = (...list: readonly Json[]): Json => ({ order: { ...ORDER.order, items: list } });

describe('a change is noticed', () => {
  it.each<readonly [what: string, pattern: string, before: Json, after: Json, at: Path | null]>([
    ['another value', 'order.total', ORDER, { order: { ...ORDER.order, total: 6 } }, ['order', 'total']],
    ['not elsewhere', 'order.total', ORDER, items(), null],
    ['added', 'order.paid', ORDER, { order: { ...ORDER.order, paid: true } }, ['order', 'paid']],
    ['removed', 'order.note', ORDER, { order: { total: 5 } }, ['order', 'note']],
    ['what holds it removed', 'order.total', ORDER, {}, ['order', 'total']],
    ['what holds it replaced by a text', 'order.total', ORDER, { order: 'x' }, ['order', 'total']],
    ['what holds it replaced by the same', 'order.items', ORDER, items({ price: 1 }, { price: 2 }), null],
    ['null is a value', 'order.note', ORDER, { order: { ...ORDER.order, note: 0 } }, ['order', 'note']],
    ['one level', 'order.items.*.price', ORDER, items({ price: 1 }, { price: 3 }), ['order', 'items', 1, 'price']],
    ['a splice moves the others', 'order.items.*.price', ORDER, items({ price: 2 }), ['order', 'items', 0, 'price']],
    [
      'an element more',
      'order.items.*.price',
      ORDER,
      items({ price: 1 }, { price: 2 }, { price: 2 }),
      ['order', 'items', 2, 'price'],
    ],
    ['an element without it more', 'order.items.*.price', ORDER, items({ price: 1 }, { price: 2 }, {}), null],
    ['an index', 'order.items.0', ORDER, items(), ['order', 'items', 0]],
    ['an index in brackets', 'order.items[0].price', ORDER, items(), ['order', 'items', 0, 'price']],
    ['no length of lists', 'order.items.length', ORDER, items(), null],
    [
      'one level in brackets',
      'order.items[*].price',
      ORDER,
      items({ price: 9 }, { price: 2 }),
      ['order', 'items', 0, 'price'],
    ],
    ['any level', '**.price', ORDER, items({ price: 9 }, { price: 2 }), ['order', 'items', 0, 'price']],
    ['any level, none as well', 'order.**', { order: 1 }, { order: 2 }, ['order']],
    ['the most exact place', '**', ORDER, { order: { ...ORDER.order, total: 6 } }, ['order', 'total']],
    [
      'levels in between',
      'order.**.price',
      ORDER,
      { order: { ...ORDER.order, a: { b: { price: 1 } } } },
      ['order', 'a', 'b', 'price'],
    ],
    ['one level is not two', 'order.*.price', ORDER, items({ price: 9 }), null],
    ['the order of keys is none', '**', { a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, null],
    ['a list is no object', 'a', { a: [] }, { a: {} }, ['a']],
    ['a key with a dot', 'prices["a.b"]', { prices: { 'a.b': 1 } }, { prices: { 'a.b': 2 } }, ['prices', 'a.b']],
    ['a key with spaces', 'unit price', { 'unit price': 1 }, {}, ['unit price']],
    ['a star as a key', 'a["*"]', { a: { '*': 1, b: 1 } }, { a: { '*': 1, b: 2 } }, null],
    ['no inherited key', 'toString', {}, { a: 1 }, null],
  ])('%s', (_, pattern, before, after, at) => {
    expect(changedAt(glob(pattern), before, after)).toEqual(at);
  });

  it.each(['', ' ', 'a..b', '.a', 'a.', 'a[', 'a["x]', 'a"b', 'a[0]b', '[x]', 'a[]', 'a ', ' a', 'a .b'])(
    '%j is no pattern',
    (text) => {
      expect(parseGlob(text)).toEqual(expect.any(String));
    },
  );
});

/** All places of a document, itself included, with what stands there. */
function places(value: Json, path: Path = []): readonly (readonly [Path, Json])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [[path, value], ...keys.flatMap((key) => places((value as never)[key], [...path, key]))];
}

/** As slow and as plain as can be: levels as text, the pattern as a regular expression. */
function naive(pattern: string, before: Json, after: Json): boolean {
  const source = pattern
    .split('.')
    .map((part) => (part === '**' ? '(?:/[^/]*)*' : part === '*' ? '/[^/]*' : `/${part}`))
    .join('');
  const seen = (doc: Json): ReadonlyMap<string, string> =>
    new Map(places(doc).map(([path, value]) => [path.map((key) => `/${key}`).join(''), sorted(value)]));
  const [one, other] = [seen(before), seen(after)];
  const matching = [...new Set([...one.keys(), ...other.keys()])].filter((place) =>
    new RegExp(`^${source}$`).test(place),
  );
  return matching.some((place) => one.get(place) !== other.get(place));
}

function sorted(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}:${sorted(inner as Json)}`)
    .sort()
    .join()}}`;
}

describe('law', () => {
  const { doc } = fc.letrec<{ doc: Json }>((tie) => ({
    doc: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<Json>(null, 1, 2, 'x'),
      fc.array(tie('doc'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', '0'), tie('doc')).map((made) => ({ ...made })),
    ),
  }));
  const pattern = fc.array(fc.constantFrom('a', 'b', '0', '1', '*', '**'), { minLength: 1, maxLength: 4 });

  it('is what a naive reading of both documents says', () => {
    fc.assert(
      fc.property(pattern, doc, doc, (parts, before, after) => {
        const text = parts.join('.');
        const found = changedAt(glob(text), before, after);
        expect(found !== null, text).toBe(naive(text, before, after));
      }),
      { numRuns: 2_000 },
    );
  });

  it('a place written as a pattern means that place, whatever its keys', () => {
    const path = fc.array(fc.oneof(fc.string(), fc.nat({ max: 9 })), { minLength: 1 });
    fc.assert(
      fc.property(path, (keys) => {
        const parts = glob(globOf(keys));
        expect(parts).toEqual(keys.map((key) => ({ kind: 'key', key: String(key) })));
      }),
    );
  });
});
