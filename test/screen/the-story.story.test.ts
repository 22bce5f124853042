// What somebody does in the first minutes with the debugger.
import { expect, it } from 'vitest';
import { header, message, openStory, pane, selected } from './story.ts';
import { step } from './workspace.ts';

it('open, step until done, go back, edit a step, see the agenda change, quit', async () => {
  const { screen, workspace } = await openStory(
    {
      'steps/greet.js': step('{ name: String, greeted: null }', 'data.greeted = true;'),
      'steps/thank.js': step('{ greeted: true }', 'data.thanked = true;'),
      'steps/close.js': step('{ thanked: true }', 'task.complete();'),
      'scenarios/ada.json': { name: 'Ada' },
    },
    { shell: true },
  );
  expect(header(screen)).toMatch(/ada {2}turn 0\/0 {2}‖ paused at the start/);
  expect(pane(screen, 'Agenda')).toEqual(['›▶ greet  2  next', '   close     1 away', '   thank     1 away']);
  expect(selected(screen)).toBe('▶ greet  2  next');

  await screen.press('space');
  expect(pane(screen, 'Agenda')).toEqual(['›▶ thank  1  next', '   close     1 away', ' ✓ greet     # @1']);
  await screen.press('space', 'space');
  expect(header(screen)).toMatch(/turn 3\/3 {2}■ done: complete/);
  expect(message(screen)).toBe('task.complete() was called after 3 steps');
  expect(pane(screen, '[Data]')).toEqual(['     name     "Ada"', '     greeted  true', '     thanked  true']);

  await screen.press(',', ',');
  expect(header(screen)).toMatch(/turn 1\/3 {2}◀ in the past/);
  expect(pane(screen, '[Data]')).toEqual(['     name     "Ada"', ' +   greeted  true']);
  expect(pane(screen, 'Agenda')[0]).toBe('›▶ thank  1  next');

  workspace.save('steps/close.js', step('{ greeted: true, name: "Ada" }', 'task.complete();'));
  await screen.until('2 matches');
  expect(pane(screen, 'Agenda').join('\n')).toMatch(/[▶•] close {2}2 /);

  await screen.press('q');
  expect(await screen.waitExit()).toMatchObject({ code: 0 });
  expect(screen.unrestored()).toEqual([]);
});
