// The keys worth knowing here and now, from the key table; those that can do nothing now are dim and in brackets.

import type { KeyRow } from '../keys.ts';
import { type Line, type Span, span, spansWidth } from '../line.ts';

export interface Hint {
  readonly row: Pick<KeyRow, 'keys' | 'label' | 'footerKeys'>;
  readonly usable: boolean;
}

const SYMBOLS: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pageup: 'PgUp',
  pagedown: 'PgDn',
};

export function showKeys({ keys }: Pick<KeyRow, 'keys'>): string {
  return keys.map((key) => SYMBOLS[key] ?? key).join(' ');
}

/** As many whole hints as fit, those that can be used first, shown in the given order; `last` always stays. */
export function footerLine(hints: readonly Hint[], last: Hint | undefined, columns: number): Line {
  const end = last === undefined ? [] : [...hintSpans(last), span(' ')];
  let room = columns - 2 - spansWidth(end);
  const shown = new Set<Hint>();
  for (const hint of [...hints.filter(({ usable }) => usable), ...hints.filter(({ usable }) => !usable)]) {
    room -= spansWidth(hintSpans(hint)) + GAP.length;
    if (room < 0) break;
    shown.add(hint);
  }
  const left = hints.filter((hint) => shown.has(hint)).flatMap((hint) => [...hintSpans(hint), span(GAP)]);
  return { left: [span(' '), ...left], right: end };
}

const GAP = '  ';

function hintSpans({ row, usable }: Hint): readonly Span[] {
  const keys = row.footerKeys ?? showKeys(row);
  if (!usable) return [span(`(${keys} ${row.label})`, 'frame')];
  return [span(keys, 'accent'), span(` ${row.label}`)];
}
