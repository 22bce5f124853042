// What differs between two texts, word by word; and how it is written where there are no colours.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textDiff } from '../../src/format/text-diff.ts';
import { width } from '../../src/format/width.ts';
import { textDiffLines } from '../../src/tui/lines/text-diff-lines.ts';

const lines = (before: string, now: string, columns = 60) =>
  textDiffLines(before, now, columns).map(({ left }) => left.map(({ text }) => text).join(''));

describe('a text diff', () => {
  it('takes both texts apart, and nothing of them is lost', () => {
    const text = fc
      .array(fc.constantFrom('the ', 'quick ', 'brown', ' fox', '\n', '.', 'é', '国', '🚀', '  '), { maxLength: 30 })
      .map((words) => words.join(''));
    fc.assert(
      fc.property(text, text, (before, now) => {
        const pieces = textDiff(before, now);
        if (pieces === null) return;
        const without = (kind: string) => pieces.flatMap((each) => (each.kind === kind ? [] : each.text)).join('');
        expect([without('added'), without('removed')]).toEqual([before, now]);
      }),
      { numRuns: 1000 },
    );
  });

  it.each<[string, string, readonly string[]]>([
    ['the quick brown fox jumps', 'the quick red fox jumps', ['the quick [-brown-]{+red+} fox jumps']],
    ['the quick brown fox jumps', 'the slow red fox jumps', ['the [-quick brown-]{+slow red+} fox jumps']],
    ['wait for it', 'wait for it now', ['wait for it{+ now+}']],
    ['one line\nand two', 'one line\nand 2\nand two', ['one line', 'and {+2\\n+}', '{+and +}two']],
    ['赤い りんご', '赤い りんご ✅', ['赤い りんご{+ ✅+}']],
    ['a b\u001b[31m c', 'a b\u001b[32m c', ['a b␛[[-31m-]{+32m+} c']],
    ['pending', 'processing', []],
  ])('of %j and %j', (before, now, expected) => {
    expect(lines(before, now)).toEqual(expected);
  });

  it('says little of what stayed, takes no more columns than there are, and marks each in its tone', () => {
    const filler = 'lorem ipsum dolor '.repeat(100);
    const shown = lines(`one ${filler} two ${filler} end`, `ONE ${filler} TWO ${filler} end`, 40);
    expect(shown.length).toBeLessThan(25);
    expect(shown.join(' ')).toMatch(/^\[-one-\]\{\+ONE\+\} lorem .* … .*\[-two-\]\{\+TWO\+\} .* …/);
    for (const line of shown) expect(width(line)).toBeLessThanOrEqual(40);
    const tones = textDiffLines('a b c d', 'a b x d', 40).flatMap(({ left }) => left.map(({ tone }) => tone));
    expect(new Set(tones)).toEqual(new Set(['plain', 'bad', 'good']));
  });

  it('keeps nobody waiting', () => {
    const one = Array.from({ length: 200_000 }, (_, index) => `word${index}`).join(' ');
    const started = performance.now();
    expect(textDiff(one, one.replaceAll('7', '8'))).toBeNull();
    expect(textDiff(one, one.replace('word100000 ', 'another '))?.length).toBe(4);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
