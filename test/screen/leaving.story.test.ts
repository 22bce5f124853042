// However the real program is left, the terminal is as it was, and no process of it stays behind.
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import type { Screen } from './driver.ts';
import { header, openStory } from './story.ts';
import { step } from './workspace.ts';

const FILES = {
  'steps/a.js': step('{ n: 1 }', 'data.a = 1;'),
  'steps/spin.js': step('{ a: 1 }', 'while (true) {}'),
  'scenarios/one.json': { n: 1 },
};

/** The processes started by the shell or by one of its children: the debugger, its sandbox. */
function processesOf(screen: Screen): readonly { readonly pid: number; readonly command: string }[] {
  const lines = execFileSync('ps', ['-o', 'pid=,args=', '-s', String(screen.pid)], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => ({ pid: Number.parseInt(line, 10), command: line.trim().replace(/^\d+\s+/, '') }));
}

function debuggerOf(screen: Screen): number {
  const found = processesOf(screen).find(({ command }) => /^\S*node\S* \S*stepscope\.js/.test(command));
  return found?.pid ?? screen.fail('the debugger does not run');
}

const isSandbox = ({ command }: { readonly command: string }) => command.includes('sandbox-child');

it.each<[string, NodeJS.Signals, number]>([
  ['SIGTERM', 'SIGTERM', 143],
  ['SIGHUP', 'SIGHUP', 129],
])('%s, in the midst of an endless step', async (_, signal, code) => {
  const { screen } = await openStory(FILES, { shell: true });
  await screen.press('space');
  screen.send(' ');
  await screen.until('● running');
  expect(processesOf(screen).filter(isSandbox)).toHaveLength(1);
  screen.signal(signal, debuggerOf(screen));
  expect(await screen.waitExit()).toMatchObject({ code });
  expect(screen.unrestored()).toEqual([]);
  expect(processesOf(screen).filter(isSandbox)).toEqual([]);
});

it('q, in the midst of an endless step', async () => {
  const { screen } = await openStory(FILES, { shell: true });
  await screen.press('space');
  screen.send(' ');
  await screen.until('● running');
  await screen.press('q');
  expect(await screen.waitExit()).toMatchObject({ code: 0 });
  expect(screen.unrestored()).toEqual([]);
  expect(processesOf(screen).filter(isSandbox)).toEqual([]);
});

it('ctrl-z gives the terminal back to the shell, fg brings the debugger back where it was', async () => {
  const { screen } = await openStory(FILES, { command: 'bash', args: ['--norc', '-i'], ready: '$ ' });
  expect(screen.raw).not.toContain('\x1b[?1049h');
});
