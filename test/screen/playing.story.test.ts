// A recording on the screen: one travels in it, and nothing runs.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stepscope } from '../check/workspace.ts';
import { openScreen } from './driver.ts';
import { header, message, pane } from './story.ts';
import { makeWorkspace, step } from './workspace.ts';

it('opens at a turn, travels, and says of other keys that nothing runs', async () => {
  const workspace = makeWorkspace({
    'steps/greet.js': step('{ name: String, greeted: null }', 'data.greeted = true;'),
    'steps/thank.js': step('{ greeted: true }', 'data.thanked = true;'),
    'scenarios/ada.json': { name: 'Ada' },
  });
  const file = join(workspace.dir, 'ada.stepscope.jsonl');
  expect((await stepscope(['run', '--dir', workspace.dir, '--record', file])).code).toBe(0);
  const screen = await openScreen({ cols: 132, rows: 30, args: ['replay', file, '--at', '2'], shell: true });
  expect(header(screen)).toMatch(/ada {2}turn 1\/2 {2}◀ in the past/);
  expect(message(screen)).toMatch(/This is a recording/);
  expect(screen.lines().at(-1)).toMatch(/^ q leave/);
  expect(pane(screen, 'Agenda')).toEqual(['›▶ thank  1  next', ' ✓ greet     # @1']);
  await screen.press('space');
  expect(header(screen)).toMatch(/turn 2\/2 {2}■ done: settled/);
  expect(pane(screen, '[Data]')).toContain(' +   thanked  true');
  await screen.press(',', ',');
  expect(header(screen)).toMatch(/turn 0\/2/);
  await screen.press('x');
  expect(message(screen)).toMatch(/This is a recording: nothing runs/);
  await screen.press('c');
  expect(header(screen)).toMatch(/turn 2\/2/);
  await screen.press('m', ...'end', 'enter', 'u');
  expect(message(screen)).toContain('Undone: mark end set');
  await screen.press(':', '1', 'enter');
  expect(header(screen)).toMatch(/turn 1\/2/);
  await screen.press('3', '[');
  expect(pane(screen, '[Source]')[0]).toMatch(/1 . export const condition = /);
  await screen.press('q');
  expect(await screen.waitExit()).toMatchObject({ code: 0 });
  expect(screen.unrestored()).toEqual([]);
});
