// A screen that is whole: frames are closed and reach across the window, whatever stands in them.
import { expect } from 'vitest';
import type { Screen } from './driver.ts';

const LEAST = { cols: 60, rows: 16 };

export function expectWhole(screen: Screen): void {
  const lines = screen.lines();
  const [cols, rows] = screen.size;
  if (cols < LEAST.cols || rows < LEAST.rows) {
    expect(lines[0]?.trim()).toBe('stepscope');
    return;
  }
  for (const [y, line] of lines.entries()) {
    const begins = screen.cell(0, y);
    const ends = screen.cell(cols - 1, y);
    if (begins !== '' && '╭│╰'.includes(begins)) expect(`${begins}${ends}: ${line}`).toMatch(/^(╭╮|││|│┃|╰╯)/);
  }
  const framed = (corner: string) => lines.filter((line) => line.startsWith(corner)).length;
  expect(framed('╭')).toBeGreaterThan(0);
  expect(framed('╭')).toBe(framed('╰'));
}
