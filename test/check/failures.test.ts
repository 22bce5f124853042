// What a failed expectation says: both sides, in words, with the place.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/check/outcome.ts';
import { makeWorkspace, runFiles, stepscope } from './workspace.ts';

const STEPS = {
  'steps/hangs.js': 'export const condition = { hang: true };\nexport const content = () => new Promise(() => {});',
  'steps/a.js': `export const condition = { go: true };
export const content = async () => {
  data.customer = { name: 'Mira', tags: ['x'], lastError: 'no such street' };
  await new Promise((done) => setTimeout(done, 250));
};`,
  'steps/b.js':
    'export const condition = { customer: Object };\nexport const content = async () => { task.complete(); };',
  'steps/quick.js': 'export const condition = { quick: true };\nexport const content = () => {};',
  'steps/fails.js':
    'export const condition = { fail: true };\nexport const content = async () => {\n  data.customer.name;\n};',
};

interface Row {
  /** Keys of `expect`, or those of the guide beside the data. */
  readonly expect?: object;
  readonly guide?: object;
  readonly data?: object;
  readonly check: string;
  readonly message: string | RegExp;
  readonly failure?: object;
}

const ROWS: readonly Row[] = [
  {
    data: { hang: true },
    check: 'error',
    message: /^the task ended in error: NeverSettles: it waits .* \(in the step hangs, steps\/hangs\.js\)$/,
  },
  {
    data: { fail: true },
    check: 'error',
    message: /^the task ended in error: TypeError: .*'name'\) \(steps\/fails\.js:3:17\)$/,
  },
  {
    guide: { expectedSteps: ['b', 'a'] },
    check: 'expectedSteps',
    message: 'turn 1 should have run b, but ran a: b did not match: customer should be Object, but is missing',
    failure: { expected: ['b', 'a'], actual: ['a', 'b'] },
  },
  { expect: { steps: ['a'] }, check: 'steps', message: 'turn 2 ran b, but nothing was expected after turn 1' },
  {
    expect: { steps: ['a', 'b', 'c'] },
    check: 'steps',
    message: 'turn 3 should have run c, but the task had ended after 2 turns: there is no step c, or it did not load',
  },
  { expect: { neverSteps: ['b'] }, check: 'neverSteps', message: 'b must never run, but ran in turn 2' },
  {
    expect: { state: 'ignored' },
    check: 'state',
    message: 'the task should have ended with state ignored, but it was done',
    failure: { expected: 'ignored', actual: 'done' },
  },
  {
    expect: { reason: 'settled' },
    check: 'reason',
    message: 'the task should have ended with reason settled, but it was complete',
  },
  {
    guide: { expectedError: 'no such town' },
    check: 'expectedError',
    message: 'an error with "no such town" in it was expected; there was only "no such street"',
  },
  {
    expect: { error: 'declined' },
    data: { go: 1 },
    check: 'expectedError',
    message: 'an error with "declined" in it was expected; there was no error at all',
  },
  {
    guide: { expectedDuration: 100 },
    check: 'expectedDuration',
    message: /^it should have taken at most 100 ms, but took 2[5-9]\d ms on the task's clock$/,
  },
  { expect: { duration: 100 }, check: 'expectedDuration', message: /at most 100 ms/ },
  {
    expect: { duration: 0 },
    data: { quick: true },
    check: 'expectedDuration',
    message: /^.* at most 0 ms, but took (?!0 )[\d.]+ ms/,
  },
  {
    guide: { validateFinalState: { 'customer.name': 'Noor' } },
    check: 'validateFinalState',
    message: 'customer.name should be "Noor", but is "Mira"',
    failure: { path: 'customer.name', expected: 'Noor', actual: 'Mira' },
  },
  {
    guide: { validateFinalState: { 'customer.age': 'Number' } },
    check: 'validateFinalState',
    message: 'customer.age should be a Number, but is missing',
  },
  {
    expect: { paths: { 'customer.tags.0': 'y' } },
    check: 'paths',
    message: 'customer.tags.0 should be "y", but is "x"',
    failure: { path: 'customer.tags.0' },
  },
  {
    guide: { validateFinalState: { 'customer.tags[0]': 'y' } },
    check: 'validateFinalState',
    message: 'customer.tags[0] should be "y", but is "x"',
    failure: { path: 'customer.tags[0]' },
  },
  {
    expect: { paths: { 'customer.tags[1]': 'y' } },
    check: 'paths',
    message: 'customer.tags[1] should be "y", but is missing',
  },
  {
    expect: { data: { customer: { name: 'Noor' } } },
    check: 'data',
    message: 'customer.name should be "Noor", but is "Mira"',
    failure: { path: 'customer.name' },
  },
  {
    expect: { data: { customer: { phone: { $ne: null } } } },
    check: 'data',
    message: /^customer\.phone should be .*, but is missing$/,
  },
  {
    expect: { data: { customer: { name: { $regexp: ['^N', ''] } } } },
    check: 'data',
    message: 'customer.name should be /^N/, but is "Mira"',
  },
  { expect: { data: { customer: { tags: ['z'] } } }, check: 'data', message: /^no element of customer\.tags is "z"$/ },
];

function scenarioOf({ expect: expected, guide = {}, data = { go: true } }: Row, index: number): object {
  const name = `row ${index}`;
  return expected ? { name, data, expect: expected } : { scenario: name, ...data, ...guide };
}

it('a place may be written as elsewhere, with dots alone, or as it is', async () => {
  const data = { go: 1, b: { arr: [1, { c: 2 }], 'x.y': { c: 3 }, 'a[0]': 4 }, 'p.q[0]': 5 };
  const paths = {
    ...{ 'b.arr[0]': 1, 'b.arr.0': 1, 'b.arr[1].c': 2, 'b.arr.1.c': 2, 'b["x.y"].c': 3, '["b"].arr': 'Array' },
    ...{ 'b.a[0]': 4, 'p.q[0]': 5, 'b.arr.length': 2, 'b.arr[2]': null },
  };
  const { report } = await runFiles({ ...STEPS, 'scenarios/x.json': { name: 'x', data, expect: { paths } } });
  expect(report.scenarios).toMatchObject([{ status: 'passed', failures: [] }]);
});

describe('a failure says what was expected and what was there', () => {
  let report: Report;
  beforeAll(async () => {
    ({ report } = await runFiles({ ...STEPS, 'scenarios/rows.json': ROWS.map(scenarioOf) }));
  });

  it.each(ROWS.map((row, index) => [row.check, row, index] as const))('%s', (_, { check, message, failure }, index) => {
    const scenario = report.scenarios.find(({ name }) => name === `row ${index}`);
    const text = typeof message === 'string' ? message : expect.stringMatching(message);
    expect(scenario?.status).toBe('failed');
    expect(scenario?.failures).toMatchObject([{ check, message: text, ...failure }]);
  });
});

describe('expectations that are met', () => {
  it('pass: all of them at once, a text under an error key, a type by its name, null for what is missing', async () => {
    const { report, code } = await runFiles({
      ...STEPS,
      'scenarios/rows.json': [
        {
          name: 'all',
          data: { go: true },
          expect: {
            ...{
              steps: ['a', 'b'],
              neverSteps: ['fails'],
              state: 'done',
              reason: 'complete',
              error: 'street',
              duration: 1000,
            },
            data: { customer: { name: 'String', tags: ['x'], age: null } },
            paths: { 'customer.name': 'Mira', 'customer.tags': 'Array', 'customer.age': null },
          },
        },
        { scenario: 'an error', fail: true, expectedError: 'undefined' },
        { name: 'an error by its state', data: { fail: true }, expect: { state: 'error' } },
        { name: 'an error by its reason', data: { fail: true }, expect: { reason: 'error' } },
      ],
    });
    expect(report.scenarios.flatMap(({ failures }) => failures)).toEqual([]);
    expect(code).toBe(0);
  });
});

describe('the report for people', () => {
  it('has a line for each scenario, the failures with both lists of steps, and a sum', async () => {
    const { dir, remove } = makeWorkspace({
      ...STEPS,
      'scenarios/one.json': { go: true, expectedSteps: ['b', 'a'] },
      'scenarios/two.json': { go: true },
    });
    const { stdout, code } = await stepscope(['run', '--dir', dir]);
    remove();
    expect(stdout).toMatch(/^✗ one +2 turns +done\/complete/m);
    expect(stdout).toMatch(/expectedSteps {2}turn 1 should have run b, but ran a/);
    expect(stdout).toMatch(/✗ +b +– +moved: ran in turn 2\n +1 a +a\n +✗ +2 – +b +moved: expected as 1\n/);
    expect(stdout).toMatch(/^✓ two +2 turns/m);
    expect(stdout).toMatch(/^1 passed, 1 failed .*seed 1$/m);
    expect(stdout).not.toContain('\u001b');
    expect(code).toBe(1);
  });

  it('opens the debugger before the turn that went otherwise first, the one that failed, or the last', async () => {
    const { dir, remove } = makeWorkspace({
      ...STEPS,
      'scenarios/first.json': { go: true, expectedSteps: ['b', 'a'] },
      'scenarios/second.json': { go: true, expectedSteps: ['a', 'fails'] },
      'scenarios/never.json': { name: 'never', data: { go: true }, expect: { neverSteps: ['b'] } },
      'scenarios/last.json': { go: true, validateFinalState: { 'customer.tags': ['y'] } },
    });
    const { stdout } = await stepscope(['run', '--dir', dir]);
    remove();
    const opens = [...stdout.matchAll(/--scenario "(\w+)"(.*)$/gm)].map(([, name, at]) => `${name}${at}`);
    expect(opens).toEqual(['first', 'last --at 2', 'never --at 2', 'second --at 2']);
  });

  it('cleans what could move the cursor or change colours', async () => {
    const evil = `export const condition = { go: 1 };\nexport const content = () => { throw new Error('\\u001b[2J\\u0007evil'); };`;
    const { dir, remove } = makeWorkspace({ 'steps/evil.js': evil, 'scenarios/\u001b[31mred.json': { go: 1 } });
    const { stdout } = await stepscope(['run', '--dir', dir]);
    remove();
    expect(stdout).toContain('evil');
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toContain('\u0007');
  });
});
