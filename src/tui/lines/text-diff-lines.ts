// A text that changed, as one text: what went in [-…-], what came in {+…+}, and of what stayed only what is near.
import { clean } from '../../format/clean.ts';
import { type TextPiece, textDiff } from '../../format/text-diff.ts';
import { width, wrap } from '../../format/width.ts';
import { type Line, type Span, span } from '../line.ts';
import type { Tone } from '../theme.ts';

/** So much of what stayed is shown in front of a change and behind it. */
const NEAR = 160;

const MARKS: Readonly<Record<TextPiece['kind'], readonly [open: string, close: string, tone: Tone]>> = {
  same: ['', '', 'plain'],
  removed: ['[-', '-]', 'bad'],
  added: ['{+', '+}', 'good'],
};

/** Nothing where they have so little in common that both are better read one after the other. */
export function textDiffLines(before: string, now: string, columns: number): readonly Line[] {
  const pieces = textDiff(before, now);
  if (pieces === null) return [];
  const laid = new Laid(columns);
  for (const [index, piece] of pieces.entries())
    addPiece(laid, shortened(piece, index === 0, index === pieces.length - 1));
  return laid.lines();
}

function shortened(piece: TextPiece, isFirst: boolean, isLast: boolean): TextPiece {
  const { kind, text } = piece;
  const room = (isFirst ? 0 : NEAR) + (isLast ? 0 : NEAR);
  if (kind !== 'same' || text.length <= room + NEAR) return piece;
  const start = isFirst ? '' : text.slice(0, NEAR).replace(/[\ud800-\udbff]$/, '');
  const end = isLast ? '' : text.slice(-NEAR).replace(/^[\udc00-\udfff]/, '');
  return { kind, text: `${start} … ${end}` };
}

/** The marks are closed at the end of a line, and an end of a line that went or came is seen. */
function addPiece(laid: Laid, { kind, text }: TextPiece): void {
  const [open, close, tone] = MARKS[kind];
  const lines = text.split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    const isEnd = index === lines.length - 1;
    const words = kind === 'same' || isEnd ? line : `${line}\\n`;
    if (words !== '') laid.add(open + clean(words) + close, tone);
    if (!isEnd) laid.break();
  }
}

/** Spans in lines of so many columns, broken at spaces where there are any. */
class Laid {
  readonly #columns: number;
  readonly #lines: Line[] = [];
  #left: Span[] = [];
  #used = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  add(text: string, tone: Tone): void {
    for (const word of text.match(/\S+|\s+/g) ?? []) {
      if (this.#used + width(word) > this.#columns && this.#used > 0) {
        this.break();
        if (word.trim() === '') continue;
      }
      for (const [index, part] of wrap(word, this.#columns).entries()) {
        if (index > 0) this.break();
        this.#left.push(span(part, tone));
        this.#used += width(part);
      }
    }
  }

  break(): void {
    this.#lines.push({ left: this.#left });
    this.#left = [];
    this.#used = 0;
  }

  lines(): readonly Line[] {
    return this.#left.length > 0 ? [...this.#lines, { left: this.#left }] : this.#lines;
  }
}
