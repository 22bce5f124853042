// What a person keeps an eye on: watched values, and all that changed between two turns.
import { expect, it } from 'vitest';
import { openScreen } from './driver.ts';
import { header, message, openStory, pane, selected } from './story.ts';
import { step } from './workspace.ts';

const FILES = {
  'steps/a.js': step('{ n: 1 }', 'data.n = 2; data.order.total = 50; data.order.lines.push("b");'),
  'steps/b.js': step('{ n: 2 }', 'data.n = 3; delete data.order.total; data.order.lines.reverse();'),
  'scenarios/one.json': { n: 1, order: { total: 40, lines: ['a'] }, more: { x: 1 } },
};

it('a watched value stays in view above the document, with what the turn made of it', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('3', 'j', 'j', 'w');
  expect(pane(screen, '[Data]').slice(0, 2)).toEqual([
    '   ◉ order.total  40',
    ` ${'─'.repeat(pane(screen, '[Data]')[1]?.trim().length ?? 0)}`,
  ]);
  expect(selected(screen)).toMatch(/^total +40 +◉$/);
  await screen.press('space');
  expect(pane(screen, '[Data]')[0]).toBe(' ~ ◉ order.total  40 → 50');
  await screen.press('space');
  expect(pane(screen, '[Data]')[0]).toBe(' - ◉ order.total  was 50');
  await screen.press('W');
  expect(selected(screen)).toMatch(/^- ◉ order\.total {2}was 50 +set @2 by b$/);
  await screen.press('enter');
  expect(message(screen)).toBe('nothing is there at this turn');
  await screen.press('esc', ',', 'W', 'enter');
  expect(selected(screen)).toMatch(/^~ +total +40 → 50 +◉$/);
});

it('watches outlive a reload and a restart, are undone, and are asked for in the palette', async () => {
  const { screen, workspace } = await openStory(FILES);
  await screen.press(':', ...'watch order.lines[0]', 'enter');
  await screen.press('3');
  expect(pane(screen, '[Data]')[0]).toBe('   ◉ order.lines[0]  "a"');
  workspace.save('steps/c.js', step('{ z: 1 }'));
  await screen.until('3 steps');
  expect(pane(screen, '[Data]')[0]).toBe('   ◉ order.lines[0]  "a"');
  expect(JSON.parse(workspace.read('.stepscope/watches.json'))).toEqual({
    version: 1,
    watches: [['order', 'lines', 0]],
  });
  await screen.press('q');
  await screen.waitExit();
  const again = await openScreen({ cols: 132, rows: 30, args: [workspace.dir] });
  await again.press('3');
  expect(pane(again, '[Data]')[0]).toBe('   ◉ order.lines[0]  "a"');
  await again.press('W', 'd', 'u');
  expect(message(again)).toBe('Undone: watch of order.lines.0 removed.');
  expect(selected(again)).toContain('◉ order.lines[0]');
  await again.press('a', ...'order.*', 'enter');
  expect(message(again)).toContain('order.* means many places');
});

it('a file of watches that is broken is kept, and said', async () => {
  const { screen, workspace } = await openStory({
    ...FILES,
    '.stepscope/watches.json': '{ "version": 1, "watches": 3 }',
  });
  expect(header(screen)).toContain('1 warning');
  await screen.press('3', 'w', '!');
  expect(pane(screen, 'Problems').join(' ')).toContain('.stepscope/watches.json cannot be read (watches:');
  expect(workspace.read('.stepscope/watches.broken.json')).toContain('3');
});

it('Patch shows what changed between any two turns, from a number or a mark', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('m', ...'before', 'enter', 'c', '3', ']');
  const rows = () => pane(screen, '[Patch]').map((line) => line.trim().replace(/ {2,}/g, '  '));
  expect(rows()).toEqual(['›~ n  2 → 3', '- order.total  was 50', '↕ order.lines[0]  was [1]  "b"']);
  await screen.press('v', 'enter');
  expect(rows()).toEqual([
    'from turn 0 (before) to turn 2  v chooses',
    '›~ n  1 → 3',
    '- order.total  was 40',
    '+ order.lines[0]  "b"',
  ]);
  await screen.press('v', '2', 'enter', ',');
  expect(rows()[0]).toBe('from turn 2 back to turn 1  v chooses');
  expect(rows()).toContain('+ order.total  50');
  await screen.press('v', ...'nowhere', 'enter');
  expect(message(screen)).toContain('No mark is called nowhere.');
  await screen.press('ctrl-u', '9', 'enter');
  expect(message(screen)).toContain('There is no turn 9 yet: 0 to 2.');
  await screen.press('ctrl-u', ...'before', 'enter');
  expect(rows()[0]).toBe('from turn 0 (before) to turn 1  v chooses');
  await screen.press('u', 'u', 'u');
  expect(rows()[0]).toBe('›~ n  1 → 2');
});
