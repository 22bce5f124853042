// `stepscope workspace`: several workspaces of one folder, and which of them commands take.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFiles } from '../check/workspace.ts';
import { type Folder, makeFolder } from './in-folder.ts';

const step = (value: number) =>
  `export const condition = { a: 1, b: null };\nexport const content = () => { data.b = ${value}; };\n`;
const FILES = {
  'steps/add.js': step(2),
  'scenarios/one.json': { a: 1, expectedSteps: ['add'], validateFinalState: { b: 2 } },
};

let folder: Folder;
beforeEach(() => {
  folder = makeFolder(FILES);
});
afterEach(() => folder.remove());

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');

describe('workspace add and switch', () => {
  it('makes a second workspace that commands take until one goes back (54)', async () => {
    const added = await folder.run(['workspace', 'add', 'Production Blue-Green Test', '--tags', 'test,blue-green']);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect((await folder.run(['workspace', 'switch', 'Production Blue-Green Test'])).code).toBe(0);
    const inside = join(folder.dir, '.stepscope/workspaces/Production Blue-Green Test');
    writeFileSync(join(inside, 'steps/add.js'), step(7));
    writeFileSync(join(inside, 'scenarios/seven.json'), JSON.stringify({ a: 1, validateFinalState: { b: 7 } }));
    const there = JSON.parse((await folder.run(['run', '--reporter', 'json'])).stdout);
    expect([there.dir, there.totals, there.scenarios[0].name]).toEqual([
      inside,
      expect.objectContaining({ passed: 1, failed: 0 }),
      'seven',
    ]);
    const pointed = JSON.parse((await folder.run(['run', '--dir', '.', '--reporter', 'json'])).stdout);
    expect(pointed.scenarios[0].name).toBe('one');
    await folder.run(['workspace', 'switch', '.']);
    const back = JSON.parse((await folder.run(['run', '--reporter', 'json'])).stdout);
    expect(back.scenarios[0].name).toBe('one');
  });

  it('is its own name to steps', async () => {
    const code =
      'export const condition = { w: null };\nexport const content = () => { data.w = task.workspace(); };\n';
    writeFileSync(join(folder.dir, 'steps/add.js'), code);
    writeFileSync(join(folder.dir, 'scenarios/one.json'), '{"a": 1}');
    await folder.run(['workspace', 'add', 'EU / test', '--from', '.']);
    await folder.run(['workspace', 'switch', 'EU / test']);
    const { scenarios } = JSON.parse((await folder.run(['run', '--reporter', 'json'])).stdout);
    expect(scenarios[0].data.w).toBe('EU / test');
  });

  it('says whose files it holds, wherever it was asked for from', async () => {
    const { stdout } = await folder.run(['workspace', 'add', 'copy', '--from', 'steps/..']);
    expect(stdout).toContain(`It holds copies of 2 files of ${folder.dir}.\n`);
  });

  it('copies what makes a workspace, and nothing else', async () => {
    const more = { 'steps/lib/x.js': 'export const y = 1;', 'stepscope.config.json': '{}', 'notes.txt': 'mine' };
    writeFiles(folder.dir, more);
    const { stdout } = await folder.run(['workspace', 'add', 'copy', '--from', '.', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'copy',
      files: ['scenarios/one.json', 'steps/add.js', 'steps/lib/x.js', 'stepscope.config.json'],
    });
    expect(existsSync(join(folder.dir, '.stepscope/workspaces/copy/notes.txt'))).toBe(false);
  });

  it.each([
    [['add', ''], 'needs a letter or a digit'],
    [['add', '..'], 'needs a letter or a digit'],
    [['add', 'a\nb'], 'one line'],
    [['add', 'x', '--from', 'nowhere'], 'there is no folder'],
    [['add', 'x', '--from', 'steps'], 'there are no steps and no scenarios in'],
    [['switch', 'nowhere'], 'there is none yet'],
    [['show', 'nowhere'], 'there is none yet'],
    [['update'], 'nothing to store'],
    [['update', '--health-enabled', 'maybe'], 'true or false'],
    [['lsit'], 'Did you mean list?'],
  ])('refuses %j', async (args, why) => {
    const said = await folder.run(['workspace', ...args]);
    expect([said.code, said.stdout]).toEqual([2, '']);
    expect(said.stderr).toContain(why);
  });

  it('adds a name once, and keeps names apart that folders do not', async () => {
    expect((await folder.run(['workspace', 'add', 'a/b'])).code).toBe(0);
    expect((await folder.run(['workspace', 'add', 'a:b'])).code).toBe(0);
    const again = await folder.run(['workspace', 'add', 'a/b']);
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('already')]);
    const { stdout } = await folder.run(['workspace', 'list', '--json']);
    const names = JSON.parse(stdout).map(({ name }: { name: string }) => name);
    expect(names).toEqual(['a:b', 'a/b', '.']);
  });

  it('leaves no trace of a switch to where one is', async () => {
    const other = makeFolder({});
    expect((await other.run(['workspace', 'switch', '.'])).code).toBe(0);
    expect(readdirSync(other.dir)).toEqual([]);
    other.remove();
  });

  it('says what to do where the workspace that was switched to is gone', async () => {
    await folder.run(['workspace', 'add', 'gone']);
    await folder.run(['workspace', 'switch', 'gone']);
    rmSync(join(folder.dir, '.stepscope/workspaces/gone'), { recursive: true });
    const said = await folder.run(['run']);
    expect([said.code, said.stderr]).toEqual([2, expect.stringContaining('stepscope workspace switch .')]);
    expect((await folder.run(['workspace', 'switch', '.'])).code).toBe(0);
    expect((await folder.run(['run'])).code).toBe(0);
  });

  it('says in a line what the system does not let it do', async () => {
    writeFileSync(join(folder.dir, '.stepscope'), 'a file of mine');
    const { code, stderr } = await folder.run(['workspace', 'add', 'x']);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^stepscope: the system says no: .*\.stepscope'\n$/)]);
  });

  it('loses no notes that it cannot read', async () => {
    await folder.run(['workspace', 'update', '--tags', 'a']);
    const path = join(folder.dir, '.stepscope/workspace.json');
    writeFileSync(path, '{ torn');
    expect((await folder.run(['workspace', 'update', '--tags', 'b'])).code).toBe(0);
    expect(readFileSync(path.replace('.json', '.broken.json'), 'utf8')).toBe('{ torn');
  });
});

describe('workspace list and show', () => {
  it('lists one a line, newest first, with a mark at the one in force', async () => {
    await folder.run(['workspace', 'add', 'first', '--tags', 'a,b']);
    await folder.run(['workspace', 'add', 'second']);
    await folder.run(['workspace', 'switch', 'first']);
    const { stdout } = await folder.run(['workspace', 'list']);
    expect(linesOf(stdout).map((line) => line.split(/ {2,}/).slice(0, 3))).toEqual([
      ['', 'second', '-'],
      ['*', 'first', 'a,b'],
      ['', '.', '-'],
    ]);
  });

  it('shows name, folder, counts and settings (40)', async () => {
    writeFileSync(join(folder.dir, 'stepscope.config.json'), '{ "secrets": { "KEY": "s3cret-value" } }');
    const { stdout, code } = await folder.run(['workspace', 'show']);
    expect(code).toBe(0);
    const facts = Object.fromEntries(linesOf(stdout).map((line) => line.split(/ {2,}/)));
    expect(facts).toMatchObject({ folder: folder.dir, steps: '1', scenarios: '1', secrets: 'KEY' });
    expect(stdout).not.toContain('s3cret');
    const shown = JSON.parse((await folder.run(['workspace', 'show', '--json'])).stdout);
    expect(shown).toMatchObject({ steps: { total: 1, disabled: 0 }, scenarios: 1, problems: { errors: 0 } });
  });

  it('counts the tasks of each', async () => {
    const tasksOf = async (...which: readonly string[]) =>
      JSON.parse((await folder.run(['workspace', 'show', ...which, '--json'])).stdout).tasks;
    await folder.run(['workspace', 'add', 'other', '--from', '.']);
    expect([await tasksOf(), await tasksOf('other')]).toEqual([0, 0]);
    await folder.run(['task', 'new', 'mine', '-d', '{"a": 1}']);
    await folder.run(['workspace', 'switch', 'other']);
    await folder.run(['task', 'new', 'first', '-d', '{"a": 1}']);
    await folder.run(['task', 'new', 'second', '-d', '{"a": 1}']);
    expect([await tasksOf('.'), await tasksOf()]).toEqual([1, 2]);
    expect((await folder.run(['task', 'list'])).stdout).not.toContain('mine');
  });

  it('is added by several at once', async () => {
    const names = ['a:b', 'a/b', 'a|b', 'a*b'];
    await Promise.all(names.map((name) => folder.run(['workspace', 'add', name])));
    const { stdout } = await folder.run(['workspace', 'list', '--json']);
    const found: readonly { name: string; dir: string }[] = JSON.parse(stdout);
    expect(found.map(({ name }) => name).sort()).toEqual(['.', ...names].sort());
    expect(new Set(found.map(({ dir }) => dir)).size).toBe(5);
    const same = await Promise.all(names.map(() => folder.run(['workspace', 'add', 'the same'])));
    expect(same.map(({ code }) => code).sort()).toEqual([0, 2, 2, 2]);
  });

  it('stores settings of the guide, and says that nothing is sent (84, 85)', async () => {
    const health = await folder.run(['workspace', 'update', '--health-enabled', 'true']);
    const groups = await folder.run(['workspace', 'update', '--notification-groups', 'devops@company.com']);
    expect([health.code, groups.code]).toEqual([0, 0]);
    expect(groups.stdout).toContain('Nothing is sent');
    const shown = JSON.parse((await folder.run(['workspace', 'show', '--json'])).stdout);
    expect(shown).toMatchObject({ healthEnabled: true, notificationGroups: ['devops@company.com'] });
    await folder.run(['workspace', 'update', '--notification-groups', '']);
    expect(JSON.parse((await folder.run(['workspace', 'show', '--json'])).stdout).notificationGroups).toEqual([]);
  });
});
