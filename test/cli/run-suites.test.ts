// Suites as the guide lays them out: unit, integration and performance below tests/, and `.aloma/test-config.json`.
import { describe, expect, it } from 'vitest';
import { type Files, makeWorkspace, runFiles, stepscope } from '../check/workspace.ts';

const STEP =
  'export const condition = { customer: { email: String, validated: null } };\nexport const content = () => { data.customer.validated = data.customer.email.includes("@"); };';
const GUIDE: Files = {
  'steps/validate_customer.js': STEP,
  'tests/unit/valid.json':
    '// tests/unit/valid.json\n{ "scenario": "valid", "customer": { "email": "a@b.c" }, "validateFinalState": { "customer.validated": true } }',
  'tests/unit/invalid.json': { scenario: 'invalid', customer: { email: 'x' }, expectedSteps: ['validate_customer'] },
  'tests/integration/flow.yaml':
    'scenario: flow\ncustomer: { email: x }\nvalidateFinalState: { customer.validated: true }\n',
  'tests/performance/load.js': 'export default { name: "load", data: { customer: { email: "a@b" } } };',
  'tests/data/other.json': { scenario: 'other', customer: { email: 'other@b' } },
  'tests/scripts/run_tests.sh': 'echo',
};
const names = async (files: Files, ...args: readonly string[]): Promise<readonly string[]> => {
  const { report } = await runFiles(files, ...args);
  return report.scenarios.map(({ name, status }) => `${name} ${status}`);
};

it('a folder of tests/ is a suite', async () => {
  expect(await names(GUIDE, '--suite', 'unit')).toEqual(['invalid passed', 'valid passed']);
  expect(await names(GUIDE, '--suite', 'performance')).toEqual(['load passed']);
});

it('without scenarios all suites run, and none of their data', async () => {
  const { report, code } = await runFiles(GUIDE);
  expect(report.scenarios.map(({ name, status, task }) => [name, status, task?.tags])).toEqual([
    ['flow', 'failed', ['integration']],
    ['load', 'passed', []],
    ['invalid', 'passed', ['unit']],
    ['valid', 'passed', ['unit']],
  ]);
  expect(report.problems).toEqual([]);
  expect(code).toBe(1);
});

it('suggestions are made of the scenarios of the suite that ran', async () => {
  const { dir, remove } = makeWorkspace(GUIDE);
  const { stdout } = await stepscope(['run', '--dir', dir, '--suite', 'unit', '--suggest']);
  const all = await stepscope(['run', '--dir', dir, '--suggest']);
  remove();
  for (const said of [stdout, all.stdout]) expect(said).toMatch(/"name": "\w+: without customer.email"/);
});

describe("the guide's own layout", () => {
  const files = {
    'steps/validate_customer.js': STEP,
    'tests/data/valid.json': { customer: { email: 'a@b' } },
    'tests/scenarios/onboarding.json': { scenario: 'onboarding', customer: { email: 'a@b' } },
    'tests/scenarios/error.json': { scenario: 'error', customer: { email: 'x' } },
  };

  it.each([
    [[], ['error passed', 'onboarding passed']],
    [
      ['--suite', 'scenarios'],
      ['error passed', 'onboarding passed'],
    ],
    [['tests/scenarios/onboarding.json'], ['onboarding passed']],
  ])('run %j finds tests/scenarios', async (args, expected) => {
    expect(await names(files, ...args)).toEqual(expected);
  });

  it('and its data are no suite', async () => {
    const { dir, remove } = makeWorkspace({ 'steps/a.js': STEP, 'tests/data/valid.json': {} });
    const { code, stderr } = await stepscope(['run', '--dir', dir, '--suite', 'data']);
    remove();
    expect([code, stderr]).toEqual([
      2,
      'stepscope run: there is no suite data: tests/ has no folder but data and scripts, which are none, and there is no .aloma/test-config.json.\n',
    ]);
  });
});

it('scenarios go before suites that nobody named', async () => {
  expect(await names({ ...GUIDE, 'scenarios/own.json': { customer: { email: 'a' } } })).toEqual(['own passed']);
});

it('the file of suites names files, folders and how often', async () => {
  const config = `{
    // what counts
    "suites": { "smoke": ["tests/unit/valid.json", "tests/data"], "load": { "files": "./tests/performance/", "repeat": 3 }, "again": { "files": "tests/unit/invalid.json", "repeat": 2 } },
  }`;
  const files = { ...GUIDE, '.aloma/test-config.json': config };
  expect(await names(files, '--suite', 'smoke')).toEqual(['other passed', 'valid passed']);
  expect(await names(files, '--suite', 'again')).toEqual(['invalid (1) passed', 'invalid (2) passed']);
});

it.each([
  ['{ "suites": { "unit": 5 } }', /"suites\.unit" must be a folder, a file, or a list of them, not the number 5/],
  ['{ "suites": { "unit": { "files": [], "repeat": 0 } } }', /"suites\.unit\.repeat" must be a whole number/],
  ['{ "suites": [] }', /"suites" must be an object of suites, not an empty list/],
  ['{ "suites": { "unit": "tests/nowhere" } }', /there is no tests\/nowhere, which the suite unit names/],
  ['{ "suites": { "unit": { "file": "tests/unit" } } }', /unknown key "file"/],
])('what is wrong with it is told: %s', async (config, message) => {
  const { report, code } = await runFiles({ ...GUIDE, '.aloma/test-config.json': config }, '--suite', 'unit');
  expect(report.problems.map(({ message: text }) => text).join('\n')).toMatch(message);
  expect(code).toBe(3);
});

it.each([
  ['{ "timeout": 5, "suits": { "unit": "tests/data" } }', { line: 1, column: 17, hint: 'Did you mean "suites"?' }],
  ['{ "suites": {\n  "unit": 5 } }', { line: 2, severity: 'error' }],
])('where it is wrong is told: %s', async (config, problem) => {
  const { report } = await runFiles({ ...GUIDE, '.aloma/test-config.json': config }, '--suite', 'unit');
  expect(report.problems).toMatchObject([problem]);
});

it('a file of settings alone leaves the folders as they are', async () => {
  const files = { ...GUIDE, '.aloma/test-config.json': '{ "limits": { "turns": 5 } }' };
  expect(await names(files, '--suite', 'unit')).toEqual(['invalid passed', 'valid passed']);
});

it('2: a suite that is not there', async () => {
  const { dir, remove } = makeWorkspace(GUIDE);
  const { code, stderr } = await stepscope(['run', '--dir', dir, '--suite', 'unti']);
  remove();
  expect([code, stderr]).toEqual([2, expect.stringMatching(/there are .*unit.* Did you mean unit\?/)]);
});

it('suites are not watched, and that is said', async () => {
  const { dir, remove } = makeWorkspace(GUIDE);
  const { code, stderr } = await stepscope(['run', '--watch', '--suite', 'unit', '--dir', dir]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('Run the suite without --watch, or watch without')]);
  remove();
});
