// Cells: cutting and padding keep columns straight whatever the characters.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { clean } from '../../src/format/clean.ts';
import { cut, cutStart, isSingle, pad, width, wrap } from '../../src/format/width.ts';
import { ROOT } from '../check/workspace.ts';

const text = fc.string({ unit: 'grapheme' }).map(clean);

describe('width', () => {
  it.each([
    ['abc', 3],
    ['日本', 4],
    ['é', 1],
    ['👍', 2],
    ['│▶✓', 3],
  ])('%s takes %i cells', (shown, cells) => {
    expect(width(shown)).toBe(cells);
  });

  it('asks nobody for the characters that the screen itself draws', () => {
    const folders = ['tui', 'format', 'session/views'].map((folder) => join(ROOT, 'src', folder));
    const files = folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    );
    const texts = files.filter((file) => /\.tsx?$/.test(file)).map((file) => readFileSync(file, 'utf8'));
    const drawn = new Set(texts.flatMap((source) => source.match(/[^\x00-\x7f]/gu) ?? []));
    expect([...drawn].filter((character) => !isSingle(character))).toEqual([]);
  });

  it('is what Ink counts, for each character of the basic plane that is safe to print', () => {
    const characters = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code)).map(clean);
    expect(characters.filter((shown) => width(shown) !== stringWidth(shown))).toEqual([]);
    expect(characters.filter((shown) => width(`a${shown}b`) !== stringWidth(`a${shown}b`))).toEqual([]);
  });
});

describe('cut', () => {
  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'abcd…'],
    ['日本語', 5, '日本…'],
    ['日本語', 4, '日…'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
  ])('%s to %i', (shown, columns, short) => {
    expect(cut(shown, columns)).toBe(short);
  });

  it('keeps the end of a path', () => {
    expect(cutStart('billing/cards/charge', 10)).toBe('…ds/charge');
  });

  it('does not read megabytes', () => {
    expect(width(cut('漢'.repeat(5_000_000), 20))).toBeLessThanOrEqual(20);
  });

  it('pads to exactly the columns', () => {
    fc.assert(
      fc.property(text, fc.nat({ max: 40 }), (shown, columns) => {
        expect(width(pad(shown, columns))).toBe(columns);
        expect(width(pad(shown, columns, 'start'))).toBe(columns);
        expect(width(cutStart(shown, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('wrap', () => {
  it.each([
    ['one two three', 8, ['one two', 'three']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['', 4, ['']],
  ])('%s at %i', (shown, columns, lines) => {
    expect(wrap(shown, columns)).toEqual(lines);
  });

  it('keeps every line within the columns', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 10, max: 40 }), (shown, columns) => {
        for (const line of wrap(shown, columns, 2)) expect(width(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
