// A list in a data file gets another value: what its author wrote between the elements that stay is left alone.
import { describe, expect, it } from 'vitest';
import { editedText } from '../../src/load/edit-file.ts';
import type { Json } from '../../src/step.ts';

const YAML = `name: x # named
expect:
  steps:
    # first the order
    - validate order   # always
    # then the card
    - "charge card" # twice

    - ship
  state: done
`;
const JSON_TEXT = `{
  "expectedSteps": [
    // first the order
    "validate order", // always
    /* then */ "charge card",
    "ship" // last
  ]
}
`;

const LISTS: readonly (readonly [what: string, list: readonly string[]])[] = [
  ['one more at the end', ['validate order', 'charge card', 'ship', 'mail']],
  ['one more at the beginning', ['begin', 'validate order', 'charge card', 'ship']],
  ['one more in between', ['validate order', 'charge card', 'mail', 'ship']],
  ['one less at the end', ['validate order', 'charge card']],
  ['one less at the beginning', ['charge card', 'ship']],
  ['another one', ['validate order', 'charge: #1', 'ship']],
  ['all others, and fewer', ['a', 'b']],
  ['all others, and more', ['a', 'b', 'c', 'd', 'e']],
  ['the same twice', ['validate order', 'validate order', 'charge card', 'ship', 'ship']],
];

function edited(file: string, text: string, path: readonly string[], list: readonly string[]): string {
  const wanted: Json = file.endsWith('yaml')
    ? { name: 'x', expect: { steps: list, state: 'done' } }
    : { expectedSteps: list };
  return editedText(file, text, [[path, list]], wanted) ?? 'nothing that says it';
}

const comments = (text: string): readonly string[] => text.match(/(?<!")# \w[^\n]*|\/\/[^\n]*|\/\*.*?\*\//g) ?? [];

describe.each(LISTS)('%s', (_, list) => {
  it.each([
    ['s.yaml', YAML, ['expect', 'steps']],
    ['s.yaml', YAML.replaceAll('\n', '\r\n'), ['expect', 'steps']],
    ['s.json', JSON_TEXT, ['expectedSteps']],
    ['s.json', JSON_TEXT.replaceAll('\n', '\r\n'), ['expectedSteps']],
  ])('%s', (file, text, path) => {
    const now = edited(file, text, path, list);
    // Of an element that is gone the comment in its line may go too.
    const lost = comments(text).filter((comment) => !now.includes(comment));
    expect(lost.length).toBeLessThanOrEqual(Math.max(0, 3 - list.length));
    expect(now.split(/\r?\n/).filter((line) => line.includes('first the order'))).toEqual([
      text.split(/\r?\n/).find((line) => line.includes('first the order')),
    ]);
    expect(now.includes('\r\n')).toBe(text.includes('\r\n'));
    expect(now.replaceAll('\r\n', '').includes('\n')).toBe(!text.includes('\r\n'));
  });
});

describe('as one would by hand', () => {
  it('takes away in JSON', () => {
    expect(edited('s.json', JSON_TEXT, ['expectedSteps'], ['charge card', 'ship'])).toBe(
      JSON_TEXT.replace('    "validate order", // always\n', ''),
    );
    expect(edited('s.json', JSON_TEXT, ['expectedSteps'], ['validate order'])).toBe(
      JSON_TEXT.replace('    "ship" // last\n', '')
        .replace('    /* then */ "charge card",\n', '')
        .replace('order",', 'order"'),
    );
  });

  it('in YAML', () => {
    expect(edited('s.yaml', YAML, ['expect', 'steps'], ['validate order', 'charge card', 'mail', 'ship', 'end'])).toBe(
      YAML.replace('    - ship\n', '    - mail\n    - ship\n    - end\n').replace(
        '\n    - mail\n    - ship',
        '\n    - mail\n    - ship',
      ),
    );
    expect(edited('s.yaml', YAML, ['expect', 'steps'], ['validate order', 'ship'])).toBe(
      YAML.replace('    - "charge card" # twice\n', ''),
    );
    const short = 'expect:\n  steps:\n    - a # x';
    expect(
      editedText(
        's.yaml',
        short,
        [
          [
            ['expect', 'steps'],
            ['a', 'b'],
          ],
        ],
        { expect: { steps: ['a', 'b'] } },
      ),
    ).toBe(`${short}\n    - b\n`);
  });

  it('in JSON', () => {
    expect(edited('s.json', JSON_TEXT, ['expectedSteps'], ['validate order', 'charge card', 'ship', 'mail'])).toBe(
      JSON_TEXT.replace('"ship" // last\n', '"ship", // last\n    "mail"\n'),
    );
    expect(edited('s.json', JSON_TEXT, ['expectedSteps'], ['begin', 'validate order', 'charge card', 'ship'])).toBe(
      JSON_TEXT.replace('    "validate order"', '    "begin",\n    "validate order"'),
    );
  });
});
