// Coverage of conditions: what counts as seen, the table, JSON, the threshold; and scenarios that show what is missing.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Coverage } from '../../src/analysis/coverage.ts';
import { type Files, makeWorkspace, runFiles, stepscope } from './workspace.ts';

const step = (condition: string, content = ''): string =>
  `export const condition = ${condition};\nexport const content = () => { ${content} };`;

/** Leaves of one step as `path: true|false|both|–`. */
function leavesOf(coverage: Coverage | null, name: string): readonly string[] {
  const found = coverage?.bySteps.find((one) => one.step === name);
  return (found?.leaves ?? []).map(({ path, seenTrue, seenFalse }) => {
    const seen = seenTrue && seenFalse ? 'both' : seenTrue ? 'true' : seenFalse ? 'false' : '–';
    return `${path.join('.')}: ${seen}`;
  });
}

interface Row {
  readonly what: string;
  readonly condition: string;
  readonly data: readonly object[];
  readonly leaves: readonly string[];
  readonly content?: string;
}

const ROWS: readonly Row[] = [
  {
    what: 'a leaf that was right once and wrong once',
    condition: '{ order: { total: Number } }',
    data: [{ order: { total: 1 } }, { order: { total: 'x' } }],
    leaves: ['order.total: both'],
  },
  {
    what: 'a leaf is looked at only where its object is there',
    condition: '{ order: { total: Number, paid: null } }',
    data: [{}, { order: 5 }],
    leaves: ['order.total: –', 'order.paid: –'],
  },
  {
    what: 'every leaf is looked at, also behind one that fails',
    condition: '{ a: 1, b: 2, c: { d: String } }',
    data: [{ a: 0, b: 2, c: { d: 'x' } }],
    leaves: ['a: false', 'b: true', 'c.d: true'],
  },
  {
    what: 'a step that has run is not looked at again',
    condition: '{ a: { done: null } }',
    data: [{ a: {} }],
    content: 'data.a.done = true',
    leaves: ['a.done: true'],
  },
  {
    what: 'one that calls redo is',
    condition: '{ a: { done: null } }',
    data: [{ a: {} }],
    content: 'data.a.done = true; step.redo()',
    leaves: ['a.done: both'],
  },
  {
    what: 'regular expressions and functions, as the sandbox judged them',
    condition: '{ mail: /@/, age: (n) => n > 18 }',
    data: [
      { mail: 'a@b', age: 20 },
      { mail: 'no', age: 3 },
    ],
    leaves: ['mail: both', 'age: both'],
  },
  {
    what: 'elements of lists and empty patterns',
    condition: '{ tags: ["x", { n: 1 }], any: {}, list: [] }',
    data: [{ tags: [{ n: 2 }, 'x'], any: {}, list: 3 }],
    leaves: ['tags.0: true', 'tags.1.n: false', 'any: true', 'list: false'],
  },
];

describe('what was seen', () => {
  it.each(ROWS.map((row) => [row.what, row] as const))('%s', async (_, { condition, content = '', data, leaves }) => {
    const files = { 'steps/a.js': step(condition, content), 'scenarios/all.json': data };
    const { report } = await runFiles(files, '--coverage');
    expect(leavesOf(report.coverage, 'a')).toEqual(leaves);
  });

  it('counts turns of subtasks, leaves out steps that are off, and adds up', async () => {
    const files = {
      'steps/parent.js': step('{ go: true }', "task.subtask('child', { child: 1 })"),
      'steps/child.js': step('{ child: Number }'),
      'steps/off.js': `export const disabled = true;\n${step('{ x: 1 }')}`,
      'steps/never.js': step('{ never: 1 }'),
      'scenarios/a.json': { go: true },
    };
    const { report } = await runFiles(files, '--coverage');
    expect(report.coverage).toMatchObject({ steps: { covered: 2, total: 3 }, leaves: { both: 2, total: 3 } });
    expect(leavesOf(report.coverage, 'child')).toEqual(['child: both']);
    expect(report.coverage?.bySteps.map(({ step: name, ran }) => [name, ran])).toEqual([
      ['child', 1],
      ['never', 0],
      ['parent', 1],
    ]);
  });

  it('is null where nobody asked', async () => {
    const { report } = await runFiles({ 'steps/a.js': step('{ a: 1 }'), 'scenarios/a.json': { a: 1 } });
    expect(report.coverage).toBe(null);
  });
});

const SHOP: Files = {
  'steps/pay.js': step(
    '{ order: { status: "pending", customer: { tier: "enterprise" }, total: Number }, mail: /@/ }',
    'data.order.status = "paid"',
  ),
  'steps/big.js': step('{ order: { total: (n) => n > 1000 } }', 'data.big = true'),
  'steps/list.js': step('{ errors: [{ field: "email" }] }', 'data.seen = true'),
  'scenarios/enterprise.json': {
    name: 'an order',
    data: {
      order: { status: 'pending', customer: { tier: 'enterprise' }, total: 5 },
      mail: 'a@b',
      errors: [{ field: 'email' }],
    },
  },
};

describe('the command', () => {
  it('shows steps and leaves that lack something, and the sum', async () => {
    const { dir, remove } = makeWorkspace(SHOP);
    const { stdout, code } = await stepscope(['coverage', '--dir', dir]);
    remove();
    expect(stdout).toMatch(/^✗ big +0 × {2}0\/1\n {4}order\.total +never seen true$/m);
    expect(stdout).toMatch(/^~ pay +1 × {2}0\/4\n {4}order\.status +never seen false$/m);
    expect(stdout).toMatch(/^2 of 3 steps ran; 0 of 6 leaves were seen true and false: 0 %$/m);
    expect(code).toBe(0);
  });

  it.each([
    ['run', ['--threshold', '50'], 1],
    ['run', ['--threshold=0'], 0],
    ['coverage', ['--threshold', '1%'], 1],
    ['run', ['--threshold', '101'], 2],
    ['coverage', ['nowhere'], 2],
  ])('%s %s ends with %i', async (command, args, expected) => {
    const { dir, remove } = makeWorkspace(SHOP);
    const { code, stderr } = await stepscope([command, '--dir', dir, ...args]);
    remove();
    expect(code).toBe(expected);
    if (expected === 1) expect(stderr).toMatch(/0 of 6 leaves .* 0 % is below the threshold of \d+ %/);
  });
});

describe('suggestions', () => {
  it('are saved as scenarios that pass and show what was missing', async () => {
    const { dir, remove } = makeWorkspace(SHOP);
    const folder = join(dir, 'scenarios/suggested');
    const said = await stepscope(['coverage', '--dir', dir, `--suggest=${folder}`]);
    const names = readdirSync(folder).map(
      (file) => (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { name: string }).name,
    );
    const after = await stepscope(['coverage', '--dir', dir, '--json']);
    const ran = await stepscope(['run', '--dir', dir]);
    remove();
    expect(said.stdout).toMatch(/saved .*: pay: order\.status false/);
    expect(names).toEqual(
      expect.arrayContaining([
        'an order: order.status "not pending"',
        'an order: order.customer.tier "not enterprise"',
        'an order: without order.total',
        'an order: mail "!"',
      ]),
    );
    expect((JSON.parse(after.stdout) as { coverage: Coverage }).coverage.leaves).toEqual({ both: 6, total: 6 });
    expect(ran.code).toBe(0);
  });

  it('are printed ready to be saved, and leave a report on standard output alone', async () => {
    const { dir, remove } = makeWorkspace(SHOP);
    const people = await stepscope(['run', '--dir', dir, '--suggest']);
    const report = await stepscope(['run', '--dir', dir, '--suggest', '--reporter', 'json']);
    remove();
    const text = /^\/\/ an order order\.status.*\n(\{[\s\S]*?\n\})$/m.exec(people.stdout)?.[1] ?? '';
    expect(JSON.parse(text)).toMatchObject({
      name: 'an order: order.status "not pending"',
      data: { order: { status: 'not pending', total: 5 } },
      expect: { state: 'done' },
    });
    expect(() => JSON.parse(report.stdout)).not.toThrow();
    expect(report.stderr).toContain('would show what is missing');
  });

  it('are not made from data with a secret in it', async () => {
    const { dir, remove } = makeWorkspace({
      'steps/a.js': step('{ key: String, done: null }', 'data.done = true'),
      'scenarios/a.json': { key: 'key-123456' },
      'stepscope.config.json': { secrets: { KEY: 'key-123456' } },
    });
    const { stdout } = await stepscope(['coverage', '--dir', dir, '--suggest']);
    remove();
    expect(stdout).not.toContain('key-123456');
    expect(stdout).toContain('No change of a scenario was found that shows a: done false.');
  });

  it.each([
    ['an answer', { connectors: { bank: { pay: { token: 'key-123456' } } } }],
    ['what replaces a secret', { config: { KEY: 'other-123456' } }],
  ])('are not made from a scenario with %s that is secret', async (_, part) => {
    const { dir, remove } = makeWorkspace({
      'steps/a.js': step('{ a: Number, done: null }', 'data.done = true'),
      'scenarios/a.json': { name: 'a', data: { a: 1 }, ...part },
      'stepscope.config.json': { secrets: { KEY: 'key-123456' } },
    });
    const { stdout } = await stepscope(['coverage', '--dir', dir, '--suggest']);
    remove();
    expect(stdout).not.toContain('123456');
    expect(stdout).toContain('No change of a scenario was found that shows a: done false.');
  });

  it('overwrite nothing', async () => {
    const { dir, remove } = makeWorkspace(SHOP);
    const folder = mkdtempSync(join(tmpdir(), 'stepscope-suggested-'));
    await stepscope(['coverage', '--dir', dir, `--suggest=${folder}`]);
    const once = readdirSync(folder).length;
    await stepscope(['coverage', '--dir', dir, `--suggest=${folder}`]);
    expect(readdirSync(folder)).toHaveLength(once * 2);
    rmSync(folder, { recursive: true });
    remove();
  });
});

describe('what is wrong with files', () => {
  const GOOD = { 'steps/a.js': step('{ x: 1 }'), 'scenarios/a.json': { x: 1 } };
  const told = async (files: Files, ...args: readonly string[]) => {
    const { dir, remove } = makeWorkspace(files);
    const said = await stepscope(['coverage', '--dir', dir, ...args]);
    remove();
    return said;
  };

  it('is told beside the coverage, as by run', async () => {
    const files = { ...GOOD, 'scenarios/bad.json': '{"x":' };
    const { code, stdout, stderr } = await told(files);
    expect([code, stderr]).toEqual([3, expect.stringMatching(/^error scenarios\/bad\.json:1:6 a value is missing/)]);
    expect(stdout).not.toContain('bad.json');
    const json = await told(files, '--json');
    expect([json.code, json.stderr]).toEqual([3, '']);
    expect(JSON.parse(json.stdout).problems).toMatchObject([{ file: 'scenarios/bad.json', line: 1, column: 6 }]);
  });

  it('also where nothing is left to run', async () => {
    const { code, stderr } = await told({ 'steps/a.js': step('{ x: 1 }'), 'scenarios/bad.json': '{"x":' }, '--json');
    expect([code, stderr]).toEqual([3, expect.stringContaining('error scenarios/bad.json:1:6')]);
  });

  it('and where no step loads, nothing is covered wholly', async () => {
    const { code, stdout, stderr } = await told({ ...GOOD, 'steps/a.js': 'export const condition = {' });
    expect([code, stderr]).toEqual([3, expect.stringContaining('error steps/a.js:1:')]);
    expect(stdout).toContain('0 of 0 steps ran; there is no condition whose leaves could be seen\n');
  });
});
