// `run --watch`, in a real pseudo-terminal and without one.
import { spawn } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { COMMAND, type Files, makeWorkspace, writeFiles } from '../check/workspace.ts';
import { openWatched, told } from './watched.ts';

const step = (condition: string, content: string): string =>
  `export const condition = ${condition};\nexport const content = () => { ${content} };\n`;
const SHOP: Files = {
  'steps/a.js': step('{ a: Number }', 'data.sum = data.a'),
  'steps/b.js': step('{ b: Number }', 'data.sum = data.b'),
  'scenarios/one.json': { a: 1, expectedSteps: ['a'] },
  'scenarios/two.json': { b: 1, expectedSteps: ['b'] },
  'scenarios/three.json': { b: 3, expectedSteps: ['a'] },
};

it('runs all, then what a change concerns', async () => {
  const { dir, screen, seen } = await openWatched(SHOP);
  expect(screen.text()).toMatch(/2 passed, 1 failed/);
  writeFiles(dir, { 'scenarios/one.json': { a: 2, expectedSteps: ['a'] } });
  const one = await told(screen, seen, 2);
  expect(one).toMatch(/▶ scenarios\/one\.json/);
  expect(one).toMatch(/✓.* one /);
  expect(one).not.toMatch(/ two /);
  writeFiles(dir, { 'steps/b.js': step('{ b: Number }', 'data.sum = data.b + 1') });
  const both = await told(screen, seen, 3);
  expect(both).toMatch(/ two /);
  expect(both).toMatch(/ three /);
  expect(both).not.toMatch(/ one /);
  writeFiles(dir, { 'steps/b.js': step('{ b: Number, c: null }', 'data.sum = data.b') });
  const all = await told(screen, seen, 4);
  for (const name of ['one', 'two', 'three']) expect(all).toMatch(new RegExp(` ${name} `));
});

it('keys: failed, path, name, update, all, again', async () => {
  const { screen, seen } = await openWatched(SHOP);
  screen.send('f');
  const failed = await told(screen, seen, 2);
  expect(failed).toMatch(/▶ failed/);
  expect(failed).toMatch(/ three /);
  expect(failed).not.toMatch(/ two /);
  screen.send('p');
  await screen.until('a part of the path or name:');
  screen.send('twx\u007fo\r');
  const path = await told(screen, seen, 3);
  expect(path).toMatch(/✓.* two /);
  expect(path).toContain('▶ all with "two" in their path or name');
  expect(path).not.toMatch(/ three /);
  screen.send('f');
  expect(await told(screen, seen, 4)).toContain('no scenario with "two" in its path or name failed when it last ran');
  screen.send('t');
  await screen.until('the whole name:');
  screen.send('\u001b');
  await told(screen, seen, 5);
  screen.send('a');
  expect(await told(screen, seen, 6)).toMatch(/2 passed.*, .*1 failed/);
  screen.send('u');
  expect(await told(screen, seen, 7)).toMatch(/three: updated scenarios\/three\.json: expectedSteps, 1 step → 1 step/);
});

it.each([
  ['q', 0],
  ['\u0003', 130],
])('%j quits and leaves the terminal as it was', async (key, code) => {
  const { screen } = await openWatched(SHOP, [], true);
  screen.send(key);
  expect((await screen.waitExit()).code).toBe(code);
  expect(screen.unrestored()).toEqual([]);
});

it('a report for programs has standard output for itself', async () => {
  const { dir, remove } = makeWorkspace(SHOP);
  const args = ['run', '-w', '--dir', dir, '--reporter', 'json'];
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
    remove();
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  await new Promise<void>((resolve) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.stderr += text;
      if (said.stderr.includes('waiting for changes')) resolve();
    });
  });
  child.kill('SIGINT');
  await new Promise((resolve) => child.once('close', resolve));
  expect(JSON.parse(said.stdout).totals).toMatchObject({ passed: 2, failed: 1 });
  expect(said.stderr).toMatch(/^\n▶ all\n/);
});

it('without a terminal it just watches', async () => {
  const { dir, remove } = makeWorkspace(SHOP);
  const child = spawn(process.execPath, [COMMAND, 'run', '-w', '--dir', dir], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
    remove();
  });
  let said = '';
  const until = (pattern: RegExp): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (pattern.test(said)) resolve();
      };
      child.stdout.on('data', look);
      look();
    });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await until(/waiting for changes {3}ctrl-c ends/);
  said = '';
  writeFiles(dir, { 'scenarios/two.json': { b: 2, expectedSteps: ['b'] } });
  await until(/✓ two[\s\S]*waiting/);
  expect(said).not.toContain('\u001b');
  child.kill('SIGINT');
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(130);
});
