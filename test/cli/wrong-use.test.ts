// What is asked wrongly is refused before anything is lost, and says what to do.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stepscope } from '../check/workspace.ts';
import { type Folder, makeFolder } from './in-folder.ts';

const STEP = 'export const condition = { a: 1 };\nexport const content = () => { data.b = 1; task.complete(); };\n';
const FILES = {
  'steps/one.js': STEP,
  'scenarios/k.json': '{ "a": 1 }',
  'scenarios/deep/k2.json': '{ "a": 1 }',
  'stepscope.config.json': '{}',
};

let folder: Folder;
beforeEach(() => {
  folder = makeFolder(FILES);
});
afterEach(() => folder.remove());

const text = (file: string): string => readFileSync(join(folder.dir, file), 'utf8');

describe('a file that something else is in', () => {
  it.each([
    ['--record', 'steps/one.js'],
    ['--record', 'scenarios/k.json'],
    ['--record', 'stepscope.config.json'],
    ['--reporter', 'junit=steps/one.js'],
    ['--reporter', 'json=scenarios/k.json'],
    ['--reporter', 'html=stepscope.config.json'],
  ])('is left by run: %s %s', async (option, value) => {
    const file = value.replace(/^\w+=/, '');
    const said = await folder.run(['run', 'k.json', option, value]);
    expect([said.code, said.stdout]).toEqual([2, '']);
    expect(said.stderr).toContain(`stepscope run: ${file} is `);
    expect(text(file)).toBe(FILES[file as keyof typeof FILES]);
  });

  it('is written again where it is of the kind', async () => {
    for (const _ of [1, 2]) {
      const args = [
        '--record',
        'k.stepscope.jsonl',
        '--reporter',
        'junit=out.xml',
        '--reporter',
        'json=scenarios/r.json',
      ];
      expect((await folder.run(['run', '-t', 'k', ...args])).code).not.toBe(2);
    }
  });
});

describe('in a folder of a workspace', () => {
  const inside = (): string => `This is inside the workspace ${folder.dir}: --dir .. names it.\n`;
  const there = (...args: readonly string[]) => stepscope(args, 60_000, join(folder.dir, 'scenarios'));

  it('run names the workspace', async () => {
    const { code, stderr } = await there('run');
    const told = `stepscope run: there is no scenario to run in ${join(folder.dir, 'scenarios')}. ${inside()}`;
    expect([code, stderr]).toEqual([2, told]);
    expect((await there('run', '--dir', '..')).code).toBe(0);
  });

  it('so does the list of tasks, beside the list', async () => {
    expect(await there('task', 'list')).toEqual({ code: 0, stdout: '', stderr: inside() });
    expect((await folder.run(['task', 'list'])).stderr).toBe('');
  });

  it('a workspace that stepscope keeps in it is one of its own', async () => {
    await folder.run(['workspace', 'add', 'trial']);
    const { stderr } = await folder.run(['run', '--dir', '.stepscope/workspaces/trial']);
    expect(stderr).not.toContain('inside');
  });
});

it.each([
  [['run', '-t', 'kk'], 'Is "k" meant?'],
  [['inspect', '--scenario', 'deep/k3'], 'Is "deep/k2" meant?'],
  [['inspect', '--scenario', 'nothing like it'], 'stepscope scenario list names all.'],
])('a scenario that is not there: %j says which may be meant', async (args, told) => {
  const { code, stderr } = await folder.run(args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(told)]);
});

describe('an impossible day', () => {
  it.each(['2020-02-30', '2021-02-29T10:00:00Z', '2020-13-01', '2020-04-31T00:00'])('%s is no time', async (now) => {
    const said = await folder.run(['task', 'new', 'x', '-d', '{"a":1}', '--now', now]);
    expect([said.code, said.stderr]).toEqual([2, expect.stringContaining('It must be a time')]);
  });

  it('nor in a scenario', async () => {
    const other = makeFolder({
      ...FILES,
      'scenarios/k.json': '{ "name": "k", "data": { "a": 1 }, "now": "2020-02-30" }',
    });
    const { stdout } = await other.run(['check']);
    other.remove();
    expect(stdout).toContain('a time in ISO form');
  });
});

it('replay: a turn that is not there', async () => {
  await folder.run(['run', '-t', 'k', '--record', 'k.stepscope.jsonl']);
  expect(await folder.run(['replay', '--at', '30', 'k.stepscope.jsonl'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'stepscope replay: there is no turn 30 in k.stepscope.jsonl: the task has 1 turn.\n',
  });
  expect((await folder.run(['replay', '--at', '2', 'k.stepscope.jsonl'])).code).toBe(0);
});

it('step add: a condition that the platform does not know makes no file', async () => {
  const said = await folder.run(['step', 'add', 'bad', '--condition', '{"a":{"$gt":3}}']);
  expect([said.code, said.stdout]).toEqual([2, '']);
  expect(said.stderr).toMatch(/^stepscope step add: --condition: a.*\$gt/);
  expect(existsSync(join(folder.dir, 'steps/bad.js'))).toBe(false);
  const good = '{"t":"String","n":null,"r":{"$regexp":["^a","i"]},"p":{"$ne":null},"l":["Number"]}';
  expect((await folder.run(['step', 'add', 'good', '--condition', good])).code).toBe(0);
});

it('step edit: without a terminal and an editor it names the file', async () => {
  const env = { EDITOR: '', VISUAL: '' };
  const said = await folder.run(['step', 'edit', 'one'], { env });
  expect([said.code, said.stderr]).toEqual([2, expect.stringContaining(join('steps', 'one.js'))]);
});

describe('run', () => {
  it('takes paths as a shell completes them', async () => {
    const names = async (filter: string): Promise<string[]> => {
      const { stdout } = await folder.run(['run', filter, '--reporter', 'json']);
      return JSON.parse(stdout).scenarios.map(({ name }: { name: string }) => name);
    };
    expect(await names('./scenarios/k.json')).toEqual(['k']);
    expect(await names(join(folder.dir, 'scenarios/k.json'))).toEqual(['k']);
    expect(await names('./scenarios/deep')).toEqual(['deep/k2']);
  });

  it('--strict: a warning fails it', async () => {
    const other = makeFolder({ ...FILES, 'stepscope.config.json': '{ "stepz": "steps" }' });
    expect((await other.run(['run'])).code).toBe(0);
    expect((await other.run(['run', '--strict'])).code).toBe(1);
    other.remove();
    expect((await folder.run(['run', '--strict'])).code).toBe(0);
  });
});

it('a name that two files have is told as such', async () => {
  const other = makeFolder({ ...FILES, 'steps/one.ts': STEP });
  const why = /several files are the step "one": steps\/one\.js and steps\/one\.ts/;
  for (const args of [
    ['step', 'show', 'one'],
    ['step', 'clone', 'one'],
    ['why', 'one', '-d', '{}'],
  ]) {
    const said = await other.run(args);
    expect([said.code, said.stderr]).toEqual([2, expect.stringMatching(why)]);
    expect(said.stderr).not.toContain('there is no step');
  }
  other.remove();
});
