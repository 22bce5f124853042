// Going back and forth in time: nothing runs again, and folds stay.
import { expect, it } from 'vitest';
import { header, message, openStory, pane } from './story.ts';
import { step } from './workspace.ts';

const STAMP =
  'data.at = data.at ?? []; data.at.push(Math.random()); console.log("tick", performance.now()); step.redo();';
const FILES = {
  'steps/stamp.js': step('{ n: 1 }', STAMP),
  'scenarios/one.json': { n: 1 },
};

it('to and fro the same values are seen and nothing is said twice', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('space', 'space', 'space', '3');
  const data = pane(screen, '[Data]');
  const sums = screen.row('Σ match');
  await screen.press(']', ']');
  const log = pane(screen, '[Log]');
  expect(log.filter((line) => line.includes('tick'))).toHaveLength(3);
  await screen.press(',', ',', ',');
  expect(header(screen)).toContain('turn 0/3');
  expect(pane(screen, '[Log]')).toEqual(['  nothing was said until here']);
  // Space and dot move through what was recorded.
  await screen.press('space', '.', 'space');
  expect(header(screen)).toMatch(/turn 3\/3 {2}‖ paused/);
  expect(pane(screen, '[Log]')).toEqual(log);
  expect(screen.row('Σ match')).toBe(sums);
  await screen.press('[', '[');
  expect(pane(screen, '[Data]')).toEqual(data);
});

it('c in the past goes to the latest turn and runs nothing', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('space', 'space', ',', ',', 'c');
  expect(header(screen)).toMatch(/turn 2\/2 {2}‖ paused/);
});

it('beyond both ends there is nothing, and that is said', async () => {
  const { screen } = await openStory(FILES);
  await screen.press(',');
  expect(message(screen)).toBe('this is the start');
  await screen.press('.');
  expect(message(screen)).toBe('nothing was recorded after this: space runs the next step');
  await screen.press('space');
  expect(message(screen)).toBe('');
});

it('what was folded stays folded in every turn', async () => {
  const { screen } = await openStory({
    'steps/add.js': step('{ order: Object }', 'data.order.total = (data.order.total ?? 0) + 1; step.redo();'),
    'scenarios/one.json': { order: { id: 'A-1' } },
  });
  await screen.press('3', 'h');
  expect(pane(screen, '[Data]')).toEqual(['›  ▸ order  { id: "A-1" }']);
  await screen.press('space', 'space');
  expect(pane(screen, '[Data]')).toEqual(['›  ▸ order  {2 keys} changed']);
  await screen.press(',', 'l');
  expect(pane(screen, '[Data]')).toEqual(['›  ▾ order', '       id     "A-1"', ' +     total  1']);
});
