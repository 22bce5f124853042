// How many terminal cells a text takes, and making it take exactly so many. Texts have been through `clean` and carry no styles.
import stringWidth from 'string-width';

/** Characters of one cell each that never join: Latin, and the marks, arrows, frames and blocks that we draw with. */
const SINGLE = /^[\x20-\x7e\xa1-\xac\xae-\u017f…Σ≠←-⇿─-▟■▬▶▸▾◀▷◆◉◌●○✓✗‖•‹›–—−“”’·]*$/;
/** Beyond this many characters per cell a text is surely too wide; keeps megabytes out of the segmenter. */
const LONGEST_CLUSTER = 8;
const graphemes = new Intl.Segmenter('en');

/** What needs no segmenter, which takes 20 ms when it is first asked: all that we draw by ourselves. */
export function isSingle(text: string): boolean {
  return SINGLE.test(text);
}

export function width(text: string): number {
  return SINGLE.test(text) ? text.length : stringWidth(text);
}

/** The text itself if it fits, else its beginning with `…` as the last cell. */
export function cut(text: string, columns: number): string {
  if (columns <= 0) return '';
  const far = text.length > columns * LONGEST_CLUSTER;
  const near = far ? text.slice(0, columns * LONGEST_CLUSTER) : text;
  if (!far && width(near) <= columns) return near;
  return `${head(near, columns - 1)}…`;
}

/** Like `cut`, but it is the beginning that goes: for paths, whose end says more. */
export function cutStart(text: string, columns: number): string {
  if (columns <= 0) return '';
  if (width(text) <= columns) return text;
  const clusters = [...graphemes.segment(text.slice(-columns * LONGEST_CLUSTER))].reverse();
  let tail = '';
  let used = 1;
  for (const { segment } of clusters) {
    used += width(segment);
    if (used > columns) break;
    tail = segment + tail;
  }
  return `…${tail}`;
}

/** Exactly `columns` cells: cut if too long, filled with spaces if too short. */
export function pad(text: string, columns: number, side: 'start' | 'end' = 'end'): string {
  const short = cut(text, columns);
  const fill = ' '.repeat(Math.max(0, columns - width(short)));
  return side === 'end' ? short + fill : fill + short;
}

/** What a person takes for one character each. */
export function clusters(text: string): readonly string[] {
  return SINGLE.test(text) ? [...text] : Array.from(graphemes.segment(text), ({ segment }) => segment);
}

function head(text: string, columns: number): string {
  if (SINGLE.test(text)) return text.slice(0, columns);
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += width(segment);
    if (used > columns) break;
    kept += segment;
  }
  return kept;
}

/** A text in lines of at most `columns`, broken at spaces where there are any. Continuation lines are `indent` cells in. */
export function wrap(text: string, columns: number, indent = 0): readonly string[] {
  const lines: string[] = [];
  let rest = text.slice(0, columns * MOST_LINES);
  while (width(rest) > columns && lines.length < MOST_LINES) {
    const room = head(rest, columns);
    const space = rest[room.length] === ' ' ? room.length : room.lastIndexOf(' ');
    const end = space > room.length / 2 || isShort(rest, space, columns - indent) ? space : room.length;
    if (end === 0) break;
    lines.push(rest.slice(0, end));
    rest = ' '.repeat(Math.min(indent, columns - 1)) + rest.slice(end).trimStart();
  }
  return [...lines, rest];
}

/** A word that no line can hold is broken where it stands, rather than leaving most of a line empty. */
function isShort(text: string, space: number, columns: number): boolean {
  if (text.slice(0, space + 1).trim() === '') return false;
  const end = text.indexOf(' ', space + 1);
  return width(text.slice(space + 1, end < 0 ? undefined : end)) <= columns;
}

const MOST_LINES = 40;
