// The border to the terminal: nothing that others wrote may act on it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, cleanJson, cleanLines } from '../../src/format/clean.ts';

const SAFE = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]*$/u;

describe('clean', () => {
  it.each([
    ['plain text', 'order_flow 7 é ß 日本', 'order_flow 7 é ß 日本'],
    ['CSI', '\x1b[31mred\x1b[0m', '␛[31mred␛[0m'],
    ['OSC sets a title', '\x1b]0;title\x07', '␛]0;title␇'],
    ['C1 CSI', '\x9b2J', '\\u009b2J'],
    ['C1 OSC', '\x9d0;x\x9c', '\\u009d0;x\\u009c'],
    ['shift out', '\x0e', '␎'],
    ['backspace and delete', 'a\bb\x7f', 'a␈b␡'],
    ['line ends', 'a\r\nb', 'a␍␊b'],
    ['line separators', 'a\u2028b\u2029', 'a\\u2028b\\u2029'],
    ['right-to-left override', 'exe\u202egpj', 'exe\\u202egpj'],
    ['bidi isolates', '\u2066a\u2069', '\\u2066a\\u2069'],
    ['zero width', 'a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
    ['soft hyphen', 'a\u00adb', 'a\\u00adb'],
    ['invisible filler', '\u3164', '\\u3164'],
    ['tags', '\u{e0041}', '\\u{e0041}'],
    ['lone surrogate', 'a\ud800b', 'a\\ud800b'],
    ['tabs', 'ab\tc', 'ab  c'],
    ['emoji presentation', '❤️', '❤'],
    ['joined emoji', '👩‍🚀', '👩🚀'],
    ['skin tone', '👍🏽', '👍'],
    ['key cap', '1️⃣', '1'],
    ['decomposed letters', 'e\u0301', 'é'],
    ['a tower of marks', `a${'\u0316'.repeat(50)}`, `a${'\u0316'.repeat(4)}`],
  ])('%s', (_name, text, shown) => {
    expect(clean(text)).toBe(shown);
  });

  it('never lets anything through, and changes nothing twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = clean(text);
        expect(shown).toMatch(SAFE);
        expect(clean(shown)).toBe(shown);
      }),
    );
  });

  it('leaves JSON the same value, on the same lines', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
        const text = JSON.stringify(JSON.parse(json), null, 2);
        const shown = cleanJson(text);
        expect(shown.replaceAll('\n', '')).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]*$/u);
        expect(shown.split('\n')).toHaveLength(text.split('\n').length);
        expect(JSON.parse(shown)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('splits lines at each kind of line end', () => {
    expect(cleanLines('a\nb\r\nc\rd\x1b')).toEqual(['a', 'b', 'c', 'd␛']);
  });
});
