// `stepscope compare`: the same scenarios in two workspaces, folders or commits.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFiles } from '../check/workspace.ts';
import { type Folder, makeFolder } from './in-folder.ts';

const step = (condition: string, content: string) =>
  `export const condition = ${condition};\nexport const content = async () => { ${content} };\n`;

const FILES = {
  'steps/first.js': step('{ n: Number, first: null }', 'data.first = data.n + 1; data.where = task.workspace();'),
  'steps/second.js': step(
    '{ first: Number, second: null }',
    'data.second = (await connectors.crm.get({ n: data.n })).id;',
  ),
  'scenarios/one.json': { n: 1 },
  'scenarios/two.json': { n: 2 },
  'scenarios/connectors/crm.json': { get: { id: 7 } },
};

let folder: Folder;
beforeEach(() => {
  folder = makeFolder(FILES);
});
afterEach(() => folder.remove());

/** A change of the steps, and what is told of the scenario `one`. */
async function changed(files: Readonly<Record<string, string>>) {
  await folder.run(['workspace', 'add', 'other', '--from', '.']);
  writeFiles(join(folder.dir, '.stepscope/workspaces/other'), files);
  const { code, stdout } = await folder.run(['compare', '.', 'other', 'one', '--json']);
  return { code, ...JSON.parse(stdout).scenarios[0] };
}

describe('compare (56)', () => {
  it('finds two workspaces the same, whatever their names', async () => {
    await folder.run(['workspace', 'add', 'other', '--from', '.']);
    const { code, stdout } = await folder.run(['compare', '.', 'other']);
    expect([code, stdout]).toEqual([0, '✓ one\n✓ two\n\n2 the same, 0 different\n']);
  });

  it('shows the first turn that differs, the steps beside each other, and the final data', async () => {
    await folder.run(['workspace', 'add', 'other', '--from', '.']);
    const between = step('{ n: 2, first: Number, extra: null }', 'data.extra = true;');
    writeFiles(join(folder.dir, '.stepscope/workspaces/other'), { 'steps/between.js': between });
    const { code, stdout } = await folder.run(['compare', '.', 'other']);
    expect(code).toBe(1);
    expect(stdout).toContain('✓ one\n✗ two  turn 2: another step runs\n');
    expect(stdout).toMatch(/ {4}\. +second\n {4}other +between\n/);
    expect(stdout).toMatch(/ {4}✗ – +2 between\n/);
    expect(stdout).toMatch(/extra {2}nothing \| true/);
    expect(stdout).toContain('1 the same, 1 different');
  });

  it.each([
    [
      'another value',
      { 'steps/first.js': step('{ n: Number, first: null }', 'data.first = 5; data.where = task.workspace();') },
      'data',
      1,
    ],
    [
      'a call with other arguments',
      {
        'steps/second.js': step(
          '{ first: Number, second: null }',
          'data.second = (await connectors.crm.get({ n: 0 })).id;',
        ),
      },
      'call',
      2,
    ],
    ['an error', { 'steps/second.js': step('{ first: Number, second: null }', 'throw new Error("no");') }, 'call', 2],
    ['a turn that is missing', { 'steps/second.js': step('{ first: String, second: null }', '') }, 'step', 2],
    [
      'another end',
      {
        'steps/second.js': step(
          '{ first: Number, second: null }',
          'data.second = (await connectors.crm.get({ n: data.n })).id; task.complete();',
        ),
      },
      'end',
      2,
    ],
  ])('notices %s', async (_, files, kind, turn) => {
    expect(await changed(files)).toMatchObject({ code: 1, same: false, difference: { kind, turn } });
  });

  it('says what a step throws instead', async () => {
    const files = { 'steps/first.js': step('{ n: Number, first: null }', 'throw new Error("no first");') };
    expect((await changed(files)).difference).toMatchObject({ kind: 'error', turn: 1, a: null, b: 'Error: no first' });
  });

  it('names a subtask that begins otherwise, not what follows from it', async () => {
    const parent = (n: number) =>
      step(
        '{ n: Number, first: null }',
        `data.first = 1; task.subtask("child", { kid: ${n} }, { into: "second", waitFor: true });`,
      );
    const child = step('{ kid: Number }', 'task.complete({ kid: data.kid });');
    writeFiles(folder.dir, { 'steps/first.js': parent(1), 'steps/child.js': child });
    const { difference } = await changed({ 'steps/first.js': parent(2) });
    expect(difference).toMatchObject({ kind: 'subtask', task: 'child', turn: 0, path: ['kid'], a: 1, b: 2 });
  });

  it('takes scenarios and mocks of the first, and those that only the second has', async () => {
    await folder.run(['workspace', 'add', 'other', '--from', '.']);
    writeFiles(join(folder.dir, '.stepscope/workspaces/other'), {
      'scenarios/one.json': '{ "n": 100 }',
      'scenarios/three.json': '{ "n": 3 }',
      'scenarios/connectors/crm.json': '{ "get": { "id": 8 } }',
    });
    const { code, stdout } = await folder.run(['compare', '.', 'other']);
    expect([code, stdout]).toEqual([0, '✓ one\n✓ three\n✓ two\n\n3 the same, 0 different\n']);
  });

  it.each([
    [['.', 'nowhere'], 2, 'no workspace, folder or commit "nowhere"'],
    [['.', '--upload-pack=x'], 2, 'unknown option'],
    [['.', '.', 'no such scenario'], 2, 'no scenario has "no such scenario"'],
    [['.'], 2, "missing required argument 'b'"],
  ])('refuses %j', async (args, code, why) => {
    const said = await folder.run(['compare', ...args]);
    expect([said.code, said.stderr]).toEqual([code, expect.stringContaining(why)]);
  });

  it('says where one of them has errors', async () => {
    writeFiles(folder.dir, { 'broken/steps/a.js': 'export const condition = {' });
    const { code, stdout } = await folder.run(['compare', '.', 'broken']);
    expect([code, stdout]).toEqual([3, expect.stringContaining('in broken:')]);
  });
});

describe('compare with a commit', () => {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: folder.dir, encoding: 'utf8' });

  const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('stepscope-compare-'));

  it('finds what has changed since, touches nothing, and leaves nothing behind', async () => {
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
    writeFiles(folder.dir, {
      'steps/first.js': step('{ n: Number, first: null }', 'data.first = 0; data.where = task.workspace();'),
    });
    const before = [git('status', '--porcelain'), left()];
    const { code, stdout } = await folder.run(['compare', 'HEAD', '.']);
    expect([code, stdout]).toEqual([1, expect.stringContaining('✗ one  turn 1: the data differs, first at first')]);
    expect([git('status', '--porcelain'), left()]).toEqual(before);
    expect((await folder.run(['compare', 'HEAD', 'HEAD'])).code).toBe(0);
  });

  it('takes the folder itself, where it is a part of its repository', async () => {
    writeFiles(folder.dir, {
      'deep/shop/steps/first.js': FILES['steps/first.js'],
      'deep/shop/scenarios/x.json': { n: 4 },
    });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
    const { code, stdout } = await folder.run(['compare', 'HEAD', '.', '--dir', 'deep/shop']);
    expect([code, stdout]).toEqual([0, '✓ x\n\n1 the same, 0 different\n']);
  });
});
