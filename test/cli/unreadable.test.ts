// What cannot be read is no empty thing: commands say so, and end with 2.
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMAND, type Said } from '../check/workspace.ts';
import { type Folder, makeFolder } from './in-folder.ts';

const FILES = {
  'steps/greet.js': 'export const condition = { a: 1 };\nexport const content = () => {};',
  'scenarios/one.json': { a: 1 },
};
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

let folder: Folder;
beforeEach(() => {
  folder = makeFolder(FILES);
});
afterEach(() => {
  chmodSync(folder.dir, 0o700);
  folder.remove();
});

/** As somebody whom permissions bind: for root that is another user. */
function asAnyone(args: readonly string[]): Promise<Said> {
  return new Promise((resolve) => {
    const who = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
    const env = { ...process.env, NO_COLOR: '1' };
    execFile(process.execPath, [COMMAND, ...args], { cwd: '/', env, ...who }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

const COMMANDS: readonly (readonly string[])[] = [
  ['task', 'list'],
  ['workspace', 'health'],
  ['run', '--last-failed'],
];

describe('a history that is there', () => {
  it.each(COMMANDS)('and whose folder is none: %s %s', async (...args) => {
    writeFileSync(join(folder.dir, '.stepscope'), 'a file');
    const said = await folder.run(args);
    expect([said.code, said.stdout]).toEqual([2, '']);
    expect(said.stderr).toMatch(/^stepscope.*: the history cannot be read: ENOTDIR/);
  });

  it.skipIf(process.platform === 'win32').each(COMMANDS)('and is closed to us: %s %s', async (...args) => {
    mkdirSync(join(folder.dir, '.stepscope/recordings'), { recursive: true });
    chmodSync(folder.dir, 0o755);
    chmodSync(join(folder.dir, '.stepscope'), 0);
    const said = await asAnyone([...args, '--dir', folder.dir]);
    chmodSync(join(folder.dir, '.stepscope'), 0o700);
    expect([said.code, said.stdout]).toEqual([2, '']);
    expect(said.stderr).toMatch(/^stepscope.*: the history cannot be read: EACCES/);
  });
});

it
  .skipIf(process.platform === 'win32')
  .each([['step', 'list'], ['task', 'list'], ['scenario', 'list'], ['run'], ['check']])(
  'a folder that is closed to us: %s %s',
  async (...args) => {
    chmodSync(folder.dir, 0);
    const words = args.filter((word) => word !== undefined);
    const said = await asAnyone([...words, '--dir', folder.dir]);
    expect([said.code, said.stdout]).toEqual([2, '']);
    expect(said.stderr).toContain('no permission to read it');
  },
);
