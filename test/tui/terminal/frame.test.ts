import xtermHeadless from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repaint, toRows } from '../../../src/tui/terminal/frame.ts';

const columns = 12;
const height = 4;

/** A terminal of 12×4 with autowrap off, as the adapter leaves it. */
function createTerminal() {
  const xterm = new xtermHeadless.Terminal({ cols: columns, rows: height, allowProposedApi: true });
  const write = (text: string) => new Promise<void>((resolve) => xterm.write(text, resolve));
  const read = (y: number) => xterm.buffer.active.getLine(y)?.translateToString(true).trimEnd() ?? '';
  return { write, rows: () => Array.from({ length: height }, (_, y) => read(y)), xterm };
}

const rowsWritten = (text: string) => [...text.matchAll(/\x1b\[(\d+);1H/g)].map(([, row]) => Number(row));

describe('rows', () => {
  it.each<[string, readonly string[]]>([
    ['a\nb', ['a', 'b', '', '']],
    ['', ['', '', '', '']],
    ['1\n2\n3\n4\n5\n6', ['1', '2', '3', '4']],
  ])('%j', (frame, rows) => expect(toRows(frame, height)).toEqual(rows));
});

describe('what is written', () => {
  const before = toRows('one\ntwo\nthree\nfour', height);

  it.each<[string, string, readonly number[]]>([
    ['one row', 'one\n2\nthree\nfour', [2]],
    ['two rows', '1\ntwo\nthree\n4', [1, 4]],
    ['a shorter frame', 'one\ntwo', [3, 4]],
    ['nothing at all', '', [1, 2, 3, 4]],
    ['the same', 'one\ntwo\nthree\nfour', []],
  ])('%s', (_, after, rows) => {
    const text = repaint(before, toRows(after, height));
    expect(rowsWritten(text)).toEqual(rows);
    expect(text === '').toBe(rows.length === 0);
    expect(text).not.toMatch(/[\r\n]/);
  });

  it('everything, when nobody knows what is shown', () => {
    const text = repaint(undefined, before);
    expect(rowsWritten(text)).toEqual([1, 2, 3, 4]);
    expect(text.startsWith('\x1b[?2026h')).toBe(true);
    expect(text.endsWith('\x1b[?2026l')).toBe(true);
  });
});

describe('what the terminal shows', () => {
  const cell = fc.constantFrom('a', 'b', ' ', '日', 'é', '│', '\x1b[7mx\x1b[27m', '\x1b[31my\x1b[39m');
  // Full rows and wider ones too: the last cell must survive, and nothing may wrap or scroll.
  const row = fc.array(cell, { maxLength: columns + 4 }).map((cells) => cells.join(''));
  const frame = fc.array(row, { maxLength: height + 2 }).map((rows) => rows.join('\n'));

  it('is the last frame, whatever was there before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 2, maxLength: 5 }), async (frames) => {
        const stepwise = createTerminal();
        const atOnce = createTerminal();
        await Promise.all([stepwise, atOnce].map(({ write }) => write('\x1b[?7l')));
        let shown: readonly string[] | undefined;
        for (const each of frames) {
          const rows = toRows(each, height);
          await stepwise.write(repaint(shown, rows));
          shown = rows;
        }
        await atOnce.write(repaint(undefined, toRows(frames.at(-1) ?? '', height)));
        expect(stepwise.rows()).toEqual(atOnce.rows());
        expect(stepwise.xterm.buffer.active.baseY).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the last cell of a full row', async () => {
    const terminal = createTerminal();
    await terminal.write('\x1b[?7l');
    await terminal.write(repaint(undefined, toRows('123456789012\n日本語日本語', height)));
    expect(terminal.rows()).toEqual(['123456789012', '日本語日本語', '', '']);
  });
});
