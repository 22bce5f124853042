// The lines of text that the page gives for breakpoints can be written as they stand there, and all kinds are among them.
import { describe, expect, it } from 'vitest';
import { breakpointText, parseBreakpoint } from '../../src/breakpoint-text.ts';
import { names, part, table } from './page.ts';

const LINES = names(table(part('## Breakpoints'), 'line', 'stops'));

describe('breakpoints', () => {
  it.each(LINES)('%s', (line) => {
    const read = parseBreakpoint(line);
    expect(typeof read === 'string' ? read : breakpointText(read)).toBe(line);
  });

  it('are of every kind', () => {
    const told = new Set(LINES.map((line) => line.split(' ')[0]));
    const kinds = /write where to stop: (.*)/.exec(String(parseBreakpoint('')))?.[1]?.match(/\b[a-z]+\b/g) ?? [];
    expect(kinds.filter((word) => word !== 'or' && !told.has(word))).toEqual([]);
    expect(kinds.length).toBeGreaterThan(6);
  });
});
