// What can be wrong with files: each is a Problem with its place, exit code 3, and all others keep working.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/check/outcome.ts';
import { type Files, makeWorkspace, runFiles, runFolder, writeFiles } from '../check/workspace.ts';

interface FileFault {
  readonly what: string;
  readonly file: string;
  readonly text: string;
  /** The Problem at that file. */
  readonly problem: { readonly line: number; readonly column?: number; readonly message: RegExp };
}

const condition = 'export const condition = { x: Number };';
const content = 'export const content = async () => {};';
const step = (
  name: string,
  lines: readonly string[],
  line: number,
  column: number | undefined,
  message: RegExp,
  what = name,
) => ({
  what,
  file: `steps/bad ${name}`,
  text: lines.join('\n'),
  problem: { line, ...(column === undefined ? {} : { column }), message },
});

const FAULTS: readonly FileFault[] = [
  step(
    'syntax.js',
    [condition, 'export const content = async () => {', '  data.x = = 1;', '};'],
    3,
    12,
    /./,
    'a syntax error in JS',
  ),
  step(
    'types.ts',
    [condition, 'export const content = async (): Promise<void> => {', '  const n: = 1;', '};'],
    3,
    12,
    /./,
    'a syntax error in TS',
  ),
  step(
    'cut.js',
    [condition, 'export const content = async () => {', '  if (true) {'],
    3,
    undefined,
    /./,
    'a file cut short',
  ),
  step(
    'import.js',
    ["import { x } from './nowhere.js';", condition, content],
    1,
    undefined,
    /nowhere\.js/,
    'an import of a file that is not there',
  ),
  step(
    'package.js',
    ["import x from 'no-such-package-here';", condition, content],
    1,
    undefined,
    /no-such-package-here/,
    'an import of a package that is not there',
  ),
  step(
    'name.js',
    ["import { nothing } from 'node:path';", condition, content, 'nothing();'],
    4,
    undefined,
    /nothing/,
    'an import of a name that is not there, used at the top',
  ),
  step(
    'net.js',
    ["import net from 'node:net';", condition, content],
    1,
    undefined,
    /node:net/,
    'an import of a network module',
  ),
  step('condition none.js', [content], 1, 1, /no condition/, 'no condition'),
  step('content none.js', [condition], 1, 1, /no content/, 'no content'),
  step(
    'content text.js',
    [condition, 'export const content = "code";'],
    1,
    1,
    /no content/,
    'a content that is no function',
  ),
  step(
    'condition text.js',
    ['export const condition = "x";', content],
    1,
    undefined,
    /must be an object/,
    'a condition that is a text',
  ),
  step(
    'condition null.js',
    ['export const condition = null;', content],
    1,
    undefined,
    /must be an object/,
    'a condition that is null',
  ),
  step(
    'condition list.js',
    ['export const condition = [String];', content],
    1,
    undefined,
    /must be an object/,
    'a condition that is a list',
  ),
  step(
    'condition cycle.js',
    ['const c = { x: {} };', 'c.x.c = c;', 'export const condition = c;', content],
    3,
    undefined,
    /contains itself|cycle/,
    'a condition that contains itself',
  ),
  step(
    'condition getter.js',
    ['export const condition = { get x() { throw new Error("no"); } };', content],
    1,
    undefined,
    /no/,
    'a condition with a getter that throws',
  ),
  step(
    'match.js',
    ['export const match = () => { throw new Error("no match"); };', 'export default () => {};'],
    1,
    undefined,
    /no match/,
    'a match that throws',
  ),
  step(
    'operator.js',
    ['export const condition = {', '  x: Number,', '  total: { $gt: 5 },', '};', content],
    3,
    undefined,
    /\$gt/,
    'an operator that the platform does not have',
  ),
  step(
    'ne.js',
    ['export const condition = {', '  x: { $ne: 5 },', '};', content],
    2,
    undefined,
    /\$ne/,
    '$ne with something but null',
  ),
  step(
    'date.js',
    ['export const condition = {', '  x: Date,', '};', content],
    2,
    undefined,
    /Date/,
    'another built-in constructor',
  ),
  step(
    'stash.js',
    ['export const condition = {', '  $stash: { key: "hidden-value" },', '};', content],
    2,
    undefined,
    /\$stash/,
    'a literal under $stash',
  ),
  step(
    'assigns.js',
    [condition, 'export const content = async () => {', '  data = {};', '};'],
    3,
    3,
    /`data`/,
    'data =',
  ),
  step(
    'throws.js',
    [condition, content, 'throw new Error("at the top");'],
    3,
    7,
    /at the top/,
    'a module that throws at its top',
  ),
  step(
    'throws null.js',
    [condition, content, 'throw null;'],
    1,
    undefined,
    /null/,
    'a module that throws null at its top',
  ),
  step(
    'uses data.js',
    [condition, content, 'console.log(data.x);'],
    3,
    undefined,
    /data is only there while the step runs/,
    'data used at the top',
  ),
  step(
    'rejects.js',
    [condition, content, 'await Promise.reject(new Error("top await"));'],
    3,
    undefined,
    /top await/,
    'a top-level await that rejects',
  ),
  step(
    'endless.js',
    [condition, content, 'while (true) {}'],
    1,
    undefined,
    /ran for more than .* while it was loaded/,
    'a module that does not come back',
  ),
  step(
    'exits.js',
    ["import real from 'node:process';", condition, content, 'real.exit(0);'],
    1,
    undefined,
    /ended the process.* while it was loaded/,
    'a module that ends the process',
  ),
  step(
    'large.js',
    [condition, content, `// ${'x'.repeat(5 * 1024 * 1024)}`],
    1,
    undefined,
    /too large/,
    'a step of more than 5 MB',
  ),
  step('empty.js', [''], 1, undefined, /empty/, 'an empty step'),
  {
    what: 'a library that throws',
    file: 'steps/lib/globals.js',
    text: 'export const a = 1;\nnull.x;',
    problem: { line: 2, message: /null/ },
  },
  {
    what: 'broken JSON in a scenario',
    file: 'scenarios/bad.json',
    text: '{\n  "a": 1\n  "b": 2\n}',
    problem: { line: 3, column: 3, message: /comma/ },
  },
  {
    what: 'broken YAML in a scenario',
    file: 'scenarios/bad.yaml',
    text: 'a:\n  - 1\n b: 2\n',
    problem: { line: 3, message: /./ },
  },
  {
    what: 'a JS scenario that throws',
    file: 'scenarios/bad.js',
    text: 'const x = 1;\nthrow new Error("no scenario");',
    problem: { line: 2, message: /no scenario/ },
  },
  {
    what: 'a JS scenario that does not come back',
    file: 'scenarios/endless.js',
    text: 'while (true) {}\nexport default {};',
    problem: { line: 1, message: /ran for more than/ },
  },
  {
    what: 'a key of the wrong type',
    file: 'scenarios/typed.json',
    text: '{ "name": "n", "data": {},\n  "expect": { "steps": "a" } }',
    problem: { line: 2, message: /steps/ },
  },
  {
    what: 'a connector file that throws',
    file: 'scenarios/connectors/bad.js',
    text: 'throw new Error("no connector");',
    problem: { line: 1, message: /no connector/ },
  },
];

const GOOD: Files = {
  'stepscope.config.json': { limits: { stepMs: 1500, memoryMb: 300 } },
  'steps/good.js':
    'export const condition = { good: true };\nexport const content = async () => { data.done = true; };',
  'scenarios/good.json': { good: true, expectedSteps: ['good'], validateFinalState: { done: true } },
};

describe('files that are wrong', () => {
  let report: Report;
  let code: number;
  beforeAll(async () => {
    const files = Object.fromEntries(FAULTS.map(({ file, text }) => [file, text]));
    ({ report, code } = await runFiles({ ...GOOD, ...files }));
  }, 60_000);

  it('leave all others as they are, and the exit code says so', () => {
    expect(report.scenarios).toMatchObject([{ name: 'good', status: 'passed', data: { good: true, done: true } }]);
    expect(code).toBe(3);
  });

  it.each(FAULTS.map((fault) => [fault.what, fault] as const))('%s', (_, { file, problem }) => {
    const found = report.problems.filter((one) => one.file === file && one.severity === 'error');
    expect(found).toMatchObject([{ ...problem, message: expect.stringMatching(problem.message) }]);
    expect(found[0]?.hint).not.toBe('');
  });
});

describe('many and large files', () => {
  it('10,000 steps load, match and run in a few seconds', async () => {
    const many = Array.from({ length: 10_000 }, (_, n) => [
      `steps/f${n % 100}/s${n}.js`,
      `export const condition = { kind: 'k${n}' };\nexport const content = async () => { data.kind = 'k${n + 2500}'; };`,
    ]);
    const { report, code } = await runFiles({
      ...Object.fromEntries(many),
      'scenarios/one.json': { kind: 'k0', expectedSteps: ['f0/s0', 'f0/s2500', 'f0/s5000', 'f0/s7500'] },
    });
    expect(report.scenarios).toMatchObject([{ status: 'passed', data: { kind: 'k10000' } }]);
    expect(code).toBe(0);
    expect(report.durationMs).toBeLessThan(10_000);
  }, 60_000);

  it('a step file just below 5 MB loads and runs', async () => {
    const large = `export const condition = { x: 1 };\nconst text = '${'x'.repeat(4_900_000)}';\nexport const content = () => { data.length = text.length; };`;
    const { report } = await runFiles({ 'steps/large.js': large, 'scenarios/one.json': { x: 1 } });
    expect(report.scenarios).toMatchObject([{ data: { length: 4_900_000 } }]);
  });

  it('data just below its limit of 32 MB goes through in no time', async () => {
    const { report } = await runFiles({
      'steps/big.js':
        'export const condition = { x: 1 };\nexport const content = () => { data.text = "x".repeat(31_000_000); };',
      'steps/next.js':
        'export const condition = { text: String };\nexport const content = () => { data.length = data.text.length; delete data.text; };',
      'scenarios/one.json': { x: 1 },
    });
    expect(report.scenarios).toMatchObject([{ task: { state: 'done' }, data: { length: 31_000_000 } }]);
    expect(report.durationMs).toBeLessThan(2_000);
  });
});

describe('files that go while they are used', () => {
  it('an imported file deleted between load and run is the error of the step that imports it', async () => {
    const { dir, remove } = makeWorkspace({
      'steps/a.js': [
        "import { unlinkSync } from 'node:fs';",
        'export const condition = { dir: String };',
        "export const content = async () => { unlinkSync(data.dir + '/steps/help/gone.js'); };",
      ].join('\n'),
      'steps/b.js': [
        "import { gone } from './help/gone.js';",
        'export const condition = { dir: String };',
        'export const content = async () => { data.gone = gone; };',
      ].join('\n'),
      'steps/help/gone.js': [
        'export const condition = { never: true };',
        'export const content = () => {};',
        'export const gone = 1;',
      ].join('\n'),
    });
    writeFiles(dir, { 'scenarios/one.json': { dir } });
    const { report } = await runFolder(dir);
    remove();
    expect(report.scenarios).toMatchObject([{ steps: ['a', 'b'], task: { state: 'error', error: { step: 'b' } } }]);
    expect(report.scenarios[0]?.task?.error?.message).toMatch(/gone/);
  });
});
