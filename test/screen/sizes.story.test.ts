// The same story in terminals of every size.
import { expect, it } from 'vitest';
import type { Screen } from './driver.ts';
import { header, openStory, selected } from './story.ts';
import { step } from './workspace.ts';

const LONG = 'a value that is far too long for any pane of any terminal that people use '.repeat(4);
const FILES = {
  'steps/a step whose name is much longer than it should ever have been.js': step(
    '{ n: 1 }',
    `console.log(data.text); data.日本語 = "日本語";`,
  ),
  'steps/b.js': step('{ n: 1, text: "no" }'),
  'scenarios/one.json': { n: 1, text: LONG, nested: { list: [1, 2, { 日本: '語' }] } },
};

/** Frames stand one below the other: a row that is too wide or too narrow would break them. */
function expectWhole(screen: Screen, cols: number, rows: number): void {
  const lines = screen.lines();
  expect(lines).toHaveLength(rows);
  expect(lines[0]).toContain('one');
  const framed = lines.filter((line) => /^[╭│╰]/.test(line));
  expect(framed.length).toBeGreaterThanOrEqual(rows - 5);
  for (const line of framed) expect(cells(line)).toBe(cols);
  // Side by side only where there is room for three.
  const most = Math.max(...lines.map((line) => line.split('╭').length - 1));
  expect([1, cols < 100 ? 1 : 3]).toContain(most);
  for (const line of lines) expect(cells(line)).toBeLessThanOrEqual(cols);
}

/** Wide characters have two cells. */
function cells(line: string): number {
  return [...line].reduce((sum, character) => sum + (/[\u3000-\u9fff]/.test(character) ? 2 : 1), 0);
}

it.each<[number, number]>([
  [60, 16],
  [80, 24],
  [120, 40],
  [200, 50],
])('%i×%i: open, step, look into every pane, help', async (cols, rows) => {
  const { screen } = await openStory(FILES, { cols, rows });
  expectWhole(screen, cols, rows);
  await screen.press('space');
  expect(header(screen)).toContain('1/1');
  for (const key of ['2', '3', '4', '3', ']', ']', ']']) {
    await screen.press(key);
    expectWhole(screen, cols, rows);
  }
  await screen.press('?');
  expectWhole(screen, cols, rows);
  expect(screen.text()).toContain('Help: all keys');
  await screen.press('esc', '1');
  expect(selected(screen)).toMatch(/1 away/);
  // Nothing scrolled or wrapped.
  expect(screen.raw).not.toMatch(/[\r\n]/);
});

it.each<[number, number]>([
  [60, 16],
  [100, 19],
])('%i×%i: the keys stand below whatever is said', async (cols, rows) => {
  const { screen } = await openStory(FILES, { cols, rows });
  const keys = () => screen.lines().at(-1);
  await screen.press('c');
  expect(screen.lines().at(-2)).toContain('nothing matches after 1 step');
  for (const key of ['1', '2', '3', '4']) {
    await screen.press(key);
    expect(keys()).toContain('? help');
  }
  for (const panel of ['?', 's', ':']) {
    await screen.press(panel);
    expect(keys()).toContain('esc');
    await screen.press('esc');
  }
});

it('a storm of resizes leaves a whole picture', async () => {
  const { screen } = await openStory(FILES);
  for (let turn = 0; turn < 40; turn++) {
    screen.resizeNow(30 + ((turn * 37) % 150), 5 + ((turn * 13) % 40));
    if (turn === 20) screen.send(' ');
  }
  await screen.resize(90, 30);
  expectWhole(screen, 90, 30);
  expect(header(screen)).toContain('turn 1/1');
});

it('too small a terminal says what it needs, and all is back in a larger one', async () => {
  const { screen } = await openStory(FILES);
  await screen.resize(59, 15);
  expect(screen.text().trim()).toBe('stepscope\nneeds 60×16 cells,\nthis is 59×15');
  await screen.press('space');
  await screen.resize(20, 2);
  expect(screen.lines()).toEqual(['stepscope', 'needs 60×16 cells,']);
  await screen.resize(100, 24);
  expectWhole(screen, 100, 24);
  expect(header(screen)).toContain('turn 1/1');
});
