// The keys worth knowing here and now, from the key table; those that can do nothing now are dim.

import type { KeyRow } from '../keys.ts';
import { type Line, type Span, span, spansWidth } from '../line.ts';

export interface Hint {
  readonly row: KeyRow;
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

/** As many hints as fit, in the table's order; `last` always stays. */
export function footerLine(hints: readonly Hint[], last: Hint | undefined, columns: number): Line {
  const end = last === undefined ? [] : [...hintSpans(last), span(' ')];
  const left: Span[] = [span(' ')];
  for (const hint of hints) {
    const next = [...hintSpans(hint), span('  ')];
    if (spansWidth([...left, ...next, ...end]) > columns - 1) break;
    left.push(...next);
  }
  return { left, right: end };
}

function hintSpans({ row, usable }: Hint): readonly Span[] {
  return [
    span(row.footerKeys ?? showKeys(row), usable ? 'accent' : 'frame'),
    span(` ${row.label}`, usable ? 'plain' : 'frame'),
  ];
}
