// Source code as pieces, and where the fields of a condition stand in it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeLines } from '../../src/format/code.ts';
import { conditionLines } from '../../src/format/condition-lines.ts';

/** Each piece that is not plain, with the first letter of its kind. */
const told = (text: string) =>
  codeLines(text)
    .flat()
    .filter(({ kind }) => kind !== 'name' && kind !== 'mark')
    .map(({ text: shown, kind }) => `${kind[0]} ${shown}`);

describe('code', () => {
  it.each<[what: string, text: string, told: readonly string[]]>([
    ['words, texts, numbers', 'const a = "x" + 12.5; // no', ['k const', 's "x"', 'n 12.5', 'c // no']],
    ['comments over lines', 'a /* one\ntwo */ b', ['c /* one', 'c two */']],
    ['regular expressions', 'if (/a[/]b/.test(x)) return /c/i', ['k if', 's /a[/]b/', 'k return', 's /c/i']],
    ['division', 'a / b / c; x[0] / 2', ['n 0', 'n 2']],
    ['templates with holes', '`a ${b + `${{ c: 1 }}`} d`', ['s `a ${', 's `${', 'n 1', 's }`', 's } d`']],
    ['texts that never end', 'a = "b\nc = `d\ne', ['s "b', 's `d', 's e']],
    ['escapes', String.raw`'it\'s' "a\\" `, [String.raw`s 'it\'s'`, String.raw`s "a\\"`]],
    ['types', 'type A = Readonly<B>', ['k type']],
  ])('tells %s apart', (_, text, pieces) => {
    expect(told(text)).toEqual(pieces);
  });

  it('keeps every character of safe texts in its line, whatever they are', () => {
    const word = fc.constantFrom(
      '`',
      '${',
      '}',
      '{',
      '"',
      "'",
      '/',
      '*',
      '//',
      '/*',
      '*/',
      '\\',
      '\n',
      'a',
      '1',
      ' ',
      '[',
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join('');
        const lines = codeLines(text).map((pieces) => pieces.map((piece) => piece.text).join(''));
        expect(lines.join('\n')).toBe(text);
      }),
    );
  });

  it('lets nothing through that moves the cursor', () => {
    const all = codeLines('"\x1b[2J" // \u202e').flat();
    expect(all.map(({ text }) => text).join('')).toBe('"␛[2J" // \\u202e');
  });
});

describe('lines of a condition', () => {
  const found = (text: string) =>
    [...conditionLines(codeLines(text))].map(([path, line]) => `${(JSON.parse(path) as unknown[]).join('.')} ${line}`);

  it.each<[what: string, text: string, found: readonly string[]]>([
    ['one line', 'export const condition = { a: 1, b: { c: String } };', ['a 1', 'b 1', 'b.c 1']],
    [
      'many lines, with comments, quotes and values of every kind',
      `// a: 1
export const condition: Condition = {
  order: {
    'paid at': null, // b: 2
    total: (n) => { return { x: n }.x > 1; },
    mail: /{a:/,
  },
  tags: ['vip', { level: Number }],
  done: null,
} satisfies Condition;`,
      [
        'order 3',
        'order.paid at 4',
        'order.total 5',
        'order.mail 6',
        'tags 8',
        'tags.0 8',
        'tags.1 8',
        'tags.1.level 8',
        'done 9',
      ],
    ],
    ['match that returns it', 'export const match = () => ({\n  a: 1,\n});', ['a 2']],
    ['match with a body', 'export const match = () => {\n  return {\n    a: 1,\n  };\n};', ['a 3']],
    ['none', 'export const content = async () => { a: 1 };', []],
    ['a literal that never ends', 'export const condition = { a: { b: [', ['a 1', 'a.b 1', 'a.b.0 1']],
  ])('%s', (_, text, lines) => {
    expect(found(text)).toEqual(lines);
  });
});
