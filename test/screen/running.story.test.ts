// Steps that do not end by themselves.
import { expect, it } from 'vitest';
import { header, message, openStory, pane, type Story, selected } from './story.ts';
import { step } from './workspace.ts';

const FILES = {
  'steps/first.js': step('{ n: 1 }', 'data.first = true;'),
  'steps/other.js': step('{ first: true }', 'data.other = true;'),
  'steps/spin.js': step('{ first: true, n: 1 }', 'data.lost = true; while (true) {}'),
  'scenarios/one.json': { n: 1 },
};

/** In the midst of the endless step. */
async function openSpinning(files: object = {}): Promise<Story> {
  const story = await openStory({ ...FILES, ...files });
  await story.screen.press('space');
  story.screen.send(' ');
  await story.screen.until('● running');
  return story;
}

it('an endless step shows what runs and for how long; p ends it, and all is as before it', async () => {
  const { screen } = await openSpinning();
  await screen.until(/running spin 1\.\d s — p interrupts/);
  expect(selected(screen)).toBe('▶ spin   2  running');
  await screen.press('p');
  expect(header(screen)).toMatch(/turn 1\/1 {2}‖ paused interrupted/);
  expect(pane(screen, 'Agenda')).toEqual(['›▶ spin   2  next', ' • other  1  loses: 1<2', ' ✓ first     # @1']);
  expect(pane(screen, '[Data]')).toEqual(['     n      1', ' +   first  true']);
});

it('ctrl-c interrupts too, the task goes on with another step, and the next ctrl-c quits', async () => {
  const { screen } = await openSpinning();
  await screen.press('ctrl-c');
  expect(header(screen)).toContain('‖ paused interrupted');
  await screen.press('down', 'enter');
  expect(pane(screen, '[Data]')).toContain(' +   other  true');
  await screen.press('ctrl-c');
  expect(await screen.waitExit()).toMatchObject({ code: 0 });
});

it('while a step runs one can look around and travel; what would run something says why it does not', async () => {
  const { screen } = await openSpinning();
  screen.send(',');
  await screen.until('turn 0/2');
  expect(pane(screen, '[Data]')).toEqual(['     n  1']);
  screen.send('.');
  // Keys that come faster than turns are kept; this one comes later, and the time goes on.
  await screen.until(/running spin 1\.\d s — p interrupts/);
  screen.send(' ');
  await screen.until(/running spin 2\.\d s — p interrupts/);
  screen.send('?');
  await screen.until('Help: all keys');
  await screen.press('p');
  expect(header(screen)).toContain('‖ paused interrupted');
});

it('a step is switched off while it runs: it is off once it was interrupted', async () => {
  const { screen } = await openSpinning();
  screen.send('x');
  await screen.press('p');
  expect(pane(screen, 'Agenda')).toEqual([' ▶ other  1  next', ' ✓ first     # @1', '›- spin      off (x)']);
});

it('a step is mended while it runs for ever: interrupted, the mended one runs', async () => {
  const { screen, workspace } = await openSpinning();
  workspace.save('steps/spin.js', step('{ first: true, n: 1 }', 'data.mended = true;'));
  screen.send('p');
  await screen.until('‖ paused');
  await screen.press('space');
  expect(pane(screen, '[Data]')).toContain(' +   mended  true');
});

it('interrupted and run again, it can be interrupted again', async () => {
  const { screen } = await openSpinning();
  await screen.press('p');
  screen.send(' ');
  await screen.until(/● running(?! 0)/);
  await screen.press('p');
  expect(header(screen)).toMatch(/turn 1\/1 {2}‖ paused interrupted/);
});

it('a condition that never ends is ended too, and that is said', async () => {
  const { screen, workspace } = await openStory({
    ...FILES,
    'steps/spin.js': step('{ n: 1 }'),
    'stepscope.config.json': { limits: { stepMs: 300 } },
  });
  workspace.save('steps/spin.js', step('{ n: () => { while (true) {} } }'));
  await screen.until(/limits\.stepMs|✗ 1 error/);
});

it.each<[string, object, string, RegExp]>([
  ['time', { stepMs: 300 }, 'while (true) {}', /spin {2}TimeLimit: spin ran for more than #.*\(limits\.stepMs\)/],
  [
    'time, in the midst of a single call',
    { stepMs: 300 },
    'data.x = new Array(1e9).fill(0);',
    /spin {2}(Time|Memory)Limit: spin /,
  ],
  [
    'memory',
    { memoryMb: 96 },
    'const all = []; while (true) all.push(new Array(1e5).fill(1));',
    /spin {2}MemoryLimit: spin used more than 96 MB of memory.*\(limits\.memoryMb\)/,
  ],
])('a step that reaches its limit of %s is ended, and the debugger goes on', async (_, limits, content, told) => {
  const spin = step('{ first: true, n: 1 }', `console.log("before"); ${content}`);
  const files = { ...FILES, 'steps/spin.js': spin, 'stepscope.config.json': { limits } };
  const { screen } = await openStory(files, { limit: 4_000 });
  await screen.press('c');
  expect(header(screen)).toMatch(/turn 2\/2 {2}■ error: limit/);
  expect(message(screen)).toMatch(told);
  expect(pane(screen, 'Agenda')).toEqual(['›✗ spin      failed @2', ' • other     would match', ' ✓ first     # @1']);
  expect(pane(screen, '[Log]')[0]).toBe(' @2   log    before');
  await screen.press('r', 'space');
  expect(header(screen)).toMatch(/turn 1\/1 {2}‖ paused/);
});

it('a limit that is saved while the debugger is open counts from the next step on', async () => {
  const { screen, workspace } = await openStory(FILES);
  workspace.save('stepscope.config.json', { limits: { stepMs: 300 } });
  workspace.save('steps/third.js', step('{ n: 3 }'));
  await screen.until('4 steps');
  await screen.press('c');
  expect(message(screen)).toMatch(/limits\.stepMs/);
});

it('work of known length says how far it is, and how long it will take', async () => {
  // The clock of steps stands still while they work. Long enough, even where it is fast, for a guess to be made.
  const spin = 'for (let round = 0; round < 3; round++) for (let i = 0; i < 1e9; i++);';
  const { screen } = await openStory({
    'stepscope.config.json': { limits: { stepMs: 60_000 } },
    'steps/a.js': step('{ n: 1, a: null }', `data.a = 1; ${spin}`),
    'steps/b.js': step('{ n: 1, b: null }', `data.b = 1; ${spin}`),
    'scenarios/one.json': { n: 1 },
  });
  screen.send('O');
  await screen.until(/tries order 2 of 2 {2}about \d.* left — p interrupts/);
  await screen.idle();
  expect(message(screen)).toBe('The order does not matter: 2 orders end with the same data.');
});
