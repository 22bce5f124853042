// Every glyph that the screen draws and that is not ASCII, with its twin for terminals that cannot show it. One cell each, so
// that no column moves; nothing else knows which of both is drawn.

/** `unicode`: as it is. `ours`: our own glyphs by their twins. `all`: what others wrote as well, which such a terminal garbles. */
export type Glyphs = 'unicode' | 'ours' | 'all';

const TWINS: Readonly<Record<string, string>> = {
  // Frames and bars.
  '╭': '+',
  '╮': '+',
  '╰': '+',
  '╯': '+',
  '├': '+',
  '└': '`',
  '─': '-',
  '┄': '-',
  '│': '|',
  '┃': '#',
  '▁': '_',
  '▂': '.',
  '▃': ',',
  '▄': '-',
  '▅': '=',
  '▆': '+',
  '▇': '*',
  '█': '#',
  '▬': '=',
  '▟': '#',
  // Marks.
  '▶': '>',
  '▷': '>',
  '◀': '<',
  '›': '>',
  '‹': '<',
  '▸': '>',
  '▾': 'v',
  '●': '*',
  '○': 'o',
  '◉': '@',
  '◌': 'o',
  '•': '.',
  '✓': 'y',
  '✗': 'x',
  '‖': '|',
  '■': '#',
  '▏': '_',
  '◆': 'E',
  '┬': 'Y',
  '≠': '!',
  // Arrows.
  '→': '>',
  '←': '<',
  '↑': '^',
  '↓': 'v',
  '↕': '|',
  // Signs within text.
  '…': '~',
  '·': '-',
  '—': '-',
  '–': '-',
  '“': '"',
  '”': '"',
  Σ: 'S',
  '×': 'x',
  '−': '-',
  '§': '$',
};

/** As a glob has it: with the twin of `…` alone it would be the home of a person. */
const SOME_FOLDER = ['…/', '*/'] as const;

/** `clean` shows control characters as pictures of them. */
const PICTURES = /[\u2400-\u2421]/g;
const OTHERS = /[^\x00-\x7f]/;
const graphemes = new Intl.Segmenter('en');

/** Draws a text that is clean; `width` says how many cells a character takes. */
export function createGlyphs(glyphs: Glyphs, width: (text: string) => number): (text: string) => string {
  if (glyphs === 'unicode') return (text) => text;
  const ours = (text: string): string =>
    text
      .replaceAll(...SOME_FOLDER)
      .replace(/[^\x00-\x7f]/gu, (character) => TWINS[character] ?? character)
      .replace(PICTURES, '^');
  if (glyphs === 'ours') return (text) => (OTHERS.test(text) ? ours(text) : text);
  return (text) => (OTHERS.test(text) ? unknownGone(ours(text), width) : text);
}

function unknownGone(text: string, width: (text: string) => number): string {
  if (!OTHERS.test(text)) return text;
  return [...graphemes.segment(text)]
    .map(({ segment }) => (OTHERS.test(segment) ? '?'.repeat(width(segment)) : segment))
    .join('');
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `wanted`: what a person has said; else the terminal and the locale decide. */
export function glyphsFor(wanted: boolean | undefined, { TERM, LC_ALL, LC_CTYPE, LANG }: Environment): Glyphs {
  if (wanted === false) return 'unicode';
  // As setlocale has it: the first that says anything. None at all says nothing of the terminal.
  const locale = [LC_ALL, LC_CTYPE, LANG].find((value) => value !== undefined && value !== '');
  if (locale !== undefined && !/utf-?8/i.test(locale)) return 'all';
  return wanted === true || TERM === 'linux' ? 'ours' : 'unicode';
}
