// Why a step matches or not: a sentence, then its condition as a tree with what was found beside what was wanted.

import { setText } from '../../format/blame.ts';
import { clean } from '../../format/clean.ts';
import { expectedText, foundText, verdictText } from '../../format/expected.ts';
import { keyText } from '../../format/path.ts';
import { valueText } from '../../format/value.ts';
import { cut, pad, width, wrap } from '../../format/width.ts';
import type { WhyRow, WhyView } from '../../session/views/why-view.ts';
import { type Line, type Span, span } from '../line.ts';
import type { Tone } from '../theme.ts';
import { runText, type WhyRun, whyRuns } from './why-runs.ts';

export interface KeyedLine {
  readonly key: string;
  readonly line: Line;
}

/** What is wanted, what is there: each gets this much of a row at the most. */
const MOST_KEYS = 0.45;
/** Kept free at the right edge for `@turn`. */
const WRITER = 5;

export function whyLines(view: WhyView, columns: number): readonly KeyedLine[] {
  const keys = keysWidth(view.rows, columns);
  return view.rows.flatMap((row) => linesOf(row, keys, columns));
}

/** The same with runs of what matches folded away, but for those of `opened`. */
export function foldedLines(view: WhyView, columns: number, opened: ReadonlySet<string>): readonly KeyedLine[] {
  const parts = whyRuns(view);
  const seen = parts.flatMap((part) => ('rows' in part ? (opened.has(part.key) ? part.rows : []) : [part]));
  const keys = keysWidth(seen, columns);
  return parts.flatMap((part) => {
    if (!('rows' in part)) return linesOf(part, keys, columns);
    const isOpen = opened.has(part.key);
    const inside = isOpen ? part.rows.flatMap((row) => linesOf(row, keys, columns)) : [];
    return [{ key: part.key, line: runLine(part, isOpen) }, ...inside];
  });
}

function runLine(run: WhyRun, isOpen: boolean): Line {
  const [first] = run.rows;
  const isLast = !isOpen && run.rows.some((row) => row.last && row.rails.length === first?.rails.length);
  const lines = first === undefined ? '' : branch({ ...first, last: isLast });
  return {
    left: [span(lines, 'frame'), span(isOpen ? '▾ ' : '▸ ', 'dim'), span('✓', 'good'), span(` ${runText(run)}`)],
  };
}

function keysWidth(rows: readonly WhyRow[], columns: number): number {
  const widest = rows.reduce((most, row) => (row.leaf ? Math.max(most, width(labelOf(row))) : most), 0);
  return Math.min(widest, Math.floor(columns * MOST_KEYS));
}

function linesOf(row: WhyRow, keys: number, columns: number): readonly KeyedLine[] {
  const label = pad(labelOf(row), Math.max(keys, Math.min(width(labelOf(row)), columns)));
  const start = labelSpans(row, label);
  const room = columns - width(label);
  const below = columns - width(belowRow(row));
  if (row.verdict === 'ok') {
    const writer = row.leaf && row.writer !== null ? [span(`@${row.writer.turn}`, 'dim')] : [];
    const beside = room - (writer.length > 0 ? WRITER : 0);
    const matched = row.leaf ? matchedSpans(row, below * MOST_LINES) : [];
    return placed(row, { start, parts: matched, more: [], right: writer }, { beside, below });
  }
  const expected = expectedText(row.condition, below * MOST_LINES);
  const writer = row.writer === null || row.verdict === 'inside' ? [] : [writerSpan(row, row.writer)];
  const parts = [...(expected === '' ? [] : [span(expected)]), ...joined(gotSpans(row, below * MOST_LINES))];
  return placed(row, { start, parts, more: writer, right: [] }, { beside: room, below });
}

/** So many lines a text may take that is longer than one. */
const MOST_LINES = 3;

interface Pieces {
  readonly start: readonly Span[];
  readonly parts: readonly Span[];
  readonly more: readonly Span[];
  readonly right: readonly Span[];
}

/** Columns beside the label, and in a line below it. */
interface Room {
  readonly beside: number;
  readonly below: number;
}

/** As much as fits stands behind the label; what does not, and all `more`, below it. */
function placed(row: WhyRow, { start, parts, more, right }: Pieces, { beside, below }: Room): readonly KeyedLine[] {
  let [fit, used] = [0, 0];
  for (const part of parts) {
    used += 2 + width(part.text);
    if (used > beside) break;
    fit++;
  }
  const first = { left: [...start, ...parts.slice(0, fit).flatMap((part) => [span('  '), part])], right };
  const rest = [...parts.slice(fit), ...more].flatMap(({ text, tone }) => wrapped(text, below, tone));
  const lines: readonly Line[] = [first, ...rest.map((part) => ({ left: [span(belowRow(row), 'frame'), part] }))];
  return lines.map((line, index) => ({ key: index === 0 ? row.id : `${row.id} ${index - 1}`, line }));
}

function wrapped(text: string, columns: number, tone: Tone): readonly Span[] {
  const lines = whole(wrap(text, columns), text, columns);
  const rest = behind(text, lines.slice(0, MOST_LINES - 1));
  return [...lines.slice(0, MOST_LINES - 1), ...(rest === '' ? [] : [cut(rest, columns)])].map((line) =>
    span(line, tone),
  );
}

/** Wrapping took the spaces at the ends of lines away: what goes on in one line has them. */
function behind(text: string, lines: readonly string[]): string {
  return text.slice(lines.reduce((at, line) => text.indexOf(line, at) + line.length, 0)).trimStart();
}

/** A quotation mark alone in a line says nothing: rather such a text is cut. */
function whole(lines: readonly string[], text: string, columns: number): readonly string[] {
  return lines.some((line) => line.trim() === '"') ? [valueCut(text, columns)] : lines;
}

/** As values are cut: what ends with a quotation mark still does. */
function valueCut(text: string, columns: number): string {
  return text.endsWith('"') ? `${cut(text.slice(0, -1), columns - 1)}"` : cut(text, columns);
}

function joined(spans: readonly Span[]): readonly Span[] {
  const [first] = spans;
  return first === undefined ? [] : [span(spans.map(({ text }) => text).join(''), first.tone)];
}

/** Goes on with the tree lines below a row. */
function belowRow(row: WhyRow): string {
  return row.rails.length === 0 ? '    ' : `${rails(row)}${row.last ? '   ' : '│  '}   `;
}

function writerSpan(row: WhyRow, { step, turn }: NonNullable<WhyRow['writer']>): Span {
  return span(`${setText(row)} ${clean(step)} @ turn ${turn}`, 'dim');
}

function rails({ rails: levels }: WhyRow): string {
  return levels
    .slice(1)
    .map((more) => (more ? '│  ' : '   '))
    .join('');
}

/** Tree lines, glyph and key: what is padded so that values stand in one column. */
function labelOf(row: WhyRow): string {
  return `${branch(row)}${glyph(row)} ${keyOf(row)}`;
}

function labelSpans(row: WhyRow, label: string): readonly Span[] {
  const lines = branch(row);
  const rest = label.slice(lines.length + 1);
  const bad = row.verdict !== 'ok';
  const tone = row.verdict === 'untested' ? 'warn' : bad ? 'bad' : 'good';
  return [span(lines, 'frame'), span(glyph(row), tone), span(rest, bad && row.leaf ? 'bright' : 'plain')];
}

function branch(row: WhyRow): string {
  if (row.rails.length === 0) return '';
  return `${rails(row)}${row.last ? '└─ ' : '├─ '}`;
}

function glyph({ verdict }: WhyRow): string {
  if (verdict === 'untested') return '?';
  return verdict === 'ok' ? '✓' : '✗';
}

function keyOf(row: WhyRow): string {
  if (row.key !== null) return cut(keyText(row.key), 40);
  const index = row.at.at(-1);
  return row.verdict === 'ok' && typeof index === 'number' ? `some [${index}]` : 'some';
}

/** A literal that matches is what was found: it is not said twice. */
const SELF_EVIDENT: readonly WhyRow['condition']['kind'][] = ['literal', 'object', 'array'];

/** `columns` in all. */
function matchedSpans({ condition, actual }: WhyRow, columns: number): readonly Span[] {
  if (condition.kind === 'null') return [span(foundText(actual), 'dim')];
  const expected = span(expectedText(condition, columns), 'dim');
  if (SELF_EVIDENT.includes(condition.kind) || actual === undefined) return [expected];
  return [expected, span(valueText(actual, columns), 'dim')];
}

function gotSpans(row: WhyRow, columns: number): readonly Span[] {
  const words = verdictText(row);
  if (row.detail !== undefined) return [span(cut(clean(`${words}: ${row.detail}`), columns), 'bad')];
  switch (row.verdict) {
    case 'missing':
    case 'untested':
    case 'no such element':
    case 'inside':
      return words === '' ? [] : [span(words, row.verdict === 'untested' ? 'warn' : 'bad')];
    case 'null':
      return [span('got null', 'bad')];
    case 'no regexp match':
    case 'predicate false':
      return [span(`${words}: `, 'bad'), span(valueText(row.actual, columns - width(words) - 2), 'bad')];
    default:
      return [span(`got ${valueText(row.actual, columns - 4)}`, 'bad')];
  }
}
