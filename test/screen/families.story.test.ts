// Subtasks: lanes of their own in the timeline, and keys that lead over, out of, into and above one.
import { expect, it } from 'vitest';
import { header, message, openStory, pane, selected } from './story.ts';
import { step } from './workspace.ts';

const FILES = {
  'steps/begin.js': step('{ n: 1 }', 'data.n = 2; task.subtask("collect", { k: 1 }, { into: "got", waitFor: true });'),
  'steps/end.js': step('{ got: Object }', 'data.all = true;'),
  'steps/work 1.js': step('{ k: 1 }', 'data.k = 2;'),
  'steps/work 2.js': step('{ k: 2 }', 'data.k = 3; task.complete({ ok: 1 });'),
  'scenarios/one.json': { n: 1 },
};

it('each task of a family has a lane, and keys lead into and above it', async () => {
  const { screen } = await openStory(FILES, { rows: 30 });
  const lanes = () =>
    pane(screen, '4 Timeline')
      .slice(2)
      .map((line) => line.replace(/ {2,}/g, '  ').trim());
  expect(lanes()).toEqual([]);
  await screen.press('n');
  expect(message(screen)).toContain('it has no subtasks: space runs one step');
  await screen.press('space');
  expect(lanes()).toEqual([
    expect.stringMatching(/^▶ one {2}. {2}1 turn {2}waits for collect$/),
    '└ collect  from turn 1  0 turns  not begun',
  ]);
  await screen.press('}');
  expect(header(screen)).toContain('one ▸ collect');
  expect(lanes()[1]).toContain('▶ └ collect');
  await screen.press('{');
  expect(header(screen)).toMatch(/one {2}turn 1\/1/);
  await screen.press('{');
  expect(message(screen)).toContain('this is nobody’s subtask');
});

it('of a family that is larger than its pane it says so, and where all of them stand', async () => {
  const { screen } = await openStory({
    ...FILES,
    'steps/begin.js': step(
      '{ n: 1 }',
      'data.n = 2; for (let i = 0; i < 9; i++) task.subtask(`collect ${i}`, { k: 3 });',
    ),
  });
  await screen.press('space');
  expect(screen.text()).toMatch(/╰ \d of 10 tasks · f shows all ─/);
  await screen.press('f');
  expect(pane(screen, 'Tasks').filter((row) => row.includes('collect'))).toHaveLength(9);
});

it('over a subtask: all of its turns, until its parent has made one', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('space', 'n');
  expect(header(screen)).toMatch(/one {2}turn 2\/2/);
  expect(pane(screen, '4 Timeline').join('\n')).toMatch(/└ collect.*from turn 1 {2}2 turns {2}done/);
  await screen.press(',', 'n');
  expect(header(screen)).toMatch(/one {2}turn 2\/2/);
});

it('out of a subtask: until it has ended, and its parent is on screen', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('space', 'space');
  expect(header(screen)).toContain('one ▸ collect');
  await screen.press('N');
  expect(header(screen)).toMatch(/one {2}turn 1\/1/);
  expect(header(screen)).not.toContain('waits');
  await screen.press('space');
  expect(header(screen)).toMatch(/one {2}turn 2\/2/);
});

it('edits and forks are marked where they were made', async () => {
  const { screen } = await openStory({ 'steps/a.js': step('{ n: 1 }', 'data.n = 2;'), 'scenarios/one.json': { n: 1 } });
  await screen.press('space', '3', 'E', 'ctrl-u', '5', 'enter');
  expect(pane(screen, '4 Timeline')[0]).toMatch(/1 a .* ◆┬?│/);
  await screen.press('F', 'f', 'home', 'enter');
  expect(pane(screen, '4 Timeline')[0]).toContain('┬│');
});

it('what would match while a subtask is awaited says so', async () => {
  const { screen } = await openStory({ ...FILES, 'steps/also.js': step('{ n: 2 }', 'data.also = true;') });
  await screen.press('space', 'space', '{', '1', 'home');
  expect(header(screen)).toContain('waits for collect');
  expect(selected(screen)).toMatch(/^• also +would match$/);
  const why = 'nothing is matched before the subtask collect has ended';
  expect(pane(screen, '2 Why').join(' ').replace(/[│ ]+/g, ' ')).toContain(`would match: ${why}`);
  await screen.press('enter');
  expect(message(screen)).toBe(`also would match: ${why}`);
});

it('what ran to the end of a family is told where it began', async () => {
  const alone = Object.fromEntries(Object.entries(FILES).filter(([file]) => file !== 'steps/end.js'));
  const { screen } = await openStory(alone);
  await screen.press('c');
  expect(header(screen)).toMatch(/one {2}turn 1\/1/);
  expect(message(screen)).toContain('nothing matches after 1 step');
  await screen.press('R', 'space', 'space');
  expect(header(screen)).toContain('one ▸ collect');
  await screen.press('c');
  expect(header(screen)).toContain('one ▸ collect');
});
