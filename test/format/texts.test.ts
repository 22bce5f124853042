// Values, durations, paths, changes, expectations and reasons, as tables.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeText } from '../../src/format/change.ts';
import { duration } from '../../src/format/duration.ts';
import { expectedText } from '../../src/format/expected.ts';
import { keyText, pathText } from '../../src/format/path.ts';
import { endText, selectText, stopText } from '../../src/format/reason.ts';
import { previewText, valueText } from '../../src/format/value.ts';
import { width } from '../../src/format/width.ts';
import type { Condition, Json } from '../../src/step.ts';

describe('duration', () => {
  it.each([
    [0, '0 ms'],
    [0.03, '0.03 ms'],
    [0.3, '0.3 ms'],
    [9.94, '9.9 ms'],
    [9.96, '10 ms'],
    [214, '214 ms'],
    [999.6, '1.0 s'],
    [1234, '1.2 s'],
    [59_960, '1 m 00 s'],
    [125_000, '2 m 05 s'],
    [3_660_000, '1 h 01 m'],
    [90_000_000, '1 d 01 h'],
    [-5, '0 ms'],
    [Number.NaN, '–'],
  ])('%d ms is %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});

describe('path', () => {
  it.each([
    [['order', 'items', 0, 'price'], 'order.items[0].price'],
    [['unit price', 'a-b'], '["unit price"]["a-b"]'],
    [['$via', '_x', 'größe', '0'], '$via._x.größe["0"]'],
    [['k\x07'], '["k\\u0007"]'],
    [['\u202e'], '["\\u202e"]'],
    [[], ''],
  ])('%j is %s', (path, text) => {
    expect(pathText(path)).toBe(text);
  });

  it('names an index and a key', () => {
    expect([keyText(3), keyText('sku'), keyText('a b')]).toEqual(['[3]', 'sku', '"a b"']);
  });
});

describe('value', () => {
  it.each([
    ['pending', 20, '"pending"'],
    ['a long text that goes on', 12, '"a long te…"'],
    [5000, 20, '5000'],
    [null, 20, 'null'],
    [true, 20, 'true'],
    [{}, 20, '{}'],
    [[], 20, '[]'],
    [[1, 2], 20, '[1, 2]'],
    [{ a: 1, 'b c': 'x' }, 30, '{ a: 1, "b c": "x" }'],
    [{ a: 1, b: 'something longer', c: 2, d: 3 }, 20, '{4 keys}'],
    [{ only: 'something longer than there is room' }, 20, '{1 key}'],
    [Array.from({ length: 300 }, (_, index) => index), 40, '[300]'],
    ['\x1b[2J\n', 30, '"\\u001b[2J\\n"'],
    ['\u009b', 30, '"\\u009b"'],
  ])('%j in %i cells is %s', (value, columns, text) => {
    expect(valueText(value as Json, columns)).toBe(text);
  });

  it('is never wider than asked', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 60 }), (value, columns) => {
        expect(width(valueText(value as Json, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it('shows both sides of a change, and of long texts what differs', () => {
    expect(changeText('pending', 'processing', 40)).toEqual({ before: '"pending"', now: '"processing"' });
    const text = 'the same beginning of a long text, then ';
    const { before, now } = changeText(`${text}one end`, `${text}another`, 50);
    expect(before).toContain('one end');
    expect(now).toContain('another');
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.integer({ min: 16, max: 60 }), (one, other, columns) => {
        const shown = changeText(one as Json, other as Json, columns);
        expect(width(shown.before) + 3 + width(shown.now)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

it.each<[Json, number, string]>([
  [{ id: 'c', qty: 3 }, 20, '{ id: "c", qty: 3 }'],
  [{ id: 'c', qty: 3 }, 16, '{ id: "c", … }'],
  [{ id: 'a name too long', qty: 3 }, 16, '{2 keys}'],
  [{}, 16, '{}'],
  [[1, 2], 16, '[1, 2]'],
  ['a long text', 8, '"a lon…"'],
])('of %j in %i columns, enough to know it by: %s', (value, columns, expected) => {
  expect(previewText(value, columns)).toBe(expected);
});

describe('a change of a long text', () => {
  const fox = 'The quick brown fox jumps over the lazy dog, and then it goes home to sleep for a very long time.';
  it.each<[string, string, number, string, string]>([
    [fox, fox.replace('brown', 'red'), 28, '"…brown fo…"', '"…red fox j…"'],
    [fox, fox.replace('quick brown', 'slow green'), 40, '"…e quick brown …"', '"…e slow green fo…"'],
    [fox, `${fox} Then it wakes up again.`, 37, '"…ime."', '"…ime. Then it …"'],
    ['赤いりんご', '赤いりんご ✅', 23, '"…んご"', '"…んご ✅"'],
    [`${fox} ${fox}`, `${fox} ${fox}.`, 30, '"…ng time."', '"…ng time.."'],
    ['\u001b'.repeat(40), `${'\u001b'.repeat(39)}\u001c`, 30, '"…01b\\u001b"', '"…01b\\u001c"'],
  ])('%j and %j in %i columns', (before, now, columns, old, fresh) => {
    const shown = changeText(before, now, columns);
    expect([shown.before, shown.now]).toEqual([old, fresh]);
  });

  it('shows what differs on both sides, wherever it is, while each side has eight columns', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab"\n\u0007é国🚀'), maxLength: 90 });
    fc.assert(
      fc.property(text, text, text, text, fc.integer({ min: 19, max: 70 }), (head, old, fresh, tail, columns) => {
        fc.pre(old !== fresh);
        const shown = changeText(head + old + tail, head + fresh + tail, columns);
        expect(shown.before).not.toBe(shown.now);
        expect(width(shown.before) + 3 + width(shown.now)).toBeLessThanOrEqual(columns);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('expected', () => {
  it.each<[Condition, string]>([
    [{ kind: 'type', type: 'String' }, 'String'],
    [{ kind: 'literal', value: 'pending' }, '"pending"'],
    [{ kind: 'null' }, 'missing or null'],
    [{ kind: 'present' }, 'present'],
    [{ kind: 'regexp', source: '^a\x1b', flags: 'i' }, '/^a␛/i'],
    [{ kind: 'predicate', name: 'orders/hold:order.total', shown: 'isBig' }, 'isBig(value)'],
    [{ kind: 'never', shown: '{ $gt: 5 }', reason: 'unsupported' }, '{ $gt: 5 }'],
    [{ kind: 'array', elements: [] }, 'any array'],
    [{ kind: 'array', elements: [{ kind: 'null' }] }, 'an array with'],
    [{ kind: 'object', fields: [] }, 'an object'],
  ])('%j', (condition, text) => {
    expect(expectedText(condition, 40)).toBe(text);
  });
});

describe('reasons', () => {
  it('says why a step was selected', () => {
    expect(selectText('specificity', 'log_order')).toBe('asks for more fields than log_order');
    expect(selectText('order', 'b')).toBe('created before b');
    expect(selectText('alone', null)).toBe('the only match');
    expect(selectText('hand', null)).toBe('picked by hand');
  });

  it('says why it stopped', () => {
    expect(stopText({ kind: 'call', connector: 'crm', method: 'lookup', args: null, attempt: 1 })).toBe(
      'crm.lookup needs an answer',
    );
    expect(stopText({ kind: 'breakpoint', breakpoint: 'b1' })).toBe('breakpoint');
  });

  it('tells a settled task what to do', () => {
    const text = endText({ state: 'done', reason: 'settled', error: null }, 3);
    expect(text.title).toBe('done: settled');
    expect(text.meaning).toBe('nothing matches after 3 steps');
    expect(text.hint).toContain('task.complete()');
  });

  it('brings place and message of an error on one line', () => {
    const error = { name: 'TypeError', message: 'no\nway\x1b', step: 's', file: 'steps/s.js', line: 7, column: 2 };
    expect(endText({ state: 'error', reason: 'error', error }, 1).meaning).toBe('steps/s.js:7  TypeError: no way␛');
  });
});
