// Why a step matches or not: a sentence, then its condition as a tree with what was found beside what was wanted.
import { clean } from '../../format/clean.ts';
import { expectedText, verdictText } from '../../format/expected.ts';
import { keyText } from '../../format/path.ts';
import { valueText } from '../../format/value.ts';
import { cut, pad, width } from '../../format/width.ts';
import type { WhyRow, WhyView } from '../../session/views/why-view.ts';
import { type Line, type Span, span, spansWidth } from '../line.ts';

export interface KeyedLine {
  readonly key: string;
  readonly line: Line;
}

/** What is wanted, what is there: each gets this much of a row at the most. */
const MOST_KEYS = 0.45;
/** A long label may stick out of the column of keys as far as this. */
const MOST_LABEL = 0.7;
/** Kept free at the right edge for `@turn`. */
const WRITER = 5;

export function whyLines(view: WhyView, columns: number): readonly KeyedLine[] {
  const widths = view.rows.filter(({ leaf }) => leaf).map((row) => width(labelOf(row)));
  const keys = Math.min(Math.max(0, ...widths), Math.floor(columns * MOST_KEYS));
  return view.rows.flatMap((row) => linesOf(row, keys, columns));
}

function linesOf(row: WhyRow, keys: number, columns: number): readonly KeyedLine[] {
  const label = pad(labelOf(row), Math.max(keys, Math.min(width(labelOf(row)), Math.floor(columns * MOST_LABEL))));
  const start = labelSpans(row, label);
  const room = columns - width(label) - 2;
  if (row.verdict === 'ok') return [{ key: row.id, line: matchedLine(row, start, room) }];
  const expected = expectedText(row.condition, Math.max(8, room));
  const got = gotSpans(row, columns - 8);
  const together = expected === '' || width(expected) + 2 + spansWidth(got) <= room;
  const first = [
    ...start,
    span('  '),
    ...(expected === '' ? [] : [span(expected), span('  ')]),
    ...(together ? got : []),
  ];
  const below = [
    ...(together ? [] : [got]),
    ...(row.writer === null || row.verdict === 'inside' ? [] : [writerSpans(row, row.writer)]),
  ];
  return [
    { key: row.id, line: { left: first } },
    ...below.map((spans, index) => ({
      key: `${row.id} ${index}`,
      line: { left: [span(belowRow(row), 'frame'), ...spans] },
    })),
  ];
}

function matchedLine(row: WhyRow, start: readonly Span[], room: number): Line {
  if (!row.leaf) return { left: start };
  const left = [...start, span('  '), ...matchedSpans(row, row.writer === null ? room : room - WRITER)];
  return row.writer === null ? { left } : { left, right: [span(`@${row.writer.turn}`, 'dim')] };
}

/** Goes on with the tree lines below a row. */
function belowRow(row: WhyRow): string {
  return row.rails.length === 0 ? '    ' : `${rails(row)}${row.last ? '   ' : '│  '}   `;
}

function writerSpans(row: WhyRow, { step, turn }: NonNullable<WhyRow['writer']>): readonly Span[] {
  return [span(`${setWord(row)} ${clean(step)} @ turn ${turn}`, 'dim')];
}

function setWord({ actual }: WhyRow): string {
  return actual === undefined ? 'removed by' : 'set by';
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
const SELF_EVIDENT: readonly WhyRow['condition']['kind'][] = ['literal', 'null', 'object', 'array'];

function matchedSpans({ condition, actual }: WhyRow, columns: number): readonly Span[] {
  const alone = SELF_EVIDENT.includes(condition.kind) || actual === undefined;
  const expected = expectedText(condition, alone ? columns : Math.max(8, Math.floor(columns / 2)));
  // Rather which of both it is than half of the words for both.
  if (condition.kind === 'null' && expected.endsWith('…'))
    return [span(actual === undefined ? 'missing' : 'null', 'dim')];
  if (alone) return [span(expected, 'dim')];
  return [span(expected, 'dim'), span(`  ${valueText(actual, Math.max(6, columns - width(expected) - 2))}`, 'dim')];
}

function gotSpans(row: WhyRow, columns: number): readonly Span[] {
  const words = verdictText(row.verdict);
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
