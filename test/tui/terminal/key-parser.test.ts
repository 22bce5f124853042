import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Key, keyName } from '../../../src/tui/terminal/key.ts';
import { flushKeys, isUnmistakable, splitKeys } from '../../../src/tui/terminal/key-parser.ts';
import { keyBytes, namedKeys } from './key-bytes.ts';

const ESC = '\x1b';

/** What it is, the bytes, the keys, and what is left. */
type Row = [string, string, readonly string[], string?];

const letter = (name: string): Key => ({ name, text: name });

describe('what is read becomes keys', () => {
  const table: Row[] = [
    ['a letter', 'j', ['j']],
    ['a capital is a key of its own', 'G', ['G']],
    ['several keys in one read', 'jjj', ['j', 'j', 'j']],
    ['space, enter, tab, backspace', ' \r\t\x7f', ['space', 'enter', 'tab', 'backspace']],
    ['line feed is enter, ctrl-h backspace', '\n\b', ['enter', 'backspace']],
    ['ctrl with letters', '\x01\x03\x1a', ['ctrl-a', 'ctrl-c', 'ctrl-z']],
    ['ctrl with the rest', '\0\x1c\x1d\x1e\x1f', ['ctrl-space', 'ctrl-\\', 'ctrl-]', 'ctrl-^', 'ctrl-_']],
    ['alt with a letter', `${ESC}x`, ['alt-x']],
    ['alt with enter, ctrl and alt', `${ESC}\r${ESC}\x01`, ['alt-enter', 'ctrl-alt-a']],
    ['arrows as CSI', `${ESC}[A${ESC}[B${ESC}[C${ESC}[D`, ['up', 'down', 'right', 'left']],
    ['arrows as SS3', `${ESC}OA${ESC}OB${ESC}OC${ESC}OD`, ['up', 'down', 'right', 'left']],
    ['keypad enter', `${ESC}OM`, ['enter']],
    ['f1 as SS3, CSI, number and Linux console', `${ESC}OP${ESC}[P${ESC}[11~${ESC}[[A`, ['f1', 'f1', 'f1', 'f1']],
    ['f5 and f12', `${ESC}[15~${ESC}[24~`, ['f5', 'f12']],
    [
      'modifiers',
      `${ESC}[1;5C${ESC}[1;2A${ESC}[3;3~${ESC}[1;8P`,
      [...['ctrl-right', 'shift-up', 'alt-delete', 'ctrl-alt-shift-f1']],
    ],
    ['shift-tab', `${ESC}[Z`, ['shift-tab']],
    ['alt with an arrow, the old way', `${ESC}${ESC}[A`, ['alt-up']],
    ['esc twice, then alt', `${ESC}${ESC}x`, ['esc', 'alt-x']],
    ['esc before a mouse report', `${ESC}${ESC}[<0;1;1M`, ['esc', 'click']],
    ['wide characters and emoji', '日é🙂', ['日', 'é', '🙂']],
    ['mouse reports, new', `a${ESC}[<0;12;5M${ESC}[<0;12;5mb`, ['a', 'click', 'b']],
    ['mouse reports, old', `a${ESC}[M !!b`, ['a', 'b']],
    ['mouse reports, urxvt', `a${ESC}[32;12;5Mb`, ['a', 'b']],
    ['focus in and out', `${ESC}[I${ESC}[Oa`, ['a']],
    [
      'answers: device, cursor, colour, version',
      `${ESC}[?62;4c${ESC}[12;5R${ESC}]11;rgb:0/0/0\x07${ESC}P>|x${ESC}\\a`,
      ['a'],
    ],
    ['kitty and modifyOtherKeys, never asked for', `${ESC}[97;5u${ESC}[27;5;97~a`, ['a']],
    ['unknown sequences', `${ESC}[99~${ESC}[1$r${ESC}Oza`, ['a']],
    ['a sequence broken off by another', `${ESC}[1;${ESC}[A`, ['up']],
    ['C1 and broken bytes', 'a\x9b\x85\ufffdb', ['a', 'b']],
    ['a stray end of a paste', `${ESC}[201~a`, ['a']],
    ['esc that may go on', `a${ESC}`, ['a'], ESC],
    ['a sequence cut in two', `a${ESC}[1;`, ['a'], `${ESC}[1;`],
    ['a mouse report cut in two', `a${ESC}[<0;12`, ['a'], `${ESC}[<0;12`],
    ['an old mouse report cut in two', `${ESC}[M !`, [], `${ESC}[M !`],
    ['a paste cut in two', `${ESC}[200~ab${ESC}[201`, [], `${ESC}[200~ab${ESC}[201`],
  ];

  it.each<Row>(table)('%s', (_, input, names, rest) => {
    const split = splitKeys(input);
    expect(split.keys.map(keyName)).toEqual(names);
    expect(split.rest).toBe(rest ?? '');
  });

  it.each<[string, string, Key[]]>([
    ['the left button', '<0;1;1M', [{ name: 'click', at: { x: 0, y: 0 } }]],
    ['far away', '<0;300;1200M', [{ name: 'click', at: { x: 299, y: 1199 } }]],
    ['the wheel, up', '<64;12;5M', [{ name: 'wheel-up', at: { x: 11, y: 4 } }]],
    ['the wheel, down', '<65;12;5M', [{ name: 'wheel-down', at: { x: 11, y: 4 } }]],
    ['the button is let go', '<0;12;5m', []],
    ['other buttons', '<1;12;5M\x1b[<2;12;5M\x1b[<128;12;5M', []],
    ['with shift, alt or ctrl', '<4;12;5M\x1b[<8;12;5M\x1b[<16;12;5M\x1b[<80;12;5M', []],
    ['a motion, with and without a button', '<32;12;5M\x1b[<35;12;5M', []],
    ['a wheel that is tilted', '<66;12;5M\x1b[<67;12;5M', []],
    ['cells that no screen has', '<0;0;5M\x1b[<0;12;0M\x1b[<0;123456;5M\x1b[<0;-1;5M', []],
    ['too few numbers, too many, none', '<0;12M\x1b[<0;12;5;7M\x1b[<M\x1b[<;;M', []],
    ['another end', '<0;12;5~\x1b[<0;12;5A\x1b[<0;12;5u', []],
    ['broken off by a report', '<0;12\x1b[<0;3;4M', [{ name: 'click', at: { x: 2, y: 3 } }]],
  ])('a mouse report: %s', (_, report, keys) => {
    expect(splitKeys(`a${ESC}[${report}b`)).toEqual({ keys: [letter('a'), ...keys, letter('b')], rest: '' });
  });

  it('keeps the text of what can be typed, and of nothing else', () => {
    const { keys } = splitKeys(`a 日\r\x01${ESC}x${ESC}[A`);
    expect(keys.map(({ text }) => text)).toEqual(['a', ' ', '日', undefined, undefined, undefined, undefined]);
  });

  it.each<[string, string]>([
    ['one\rtwo\r\nthree\nfour', 'one\ntwo\nthree\nfour'],
    ['\x03 \x1b[A jjj', '\x03 \x1b[A jjj'],
    ['', ''],
  ])('a paste is one event: %j', (pasted, text) => {
    const { keys } = splitKeys(`j${ESC}[200~${pasted}${ESC}[201~k`);
    const paste: Key = { name: 'paste', text };
    expect(keys).toEqual([{ name: 'j', text: 'j' }, paste, { name: 'k', text: 'k' }]);
  });
});

describe('what is left when nothing more comes', () => {
  it.each<[string, readonly string[]]>([
    [ESC, ['esc']],
    [ESC + ESC, ['esc', 'esc']],
    [`${ESC}[`, ['alt-[']],
    [`${ESC}O`, ['alt-O']],
    [`${ESC}]`, ['alt-]']],
    [`${ESC}${ESC}[`, ['esc', 'alt-[']],
    [`${ESC}[1;`, []],
    [`${ESC}]11;rgb`, []],
  ])('%j', (rest, names) => {
    expect(splitKeys(rest)).toEqual({ keys: [], rest });
    expect(flushKeys(rest).map(keyName)).toEqual(names);
  });

  it('a paste and a mouse report are waited for', () => {
    expect(isUnmistakable(`${ESC}[200~half`)).toBe(true);
    expect(isUnmistakable(`${ESC}[<0;1`)).toBe(true);
    expect(isUnmistakable(`${ESC}[20`)).toBe(false);
  });
});

describe('properties', () => {
  const modifiers = ['', 'shift-', 'ctrl-', 'alt-', 'ctrl-alt-shift-'];
  const functionKeys = namedKeys.filter((name) => !['enter', 'esc', 'tab', 'backspace', 'space'].includes(name));

  it('each key that has a name comes back under it', () => {
    for (const name of functionKeys) {
      for (const modifier of modifiers) {
        expect(splitKeys(keyBytes(modifier + name)).keys.map(keyName)).toEqual([modifier + name]);
      }
    }
  });

  it('where the reads are cut does not matter', () => {
    const parts = fc.constantFrom(
      'j',
      'é',
      '日',
      `${ESC}[A`,
      `${ESC}[1;5C`,
      `${ESC}[<0;1;2M`,
      `${ESC}[200~x\ry${ESC}[201~`,
      '\r',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), fc.nat(60), (sequence, cut) => {
        const input = sequence.join('');
        const first = splitKeys(input.slice(0, cut));
        const second = splitKeys(first.rest + input.slice(cut));
        expect([...first.keys, ...second.keys]).toEqual(splitKeys(input).keys);
      }),
    );
  });

  it('never fails, never stalls', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(ESC, '[', 'O', ']', '\x07', 'M', '~', '<', '2', '0', ';', 'a', '日') }),
        (input) => {
          const { rest } = splitKeys(input);
          expect(splitKeys(rest)).toEqual({ keys: [], rest });
          flushKeys(rest);
        },
      ),
    );
  });
});
