// How tasks end, and what the debugger says of it.
import { expect, it } from 'vitest';
import { header, message, openStory, pane } from './story.ts';
import { step } from './workspace.ts';

const one = (content: string) => ({ 'steps/only.js': step('{ n: 1 }', content), 'scenarios/one.json': { n: 1 } });

it.each<[string, string, string, string]>([
  ['complete', 'task.complete();', '■ done: complete', 'task.complete() was called after 1 step'],
  ['settled', '', '■ done: settled', 'nothing matches after 1 step — incomplete on the platform: call task.complete()'],
  ['emptied', 'delete data.n;', '■ done: emptied', 'no key is left in the data'],
  ['ignored', 'task.ignore();', '■ ignored', 'task.ignore() was called'],
  ['a throw', 'data.x = 1;\n  throw new Error("no way");', '■ error', 'steps/only.js:4  Error: no way'],
  ['a typo', 'foo();', '■ error', 'steps/only.js:3  ReferenceError: foo is not defined'],
  ['a loop', 'step.redo();', '■ error: loop', 'steps/only.js:2  LoopFound: only goes round for ever'],
])('%s', async (_, content, title, told) => {
  const { screen } = await openStory(one(content));
  await screen.press('c');
  expect(header(screen)).toContain(title);
  expect(message(screen)).toContain(told);
  // It says what can be done now, instead of doing nothing.
  await screen.press('space');
  expect(message(screen)).toMatch(/the task has ended \(.+\): R restarts it, and , goes back/);
});

it('rejected: no step ever matched, and the nearest one shows why', async () => {
  const { screen } = await openStory({ ...one(''), 'scenarios/one.json': { n: 2 } });
  expect(header(screen)).toMatch(/turn 0\/0 {2}■ incomplete: rejected/);
  expect(message(screen)).toBe('no step ever matched — select a step to see what it misses');
  expect(pane(screen, 'Why').at(-1)).toBe(' ✗ n  1  got 2');
});

it('an error keeps what was written before it, and the log shows the place in the code', async () => {
  const { screen } = await openStory(one('data.x = 1;\n  throw new Error("no way");'));
  await screen.press('space');
  expect(pane(screen, 'Agenda')).toEqual(['›✗ only     failed @1']);
  // The log comes to the front by itself, once.
  expect(pane(screen, '[Log]')).toEqual([
    ' @1   threw  Error',
    '      no way',
    '      steps/only.js:4:9',
    '     3 |   data.x = 1;',
    '   > 4 |   throw new Error("no way");',
    '       |         ^',
    '     5 | };',
  ]);
  await screen.press('3', '[', '[');
  expect(pane(screen, '[Data]').join('\n')).toContain('x  1');
  expect(pane(screen, 'Timeline').at(-1)).toContain('turn 1 only: threw');
});
