// A history that may be looked at and not written, and one of a newer stepscope: what can be told is told, nothing falls over.
import { execFile } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadDriver } from '../../src/history/database.ts';
import { COMMAND, type Said } from '../check/workspace.ts';
import { openShop, type Shop } from '../cli/task-workspace.ts';

/** Somebody who owns nothing here: to its owner root nothing is forbidden. */
const NOBODY = 65_534;

let shop: Shop;
let id = '';
beforeEach(async () => {
  shop = openShop();
  id = await shop.create('Anna', { customer: { email: 'anna@' } });
});
afterEach(() => {
  allow(0o755);
  shop.remove();
});

const folders = (): readonly string[] =>
  ['.stepscope/recordings', '.stepscope', '.'].map((name) => join(shop.dir, name));

function allow(mode: number): void {
  for (const folder of folders()) chmodSync(folder, mode);
}

function forbid(): void {
  for (const folder of folders().slice(0, 2))
    for (const file of readdirSync(folder, { withFileTypes: true }))
      if (file.isFile()) chmodSync(join(folder, file.name), 0o444);
  allow(0o555);
}

function asStranger(...args: readonly string[]): Promise<Said> {
  const isRoot = process.getuid?.() === 0;
  const options = {
    cwd: shop.dir,
    env: { ...process.env, NO_COLOR: '1' },
    ...(isRoot && { uid: NOBODY, gid: NOBODY }),
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

const left = (): number => readdirSync(tmpdir()).filter((name) => /^stepscope-history-.{6}$/.test(name)).length;

describe.runIf(process.platform !== 'win32')('where nothing may be written', () => {
  it.each([['the history'], ['the recordings alone']])('tasks are told all the same, from %s', async (from) => {
    const database = join(shop.dir, '.stepscope/history.db');
    const before = readFileSync(database);
    if (from !== 'the history') rmSync(database);
    forbid();
    const list = await asStranger('task', 'list');
    expect([list.code, list.stderr, list.stdout]).toEqual([0, '', expect.stringContaining(id)]);
    expect((await asStranger('task', 'log', 'Anna')).stdout).toContain('1  validate');
    expect((await asStranger('connector', 'logs', 'mailer')).stdout).toContain('mailer.send(');
    expect((await asStranger('connector', 'list')).stdout).toContain('1 call');
    expect((await asStranger('run', '--last-failed')).stderr).toMatch(
      /^stepscope: no scenario failed when it last ran/,
    );
    if (from === 'the history') expect(readFileSync(database).equals(before)).toBe(true);
  });

  it('what would change it is refused', async () => {
    forbid();
    for (const args of [['prune', '--keep', '0'], ['rebuild']])
      expect(await asStranger('history', ...args)).toMatchObject({
        ...{ code: 2, stdout: '' },
        stderr: expect.stringMatching(/^stepscope history \w+: the history cannot be used: .*\n$/),
      });
  });

  it('no copy is left', async () => {
    forbid();
    const before = left();
    for (const args of [
      ['task', 'list'],
      ['task', 'show', id],
      ['workspace', 'health'],
    ])
      await asStranger(...args);
    expect(left()).toBeLessThanOrEqual(before);
  });
});

it.each([
  [['task', 'list'], 2],
  [['connector', 'list'], 0],
  [['connector', 'status', 'mailer'], 0],
  [['connector', 'logs', 'mailer'], 2],
  [['run', '--last-failed'], 2],
  [['complete', '--', 'task', 'show', 'A'], 0],
] as const)('one of a newer stepscope: %j says so', async (args, code) => {
  const database = (await loadDriver())(join(shop.dir, '.stepscope/history.db'));
  database.run('pragma user_version = 99');
  database.close();
  const said = await shop.bash(`stepscope ${args.join(' ')}`);
  const isSilent = args[0] === 'complete';
  expect([said.code, said.stderr]).toEqual([code, isSilent ? '' : expect.stringContaining('has version 99')]);
  expect(said.stderr).not.toContain('    at ');
});
