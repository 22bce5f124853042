// `run` on a terminal: scenarios appear as they end, and a line below them counts until all have.
import { expect, it, onTestFinished } from 'vitest';
import { makeWorkspace, stepscope } from '../check/workspace.ts';
import { openScreen, type Screen } from '../screen/driver.ts';

async function run(env: Readonly<Record<string, string>> = {}): Promise<Screen> {
  const { dir, remove } = makeWorkspace({
    'steps/a.js': 'export const condition = { a: Number };\nexport const content = () => { data.b = 1; };',
    ...Object.fromEntries(
      Array.from({ length: 8 }, (_, index) => [
        `scenarios/s${index}.json`,
        { a: index, expectedSteps: index === 0 ? [] : ['a'] },
      ]),
    ),
  });
  onTestFinished(remove);
  return openScreen({ args: ['run', '--dir', dir], ready: /7 passed, 1 failed/, env, rows: 40 });
}

it('counts below them, and leaves nothing of it', async () => {
  const screen = await run();
  expect(screen.raw).toContain('0 of 8');
  expect(screen.raw).toMatch(/[1-7] of 8, 1 failed/);
  expect(screen.text()).not.toContain('of 8');
  expect(screen.lines().filter((line) => /^[✓✗] s\d/.test(line))).toHaveLength(8);
  expect(screen.linesWith('colour').length).toBeGreaterThan(0);
});

it.each([[{ CI: 'true' }], [{ TERM: 'dumb' }]])('does not with %j', async (env) => {
  const screen = await run(env);
  expect(screen.raw).not.toContain('of 8');
  expect(
    screen
      .lines()
      .filter((line) => /^[✓✗] s\d/.test(line))
      .map((line) => line.slice(2, 4)),
  ).toEqual(Array.from({ length: 8 }, (_, index) => `s${index}`));
});

it('has no colours with NO_COLOR', async () => {
  const screen = await run({ NO_COLOR: '1' });
  expect(screen.linesWith('colour')).toEqual([]);
});

it('task new says the id while the task still runs', async () => {
  const { dir, remove } = makeWorkspace({
    'steps/a.js':
      'export const condition = { a: 1 };\nexport const content = async () => { await new Promise((done) => setTimeout(done, 60_000)); };',
  });
  onTestFinished(remove);
  const args = ['task', 'new', 'x', '-d', '{"a":1}', '--real-time', '--dir', dir];
  const screen = await openScreen({ args, ready: /The task \w+ has begun\./ });
  screen.send('\u0003');
  await screen.until(/stopped +0/);
  expect(screen.lines().filter((line) => line.trim() !== '')).toEqual([
    expect.stringMatching(/^The task \w+ has begun\.$/),
    '^C',
    expect.stringMatching(/^id +name +state +turns$/),
    expect.stringMatching(/^\w+ +x +stopped +0$/),
  ]);
});

it('task list says that there are none, and how one is made; a pipe stays empty', async () => {
  const { dir, remove } = makeWorkspace({
    'steps/a.js': 'export const condition = { a: 1 };\nexport const content = () => {};',
  });
  onTestFinished(remove);
  const args = ['task', 'list', '--dir', dir];
  const shown = async (...more: readonly string[]): Promise<string> => {
    const screen = await openScreen({ args: [...args, ...more], ready: /\w\S* .*\./ });
    return screen.text().trim();
  };
  expect(await shown()).toBe("There are no tasks here yet. stepscope task new NAME -d '{…}' runs one and keeps it.");
  expect(await stepscope(args)).toEqual({ code: 0, stdout: '', stderr: '' });
  await stepscope(['task', 'new', 'x', '-d', '{"a":1}', '--dir', dir]);
  expect(await shown('--state', 'error')).toBe('None of 1 task is like that.');
  expect(await shown('--name', 'nobody')).toBe('None of 1 task is like that.');
});
