// One row of the document: fold, change mark, key, value; of what changed, old and new.
import { changeText } from '../../format/change.ts';
import { keyText } from '../../format/path.ts';
import { counted } from '../../format/value.ts';
import { pad, width } from '../../format/width.ts';
import type { Mark } from '../../session/views/changes.ts';
import type { DataRow } from '../../session/views/data-rows.ts';
import type { Json } from '../../step.ts';
import { type Line, type Span, span } from '../line.ts';
import type { Tone } from '../theme.ts';
import { previewSpan, valueSpan, valueTone } from './value-span.ts';

export const MARKS: Readonly<Record<Mark, readonly [mark: string, tone: Tone]>> = {
  added: ['+', 'good'],
  removed: ['-', 'bad'],
  changed: ['~', 'warn'],
  inside: [' ', 'plain'],
  moved: ['↕', 'accent'],
};

/** What a person has set on a place: a breakpoint (false: off, or it cannot hit), a watch. */
export interface DataMarks {
  readonly isBroken: boolean | undefined;
  readonly isWatched: boolean;
}

/** `keys` is how wide keys are among the row's siblings. */
export function dataLine(row: DataRow, keys: number, columns: number, { isBroken, isWatched }: DataMarks): Line {
  const [mark, tone] = row.mark === null ? ([' ', 'plain'] as const) : MARKS[row.mark];
  const indent = '  '.repeat(Math.min(row.depth, MOST_INDENT));
  const fold = row.kind === 'leaf' ? '  ' : row.kind === 'open' ? '▾ ' : '▸ ';
  const key = span(row.kind === 'open' ? keyText(row.key) : pad(keyText(row.key), keys), keyTone(row));
  const before = [span(`${mark} `, tone), span(indent), span(fold, 'dim'), key];
  const right = [
    ...(isWatched ? [span(WATCHED, 'accent')] : []),
    ...(isBroken === undefined ? [] : [span(isBroken ? '●' : '○', 'bad')]),
  ];
  const room = columns - 2 - indent.length - 2 - keys - 2 - (right.length === 0 ? 0 : right.length + 1);
  const value = valueSpans(row, Math.max(6, room));
  return { left: [...before, span('  '), ...value], right };
}

const MOST_INDENT = 12;

export const WATCHED = '◉';

/** Keys longer than this do not push all values aside. */
export const MOST_KEY = 26;

export function keyWidth(key: DataRow['key']): number {
  return Math.min(MOST_KEY, width(keyText(key)));
}

function keyTone({ mark, kind }: DataRow): Tone {
  if (mark === 'removed') return 'dim';
  return mark === 'added' || mark === 'changed' || kind !== 'leaf' ? 'bright' : 'plain';
}

function valueSpans(row: DataRow, columns: number): readonly Span[] {
  const { kind, mark, value, before } = row;
  if (mark === 'moved') return movedSpans(row, columns);
  if (kind === 'open') return [];
  if (mark === 'removed') return removedSpans(before, columns);
  if (mark === 'changed') return changeSpans(before, value, columns);
  if (kind === 'folded' && mark === 'inside') return [span(`${countOf(value)} changed`, 'warn')];
  return [valueSpan(value, columns)];
}

function movedSpans({ kind, value, before, from }: DataRow, columns: number): readonly Span[] {
  const moved = fromText(from);
  if (kind === 'open') return [span(moved.trimEnd(), 'dim')];
  if (kind === 'folded' && before !== value) return [span(moved, 'dim'), span(`${countOf(value)} changed`, 'warn')];
  return [span(moved, 'dim'), previewSpan(value, columns - moved.length)];
}

/** Of what is gone, so much that one knows which it was. */
export function removedSpans(before: Json | undefined, columns: number): readonly Span[] {
  return [span('was ', 'dim'), { ...previewSpan(before, columns - 4), tone: 'dim' }];
}

export function fromText(from: number | undefined): string {
  return `was [${from ?? '?'}]  `;
}

export function changeSpans(before: Json | undefined, now: Json | undefined, columns: number): readonly Span[] {
  const text = changeText(before, now, columns);
  return [span(text.before, 'dim'), span(' → ', 'warn'), span(text.now, valueTone(now))];
}

function countOf(value: Json | undefined): string {
  return typeof value === 'object' && value !== null ? counted(value) : '';
}
