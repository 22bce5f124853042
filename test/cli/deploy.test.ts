// `stepscope deploy`: what a deploy file names goes into local workspaces, and nothing of anybody's is lost.
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillVariables, fixVariables } from '../../src/load/variables.ts';
import { writeFiles } from '../check/workspace.ts';
import { type Folder, makeFolder } from './in-folder.ts';

const step = (value: number, more = '') =>
  `export const condition = { a: 1, b: null };\nexport const content = () => { data.b = ${value}; ${more} };\n`;

const DEPLOY = `workspaces:
  - name: blue green
    tags: [test]
    steps:
      - syncPath: steps/
    secrets:
      - name: KEY
        value: \${DEPLOY_KEY}
    webhooks:
      - name: Contact Form
    tasks:
      - name: smoke
        data: { a: 1 }
`;

const FILES = {
  'steps/add.js': step(2),
  'steps/lib/words.js': 'export const hello = 1;\n',
  'scenarios/one.json': { a: 1, validateFinalState: { b: 2 } },
  'deploy-new-version.yaml': DEPLOY,
};

let folder: Folder;
let target: string;
beforeEach(() => {
  folder = makeFolder(FILES);
  target = join(folder.dir, '.stepscope/workspaces/blue green');
});
afterEach(() => folder.remove());

const KEY = { DEPLOY_KEY: 's3cret-${X}-value' };
const deploy = (...args: readonly string[]) => folder.run(['deploy', 'deploy-new-version.yaml', ...args], { env: KEY });

/** Of the only workspace of the file. */
async function plan(...args: readonly string[]) {
  const { stdout, ...said } = await deploy('--json', ...args);
  const told = JSON.parse(stdout);
  return { ...said, deployed: told.deployed, ...told.workspaces[0] };
}

describe('deploy (55)', () => {
  it('makes the workspace that is named, with steps, secrets and scenarios, and says so', async () => {
    const { code, stdout } = await deploy();
    expect([code, stdout]).toEqual([0, expect.stringContaining('  + add\n')]);
    expect(stdout).toContain('nothing is sent anywhere');
    expect(stdout).toContain('tasks, kept as scenarios and not run: smoke');
    expect(stdout).not.toContain('s3cret');
    await folder.run(['workspace', 'switch', 'blue green']);
    const { scenarios, totals, problems } = JSON.parse((await folder.run(['run', '--reporter', 'json'])).stdout);
    expect([totals.passed, problems]).toEqual([2, []]);
    expect(scenarios.map(({ name }: { name: string }) => name).sort()).toEqual(['one', 'smoke']);
    expect(statSync(join(target, 'deploy.yaml')).mode & 0o077).toBe(0);
  });

  it('is done by several at once: one workspace, and each of them says so', async () => {
    const said = await Promise.all(Array.from({ length: 5 }, () => deploy()));
    expect(said.map(({ code, stderr }) => [code, stderr])).toEqual(said.map(() => [0, '']));
    const found = JSON.parse((await folder.run(['workspace', 'list', '--json'])).stdout);
    expect(found).toMatchObject([{ name: 'blue green', tags: ['test'] }, { name: '.' }]);
    expect(readFileSync(join(target, 'steps/add.js'), 'utf8')).toBe(step(2));
  });

  it('writes nothing with --dry-run', async () => {
    const told = await plan('--dry-run');
    expect(told).toMatchObject({ code: 0, deployed: false, name: 'blue green', steps: { added: ['add'] } });
    expect(existsSync(join(folder.dir, '.stepscope'))).toBe(false);
    expect((await deploy('--dry-run')).stdout).toContain('Nothing was written');
  });

  it('tells what is new, changed, gone and as it was', async () => {
    writeFiles(folder.dir, { 'steps/old.js': step(5), 'steps/kept.js': step(6) });
    await deploy();
    rmSync(join(folder.dir, 'steps/old.js'));
    writeFiles(folder.dir, { 'steps/add.js': step(3), 'steps/new.js': step(4) });
    const { steps, byHand } = await plan();
    expect([steps, byHand]).toEqual([{ added: ['new'], changed: ['add'], removed: ['old'], same: ['kept'] }, []]);
    expect(readdirSync(join(target, 'steps')).sort()).toEqual(['add.js', 'kept.js', 'lib', 'new.js']);
    expect((await plan()).steps).toMatchObject({ added: [], changed: [], removed: [] });
  });

  it('puts aside what was changed by hand', async () => {
    await deploy();
    writeFiles(target, { 'steps/add.js': '// by hand', 'steps/mine.js': step(9) });
    const { byHand } = await plan();
    expect(byHand).toEqual(['steps/add.js', 'steps/mine.js']);
    const replaced = join(target, '.stepscope/replaced');
    const [at = ''] = readdirSync(replaced);
    expect(readFileSync(join(replaced, at, 'steps/add.js'), 'utf8')).toBe('// by hand');
    expect(readFileSync(join(target, 'steps/add.js'), 'utf8')).toBe(step(2));
    expect(existsSync(join(target, 'steps/mine.js'))).toBe(false);
  });

  it('takes only the steps that are named, and says which are left out', async () => {
    writeFiles(folder.dir, {
      'steps/deep/other.js': step(7),
      'deploy-new-version.yaml': DEPLOY.replace('- syncPath: steps/', '- steps/add.js'),
    });
    const { steps, left } = await plan();
    expect([steps.added, left]).toEqual([['add'], ['deep/other']]);
    expect(existsSync(join(target, 'steps/deep'))).toBe(false);
  });

  it('brings each workspace of the file where it belongs', async () => {
    writeFiles(folder.dir, {
      'steps/two.js': step(8),
      'deploy-new-version.yaml':
        'workspaces:\n  - name: one\n    steps: [steps/add.js]\n  - name: two\n    steps: [steps/two.js]\n',
    });
    expect((await deploy()).code).toBe(0);
    const stepsOf = (name: string) => readdirSync(join(folder.dir, '.stepscope/workspaces', name, 'steps')).sort();
    expect([stepsOf('one'), stepsOf('two')]).toEqual([
      ['add.js', 'lib'],
      ['lib', 'two.js'],
    ]);
  });

  it('goes into the workspace that was switched to where the file names none', async () => {
    writeFiles(folder.dir, { 'deploy-new-version.yaml': 'workspaces:\n  - steps: [{ syncPath: steps/ }]\n' });
    const nowhere = await deploy();
    expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('has no name')]);
    await folder.run(['workspace', 'add', 'here']);
    await folder.run(['workspace', 'switch', 'here']);
    expect((await plan()).name).toBe('here');
    expect(existsSync(join(folder.dir, '.stepscope/workspaces/here/steps/add.js'))).toBe(true);
  });

  it('warns of variables that are not set, and of what is missing after a real deploy', async () => {
    writeFiles(folder.dir, { 'steps/add.js': `const help = () => 1;\n${step(2, 'help();')}` });
    const { code, stdout } = await folder.run(['deploy', 'deploy-new-version.yaml']);
    expect(code).toBe(0);
    expect(stdout).toContain('the variable DEPLOY_KEY is not set');
    expect(stdout).toMatch(/warning steps\/add\.js:1:\d+ .*help/);
  });

  it.each([
    [
      'a step that is not there',
      { 'deploy-new-version.yaml': DEPLOY.replace('- syncPath: steps/', '- steps/gone.js') },
      'gone.js',
    ],
    ['a step that does not load', { 'steps/add.js': 'export const condition = {' }, 'add.js'],
    [
      'a task whose file is not there',
      { 'deploy-new-version.yaml': DEPLOY.replace('data: { a: 1 }', 'file: gone.json') },
      'gone.json',
    ],
    ['a file that is no YAML', { 'deploy-new-version.yaml': 'workspaces: [' }, 'deploy-new-version.yaml:1'],
  ])('deploys nothing where there is %s', async (_, files, why) => {
    writeFiles(folder.dir, files);
    const { code, stdout, stderr } = await deploy();
    expect([code, stdout + stderr]).toEqual([3, expect.stringContaining(why)]);
    expect(existsSync(target)).toBe(false);
  });

  it.each([
    [
      'a folder of steps that is not there',
      DEPLOY.replace('syncPath: steps/', 'syncPath: nowhere/'),
      3,
      'error nowhere there is no folder',
    ],
    [
      'two workspaces of one name',
      'workspaces:\n  - name: a\n  - name: a\n',
      2,
      'two workspaces in this file are called "a"',
    ],
    ['a name that is none', 'workspaces:\n  - name: ".."\n', 2, 'needs a letter or a digit'],
  ])('refuses %s', async (_, text, code, why) => {
    writeFiles(folder.dir, { 'deploy-new-version.yaml': text });
    const said = await deploy();
    expect([said.code, said.stdout + said.stderr]).toEqual([code, expect.stringContaining(why)]);
    expect(existsSync(join(folder.dir, '.stepscope'))).toBe(false);
  });

  it('takes the deploy file of a folder', async () => {
    writeFiles(folder.dir, { 'deploy.yaml': DEPLOY });
    expect((await folder.run(['deploy', '.', '--dry-run'])).code).toBe(0);
    expect((await folder.run(['deploy', 'steps'])).stderr).toContain('steps/deploy.yaml:1:1 there is no such file');
  });

  it('says that there is no such file', async () => {
    const { code, stderr } = await folder.run(['deploy', 'nowhere.yaml']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('nowhere.yaml:1:1 there is no such file')]);
  });
});

describe('variables that are fixed', () => {
  it.each([
    ['${A}', 'value'],
    ['x ${A} y ${A}', 'x value y value'],
    ['${B}', '$${A}'],
    ['$${A}', '$${A}'],
    ['${GONE}', '${GONE}'],
    ['${GONE:-else}', 'else'],
    ['{{ $name }} $5', '{{ $name }} $5'],
  ])('%s is %s, and means the same when it is filled again', (text, fixed) => {
    const environment = { A: 'value', B: '${A}' };
    expect(fixVariables(text, environment)).toBe(fixed);
    expect(fillVariables(fixed, environment).value).toBe(fillVariables(text, environment).value);
  });
});
