// However the real program is left, the terminal is as it was, and no process of it stays behind.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { keyBytes } from '../tui/terminal/key-bytes.ts';
import { openScreen, type Screen } from './driver.ts';
import { header, openStory } from './story.ts';
import { makeWorkspace, step } from './workspace.ts';

const STEPSCOPE = fileURLToPath(new URL('../../dist/stepscope.js', import.meta.url));

const FILES = {
  'steps/a.js': step('{ n: 1 }', 'data.a = 1;'),
  'steps/spin.js': step('{ a: 1 }', 'while (true) {}'),
  'steps/asks.js': step('{ ask: 1 }', 'data.said = await connectors.shop.ask();'),
  'scenarios/one.json': { n: 1 },
  'scenarios/two.json': { ask: 1 },
};

/** The processes started by the shell or by one of its children: the debugger, its sandbox. */
function processesOf(screen: Screen): readonly { readonly pid: number; readonly command: string }[] {
  const lines = execFileSync('ps', ['-o', 'pid=,args=', '-s', String(screen.pid)], { encoding: 'utf8' })
    .trim()
    .split('\n');
  return lines.map((line) => ({ pid: Number.parseInt(line, 10), command: line.trim().replace(/^\d+\s+/, '') }));
}

function debuggerOf(screen: Screen): number {
  const found = processesOf(screen).find((each) => /^\S*node .*stepscope\.js/.test(each.command));
  return found?.pid ?? screen.fail('the debugger does not run');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const isSandbox = ({ command }: { readonly command: string }) => command.includes('sandbox-child');

/** Where the debugger is left. */
const STATES: readonly (readonly [string, (screen: Screen) => Promise<void>])[] = [
  ['before the first turn', async () => {}],
  [
    'in the midst of an endless step',
    async (screen) => {
      await screen.press('space');
      screen.send(' ');
      await screen.until('● running');
    },
  ],
  [
    'while it asks for an answer',
    async (screen) => {
      await screen.press('s', 'j', 'enter', 'space');
      await screen.until('shop.ask');
    },
  ],
  ['while something is typed', async (screen) => screen.press('/', 'x')],
];

/** How, and what a shell is told of it. */
const WAYS: readonly (readonly [string, (screen: Screen) => Promise<void>, number])[] = [
  ['SIGTERM', async (screen) => screen.signal('SIGTERM', debuggerOf(screen)), 143],
  ['SIGHUP', async (screen) => screen.signal('SIGHUP', debuggerOf(screen)), 129],
  ['SIGINT', async (screen) => screen.signal('SIGINT', debuggerOf(screen)), 130],
  ['SIGQUIT', async (screen) => screen.signal('SIGQUIT', debuggerOf(screen)), 131],
  ['ctrl-c, as often as it takes', async (screen) => leaveBy('ctrl-c', screen), 0],
  ['esc and q', async (screen) => leaveBy('q', screen), 0],
];

async function leaveBy(key: string, screen: Screen): Promise<void> {
  // A letter that is typed is a letter.
  if (key === 'q' && !screen.text().includes('● running')) await screen.press('esc');
  for (let times = 0; times < 4 && screen.isAlternate; times++) await screen.press(key);
}

it.each(STATES.flatMap(([state, reach]) => WAYS.map((way) => [way[0], state, reach, way] as const)))(
  '%s, %s',
  async (_, __, reach, [, leave, code]) => {
    const { screen } = await openStory(FILES, { shell: true, args: ['--mouse'] });
    expect(screen.hasMouse).toBe(true);
    await reach(screen);
    expect(processesOf(screen).filter(isSandbox)).toHaveLength(1);
    await leave(screen);
    expect(await screen.waitExit()).toMatchObject({ code });
    expect(screen.unrestored()).toEqual([]);
    expect(processesOf(screen).filter(isSandbox)).toEqual([]);
  },
);

it.each(STATES)('the window is closed %s: no process stays behind', async (_, reach) => {
  const { screen } = await openStory(FILES);
  await reach(screen);
  const left = processesOf(screen).map(({ pid }) => pid);
  expect(left.length).toBeGreaterThan(1);
  screen.hangUp();
  await vi.waitFor(() => expect(left.filter(isAlive)).toEqual([]), { timeout: 10_000 });
});

it('a crash is told on the normal screen', async () => {
  const { dir } = makeWorkspace(FILES);
  const crash = "data:text/javascript,process.on('SIGUSR2', () => { throw new Error('of ours') })";
  const args = ['--import', crash, STEPSCOPE, dir, '--mouse'];
  const screen = await openScreen({ command: process.execPath, args, shell: true, rows: 50 });
  screen.signal('SIGUSR2', debuggerOf(screen));
  expect(await screen.waitExit()).toMatchObject({ code: 1 });
  expect(screen.unrestored()).toEqual([]);
  expect(screen.text()).toContain('Error: of ours');
  expect(processesOf(screen).filter(isSandbox)).toEqual([]);
});

it('the sandbox is killed from outside: the debugger stays and goes on', async () => {
  const { screen } = await openStory(FILES);
  const [sandbox] = processesOf(screen).filter(isSandbox);
  screen.signal('SIGKILL', sandbox?.pid);
  // Not a zombie either: the debugger has taken note of its death.
  await vi.waitFor(() => expect(processesOf(screen).map(({ pid }) => pid)).not.toContain(sandbox?.pid));
  await screen.press('space');
  expect(header(screen)).toMatch(/turn 1\/1 {2}‖ paused/);
});

it('ctrl-z while a step runs: it goes on after fg, and can be interrupted', async () => {
  const { dir } = makeWorkspace(FILES);
  const shell = { command: 'bash', args: ['--norc', '--noprofile', '-i'], env: { PS1: 'prompt>' }, ready: 'prompt>' };
  const screen = await openScreen({ ...shell, cols: 132, rows: 40 });
  screen.sendElsewhere(`stty -a; "${process.execPath}" "${STEPSCOPE}" "${dir}" --mouse\r`);
  await screen.idle();
  await screen.press('space');
  screen.send(' ');
  await screen.until('● running');
  screen.send(keyBytes('ctrl-z'));
  await screen.until(/Stopped[\s\S]*prompt>/);
  expect(screen.unrestored()).toEqual(['paste']);
  screen.sendElsewhere('fg\r');
  await screen.until('● running');
  await screen.press('p');
  expect(header(screen)).toMatch(/turn 1\/1 {2}‖ paused/);
});

it('ctrl-z gives the terminal back to the shell, fg brings the debugger back where it was', async () => {
  const { dir } = makeWorkspace(FILES);
  const shell = { command: 'bash', args: ['--norc', '--noprofile', '-i'], env: { PS1: 'prompt>' }, ready: 'prompt>' };
  const screen = await openScreen({ ...shell, cols: 132, rows: 40 });
  screen.sendElsewhere(`stty -a; "${process.execPath}" "${STEPSCOPE}" "${dir}" --mouse\r`);
  await screen.idle();
  await screen.press('space');
  screen.send(keyBytes('ctrl-z'));
  await screen.until(/Stopped[\s\S]*prompt>/);
  // At its prompt bash has its own way with pastes.
  expect(screen.unrestored()).toEqual(['paste']);
  screen.sendElsewhere('fg\r');
  await screen.idle();
  await screen.press(',');
  expect(header(screen)).toMatch(/turn 0\/1 {2}◀ in the past/);
  screen.send('q');
  await screen.until(/fg\n[\s\S]*prompt>\s*$/);
  expect(screen.unrestored()).toEqual(['paste']);
});
