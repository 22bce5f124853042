// Colour by meaning. Panes name tones; only this file knows what they look like. Nothing is told by colour alone.
import { width } from '../format/width.ts';
import { createGlyphs, type Glyphs } from './glyphs.ts';

export type Tone =
  | 'plain'
  | 'bright'
  | 'dim'
  | 'frame'
  | 'accent'
  | 'next'
  | 'good'
  | 'bad'
  | 'warn'
  | 'string'
  | 'number'
  | 'atom';

export interface Theme {
  /** A text in its tone; the text itself without colour. */
  paint(tone: Tone, text: string): string;
  /** A whole row, already painted, as the selected one. */
  selected(row: string): string;
}

/** 256-colour indexes; `+` makes bold. */
type Palette = Readonly<Record<Exclude<Tone, 'plain' | 'bright'>, string>> & { readonly selected: number };

const DARK: Palette = {
  dim: '246',
  frame: '240',
  accent: '80',
  next: '+80',
  good: '114',
  bad: '203',
  warn: '221',
  string: '151',
  number: '216',
  atom: '182',
  selected: 237,
};

const LIGHT: Palette = {
  dim: '242',
  frame: '249',
  accent: '25',
  next: '+25',
  good: '28',
  bad: '160',
  warn: '130',
  string: '23',
  number: '94',
  atom: '91',
  selected: 254,
};

export interface ThemeOptions {
  readonly mode: 'dark' | 'light';
  /** False with NO_COLOR and on dumb terminals: rows are marked by glyphs alone. */
  readonly colour: boolean;
  readonly glyphs?: Glyphs;
}

export function createTheme({ mode, colour, glyphs = 'unicode' }: ThemeOptions): Theme {
  const drawn = createGlyphs(glyphs, width);
  if (!colour) return { paint: (_tone, text) => drawn(text), selected: (row) => row };
  const palette = mode === 'dark' ? DARK : LIGHT;
  return {
    paint: (tone, text) => (text === '' ? '' : painted(palette, tone, drawn(text))),
    selected: (row) => `\x1b[48;5;${palette.selected}m${row}\x1b[49m`,
  };
}

function painted(palette: Palette, tone: Tone, text: string): string {
  if (tone === 'plain') return text;
  if (tone === 'bright') return `\x1b[1m${text}\x1b[22m`;
  const code = palette[tone];
  const coloured = `\x1b[38;5;${code.replace('+', '')}m${text}\x1b[39m`;
  return code.startsWith('+') ? `\x1b[1m${coloured}\x1b[22m` : coloured;
}
