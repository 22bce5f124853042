// What a person decides otherwise: picks, switches, scenarios, restarts.
import { expect, it } from 'vitest';
import { header, message, openStory, pane, selected } from './story.ts';
import { step } from './workspace.ts';

const FILES = {
  'steps/a.js': step('{ n: 1 }', 'data.a = true;'),
  'steps/b.js': step('{ n: 1, by: null }', 'data.by = "b";'),
  'steps/c.js': step('{ n: 1, by: null }', 'data.by = "c";'),
  'scenarios/one.json': { n: 1 },
  'scenarios/two.json': { n: 2 },
};

it('another match is picked by hand, and the timeline says so', async () => {
  const { screen } = await openStory(FILES);
  expect(pane(screen, 'Agenda')).toEqual(['›▶ b  2  next', ' • c  2  loses: later', ' • a  1  loses: 1<2']);
  await screen.press('down', 'enter');
  expect(pane(screen, '[Data]')).toEqual(['     n   1', ' +   by  "c"']);
  expect(pane(screen, 'Timeline').at(-1)).toContain('turn 1 c: picked by hand over b');
});

it('what does not match cannot be picked, and the debugger says why', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('space', 'end');
  expect(selected(screen)).toBe('✓ b     # @1');
  await screen.press('enter');
  expect(message(screen)).toBe('b ran in turn 1: a step runs once, unless it calls step.redo()');
  await screen.press('up', 'enter');
  expect(message(screen)).toBe('c does not match: 1 field fails');
  expect(header(screen)).toContain('turn 1/1');
});

it('a pick in the past goes on in a fork; without it all stays as it was', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('c');
  expect(pane(screen, '[Data]')).toEqual(['     n   1', '     by  "b"', ' +   a   true']);
  await screen.press(',', ',');
  expect(header(screen)).toMatch(/one {2}turn 0\/2 {2}◀ in the past/);
  await screen.press('.', ',', 'down', 'enter');
  expect(header(screen)).toMatch(/one fork {2}turn 1\/1 {2}‖ paused/);
  expect(pane(screen, '[Data]')).toEqual(['     n   1', ' +   by  "c"']);
  await screen.press('space');
  expect(header(screen)).toMatch(/one fork {2}turn 2\/2 {2}■ done: settled/);
});

it('x switches a step off and on, in the agenda and in Why', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('x');
  expect(pane(screen, 'Agenda')).toEqual([' ▶ c  2  next', ' • a  1  loses: 1<2', '›- b     off (x)']);
  expect(message(screen)).toBe('b is switched off until you switch it on again.');
  await screen.press('space');
  expect(pane(screen, '[Data]')).toContain(' +   by  "c"');
  await screen.press('r', '1', 'end', '2', 'x');
  expect(pane(screen, 'Agenda')[0]).toBe('›▶ b  2  next');
  expect(message(screen)).toBe('b is on again.');
});

it('a step that is off in its file cannot be switched on here', async () => {
  const { screen } = await openStory({
    ...FILES,
    'steps/b.js': `${FILES['steps/b.js']}export const disabled = true;\n`,
  });
  expect(pane(screen, 'Agenda').at(-1)).toBe(' - b     off in file');
  await screen.press('end', 'x');
  expect(message(screen)).toBe('b is disabled in its file');
});

it('another scenario is chosen, and r starts it over', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('space', 's');
  expect(pane(screen, 'Scenarios')).toEqual(['›▶ one       { n: 1 }', '   two       { n: 2 }']);
  await screen.press('down', 'enter');
  expect(header(screen)).toMatch(/two {2}turn 0\/0/);
  expect(pane(screen, '[Data]')).toEqual(['     n  2']);
  await screen.press('s', 'enter');
  expect(header(screen)).toMatch(/one {2}turn 0\/0/);
  await screen.press('space', 'space', 'r');
  expect(header(screen)).toMatch(/one {2}turn 0\/0 {2}‖ paused at the start/);
  expect(pane(screen, '[Data]')).toEqual(['     n  1']);
});

it('--scenario opens one by its name; of a wrong name it tells', async () => {
  const right = await openStory(FILES, { args: ['--scenario', 'two'] });
  expect(header(right.screen)).toMatch(/two {2}turn 0\/0/);
  const wrong = await openStory(FILES, { args: ['--scenario', 'three'] });
  expect(message(wrong.screen)).toContain('three');
});
