// Whatever is shown, at whatever size: no row is wider than the terminal, no frame taller, columns stay straight.
import { afterEach, describe, expect, it } from 'vitest';
import { width } from '../../src/format/width.ts';
import { type Shown, showScreen } from './show.tsx';
import { EVIL, STATES } from './states.ts';

const SIZES = [
  { columns: 60, rows: 16 },
  { columns: 80, rows: 24 },
  { columns: 100, rows: 16 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 50 },
];

/** Each way to look at it. */
const LOOKS: readonly (readonly string[])[] = [
  [],
  ['2'],
  ['3'],
  ['3', ']'],
  ['3', ']', ']'],
  ['3', ']', ']', ']'],
  ['3', ']', ']', ']', ']'],
  ['3', '['],
  ['3', '/', 'a', 'enter'],
  ['3', '/', '~', 'enter'],
  ['4'],
  ['?'],
  ['s'],
  ['f'],
  ['!'],
  ['P'],
  ['W'],
  ['o'],
  ['3', 'enter'],
  ['3', 'j', 'w'],
  ['3', ']', 'enter'],
  ['3', ']', ']', 'enter'],
  ['3', ']', ']', ']', 'enter'],
  ['3', ']', 'v'],
  ['3', '+', '+', '+'],
  ['4', '+', '+', '+', '+', '+', '+', '+', '+'],
  ['1', '-', '-', '-', '-'],
  ['T'],
  ['P', 'enter'],
  [':'],
  ['/'],
];

const open: Shown[] = [];
afterEach(() => {
  for (const shown of open.splice(0)) shown.close();
});

function show(...args: Parameters<typeof showScreen>): Shown {
  const shown = showScreen(...args);
  open.push(shown);
  return shown;
}

/** Those with the most in them are looked at in every way. */
const FULL = ['orders', 'evil', 'wide', 'forked', 'failed', 'atBreakpoint'];

describe.each(Object.keys(STATES))('%s', (name) => {
  it.each(SIZES)('$columns×$rows', async (size) => {
    const shown = show((STATES[name] ?? STATES.orders)?.() as never, size);
    for (const look of FULL.includes(name) ? LOOKS : LOOKS.slice(0, 1)) {
      await shown.press('esc', 'esc', '1', ...look);
      const rows = shown.rows();
      expect(rows.length).toBeLessThanOrEqual(size.rows);
      for (const row of rows) expect(width(row), row).toBeLessThanOrEqual(size.columns);
      framesAreStraight(rows, size.columns);
    }
  });
});

/** A row that begins with a frame ends with one, in the last column: nothing in it was measured wrongly. */
function framesAreStraight(rows: readonly string[], columns: number): void {
  for (const row of rows.filter((each) => /^[╭│╰]/.test(each))) {
    expect(row).toMatch(/[╮│┃╯]$/);
    expect(width(row), row).toBe(columns);
  }
}

describe('safety', () => {
  // Colours are the only sequences that the screen itself writes.
  const COLOUR = /\x1b\[[0-9;]*m/g;

  it.each(LOOKS)('nothing that others wrote reaches the terminal raw: %s', async (...look) => {
    const shown = show((STATES.evil as () => never)(), { columns: 120, rows: 40 });
    await shown.press(...look.flat());
    const rest = shown.frame().replaceAll(COLOUR, '').replaceAll('\n', '');
    expect(rest).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    expect(rest).toContain('␛[2J'.slice(0, 3));
  });

  it('nor what is pasted into the filter', async () => {
    const shown = show((STATES.orders as () => never)(), { columns: 80, rows: 24 });
    await shown.press('/');
    shown.screen.press({ name: 'paste', text: EVIL }, { columns: 80, rows: 24 });
    await shown.settle();
    expect(shown.frame().replaceAll(COLOUR, '').replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Cs}]/u);
  });

  it('writes no sequence at all without colours', async () => {
    const shown = show((STATES.orders as () => never)(), { columns: 120, rows: 40 }, false);
    expect(shown.frame()).not.toContain('\x1b');
  });
});
