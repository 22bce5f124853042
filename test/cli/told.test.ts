// What commands tell of subtasks, waits, steps that are off, and of data as it is given.
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Folder, makeFolder } from './in-folder.ts';

const FILES = {
  'steps/start.js':
    "export const condition = { orders: Number, parcels: null };\nexport const content = async () => { await new Promise((done) => setTimeout(done, 700)); task.subtask('pack', { parcel: {} }, { into: 'parcels', waitFor: true }); };",
  'steps/warehouse/pack.js':
    "export const condition = { parcel: { packed: null } };\nexport const content = () => { data.parcel.packed = true; console.log('packed it'); task.complete({ weight: 3 }); };",
  'steps/fail.js':
    "export const condition = { bad: true };\nexport const content = () => { throw new Error('no such card'); };",
  'steps/off.js':
    'export const condition = { orders: Number };\nexport const disabled = true;\nexport const content = () => {};',
  'scenarios/ship.json': { orders: 1 },
  'scenarios/broken.json': { bad: true, expectedError: 'no such card' },
  'scenarios/made.js': 'export default { name: "made", data: { zero: 1 } };',
};

let folder: Folder;
beforeAll(async () => {
  folder = makeFolder(FILES);
  await folder.run(['task', 'new', 'ship it', '-d', '{"orders":1}']);
});
afterAll(() => folder.remove());

const lines = async (...args: string[]): Promise<string> => (await folder.run(args)).stdout;

describe('why of a step that ran in a subtask', () => {
  it('names the subtask, and goes there by its number or name', async () => {
    const why = (...args: string[]) => folder.run(['why', 'warehouse/pack', '--scenario', 'ship', ...args]);
    expect((await why()).stdout).toContain('it ran in the subtask 1 (pack), turn 1: --subtask 1 stands there');
    for (const subtask of ['1', 'pack'])
      expect((await why('--subtask', subtask)).stdout).toMatch(/^warehouse\/pack ran in turn 1/);
    expect(await why('--subtask', 'pac')).toMatchObject({
      code: 2,
      stderr: 'stepscope why: there is no subtask pac: there are 1 (pack).\n',
    });
  });

  it('of a task in the history, by its id', async () => {
    const told = await lines('why', 'warehouse/pack', '--task', 'ship it');
    const way = /--task (\S+\.1) stands there/.exec(told)?.[1] ?? '';
    expect(await lines('why', 'warehouse/pack', '--task', way)).toMatch(/^warehouse\/pack ran in turn 1/);
  });
});

it('why: data that is given is no task, and a step that is off says where', async () => {
  const told = await lines('why', 'off', '-d', '{"orders":1}');
  expect(told).toContain('for this data, before any step has run');
  expect(told).toContain('cause: switched off: steps/off.js says `export const disabled = true`');
});

it('task log: what a step waited, and what the result of a subtask wrote', async () => {
  const told = await lines('task', 'log', 'ship it', '--changes');
  expect(told).toMatch(/start {2}.*waited 700 ms/);
  expect(told).toMatch(
    /between {2}the subtask \S+ wrote parcels\n.*\+ parcels\.weight {2}3|\+ parcels {2}\{.*weight: 3/,
  );
  await folder.run(['task', 'new', 'nothing', '-d', '{"x":1}']);
  expect(await lines('task', 'log', 'nothing')).toMatch(/no step ever matched {2}stepscope why STEP --task \w+ says/);
});

it('run --reporter verbose: the turns of subtasks, and an error that was expected', async () => {
  const told = await lines('run', '--reporter', 'verbose');
  expect(told).toMatch(/subtask {2}pack .*\n +1 {2}warehouse\/pack .*\n.*packed it/);
  expect(told).toMatch(/1 {2}fail\n +Error: no such card \(steps\/fail\.js:2\)/);
});

it('graph: a filter that fits nothing', async () => {
  expect(await folder.run(['graph', '--filter', 'zzz'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'stepscope graph: no step has "zzz" in its name.\n',
  });
});

it('scenario list: a scenario in code has no line', async () => {
  expect(await lines('scenario', 'list')).not.toContain(':0');
});

it.each([
  [['run', '--reporter', 'ju'], 'junit'],
  [['export', '--format', 'tr'], 'trace'],
  [['graph', '--format', 'd'], 'dot'],
  [['why', 'pa'], 'pack'],
])('complete %j', async (words, value) => {
  expect(await lines('complete', '--', ...words)).toMatch(new RegExp(`^${value}\t`));
});

describe('check where a result goes to a place that the text does not tell', () => {
  const result = (into: string) => ({
    'steps/a.js': `export const condition = { a: 1 };\nexport const content = () => { const i = 1;\n  task.subtask('x', {}, { into: ${into} }); };`,
    'steps/b.js':
      'export const condition = { never: { seen: true } };\nexport const content = () => { delete data.never; };',
    'scenarios/s.json': { a: 1 },
  });
  it.each(['`p.${i}`', '`p.q.${i}.r`', "'p.' + i"])('%s: what is fixed of it tells enough', async (into) => {
    const other = makeFolder(result(into));
    const { stdout } = await other.run(['check']);
    other.remove();
    expect(stdout).toContain('[nobody-writes]');
    expect(stdout).not.toContain('[not-judged]');
  });

  it.each(['`${i}.p`', '`p${i}`', 'place', 'i + ".p"'])('%s: one note names the place', async (into) => {
    const other = makeFolder(result(into));
    const { stdout } = await other.run(['check']);
    other.remove();
    expect(stdout).not.toContain('[nobody-writes]');
    expect(stdout.match(/^note steps\/a\.js:3:\d+ .*\[not-judged\]/gm)).toHaveLength(1);
  });
});

it('run --live: a connector that nothing calls, and which may be meant', async () => {
  const other = makeFolder({
    'steps/a.js':
      'export const condition = { a: 1 };\nexport const content = () => { if (data.b) connectors.stripe.charge(); };',
    'scenarios/s.json': { a: 1 },
  });
  const wrong = await other.run(['run', '--live', 'strpe']);
  const right = await other.run(['run', '--live', 'stripe']);
  other.remove();
  expect(wrong.stderr).toContain('no step calls the connector "strpe" that --live names. Is "stripe" meant?');
  expect(right.stderr).toBe('');
});

it('compare: a commit in which the folder is not there yet', async () => {
  const other = makeFolder({
    'sub/steps/a.js': 'export const condition = { a: 1 };\nexport const content = () => {};',
  });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], { cwd: other.dir });
  git('init', '-q');
  git('commit', '-q', '--allow-empty', '-m', 'nothing');
  git('tag', 'v1');
  const said = await other.run(['compare', 'v1', '.', '--dir', 'sub']);
  other.remove();
  expect([said.code, said.stderr]).toEqual([
    2,
    expect.stringMatching(/the commit "v1" has no folder .*sub: it was not there yet/),
  ]);
});
