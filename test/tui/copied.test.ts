// What goes onto the clipboard: harmless, and not too much.
import { expect, it } from 'vitest';
import { copied } from '../../src/tui/copied.ts';
import { clipboardSequence } from '../../src/tui/terminal/clipboard.ts';
import { EVIL } from './states.ts';

it('is a text as it is, and anything else as JSON', () => {
  expect(copied('two\nlines')).toEqual({ text: 'two\nlines', isCut: false });
  expect(copied({ a: [1] })).toEqual({ text: '{\n  "a": [\n    1\n  ]\n}', isCut: false });
  expect(copied(null).text).toBe('null');
});

it('has nothing in it that does anything where it is pasted', () => {
  for (const value of [EVIL, { [EVIL]: EVIL }]) {
    expect(copied(value).text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Cs}]/u);
  }
});

it.each(['x', 'ä', '語', '𝒳'])('is 100 kB of %s at the most, and no half character', (character) => {
  const { text, isCut } = copied(character.repeat(100_001));
  expect(isCut).toBe(true);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(100_000);
  expect(Buffer.byteLength(text)).toBeGreaterThan(99_990);
  expect([...new Set(text)]).toEqual([character]);
});

it('goes out as base64, which nothing can break out of', () => {
  expect(clipboardSequence('\x07ä')).toBe('\x1b]52;c;B8Ok\x07');
});
