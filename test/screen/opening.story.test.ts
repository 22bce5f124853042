// What it opens on: data from the command line, a place in time, a folder in which nothing was begun.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openScreen } from './driver.ts';
import { header, message, openStory, pane } from './story.ts';
import { makeWorkspace, step } from './workspace.ts';

const STEPSCOPE = fileURLToPath(new URL('../../dist/stepscope.js', import.meta.url));

const FILES = {
  'steps/count.js': step(
    '{ n: Number, stop: null }',
    'data.n += 1; if (data.n > 8) data.stop = true; else step.redo();',
  ),
  'scenarios/from zero.json': { n: 0 },
  'order.yaml': 'n: 7\nexpectedSteps: [count, count]\n',
};

describe('data from the command line', () => {
  it.each([
    ['-d', ['-d', '{"n": 7}']],
    ['-f', ['-f', 'order.yaml']],
  ])('%s begins with a task of that data, and the scenarios are there too', async (_, args) => {
    const { dir } = makeWorkspace(FILES);
    const screen = await openScreen({ cols: 132, rows: 30, cwd: dir, args });
    expect(header(screen)).toContain(`given by ${args[0] === '-d' ? '-d' : 'order.yaml'}`);
    expect(pane(screen, 'Data').join(' ')).toMatch(/n {2}7/);
    await screen.press('c');
    expect(header(screen)).toContain('turn 2/2');
    await screen.press('s');
    expect(pane(screen, 'Scenarios').join('\n')).toContain('from zero');
  });

  it('- reads it from standard input, and the keys from the terminal', async () => {
    const { dir } = makeWorkspace(FILES);
    const line = `echo '{"n": 7}' | "${process.execPath}" "${STEPSCOPE}" -`;
    const screen = await openScreen({ command: 'sh', args: ['-c', line], cwd: dir, cols: 132, rows: 30, shell: true });
    expect(pane(screen, 'Data').join(' ')).toMatch(/n {2}7/);
    await screen.press('c');
    expect(header(screen)).toContain('turn 2/2');
    await screen.press('q');
    expect(await screen.waitExit()).toMatchObject({ code: 0 });
    expect(screen.unrestored()).toEqual([]);
  });

  it.each([
    ['-d', '{"n": ', 'error -d:1'],
    ['-f', 'nowhere.json', 'there is no such file'],
  ])('%s says what is wrong before it takes the screen', async (flag, value, why) => {
    const { dir } = makeWorkspace(FILES);
    const screen = await openScreen({ args: [flag, value], cwd: dir, cols: 132, shell: true, ready: '[ended' });
    expect(await screen.waitExit()).toMatchObject({ code: 2 });
    expect(screen.text()).toContain(why);
    expect(screen.raw).not.toContain('\x1b[?1049h');
  });

  it('says that answers have no file to be kept in', async () => {
    const ask = step('{ n: Number, got: null }', 'data.got = connectors.crm.get();');
    const { dir } = makeWorkspace({ 'steps/ask.js': ask });
    const screen = await openScreen({ cols: 132, rows: 30, cwd: dir, args: ['-d', '{"n": 7}'] });
    await screen.press('space', 'a', '1', 'enter', 'A');
    expect(message(screen)).toContain('-d is no file of scenarios: save the task');
  });

  it('keeps what was given when files are saved', async () => {
    const workspace = makeWorkspace(FILES);
    const screen = await openScreen({ cols: 132, rows: 30, cwd: workspace.dir, args: ['-d', '{"n": 7}'] });
    workspace.save('scenarios/later.json', { n: 3 });
    await screen.press('s');
    await screen.until('later');
    expect(pane(screen, 'Scenarios').join('\n')).toContain('given by -d');
  });
});

describe('--at', () => {
  it('begins before that turn of a scenario', async () => {
    const { screen } = await openStory(FILES, { args: ['--scenario', 'from zero', '--at', '4'] });
    await screen.until('turn 3/3');
    expect(pane(screen, 'Data').join(' ')).toMatch(/n {2}2 → 3/);
    await screen.press('space');
    expect(header(screen)).toContain('turn 4/4');
  });

  it('stands at the end where there is no such turn', async () => {
    const { screen } = await openStory(FILES, { args: ['--scenario', 'from zero', '--at', '40'] });
    await screen.until('turn 9/9');
    expect(message(screen)).not.toBe('');
  });
});

describe('a folder in which nothing was begun', () => {
  it('asks, and makes a workspace', async () => {
    const { dir } = makeWorkspace({});
    const screen = await openScreen({ args: [dir], cols: 132, rows: 30, ready: '(y/n)' });
    screen.sendElsewhere('y\r');
    await screen.until('new customer');
    expect(existsSync(join(dir, 'steps/greet customer.js'))).toBe(true);
    await screen.until('▶ greet customer');
    screen.sendElsewhere('c');
    await screen.until('done: complete');
  });

  it('makes nothing where the person says no', async () => {
    const { dir } = makeWorkspace({});
    const screen = await openScreen({ args: [dir], cols: 132, rows: 30, ready: '(y/n)' });
    screen.sendElsewhere('n\r');
    await screen.until('no steps yet in');
    expect(existsSync(join(dir, 'steps'))).toBe(false);
  });

  it('makes nothing where the question is left by ctrl-c', async () => {
    const { dir } = makeWorkspace({});
    const screen = await openScreen({ args: [dir], cols: 132, shell: true, ready: '(y/n)' });
    screen.sendElsewhere('\x03');
    expect(await screen.waitExit()).toMatchObject({ code: 2 });
    expect(screen.unrestored()).toEqual([]);
    expect(existsSync(join(dir, 'steps'))).toBe(false);
  });
});

it('a workspace that was switched to is named on the terminal, and opened', async () => {
  const workspace = makeWorkspace(FILES);
  const { dir } = workspace;
  const inside = '.stepscope/workspaces/blue green';
  for (const line of ['workspace add "blue green" --from .', 'workspace switch "blue green"']) await ended(dir, line);
  const screen = await ended(dir, 'run');
  expect(screen.text()).toContain('In the workspace "blue green"; stepscope workspace switch . goes back.');
  const debug = await openScreen({ cols: 132, rows: 30, cwd: dir });
  expect(header(debug)).toContain('from zero');
  workspace.save(`${inside}/steps/saved meanwhile.js`, step('{ n: Number }'));
  await debug.until('saved meanwhile');
  await debug.press('c');
  expect(existsSync(join(dir, inside, '.stepscope/recordings'))).toBe(true);
});

/** A command on a terminal, when it is over. */
async function ended(dir: string, words: string) {
  const line = `"${process.execPath}" "${STEPSCOPE}" ${words}`;
  return openScreen({ command: 'sh', args: ['-c', line], cwd: dir, cols: 132, shell: true, ready: '[ended' });
}
