// One change of a turn: where, and from what to what.
import { shortPath } from '../../format/path.ts';
import { pad, width } from '../../format/width.ts';
import type { PatchRow } from '../../session/views/document-diff.ts';
import { type Line, type Span, span } from '../line.ts';
import type { Tone } from '../theme.ts';
import { changeSpans, fromText, removedSpans } from './data-line.ts';
import { previewSpan, valueSpan } from './value-span.ts';

const MARKS: Readonly<Record<PatchRow['kind'], readonly [mark: string, tone: Tone]>> = {
  added: ['+', 'good'],
  removed: ['-', 'bad'],
  changed: ['~', 'warn'],
  moved: ['↕', 'accent'],
};

/** A turn may change ten thousand places: the first ones say how wide paths are. */
const MEASURED = 200;

export function patchPathWidth(rows: readonly PatchRow[], columns: number): number {
  const near = rows.slice(0, MEASURED);
  const room = Math.floor(columns * 0.5);
  return near.reduce((most, { path }) => Math.max(most, width(shortPath(path, room))), 0);
}

export function patchLine(row: PatchRow, paths: number, columns: number): Line {
  const [mark, tone] = MARKS[row.kind];
  const path = pad(shortPath(row.path, paths), paths);
  return {
    left: [
      span(`${mark} `, tone),
      span(path, 'bright'),
      span('  '),
      ...whatSpans(row, Math.max(6, columns - paths - 4)),
    ],
  };
}

function whatSpans({ kind, value, before, from }: PatchRow, columns: number): readonly Span[] {
  switch (kind) {
    case 'added':
      return [valueSpan(value, columns)];
    case 'removed':
      return removedSpans(before, columns);
    case 'moved': {
      const moved = fromText(from);
      return [span(moved, 'dim'), previewSpan(value, columns - width(moved))];
    }
    case 'changed':
      return before === undefined
        ? [span('→ ', 'warn'), valueSpan(value, columns - 2)]
        : changeSpans(before, value, columns);
  }
}
