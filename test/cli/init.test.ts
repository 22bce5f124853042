// `stepscope init`: a workspace that runs as it was made, and nothing of anybody's written over.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stepGlobalNames } from '../../src/sandbox/global-names.ts';
import { ROOT, writeFiles } from '../check/workspace.ts';
import { type Folder, makeFolder } from './in-folder.ts';

let folder: Folder;
beforeEach(() => {
  folder = makeFolder({});
});
afterEach(() => folder.remove());

const MADE = [
  'steps/greet customer.js',
  'scenarios/new customer.json',
  'stepscope.config.json',
  'stepscope.config.schema.json',
  'stepscope.d.ts',
  'jsconfig.json',
];

/** What the compiler of editors says of the files of a workspace. */
async function typeErrors(dir: string): Promise<string> {
  const compiler = join(ROOT, 'node_modules/.bin/tsc');
  try {
    await promisify(execFile)(compiler, ['-p', join(dir, 'jsconfig.json')]);
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

describe('init', () => {
  it('makes a workspace that passes run without a warning, and says what to do next', async () => {
    const said = await folder.run(['init', 'my shop']);
    expect(said).toMatchObject({ code: 0, stderr: '' });
    for (const file of MADE) expect(said.stdout).toContain(`made  ${file}`);
    expect(said.stdout).toContain('stepscope run --dir "my shop"');
    const { code, stdout } = await folder.run(['run', '--dir', 'my shop', '--reporter', 'json']);
    const { totals, problems } = JSON.parse(stdout);
    expect([code, totals.passed, problems]).toEqual([0, 1, []]);
  });

  it('leaves the order of steps to a deploy.yaml', async () => {
    await folder.run(['init']);
    writeFiles(folder.dir, { 'deploy.yaml': 'workspaces:\n  - name: w\n    steps: [greet customer, packed]\n' });
    const { stdout } = await folder.run(['check']);
    expect(stdout).toContain('packed');
  });

  it('writes nothing over, and adds what is missing', async () => {
    const mine = { 'steps/mine.js': '// mine', 'stepscope.config.json': '{ "order": ["mine"] }' };
    writeFiles(folder.dir, mine);
    const { stdout } = await folder.run(['init', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      made: ['stepscope.config.schema.json', 'stepscope.d.ts', 'jsconfig.json'],
      kept: ['stepscope.config.json'],
    });
    for (const [file, text] of Object.entries(mine)) expect(readFileSync(join(folder.dir, file), 'utf8')).toBe(text);
    expect(existsSync(join(folder.dir, 'scenarios'))).toBe(false);
    const again = await folder.run(['init']);
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('nothing was made')]);
  });

  it('names the schema of the package where that is installed', async () => {
    writeFiles(folder.dir, { 'node_modules/stepscope/dist/stepscope.config.schema.json': '{}' });
    mkdirSync(join(folder.dir, 'deep'));
    await folder.run(['init', 'deep']);
    const config = readFileSync(join(folder.dir, 'deep/stepscope.config.json'), 'utf8');
    expect(config).toContain('"$schema": "../node_modules/stepscope/dist/stepscope.config.schema.json"');
    expect(existsSync(join(folder.dir, 'deep/stepscope.config.schema.json'))).toBe(false);
  });

  it('refuses a file in the place of a folder', async () => {
    writeFileSync(join(folder.dir, 'shop'), '');
    const said = await folder.run(['init', 'shop']);
    expect([said.code, said.stderr]).toEqual([2, 'stepscope init: shop is a file: name a folder, which may be new.\n']);
  });

  it.skipIf(process.platform !== 'linux')('says where nothing can be made', async () => {
    const { code, stderr } = await folder.run(['init', '/proc/nowhere/shop']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('/proc/nowhere/shop cannot be made')]);
  });
});

describe('the types of a new workspace', () => {
  it('know what steps find, and nothing of browsers', async () => {
    await folder.run(['init']);
    const used = stepGlobalNames.filter((name) => !['module', 'exports', 'global'].includes(name));
    writeFiles(folder.dir, {
      'steps/all.js': `export const condition = { a: String };
export const content = async () => {
  for (const each of [${used.join(', ')}]) console.log(each);
  task.visualize({ type: 'table', name: 'x', data: [] });
  task.subtask('child', { ...data }, { into: 'result', waitFor: true });
  data.x = await connectors.crm.find({ id: task.id(), into: 'x' });
  audit.reference({ id: String(lib.words.hello(step.name)) });
  if (process.uptime() > 1) step.redo();
};
`,
    });
    expect(await typeErrors(folder.dir)).toBe('');
  });

  it.each([
    ['task.compleet()', 'compleet'],
    ["task.visualize({ type: 'tabel', data: [] })", 'tabel'],
    ['document.title', 'document'],
    ['step.name = "x"', 'name'],
  ])('find a mistake in %s', async (code, word) => {
    await folder.run(['init']);
    writeFiles(folder.dir, {
      'steps/wrong.js': `export const condition = { a: 1 };\nexport const content = () => { ${code}; };\n`,
    });
    expect(await typeErrors(folder.dir)).toContain(word);
  });
});

describe('where nothing was begun', () => {
  it('says in one line what makes a workspace, without a terminal', async () => {
    const said = await folder.run([]);
    expect(said.code).toBe(2);
    expect(said.stderr).toMatch(
      /^stepscope: there are no steps and no scenarios in .*: stepscope init makes some\.\n$/,
    );
  });

  it.each([
    [['nowhere/shop'], 'there is no folder'],
    [['workspce'], 'Did you mean stepscope workspace?'],
    [['file.txt'], 'is a file'],
  ])('says what is wrong with %j', async (args, why) => {
    writeFileSync(join(folder.dir, 'file.txt'), '');
    const said = await folder.run(args);
    expect([said.code, said.stderr]).toEqual([2, expect.stringContaining(why)]);
  });

  it.each([
    [['-d', '{}'], 'stepscope task new NAME -d JSON'],
    [['-f', 'x.json'], 'stepscope task new NAME -f x.json'],
    [['-'], 'stepscope task new NAME -f FILE'],
  ])('says how %j runs without a terminal', async (args, how) => {
    writeFiles(folder.dir, { 'steps/a.js': '' });
    const said = await folder.run(args);
    expect([said.code, said.stdout]).toEqual([2, '']);
    expect(said.stderr).toContain(how);
  });
});
