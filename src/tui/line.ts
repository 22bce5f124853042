// A row of the screen as pieces of clean text, each with a tone, made to fill its columns exactly.
import { cut, width } from '../format/width.ts';
import type { Theme, Tone } from './theme.ts';

export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

/** `right` stands at the right edge and gives way only when nothing is left of `left`. */
export interface Line {
  readonly left: readonly Span[];
  readonly right?: readonly Span[];
}

export function span(text: string, tone: Tone = 'plain'): Span {
  return { text, tone };
}

export function spansWidth(spans: readonly Span[]): number {
  return spans.reduce((sum, { text }) => sum + width(text), 0);
}

/** Exactly `columns` cells, styled. */
export function draw(line: Line, columns: number, theme: Theme): string {
  const right = within(line.right ?? [], columns);
  const rightWidth = spansWidth(right);
  const room = columns - rightWidth - (rightWidth > 0 ? 1 : 0);
  const left = within(line.left, Math.max(0, room));
  const gap = ' '.repeat(Math.max(0, columns - spansWidth(left) - rightWidth));
  return paintAll(left, theme) + gap + paintAll(right, theme);
}

/** As many spans as fit; the last one is cut. */
export function within(spans: readonly Span[], columns: number): readonly Span[] {
  const kept: Span[] = [];
  let left = columns;
  for (const { text, tone } of spans) {
    if (left <= 0) break;
    const short = cut(text, left);
    kept.push({ text: short, tone });
    left -= width(short);
    if (short !== text) break;
  }
  return kept;
}

function paintAll(spans: readonly Span[], theme: Theme): string {
  return spans.map(({ text, tone }) => theme.paint(tone, text)).join('');
}
