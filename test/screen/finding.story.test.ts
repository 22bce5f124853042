// A person looks for a command by its words, in help and in the palette, and takes back what was done.
import { expect, it } from 'vitest';
import { header, message, openStory, pane, selected } from './story.ts';
import { step } from './workspace.ts';

const FILES = {
  'steps/a.js': step('{ n: 1 }', 'data.n = 2;'),
  'steps/b.js': step('{ n: 2 }', 'data.n = 3; data.total = 5;'),
  'steps/c.js': step('{ n: 3 }', 'data.n = 4;'),
  'steps/vip.js': step('{ vip: true }', 'data.gift = true;'),
  'scenarios/one.json': { n: 1 },
  'scenarios/other.json': { n: 2 },
};

it('help is searched, and enter runs what it finds', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('?', '/', ...'until the task ends', 'enter');
  expect(selected(screen)).toMatch(/^c +run until the task ends, a breakpoint stops it/);
  await screen.press('enter');
  expect(header(screen)).toContain('turn 3/3');
  await screen.press('?', '/', ...'until the task ends', 'enter', 'enter');
  expect(message(screen)).toContain('the task has ended (done: settled)');
  expect(screen.text()).toContain('Help: all keys');
});

it('the palette runs to a step, until a path changes, and goes to a turn', async () => {
  const { screen } = await openStory(FILES);
  await screen.press(':');
  await screen.type('to c');
  expect(selected(screen)).toMatch(/^to +c {2}run until it is next$/);
  await screen.press('enter');
  expect(header(screen)).toContain('turn 2/2');
  await screen.press('R', ':');
  await screen.type('until total');
  await screen.press('enter');
  expect(header(screen)).toContain('turn 2/2');
  await screen.press(':');
  await screen.type('1');
  await screen.press('enter');
  expect(header(screen)).toContain('turn 1/2');
});

it('the palette goes to a mark and to a scenario, and shows a step', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('space', 'm', ...'here', 'enter', 'c', ':');
  await screen.type('mark here');
  await screen.press('enter');
  expect(header(screen)).toContain('turn 1/3');
  await screen.press('3', ':');
  await screen.type('vip');
  await screen.press('enter');
  expect(selected(screen)).toContain('vip');
  await screen.press(':');
  await screen.type('other');
  await screen.press('enter');
  expect(header(screen)).toContain('other');
});

it('what was run before stands first, and what cannot be used says why', async () => {
  const { screen } = await openStory(FILES);
  await screen.press(':');
  await screen.type('one turn back');
  expect(pane(screen, 'Commands')[1]).toMatch(/one turn back +this is the start$/);
  await screen.press('enter');
  expect(message(screen)).toBe('this is the start');
  await screen.press('ctrl-u');
  await screen.type('switch the selected');
  await screen.press('enter');
  expect(message(screen)).toContain('a is switched off');
  await screen.press(':');
  expect(selected(screen)).toMatch(/^x +on\/off +in the agenda and in Why: switch/);
  await screen.press('esc');
  expect(pane(screen, 'Agenda').join('\n')).toContain('vip');
});

it('u takes back, one after the other, and says what', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('b', 'x', 'm', ...'here', 'enter', 's', 'down', 'enter');
  expect(header(screen)).toContain('other');
  const said: string[] = [];
  for (let times = 0; times < 5; times++) {
    await screen.press('u');
    said.push(message(screen));
  }
  expect(said).toEqual([
    'Undone: back in one at turn 0.',
    'Undone: mark here set.',
    'Undone: a switched off.',
    'Undone: breakpoint step a set.',
    'there is nothing to undo: what ran stands, and , goes back',
  ]);
  expect(pane(screen, 'Agenda')[0]).toMatch(/^› *▶ a/);
});
