// A row of the screen as pieces of clean text, each with a tone, made to fill its columns exactly.
import { cut, width } from '../format/width.ts';
import type { Theme, Tone } from './theme.ts';
import type { PaneId, Tab } from './ui-state.ts';

/** What a piece of the screen stands for: there a click on it leads. */
export type Target =
  | { readonly kind: 'tab'; readonly tab: Tab }
  | { readonly kind: 'pane'; readonly pane: PaneId }
  | { readonly kind: 'turn'; readonly turn: number }
  | { readonly kind: 'task'; readonly task: string };

export interface Span {
  readonly text: string;
  readonly tone: Tone;
  readonly to?: Target;
}

/** `right` stands at the right edge and gives way only when nothing is left of `left`. */
export interface Line {
  readonly left: readonly Span[];
  readonly right?: readonly Span[];
}

export function span(text: string, tone: Tone = 'plain'): Span {
  return { text, tone };
}

export function leading(spans: readonly Span[], to: Target): readonly Span[] {
  return spans.map((each) => ({ ...each, to }));
}

export function spansWidth(spans: readonly Span[]): number {
  return spans.reduce((sum, { text }) => sum + width(text), 0);
}

/** Exactly `columns` cells, styled. */
export function draw(line: Line, columns: number, theme: Theme): string {
  return paintAll(laid(line, columns), theme);
}

/** What stands in them, one behind the other. */
export function laid(line: Line, columns: number): readonly Span[] {
  const right = within(line.right ?? [], columns);
  const rightWidth = spansWidth(right);
  const room = columns - rightWidth - (rightWidth > 0 ? 1 : 0);
  const left = within(line.left, Math.max(0, room));
  const gap = ' '.repeat(Math.max(0, columns - spansWidth(left) - rightWidth));
  return [...left, span(gap), ...right];
}

export function spanAt(spans: readonly Span[], x: number): Span | undefined {
  let end = 0;
  return spans.find(({ text }) => {
    end += width(text);
    return x < end;
  });
}

/** As many spans as fit; the last one is cut. */
export function within(spans: readonly Span[], columns: number): readonly Span[] {
  const kept: Span[] = [];
  let left = columns;
  for (const each of spans) {
    if (left <= 0) break;
    const short = cut(each.text, left);
    kept.push({ ...each, text: short });
    left -= width(short);
    if (short !== each.text) break;
  }
  return kept;
}

export function paintAll(spans: readonly Span[], theme: Theme): string {
  return spans.map(({ text, tone }) => theme.paint(tone, text)).join('');
}
