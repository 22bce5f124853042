// `run --reporter json` as a contract: form, exit codes, choice of scenarios, sameness of two runs.
import { spawn } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/check/outcome.ts';
import { misfits, REPORT } from './shape.ts';
import { COMMAND, type Files, makeWorkspace, ROOT, runFiles, runFolder, stepscope } from './workspace.ts';

const GREET =
  'export const condition = { name: String };\nexport const content = async () => { data.text = `Hello ${data.name}`; };';
const BUSY = `export const condition = { list: Array, more: Object };
export const content = async () => {
  console.log('busy'); audit.log('seen');
  data.list.splice(1, 1, 'x', 'y'); delete data.more; data.id = crypto.randomUUID(); data.at = Date.now();
  connectors.m.ok({ into: 'answer' });
  try { connectors.m.bad(); } catch {}
  data.when = new Date(0);
  if (!data.again) { data.again = true; data.more = {}; step.redo(); }
};`;
const BAD = 'export const condition = { bad: true };\nexport const content = async () => {\n  null.x;\n};';
const SHOP: Files = {
  'steps/greet.js': GREET,
  'steps/busy.js': BUSY,
  'steps/bad.js': BAD,
  'scenarios/greet.json': { name: 'Mira', expectedSteps: ['greet'] },
  'scenarios/deep/busy.json': {
    name: 'busy',
    tags: ['slow'],
    data: { list: [1, 2, 3], more: { a: 1 } },
    connectors: { m: { ok: { n: 1 }, bad: { $throw: { name: 'Bad', message: 'no', code: 5 } } } },
  },
  'scenarios/wrong.json': { scenario: 'wrong', bad: true, expectedSteps: ['greet'], validateFinalState: { 'a.b': 1 } },
  'scenarios/skipped.json': { name: 'later', skip: true, data: { bad: true } },
  'scenarios/unmatched.json': { nothing: 1 },
};

const shop = makeWorkspace(SHOP);
afterAll(shop.remove);

const passing = { 'steps/greet.js': GREET, 'scenarios/greet.json': { name: 'Mira' } };

describe('the form of the report', () => {
  it('is what formats.md says, to the key, and nothing else is on standard output', async () => {
    const { report, stderr } = await runFolder(shop.dir);
    expect(misfits(report, REPORT)).toEqual([]);
    expect(report).toMatchObject({ version: 1, dir: shop.dir, seed: 1, coverage: null });
    expect(report.totals).toEqual({ scenarios: 5, passed: 3, failed: 1, skipped: 1 });
    expect(stderr).toBe('');
  });

  it('tells a turn with all that happened in it', async () => {
    const { report } = await runFolder(shop.dir, 'deep/busy');
    const [busy] = report.scenarios;
    expect(busy).toMatchObject({
      name: 'busy',
      file: 'scenarios/deep/busy.json',
      status: 'passed',
      steps: ['busy', 'busy'],
    });
    expect(busy?.task).toMatchObject({ name: 'busy', tags: ['slow'], state: 'done', reason: 'settled', error: null });
    expect(busy?.turns[0]).toMatchObject({
      turn: 1,
      agenda: ['busy'],
      logs: [
        { level: 'log', text: 'busy' },
        { level: 'audit', text: 'seen' },
      ],
      calls: [
        { connector: 'm', method: 'ok', source: 'mock', result: { n: 1 } },
        { connector: 'm', method: 'bad', source: 'mock', error: { name: 'Bad', message: 'no', code: 5 } },
      ],
    });
    expect(busy?.turns[0]?.patches).toContainEqual({
      op: 'splice',
      path: ['list'],
      index: 2,
      remove: 0,
      insert: ['y'],
    });
    expect(report.problems).toMatchObject([{ severity: 'warning', file: 'steps/busy.js' }, { severity: 'warning' }]);
  });

  it('has a scenario that nobody ran in it as skipped', async () => {
    const { report } = await runFolder(shop.dir, '-t', 'later');
    expect(report.scenarios).toMatchObject([{ name: 'later', status: 'skipped', steps: [], turns: [], failures: [] }]);
  });

  it('warns where no step ever matched and nothing was expected', async () => {
    const { report, code } = await runFolder(shop.dir, 'unmatched');
    expect(report.problems).toMatchObject([{ severity: 'warning', file: 'scenarios/unmatched.json' }]);
    expect(code).toBe(0);
  });

  it('keeps what step code writes to the real standard output out of it', async () => {
    const loud =
      "import real from 'node:process';\nexport const condition = { name: String };\nexport const content = () => { real.stdout.write('LOUD'); real.stderr.write('LOUD'); };";
    const { stdout, stderr } = await runFiles({ ...passing, 'steps/loud.js': loud });
    expect(stdout + stderr).not.toContain('LOUD"');
    expect(stdout.trimStart().startsWith('{')).toBe(true);
    expect(stderr).toBe('');
  });
});

it('neverSteps that names no step is warned of: nothing could break it', async () => {
  const { report } = await runFiles({
    'steps/greet.js': 'export const condition = { n: 1 };\nexport const content = () => {};',
    'scenarios/one.json': { name: 'one', data: { n: 1 }, expect: { steps: ['greet'], neverSteps: ['gret'] } },
  });
  const message = 'one: neverSteps names gret, and there is no such step, or it did not load';
  expect(report.problems).toMatchObject([{ severity: 'warning', file: 'scenarios/one.json', line: 1, message }]);
});

it('a file of scenarios without a default export is a Problem', async () => {
  const { report, code } = await runFiles({
    'steps/a.js': 'export const condition = { n: 1 };\nexport const content = () => {};',
    'scenarios/named.js': 'export const n = 1;',
    'scenarios/one.json': { n: 1 },
  });
  const message = 'this file has no default export, so it holds no scenario';
  expect(report.problems).toMatchObject([{ severity: 'error', file: 'scenarios/named.js', line: 1, message }]);
  expect([report.scenarios.map(({ name }) => name), code]).toEqual([['one'], 3]);
});

it.each([
  [
    'scenarios/old.js',
    'module.exports = { n: 1 };',
    'Write `export default { … }` instead of `module.exports = { … }`.',
  ],
  ['scenarios/old.js', 'exports.n = 1;', 'Write `export default { … }` instead of `module.exports = { … }`.'],
  ['steps/old.js', 'module.exports = { condition: {}, content() {} };', 'Write `export const condition = …` and'],
  ['steps/odd.js', 'undefined.exports = 1;', 'This code runs when the file is loaded, before there is a task.'],
])('%s: %s says how it is written here', async (file, text, hint) => {
  const { report } = await runFiles({ [file]: text, 'scenarios/one.json': { n: 1 } });
  expect(report.problems.filter((one) => one.file === file)).toMatchObject([{ hint: expect.stringContaining(hint) }]);
});

describe('exit codes', () => {
  it.each<[number, string, Files, string[]]>([
    [0, 'all passed', passing, []],
    [1, 'a scenario failed', { ...passing, 'scenarios/b.json': { name: 'x', expectedSteps: ['other'] } }, []],
    [2, 'nothing to run', { 'steps/greet.js': GREET, 'scenarios/connectors/x.json': {} }, []],
    [2, 'no scenario with that filter', passing, ['nowhere']],
    [2, 'no scenario of that name', passing, ['-t', 'gree']],
    [3, 'the workspace has an error Problem, though all passed', { ...passing, 'steps/broken.js': 'export {' }, []],
    [3, 'the workspace has an error Problem, and nothing to run', { 'steps/broken.js': 'export {' }, []],
  ])('%i: %s', async (expected, _, files, args) => {
    const { code, report } = await runFiles(files, ...args);
    expect(code).toBe(expected);
    expect(misfits(report, REPORT)).toEqual([]);
  });

  it.each([
    ['an unknown option', ['run', '--no-such-option']],
    ['a seed that is no number', ['run', '--seed', 'many', '--dir', shop.dir]],
    ['a reporter that is not there', ['run', '--reporter', 'xml', '--dir', shop.dir]],
    ['a folder that is not there', ['run', '--dir', `${shop.dir}/nowhere`]],
    ['the debugger without a terminal', [shop.dir]],
  ])('2: %s, said on standard error', async (_, args) => {
    const { code, stdout, stderr } = await stepscope(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('the choice of scenarios', () => {
  const names = (report: Report) => report.scenarios.map(({ name }) => name);

  it.each<[string, string[], string[]]>([
    ['a filter is a substring of the path', ['deep/'], ['busy']],
    ['or of the name', ['wron'], ['wrong']],
    ['several filters: any of them', ['wrong', 'busy'], ['busy', 'wrong']],
    ['-t is the whole name', ['-t', 'busy'], ['busy']],
    ['-t and a filter: both', ['-t', 'busy', 'wrong'], []],
  ])('%s', async (_, args, expected) => {
    const { report } = await runFolder(shop.dir, ...args);
    expect(names(report)).toEqual(expected);
  });

  it.each([['scenarios/list.json#two'], ['list#two'], ['list.json#tw']])(
    'one of a file that holds several: %s',
    async (filter) => {
      const list = [{ n: 1 }, { name: 'one', data: { n: 1 } }, { name: 'two', data: { n: 1 } }];
      const { report } = await runFiles({ 'steps/greet.js': GREET, 'scenarios/list.json': list }, filter);
      expect(names(report)).toEqual(['two']);
    },
  );

  it('"only" skips all others, "skip" itself', async () => {
    const scenarios = [
      { name: 'a', data: { name: 'a' } },
      { name: 'b', data: { name: 'b' }, only: true },
      { name: 'c', data: { name: 'c' }, only: true, skip: true },
    ];
    const { report, code } = await runFiles({ 'steps/greet.js': GREET, 'scenarios/all.json': scenarios });
    expect(report.scenarios.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'a skipped',
      'b passed',
      'c skipped',
    ]);
    expect(report.totals).toEqual({ scenarios: 3, passed: 1, failed: 0, skipped: 2 });
    expect(code).toBe(0);
  });

  it('several scenarios of one file keep their order, unnamed ones go by index', async () => {
    const { report } = await runFiles({
      'steps/greet.js': GREET,
      'scenarios/b.yaml': '- { name: one }\n- { scenario: second, name: two }\n',
      'scenarios/a.js': 'export default [{ name: "z", data: { name: "z" } }, { name: "y", data: { name: "y" } }];',
    });
    expect(names(report)).toEqual(['z', 'y', 'b#0', 'second']);
  });
});

describe('two runs', () => {
  const timeless = (report: Report) =>
    JSON.parse(JSON.stringify(report), (key, value) =>
      /^(durationMs|matchMs|runMs)$/.test(key) ? 0 : value,
    ) as Report;

  it('with one seed differ in wall timings only, ids and UUIDs included', async () => {
    const [one, two] = [await runFolder(shop.dir, '--seed', '7'), await runFolder(shop.dir, '--seed', '7')];
    expect(timeless(two.report)).toEqual(timeless(one.report));
    expect(one.report.seed).toBe(7);
  });

  it('with different seeds differ in UUIDs', async () => {
    const [one, two] = [
      await runFolder(shop.dir, '-t', 'busy'),
      await runFolder(shop.dir, '-t', 'busy', '--seed', '2'),
    ];
    expect(two.report.scenarios[0]?.data.id).not.toBe(one.report.scenarios[0]?.data.id);
  });

  it('give a scenario the same values whether it runs alone or among others', async () => {
    const [alone, among] = [await runFolder(shop.dir, '-t', 'busy'), await runFolder(shop.dir)];
    const busy = among.report.scenarios.find(({ name }) => name === 'busy');
    expect(busy?.data).toEqual(alone.report.scenarios[0]?.data);
    expect(busy?.task?.id).toBe(alone.report.scenarios[0]?.task?.id);
  });
});

describe('where it runs', () => {
  it('a reader that goes away (| head -1) is no crash', async () => {
    const steps = `export const condition = { name: String };\nexport const content = () => { data.big = 'x'.repeat(2_000_000); };`;
    const { dir, remove } = makeWorkspace({ 'steps/big.js': steps, 'scenarios/a.json': { name: 'a' } });
    const child = spawn(process.execPath, [COMMAND, 'run', '--dir', dir, '--reporter', 'json']);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.once('close', resolve));
    remove();
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it("the project's own samples all pass in under three seconds", async () => {
    const { report, code } = await runFolder(ROOT);
    const failed = report.scenarios.filter(({ status }) => status !== 'passed').map(({ name }) => name);
    expect(failed).toEqual([]);
    expect(report.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(code).toBe(0);
    expect(report.durationMs).toBeLessThan(3_000);
  });
});
