// What must not be seen: secrets, stashed values and redacted places, in every event.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Mask, publicData } from '../../src/engine/mask.ts';
import { Redaction } from '../../src/engine/redact.ts';
import { formsOf } from '../../src/engine/secret-forms.ts';
import type { Patch } from '../../src/patch.ts';
import type { Json, JsonObject, Path } from '../../src/step.ts';

const SECRET = 'p+q/r s?"t"';
const secret = () => new Mask({ KEY: SECRET, PIN: '123456', short: '12345', none: 5 }, []);

describe('a secret in a text', () => {
  test.each([
    ['as it is', `<${SECRET}>`, '<‹secret KEY›>'],
    ['twice', `${SECRET}${SECRET}`, '‹secret KEY›‹secret KEY›'],
    ['as JSON', JSON.stringify({ a: SECRET }), '{"a":"‹secret KEY›"}'],
    ['in a URL', `?k=${encodeURIComponent(SECRET)}&`, '?k=‹secret KEY›&'],
    ['in a query', `?${new URLSearchParams({ k: SECRET })}`, '?k=‹secret KEY›'],
    ['a short value is not looked for in it', 'a 12345 b', 'a 12345 b'],
    ['another', 'pin 123456!', 'pin ‹secret PIN›!'],
  ])('%s', (_, text, shown) => {
    expect(secret().text(text)).toBe(shown);
  });

  test.each([0, 1, 2, 3, 4, 5])('as base64 behind %d other bytes', (count) => {
    const text = btoa(`${'.'.repeat(count)}${SECRET}, and more`);
    expect(secret().text(text)).toMatch(/^.{0,8}‹secret KEY›.*$/);
  });

  test('of several lines is masked line by line, whatever ends them', () => {
    const mask = new Mask({ PEM: '-----BEGIN\r\n  abcdefgh  \nxy' }, []);
    expect(mask.text('a abcdefgh b')).toBe('a ‹secret PEM› b');
    expect(mask.text('-----BEGIN')).toBe('‹secret PEM›');
    expect(mask.text('xy')).toBe('xy');
  });

  test('the longest of several goes first', () => {
    expect(new Mask({ A: 'abcdef', B: 'abcdefgh' }, []).text('abcdefgh')).toBe('‹secret B›');
    expect(new Mask({ A: 'same-text', B: 'same-text' }, []).text('same-text')).toBe('‹secret A›');
  });

  test('forms are no shorter than six characters, each once', () => {
    expect(formsOf('abcdef')).toEqual(['abcdef', 'YWJjZGVm', 'FiY2RlZ', 'hYmNkZW']);
    expect(formsOf('ab\nc')).toEqual(['ab%0Ac', ...formsOf('ab\nc').slice(1)]);
    fc.assert(
      fc.property(fc.string({ minLength: 6 }), (value) => {
        const forms = formsOf(value);
        expect(forms.every(({ length }) => length >= 6)).toBe(true);
        expect(new Set(forms).size).toBe(forms.length);
        expect(forms).toContain(value);
      }),
    );
  });
});

describe('what is short', () => {
  const short = () => {
    const mask = new Mask({ PIN: '4711', TAG: 'x9', YES: 'true', NONE: 'null', EMPTY: '', NOT: 4711, LOW: '47' }, []);
    mask.hold({ code: 8123, few: 812, some: ['0815', true, null, ''], half: 12.34, less: -5678 });
    return mask;
  };

  test.each<readonly [given: Json, shown: Json]>([
    ['4711', '‹secret PIN›'],
    [4711, '‹secret PIN›'],
    ['x9', '‹secret TAG›'],
    ['true', '‹secret YES›'],
    ['0815', '‹stash›'],
    [8123, '‹stash›'],
    ['8123', '‹stash›'],
    [12.34, '‹stash›'],
    [-5678, '‹stash›'],
    ['a 4711', 'a 4711'],
    ['X9', 'X9'],
    [815, 815],
    [47, 47],
    ['47', '‹secret LOW›'],
    [812, 812],
    ['812', '812'],
    [true, true],
    [null, null],
    ['', ''],
    [5678, 5678],
  ])('%j is shown as %j', (given, shown) => {
    expect(short().json({ x9: [given] })).toEqual({ x9: [shown] });
    expect(short().patches([{ op: 'add', path: ['x9', '4711'], value: given }])).toEqual([
      { op: 'add', path: ['x9', '4711'], value: shown },
    ]);
    const isNumber = typeof given === 'number';
    expect(short().texts([given])).toEqual([isNumber ? given : shown]);
    if (typeof given !== 'string') return;
    expect([short().value(given), short().said(given), short().text(given)]).toEqual([shown, shown, given]);
  });

  test.each([
    ["{ pin: '4711', x9: 1 }", "{ pin: '‹secret PIN›', x9: 1 }"],
    ['{"x9":"x9","a":[4711,8123]}', '{"x9":"‹secret TAG›","a":[‹secret PIN›,‹stash›]}'],
    ['["0815"]', '["‹stash›"]'],
    [`{ a: "{\\"a\\":\\"x9\\"}" }`, `{ a: "{\\"a\\":\\"‹secret TAG›\\"}" }`],
    ["[ 'x9',\n  'x9' ]", "[ '‹secret TAG›',\n  '‹secret TAG›' ]"],
    ["Map(1) { 'a' => 'x9' }", "Map(1) { 'a' => '‹secret TAG›' }"],
    ['connectors.a.b("x9")', 'connectors.a.b("‹secret TAG›")'],
    ["no entry 'x9' there", "no entry '‹secret TAG›' there"],
    ['order 4711, x9 and "x9 " or [47110]', 'order 4711, x9 and "x9 " or [47110]'],
    ['data["x9"], list[4711] and {"x9": 1, \'x9\': 2}', 'data["x9"], list[4711] and {"x9": 1, \'x9\': 2}'],
  ])('within what was printed: %s', (given, shown) => {
    expect(short().said(given)).toBe(shown);
    expect(short().text(given)).toBe(given);
  });

  test('is masked from when it is known', () => {
    const mask = new Mask({}, []);
    const value = { a: ['k7'] };
    expect([mask.isActive, mask.json(value)]).toEqual([false, value]);
    mask.hold({ late: 'k7' });
    expect([mask.isActive, mask.json(value), mask.hides(value), mask.hides([])]).toEqual([
      true,
      { a: ['‹stash›'] },
      true,
      false,
    ]);
  });

  test('what has none of it is the identical value', () => {
    const mask = short();
    const value = { x9: { a: [1, 'x', null] } };
    expect(mask.json(value)).toBe(value);
    expect(mask.json(value)).toBe(value);
  });

  test('of a scenario in place of another is masked as that one', () => {
    const mask = new Mask({ PIN: '4711' }, [], { PIN: '4712', OTHER: 'x9' });
    expect(mask.json(['4711', '4712', 'x9'])).toEqual(['‹secret PIN›', '‹secret PIN›', 'x9']);
  });
});

describe('JSON', () => {
  test('is masked in values and keys, at any depth; numbers that are secret too', () => {
    const given = { [SECRET]: [SECRET, 1, null, true, { a: 123_456 }], b: 'x' };
    expect(secret().json(given)).toEqual({
      '‹secret KEY›': ['‹secret KEY›', 1, null, true, { a: '‹secret PIN›' }],
      b: 'x',
    });
  });

  test('that holds no secret is the identical value, in all its parts', () => {
    const mask = secret();
    const clean = { a: [1, { b: 'x' }], c: null };
    const value = { clean, list: [clean, SECRET] };
    const shown = mask.json(value);
    expect(mask.json(clean)).toBe(clean);
    expect(shown.clean).toBe(clean);
    expect(shown.list[0]).toBe(clean);
    expect(mask.json(value)).toBe(shown);
  });

  test('without secrets nothing is looked at', () => {
    const mask = new Mask({}, []);
    const value = { a: SECRET };
    expect([mask.isActive, mask.json(value), mask.data(value), mask.text(SECRET)]).toEqual([
      false,
      value,
      value,
      SECRET,
    ]);
    expect(mask.json(value)).toBe(value);
    expect([secret().isActive, new Mask({}, ['a']).isActive]).toEqual([true, true]);
  });
});

describe('what is stashed', () => {
  test('is masked from then on, also after it is gone', () => {
    const mask = new Mask({}, []);
    const before = { a: 'stashed-1', n: 7_654_321 };
    expect(mask.json(before)).toBe(before);
    mask.hold({ token: ['stashed-1', { n: 7_654_321, none: null, yes: true }] });
    expect(mask.json(before)).toEqual({ a: '‹stash›', n: '‹stash›' });
    mask.hold({ token: 'stashed-2' });
    expect(mask.text('stashed-1 stashed-2')).toBe('‹stash› ‹stash›');
  });

  test('what was masked before it was stashed is masked anew', () => {
    const mask = secret();
    const value = { a: 'stashed-1' };
    expect(mask.json(value)).toBe(value);
    mask.hold({ token: 'stashed-1' });
    expect(mask.json(value)).toEqual({ a: '‹stash›' });
  });

  test('is public by its types only', () => {
    const data = { a: 1 };
    expect(publicData(data, {})).toBe(data);
    const stash = { s: 'x', n: 1, b: true, none: null, list: ['x', [2]], deep: { s: 'y' } };
    expect(publicData(data, stash)).toEqual({
      a: 1,
      $stash: {
        ...{ s: '‹String›', n: '‹Number›', b: '‹Boolean›', none: null },
        ...{ list: ['‹String›', ['‹Number›']], deep: { s: '‹String›' } },
      },
    });
  });
});

describe('redacted places', () => {
  const GLOBS: readonly (readonly [glob: string, path: string, isRedacted: boolean])[] = [
    ['a', 'a', true],
    ['a', 'b', false],
    ['a', 'a.b', true],
    ['a.b', 'a', false],
    ['a.b', 'a.b', true],
    ['a.b', 'a.c', false],
    ['a.b', 'c.b', false],
    ['a.0', 'a.0', true],
    ['*.b', 'a.b', true],
    ['*.b', 'b', false],
    ['*.b', 'a.a.b', false],
    ['*', 'a', true],
    ['**.b', 'b', true],
    ['**.b', 'a.b', true],
    ['**.b', 'a.c.b', true],
    ['**.b', 'a.c', false],
    ['a.**.b', 'a.b', true],
    ['a.**.b', 'a.c.c.b', true],
    ['a.**.b', 'c.b', false],
    ['a.**.b.c', 'a.x.b.c', true],
    ['a.**.b.c', 'a.x.b.d', false],
    ['a.**', 'a.b.c', true],
    ['a[*].b', 'a.0.b', true],
    ['a[0].b', 'a.0.b', true],
    ['a[0].b', 'a.1.b', false],
    ['["a"].b', 'a.b', true],
    ['[*].b', 'a.b', true],
  ];

  const at = ([key, ...rest]: Path, value: Json): Json => {
    if (key === undefined) return value;
    return key === '0' ? [at(rest, value)] : { [key]: at(rest, value) };
  };

  test.each(GLOBS)('%s, a value at %s: %s', (glob, path, isRedacted) => {
    const data = at(path.split('.'), 'a text') as JsonObject;
    const found: string[] = [];
    const shown = new Redaction([glob]).json(data, [], (text) => found.push(text));
    expect(JSON.stringify(shown).includes('‹redacted›')).toBe(isRedacted);
    expect(found).toEqual(isRedacted ? ['a text'] : []);
    expect(shown === data).toBe(!isRedacted);
  });

  test('what stands there is masked elsewhere, too', () => {
    const mask = new Mask({}, ['user.ssn', '**.iban']);
    mask.learn(() => ({ user: { ssn: '123-45-6789' }, list: [{ iban: ['DE00 1111', { n: 'DE00 2222', x: 5 }] }] }));
    expect(mask.text('123-45-6789, DE00 1111, DE00 2222')).toBe('‹redacted›, ‹redacted›, ‹redacted›');
  });

  test('the document shows them masked, and all other parts as they are', () => {
    const mask = new Mask({}, ['*.ssn']);
    const data = { user: { ssn: 'x', age: 5 }, other: { a: 1 }, said: 'ssn 555-55' };
    const shown = mask.data(data);
    expect(shown).toEqual({ ...data, user: { ssn: '‹redacted›', age: 5 } });
    expect(shown.other).toBe(data.other);
    const clean = { other: [{ a: 1 }] };
    expect(mask.data(clean)).toBe(clean);
  });

  test('with nothing to redact nobody reads the data', () => {
    new Mask({}, []).learn(() => {
      throw new Error('was read');
    });
  });
});

describe('patches', () => {
  const mask = () => new Mask({ KEY: 'supersecret' }, ['user.ssn', 'list.2']);
  const rows: readonly (readonly [name: string, patch: Patch, shown: Patch | null])[] = [
    ['a value', { op: 'add', path: ['a'], value: 'supersecret' }, { op: 'add', path: ['a'], value: '‹secret KEY›' }],
    ['a path', { op: 'remove', path: ['supersecret', 0] }, { op: 'remove', path: ['‹secret KEY›', 0] }],
    [
      'a path and a value',
      { op: 'replace', path: ['supersecret'], value: 1 },
      { op: 'replace', path: ['‹secret KEY›'], value: 1 },
    ],
    [
      'what a splice puts in',
      { op: 'splice', path: ['a'], index: 0, remove: 0, insert: ['supersecret', 1] },
      { op: 'splice', path: ['a'], index: 0, remove: 0, insert: ['‹secret KEY›', 1] },
    ],
    [
      'the path of a splice',
      { op: 'splice', path: ['supersecret'], index: 0, remove: 1, insert: [1] },
      { op: 'splice', path: ['‹secret KEY›'], index: 0, remove: 1, insert: [1] },
    ],
    [
      'a redacted place',
      { op: 'replace', path: ['user', 'ssn'], value: 'x' },
      { op: 'replace', path: ['user', 'ssn'], value: '‹redacted›' },
    ],
    [
      'a redacted place inside',
      { op: 'add', path: ['user'], value: { ssn: 'x', a: 1 } },
      { op: 'add', path: ['user'], value: { ssn: '‹redacted›', a: 1 } },
    ],
    [
      'a redacted element',
      { op: 'splice', path: ['list'], index: 1, remove: 0, insert: ['x', 'y', 'z'] },
      { op: 'splice', path: ['list'], index: 1, remove: 0, insert: ['x', '‹redacted›', 'z'] },
    ],
    ['nothing', { op: 'add', path: ['a', 1], value: { b: 1 } }, null],
    ['nothing in a removal', { op: 'remove', path: ['user', 'ssn'] }, null],
    ['nothing in a splice', { op: 'splice', path: ['list'], index: 3, remove: 1, insert: [1] }, null],
  ];

  test.each(rows)('%s', (_, patch, shown) => {
    const patches = [patch];
    const masked = mask().patches(patches);
    expect(masked).toEqual([shown ?? patch]);
    expect(masked === patches).toBe(shown === null);
  });

  test('without anything to mask are the identical list', () => {
    const patches: Patch[] = [{ op: 'add', path: ['a'], value: 1 }];
    expect(new Mask({}, []).patches(patches)).toBe(patches);
    expect(new Mask({}, ['a']).patches(patches)).toEqual([{ op: 'add', path: ['a'], value: '‹redacted›' }]);
  });
});
