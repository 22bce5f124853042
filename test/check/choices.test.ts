// What `run` chooses to run, in what order and how often; how it ends early; and what it writes back into the files.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/check/outcome.ts';
import { COMMAND, type Files, makeWorkspace, runFiles, runFolder, stepscope, writeFiles } from './workspace.ts';

const step = (condition: string, content = ''): string =>
  `export const condition = ${condition};\nexport const content = async () => { ${content} };`;
const MANY: Files = {
  'steps/a.js': step('{ a: Number }', 'data.b = 1'),
  'steps/b.js': step('{ b: 1 }', 'data.c = 1'),
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [
      `scenarios/s${String(index).padStart(2, '0')}.json`,
      { a: index, expectedSteps: index % 4 === 3 ? ['b'] : ['a', 'b'] },
    ]),
  ),
};
const statuses = (report: Report): string => report.scenarios.map(({ status }) => status[0]).join('');

describe('the choice', () => {
  it('bail: nothing begins after so many that failed; the rest is skipped', async () => {
    const { report, code } = await runFiles(MANY, '--bail=2');
    const { failed, skipped, scenarios } = report.totals;
    expect([scenarios, code]).toEqual([12, 1]);
    // Another one may be under way beside the last.
    expect(failed).toBeGreaterThanOrEqual(2);
    expect(skipped).toBeGreaterThanOrEqual(1);
    expect(statuses(report)).toMatch(/s$/);
  });

  it('bail alone is one', async () => {
    const { dir, remove } = makeWorkspace(MANY);
    const { stdout } = await stepscope(['run', '--bail', '--dir', dir]);
    remove();
    expect(stdout).toMatch(/\d+ skipped/);
  });

  it.each([
    ['--bail', 'payment'],
    ['--shard', '3/2'],
    ['--shard', 'half'],
    ['--retry', 'often'],
  ])('2: %s %s', async (...args) => {
    const { dir, remove } = makeWorkspace(MANY);
    const { code, stderr } = await stepscope(['run', '--dir', dir, ...args]);
    remove();
    expect([code, stderr]).toEqual([2, expect.stringMatching(/It must be/)]);
  });

  it('shards hold each scenario once, in parts that differ by one at most', async () => {
    const { dir, remove } = makeWorkspace(MANY);
    const parts = await Promise.all([1, 2, 3, 4, 5].map((index) => runFolder(dir, '--shard', `${index}/5`)));
    remove();
    const names = parts.map(({ report }) => report.scenarios.map(({ name }) => name));
    expect(names.map(({ length }) => length)).toEqual([3, 3, 2, 2, 2]);
    expect(new Set(names.flat()).size).toBe(12);
  });

  it('says truly why nothing is left: it did not fail, or is in another shard', async () => {
    const { dir, remove } = makeWorkspace(MANY);
    const run = (...args: string[]) => stepscope(['run', '--dir', dir, ...args]);
    await run();
    expect(await run('--last-failed', 's01')).toMatchObject({
      code: 2,
      stderr: 'stepscope run: no scenario with "s01" in its path or name failed when it last ran.\n',
    });
    expect(await run('--last-failed', '-t', 's01')).toMatchObject({
      code: 2,
      stderr: 'stepscope run: no scenario of that name failed when it last ran.\n',
    });
    expect(await run('s01', '--shard', '2/2')).toMatchObject({
      code: 0,
      stderr: 'stepscope run: shard 2/2 has no scenario: the one that there is to run is in other shards.\n',
    });
    expect(await run('nobody', '--shard', '2/2')).toMatchObject({
      code: 2,
      stderr: 'stepscope run: no scenario has "nobody" in its path or name.\n',
    });
    expect((await stepscope(['coverage', 'nobody', '--dir', dir])).stderr).toBe(
      'stepscope coverage: no scenario has "nobody" in its path or name.\n',
    );
    remove();
  });

  it('a shard is of all that would run: "only" counts for all of them', async () => {
    const only = { 'scenarios/only.json': { name: 'one', data: { a: 1 }, only: true } };
    const { dir, remove } = makeWorkspace({ ...MANY, ...only });
    const parts = await Promise.all([1, 2].map((index) => runFolder(dir, '--shard', `${index}/2`)));
    remove();
    expect(parts.map(({ report }) => report.totals.passed + report.totals.failed).sort()).toEqual([0, 1]);
  });

  it('shuffle: another order for another seed, the same for the same', async () => {
    const { dir, remove } = makeWorkspace(MANY);
    const order = async (...args: string[]): Promise<string[]> => {
      const { stdout } = await stepscope(['run', '--dir', dir, ...args]);
      return [...stdout.matchAll(/^[✓✗] (s\d\d)/gm)].map((found) => found[1] ?? '');
    };
    const [plain, one, again, two] = [
      await order(),
      await order('--shuffle', '--seed', '5'),
      await order('--shuffle', '--seed', '5'),
      await order('--shuffle', '--seed', '6'),
    ];
    remove();
    expect(one).toEqual(again);
    expect(one).not.toEqual(plain);
    expect(two).not.toEqual(one);
    expect([...one].sort()).toEqual(plain);
  });

  it('shuffle leaves the order of a report as it is', async () => {
    const { report } = await runFiles(MANY, '--shuffle', '--seed', '5');
    expect(report.scenarios.map(({ name }) => name)).toEqual([...report.scenarios.map(({ name }) => name)].sort());
  });

  it('retry: one that passes then is told as flaky', async () => {
    const { dir, remove } = makeWorkspace({
      'steps/a.js': step('{ go: true }', 'const r = await connectors.fetch({ url: data.url }); data.n = r.body.n'),
      'steps/never.js': step('{ never: 1 }'),
    });
    const server = spawn(process.execPath, [
      '-e',
      "let n = 0; require('http').createServer((q, r) => r.setHeader('content-type', 'application/json').end(JSON.stringify({ n: ++n }))).listen(0, '127.0.0.1', function () { console.log(this.address().port) })",
    ]);
    const port = await new Promise<string>((resolve) => {
      server.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
    });
    const url = `http://127.0.0.1:${port}/`;
    writeFiles(dir, { 'scenarios/flaky.json': { go: true, url, validateFinalState: { n: 3 } } });
    const { report, code } = await runFolder(dir, '--live', 'fetch', '--retry', '3');
    const never = await runFolder(dir, '--live', 'fetch', '--retry', '1');
    server.kill();
    remove();
    expect([code, report.scenarios[0]?.status, report.scenarios[0]?.attempts]).toEqual([0, 'passed', 3]);
    expect(report.problems).toMatchObject([{ severity: 'warning', message: expect.stringContaining('is flaky') }]);
    expect([never.code, never.report.scenarios[0]?.attempts]).toEqual([1, 2]);
  });
});

describe('what failed last', () => {
  it('runs alone, until nothing failed; then all run', async () => {
    const { dir, remove } = makeWorkspace(MANY);
    await stepscope(['run', '--dir', dir]);
    const { report } = await runFolder(dir, '--last-failed');
    expect(report.scenarios.map(({ name }) => name)).toEqual(['s03', 's07', 's11']);
    writeFiles(dir, {
      'scenarios/s03.json': { a: 3 },
      'scenarios/s07.json': { a: 3 },
      'scenarios/s11.json': { a: 3 },
    });
    expect((await runFolder(dir, '--last-failed')).report.totals).toMatchObject({ scenarios: 3, failed: 0 });
    const all = await runFolder(dir, '--last-failed');
    remove();
    expect(all.report.totals.scenarios).toBe(12);
    expect(all.stderr).toContain('no scenario failed when it last ran');
  });

  it('does not count what is gone since', async () => {
    const { dir, remove } = makeWorkspace({ ...MANY, 'scenarios/gone.json': { a: 1, expectedSteps: [] } });
    await stepscope(['run', '--dir', dir, '-t', 'gone']);
    rmSync(join(dir, 'scenarios/gone.json'));
    const { report, stderr } = await runFolder(dir, '--last-failed');
    remove();
    expect(report.totals.scenarios).toBe(12);
    expect(stderr).toContain('no scenario failed when it last ran');
  });
});

describe('ctrl-c', () => {
  it('tells what ran, writes reports as far as they are, and ends with 130', async () => {
    const { dir, remove } = makeWorkspace({
      'steps/slow.js': step('{ slow: true }', 'await new Promise((done) => setTimeout(done, 600_000))'),
      'steps/quick.js': step('{ quick: true }', 'data.done = true'),
      'scenarios/a.json': { quick: true },
      'scenarios/b.json': { slow: true },
      'scenarios/c.json': { slow: true },
    });
    const file = join(dir, 'report.json');
    const args = ['run', '--dir', dir, '--real-time', '--reporter', 'verbose', '--reporter', `json=${file}`];
    const child = spawn(process.execPath, [COMMAND, ...args]);
    let stdout = '';
    await new Promise<void>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
        if (stdout.includes('quick')) resolve();
      });
    });
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.once('close', resolve));
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    remove();
    expect(code).toBe(130);
    expect(stdout).toContain('Interrupted');
    expect(statuses(report)).toBe('pss');
  });
});

const ODD_JSON = `// tests/odd.json
{
  "name": "odd", // its name
  "data": { "a": 1 },
  "expect": {
    "steps": ["b"], // the steps
    "state": "done",
  },
}
`;
const GUIDE_YAML = `# two of them
- scenario: one
  a: 1
  expectedSteps:   # in order
    - a
- scenario: two
  a: 2
  expectedSteps: [a, b]
`;

describe('update', () => {
  it('writes the steps that ran, and leaves all else as its author has it', async () => {
    const { dir, remove } = makeWorkspace({
      'steps/a.js': MANY['steps/a.js'],
      'steps/b.js': MANY['steps/b.js'],
      'scenarios/odd.json': ODD_JSON,
      'scenarios/two.yaml': GUIDE_YAML,
      'scenarios/marked.json': '\uFEFF{\r\n\t"a": 1,\r\n\t"expectedSteps": []\r\n}\r\n',
      'scenarios/inner.json': { name: 'inner', data: { a: 1, expectedSteps: [] } },
    });
    const { code, stdout, stderr } = await stepscope(['run', '--dir', dir, '-u']);
    const [odd, two, inner, marked] = ['odd.json', 'two.yaml', 'inner.json', 'marked.json'].map((file) =>
      readFileSync(join(dir, 'scenarios', file), 'utf8'),
    );
    const after = await stepscope(['run', '--dir', dir]);
    remove();
    expect(code).toBe(0);
    expect(stderr).toContain('odd: updated scenarios/odd.json: steps, 1 step → 2 steps');
    expect(stdout).toMatch(/^↻ odd .* {2}updated$/m);
    expect(stdout).toMatch(/^5 passed \(4 updated\), 0 failed/m);
    expect(marked).toBe('\uFEFF{\r\n\t"a": 1,\r\n\t"expectedSteps": ["a", "b"]\r\n}\r\n');
    expect(odd).toBe(ODD_JSON.replace('["b"]', '["a", "b"]'));
    expect(two).toBe(GUIDE_YAML.replace('    - a\n', '    - a\n    - b\n'));
    expect(JSON.parse(inner ?? '')).toEqual({ name: 'inner', data: { a: 1, expectedSteps: ['a', 'b'] } });
    expect(after.code).toBe(0);
  });

  it('is told by reports as it is by the exit code', async () => {
    const files = { 'steps/a.js': MANY['steps/a.js'], 'scenarios/s.json': { a: 1, expectedSteps: [] } };
    const { report, code } = await runFiles(files, '-u', '--retry', '1');
    expect(code).toBe(0);
    expect(report.totals).toEqual({ scenarios: 1, passed: 1, failed: 0, skipped: 0, updated: 1 });
    expect(report.scenarios).toMatchObject([{ status: 'passed', updated: true, failures: [] }]);
    expect(report.scenarios[0]).not.toHaveProperty('attempts');
    expect(report.problems).toEqual([]);
  });

  it('one of several YAML documents, and the others stay as they are', async () => {
    const text = (steps: string) =>
      `# all\n---\na: 1 # one\nexpectedSteps: [a,b]\n---\nname: two\ndata: { a: 1 }\nexpect:\n  steps: # in order\n${steps}---\n# three\na: 1\n`;
    const { dir, remove } = makeWorkspace({
      'steps/a.js': MANY['steps/a.js'],
      'steps/b.js': MANY['steps/b.js'],
      'scenarios/s.yaml': text('    - a\n'),
    });
    const before = await runFolder(dir);
    const alone = await runFolder(dir, 's#two');
    const { code, stderr } = await stepscope(['run', '--dir', dir, '-u']);
    const now = readFileSync(join(dir, 'scenarios/s.yaml'), 'utf8');
    remove();
    expect(before.report.scenarios.map(({ name, status }) => `${name} ${status}`)).toEqual([
      's#0 passed',
      'two failed',
      's#2 passed',
    ]);
    expect(alone.report.scenarios.map(({ name }) => name)).toEqual(['two']);
    expect([code, stderr]).toEqual([0, 'two: updated scenarios/s.yaml: steps, 1 step → 2 steps\n']);
    expect(now).toBe(text('    - a\n    - b\n'));
  });

  it('says which step is another one where there are as many', async () => {
    const { dir, remove } = makeWorkspace({
      'steps/a.js': MANY['steps/a.js'],
      'steps/b.js': MANY['steps/b.js'],
      'scenarios/s.json': { a: 1, expectedSteps: ['a', 'c'] },
    });
    const { stderr } = await stepscope(['run', '--dir', dir, '-u']);
    remove();
    expect(stderr).toBe('s: updated scenarios/s.json: expectedSteps, 2 steps → 2 steps, 2 is b instead of c\n');
  });

  it('refuses code, errors and what is not about steps, and says so', async () => {
    const files = {
      'steps/a.js': step('{ a: Number }', 'if (data.a === 9) throw new Error("nine")'),
      'scenarios/code.js': 'export default { a: 1, expectedSteps: ["b"] };',
      'scenarios/error.json': { a: 9, expectedSteps: ['b'] },
      'scenarios/state.json': { a: 1, validateFinalState: { a: 2 } },
    };
    const { dir, remove } = makeWorkspace(files);
    const { code, stderr } = await stepscope(['run', '--dir', dir, '--update']);
    const kept = readFileSync(join(dir, 'scenarios/code.js'), 'utf8');
    remove();
    expect(code).toBe(1);
    expect(stderr).toMatch(/code: not updated: scenarios\/code\.js is code/);
    expect(stderr).toMatch(/error: not updated: its task ended in an error/);
    expect(stderr).toMatch(/state: not updated: only steps are updated, and validateFinalState failed/);
    expect(kept).toBe(files['scenarios/code.js']);
  });

  it('records again on the tape', async () => {
    const { dir, remove } = makeWorkspace({
      'steps/a.js': step('{ a: Number }', 'const { id } = await connectors.bank.pay({ n: data.a }); data.b = id'),
      'scenarios/pay.json': { name: 'pay', data: { a: 1 }, connectors: { bank: { pay: { id: 'p1' } } } },
    });
    const file = join(dir, 'scenarios/kept.stepscope.jsonl');
    await stepscope(['run', '--dir', dir, '-t', 'pay', '--record', file]);
    writeFiles(dir, {
      'steps/a.js': step('{ a: Number }', 'const { id } = await connectors.bank.pay({ n: data.a }); data.b = `${id}!`'),
    });
    expect((await stepscope(['run', '--dir', dir, 'kept'])).code).toBe(1);
    const { code, stderr } = await stepscope(['run', '--dir', dir, 'kept', '-u']);
    const after = await runFolder(dir, 'kept');
    remove();
    expect([code, stderr]).toEqual([0, expect.stringMatching(/kept: updated .*1 turn recorded again/)]);
    expect(after.code).toBe(0);
    expect(after.report.scenarios[0]?.data).toMatchObject({ b: 'p1!' });
  });
});
