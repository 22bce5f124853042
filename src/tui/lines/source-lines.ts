// The source of a step as rows: numbers, marks of the condition's fields, and below a line what there is to say of it. What is
// too long goes on in the next row: code is not to be guessed.
import { clean } from '../../format/clean.ts';
import { type CodeKind, type CodePiece, codeLines } from '../../format/code.ts';
import { conditionLines } from '../../format/condition-lines.ts';
import { cut, width, wrap } from '../../format/width.ts';
import { createMemo } from '../../session/views/memo.ts';
import type { SourceNote, SourceView } from '../../session/views/source-view.ts';
import type { WhyRow } from '../../session/views/why-view.ts';
import { type Span, span } from '../line.ts';
import type { Tone } from '../theme.ts';
import type { KeyedLine } from './why-lines.ts';

const TONES: Readonly<Record<CodeKind, Tone>> = {
  comment: 'dim',
  string: 'string',
  keyword: 'accent',
  number: 'number',
  name: 'plain',
  mark: 'plain',
};

export interface SourceLines {
  readonly lines: readonly KeyedLine[];
  /** Of the row with the line where the turn at the cursor failed; 0 where none did. */
  readonly at: number;
}

interface Code {
  readonly lines: readonly (readonly CodePiece[])[];
  readonly fields: ReadonlyMap<string, number>;
}

/** `rows`: what became of the fields of the condition; none where nothing is matched. */
export function createSourceLines(): (view: SourceView, rows: readonly WhyRow[], columns: number) => SourceLines {
  const read = createMemo<Code>();
  const made = createMemo<SourceLines>();
  return (view, rows, columns) => {
    const { text } = view;
    const code = read([text], () => readCode(text ?? ''));
    return made([code, rows, columns, JSON.stringify(view.notes), view.step.file], () =>
      linesOf(view, code, rows, columns),
    );
  };
}

function readCode(text: string): Code {
  // What ends with a line break has no empty line after it.
  const lines = codeLines(text.replace(/\r?\n$/, ''));
  return { lines, fields: conditionLines(lines) };
}

function linesOf(view: SourceView, { lines, fields }: Code, rows: readonly WhyRow[], columns: number): SourceLines {
  const numbers = String(lines.length).length;
  const marks = marksByLine(rows, fields);
  const made: KeyedLine[] = [];
  let at = 0;
  for (const [index, pieces] of lines.entries()) {
    const number = index + 1;
    const notes = view.notes.filter(({ line }) => line === number);
    if (notes.some(({ isThrown }) => isThrown)) at = made.length;
    const gutter = gutterOf(String(number).padStart(numbers), marks.get(number), notes);
    const blank = [span(' '.repeat(numbers + 3))];
    const code = folded(pieces, Math.max(10, columns - numbers - 3)).map((row, part) => [
      ...(part === 0 ? gutter : blank),
      ...row,
    ]);
    const said = notes.flatMap((note) => noteRows(note, blank, columns - numbers - 3));
    const rowsOfLine = [...code, ...said];
    made.push(...rowsOfLine.map((left, part) => ({ key: `${view.step.file}:${number}:${part}`, line: { left } })));
  }
  return { lines: made, at };
}

type Mark = '✓' | '✗' | '?';
const MARK_TONES: Readonly<Record<Mark, Tone>> = { '✓': 'good', '✗': 'bad', '?': 'warn' };

function gutterOf(number: string, mark: Mark | undefined, notes: readonly SourceNote[]): readonly Span[] {
  const [note] = notes;
  if (note === undefined) return [span(number, 'dim'), markSpan(mark), span(' ')];
  const tone = toneOf(note);
  return [span(number, isBreak(note) ? 'dim' : tone), span(` ${NOTE_GLYPHS[note.severity]} `, tone)];
}

function markSpan(mark: Mark | undefined): Span {
  return mark === undefined ? span('  ') : span(` ${mark}`, MARK_TONES[mark]);
}

/** Where several fields share a line, the worst of them. */
function marksByLine(rows: readonly WhyRow[], fields: Code['fields']): ReadonlyMap<number, Mark> {
  const marks = new Map<number, Mark>();
  for (const { id, verdict } of rows) {
    const line = fields.get(id);
    if (line === undefined) continue;
    const mark = verdict === 'ok' ? '✓' : verdict === 'untested' ? '?' : '✗';
    const known = marks.get(line);
    if (known === undefined || mark === '✗' || (mark === '?' && known === '✓')) marks.set(line, mark);
  }
  return marks;
}

function noteRows(note: SourceNote, blank: readonly Span[], columns: number): readonly (readonly Span[])[] {
  const word = note.isThrown ? 'threw ' : isBreak(note) ? '' : `${note.severity}: `;
  const text = clean(`${word}${note.text}`.replace(/\s*\n\s*/g, ' '));
  return wrap(text, Math.max(10, columns - 2)).map((part, index) => [
    ...blank,
    span(index === 0 ? '╰ ' : '  ', toneOf(note)),
    span(part, toneOf(note)),
  ]);
}

const NOTE_GLYPHS: Readonly<Record<SourceNote['severity'], string>> = {
  error: '▶',
  warning: '!',
  break: '●',
  off: '○',
};

function isBreak({ severity }: SourceNote): boolean {
  return severity === 'break' || severity === 'off';
}

function toneOf({ severity }: SourceNote): Tone {
  if (severity === 'off') return 'dim';
  return severity === 'warning' ? 'warn' : 'bad';
}

/** Rows of so many cells, broken at spaces where there are any. What goes on stands as deep as it began. */
function folded(pieces: readonly CodePiece[], columns: number): readonly (readonly Span[])[] {
  const text = pieces.map((piece) => piece.text).join('');
  const first = text.length - text.trimStart().length;
  const indent = Math.min(first + 2, Math.floor(columns / 2));
  const ends: number[] = [];
  for (let from = 0; from < text.length || from === 0; from = ends.at(-1) ?? 0) {
    const isFirst = from === 0;
    const part = beginning(text.slice(from, from + NEAR), columns - (isFirst ? 0 : indent), isFirst ? first : 0);
    ends.push(part === '' ? text.length : from + part.length);
    if (part === '') break;
  }
  const [head = [], ...more] = divided(pieces, ends);
  return [head, ...more.map(([begun = span(''), ...rest]) => [inset(begun, indent), ...rest])];
}

/** The space at which a line was broken goes. */
function inset({ text, tone }: Span, indent: number): Span {
  return span(' '.repeat(indent) + text.trimStart(), tone);
}

/** No row holds more characters. */
const NEAR = 2_000;

/** Pieces as rows that end at these places of all their text. */
function divided(pieces: readonly CodePiece[], ends: readonly number[]): readonly (readonly Span[])[] {
  const rows: Span[][] = [[]];
  let at = 0;
  for (const { text, kind } of pieces) {
    let rest = text;
    while (rest !== '') {
      const room = (ends[rows.length - 1] ?? Number.POSITIVE_INFINITY) - at;
      if (room <= 0) {
        rows.push([]);
        continue;
      }
      rows.at(-1)?.push(span(rest.slice(0, room), TONES[kind]));
      at += Math.min(room, rest.length);
      rest = rest.slice(room);
    }
  }
  return rows;
}

/** As much as fits, up to a space where there is one that leaves no more than half of the row empty. */
function beginning(text: string, columns: number, indent: number): string {
  if (width(text) <= columns) return text;
  const fits = cut(text, columns + 1).slice(0, -1);
  if (text[fits.length] === ' ') return fits;
  const space = fits.lastIndexOf(' ') + 1;
  return space > indent + (fits.length - indent) / 2 ? text.slice(0, space) : fits;
}
