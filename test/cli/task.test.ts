// `stepscope task` as scripts use it: tasks are run, kept, listed, told, and gone on with.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TaskRow } from '../../src/history/rows.ts';
import { openShop, type Shop } from './task-workspace.ts';

let shop: Shop;
beforeAll(() => {
  shop = openShop();
});
afterAll(() => shop.remove());

const rows = async (...args: readonly string[]): Promise<readonly TaskRow[]> =>
  JSON.parse((await shop.run('task', 'list', '--json', ...args)).stdout) as readonly TaskRow[];

describe('task new', () => {
  const given: readonly [string, string, string][] = [
    ['a JSON file with comments', 'stepscope task new "from a file" -f tests/valid.json', 'done'],
    ['a YAML file', 'stepscope task new "from YAML" -f tests/invalid.yaml', 'done'],
    [
      'JSON of several lines from the shell',
      `stepscope task new "from the shell" -d '{
        // as the guide writes it
        "customer": {"email": "a@b.example", "status": "new"},
        "testMode": true
      }'`,
      'done',
    ],
    ['standard input', 'cat tests/valid.json | stepscope task new "from a pipe" -', 'done'],
    ['data that matches no step', 'stepscope task new "no step" -d "{}" 2> /dev/null', 'incomplete'],
    [
      'a scenario in the explicit form',
      `stepscope task new x -d '{"name": "n", "data": {"customer": {"email": "@"}}}'`,
      'done',
    ],
  ];
  it.each(given)('runs %s, and prints its id alone', async (_, script, state) => {
    const { code, stdout, stderr } = await shop.bash(script);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^[a-z0-9]{12}\n$/);
    const [newest] = await rows('--limit', '1');
    expect(newest).toMatchObject({ id: stdout.trim(), state, pid: null, by: 'task' });
    expect(script).toContain(newest?.name);
  });

  it('says what to do where no step matched', async () => {
    const { code, stdout, stderr } = await shop.run('task', 'new', 'no match', '-d', '{"customer": {"mail": "x"}}');
    expect([code, stderr]).toEqual([0, expect.stringContaining(`stepscope task log ${stdout.trim()} --verbose`)]);
    const told = (await shop.run('task', 'log', 'no match', '--verbose')).stdout;
    expect(told).toContain('not  validate did not match: customer.email should be String, but is missing');
    const bare = openShop({ 'steps/readme.txt': '' });
    expect((await bare.run('task', 'new', 'x', '-d', '{}')).stderr).toBe(
      `no step ever matched: there are no steps in ${bare.dir}.\n`,
    );
    bare.remove();
  });

  it('ends with 1 where the task ended in an error, and says which', async () => {
    const { code, stdout, stderr } = await shop.bash('stepscope task new "Test broken" -f tests/broken.json');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^[a-z0-9]{12}\n$/);
    expect(stderr).toBe('Error: no address (steps/validate.js:6:27)\n');
  });

  it('takes expectations in the data as what they are, and says where they did not come about', async () => {
    const data = { customer: { email: 'x' }, expectedSteps: ['welcome'], expectedError: 'Invalid' };
    const { code, stderr } = await shop.run('task', 'new', 'expects', '-d', JSON.stringify(data));
    expect(code).toBe(0);
    expect(stderr).toContain('not as expected: expectedSteps: turn 1 should have run welcome');
    const { stdout } = await shop.run('task', 'show', 'expects', '--data');
    expect(Object.keys(JSON.parse(stdout))).toEqual(['customer']);
  });

  it('keeps tags, seed and first moment', async () => {
    const id = await shop.create(
      'tagged',
      { customer: { email: '' } },
      '--tags',
      'a,b',
      '--seed',
      '7',
      '--now',
      '2025-01-01T00:00:00Z',
    );
    const text = readFileSync((await rows('--name', 'tagged'))[0]?.recording ?? '', 'utf8');
    const [header = ''] = text.split('\n');
    expect(JSON.parse(header).task).toMatchObject({ id, seed: 7, createdAt: Date.UTC(2025, 0, 1), scenario: null });
    expect((await rows('--name', 'tagged'))[0]?.tags).toEqual(['a', 'b']);
  }, 30_000);

  it('takes five megabytes', async () => {
    writeFileSync(
      join(shop.dir, 'large.json'),
      JSON.stringify({ customer: { email: '@' }, text: 'x'.repeat(5_000_000) }),
    );
    const { code } = await shop.bash('stepscope task new large - < large.json');
    expect(code).toBe(0);
    const { stdout } = await shop.run('task', 'show', 'large', '--data');
    expect(JSON.parse(stdout).text).toHaveLength(5_000_000);
  });

  it.each([
    ['JSON, by its option', '-f -', '{"customer": {"email": "@"}}'],
    ['YAML', '-', 'customer:\n  email: "@"\n'],
    ['JSON with a comment first', '-', '// one\n{"customer": {"email": "@"}}'],
  ])('takes standard input: %s', async (_, how, text) => {
    writeFileSync(join(shop.dir, 'given'), text);
    const { code, stderr } = await shop.bash(`stepscope task new piped ${how} < given`);
    expect([code, stderr]).toEqual([0, '']);
    const { stdout } = await shop.run('task', 'show', 'piped', '--data');
    expect(JSON.parse(stdout).customer).toMatchObject({ email: '@' });
  });

  const refused: readonly [string, readonly string[], string][] = [
    ['JSON with a fault, with its place', ['-d', '{"a": 1,\n "b": nope}'], 'error -d:2:7 this is no JSON value'],
    ['no data', [], 'give it with -d JSON, -f FILE, or - for standard input'],
    ['data given twice', ['-d', '{}', '-f', 'x.json'], 'give the data once'],
    ['a file that is not there', ['-f', 'nope.json'], 'there is no such file'],
    ['a list', ['-d', '[1]'], 'the data of a task must be an object, not a list\n'],
    ['one word too many', ['orders', '-d', '{}'], 'names with spaces stand in quotes'],
    ['no whole number as a seed', ['-d', '{}', '--seed', 'x'], 'must be a whole number'],
  ];
  it.each(refused)('refuses %s', async (_, args, message) => {
    const before = (await rows()).length;
    const { code, stdout, stderr } = await shop.run('task', 'new', 'refused', ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(await rows()).toHaveLength(before);
  });

  it('says so where the task cannot be kept', async () => {
    const other = openShop();
    writeFileSync(join(other.dir, '.stepscope'), 'a file');
    const { code, stdout, stderr } = await other.run('task', 'new', 'x', '-d', '{"customer": {"email": "x"}}');
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('nothing is recorded');
    expect(stderr).toContain('could not be kept');
    other.remove();
  });

  it('runs the task with what loads of the workspace, and ends with 3 where something does not', async () => {
    const other = openShop({
      'steps/a.js': 'export const condition = { a: 1 };\nexport const content = () => { data.a = 2; };',
      'steps/b.js': 'export const',
    });
    const { code, stdout, stderr } = await other.run('task', 'new', 'half', '-d', '{"a": 1}');
    expect([code, stderr]).toEqual([3, expect.stringContaining('steps/b.js:1')]);
    expect((await other.run('task', 'show', stdout.trim())).stdout).toMatch(/^steps +a$/m);
    other.remove();
  });

  it('keeps no secret anywhere, wherever it stood', async () => {
    const SECRET = 'sk-live-4711-do-not-tell';
    const other = openShop({
      'stepscope.config.json': { secrets: { API_KEY: SECRET } },
      'steps/a.js': `export const condition = { a: String };
export const content = async () => {
  const key = task.config('API_KEY');
  data.copy = key;
  data.$stash.own = 'stashed-0815-quietly';
  console.log(key, data.$stash.own);
  await connectors.crm.put({ key, own: data.$stash.own }).catch(() => {});
  throw new Error('no entry with ' + key + ' and ' + data.$stash.own);
};`,
    });
    const { stdout } = await other.run('task', 'new', `of ${SECRET}`, '-d', `{"a": "${SECRET}"}`, '--tags', SECRET);
    const id = stdout.trim();
    const told = await Promise.all(
      [
        ['task', 'list', '--json'],
        ['task', 'show', id, '--json'],
        ['task', 'log', id, '--json', '--verbose'],
      ]
        .concat([
          ['connector', 'logs', 'crm', '--json'],
          ['export', '--task', id],
          ['workspace', 'health', '--json'],
        ])
        .map(async (args) => (await other.run(...args)).stdout),
    );
    const folder = join(other.dir, '.stepscope');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const kept = files.map((file) => file.name + readFileSync(join(file.parentPath, file.name), 'latin1'));
    expect([...told, ...kept].filter((text) => text.includes(SECRET))).toEqual([]);
    // The text of the step holds it.
    const traces = [...told, ...kept].map((text) => text.split('stashed-0815-quietly').length - 1);
    expect(traces.filter((count) => count > 0)).toEqual([1]);
    expect(told.join()).toContain('‹secret API_KEY›');
    other.remove();
  });
});

describe('task list', () => {
  it('is one line a task, newest first: name, id, state, duration, moment, turns', async () => {
    const id = await shop.create('Test \u001b[31mline\none', { customer: { email: '' } }).catch(() => '');
    const { stdout } = await shop.run('task', 'list');
    const [first = ''] = stdout.split('\n');
    expect(first).toMatch(/^Test .*line.*one +[a-z0-9]{12} +error +[\d.]+ ms +20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ +1$/);
    expect(first).toContain(id);
    expect(first).not.toContain('\u001b');
    expect(stdout.trim().split('\n')).toHaveLength((await rows()).length);
  });

  const counted: readonly [string, (all: readonly TaskRow[]) => number][] = [
    ['--state done', (all) => all.filter(({ state }) => state === 'done').length],
    ['--state error', (all) => all.filter(({ state }) => state === 'error').length],
    ['--state attention', (all) => all.filter(({ state }) => state === 'incomplete').length],
    ['--state running', () => 0],
    ['--state processing', () => 0],
    ['--state pending', () => 0],
    ['--limit 3', () => 3],
    ['--limit 0', () => 0],
    ['--name FROM', (all) => all.filter(({ name }) => name.startsWith('from')).length],
  ];
  it.each(counted)('%s | wc -l counts', async (words, count) => {
    const { stdout } = await shop.bash(`stepscope task list ${words} | wc -l`);
    expect(Number(stdout)).toBe(count(await rows()));
  });

  it('sorts by when they began and by how long they took', async () => {
    const all = await rows();
    expect(all.map(({ createdAt }) => createdAt)).toEqual(
      all.map(({ createdAt }) => createdAt).toSorted((a, b) => b - a),
    );
    const longest = await rows('--sort', 'executionTime');
    expect(longest.map(({ durationMs }) => durationMs)).toEqual(
      all.map(({ durationMs }) => durationMs).toSorted((a, b) => b - a),
    );
  });

  it('says the error with --verbose', async () => {
    const { stdout } = await shop.run('task', 'list', '--state', 'error', '--verbose');
    expect(stdout).toContain('Error: no address (steps/validate.js:6:27)');
  });

  it('names the state that was meant', async () => {
    const { code, stderr } = await shop.run('task', 'list', '--state', 'eror');
    expect([code, stderr]).toEqual([2, expect.stringContaining('Did you mean error?')]);
    expect((await shop.run('task', 'lits')).stderr).toContain('Did you mean list?');
  });

  it('leaves no trace in a folder without tasks', async () => {
    const other = openShop();
    const said = await other.bash('stepscope task list | wc -l; ls -a | grep -c .stepscope');
    expect(said.stdout.split(/\s+/)).toEqual(['0', '0', '']);
    other.remove();
  });
});

describe("the guide's run_tests.sh", () => {
  const script = (files: readonly string[]): string => `
    ${files.map((file, index) => `stepscope task new "Unit Test ${index}" -f tests/${file} > /dev/null 2>&1`).join('\n')}
    FAILED_TESTS=$(stepscope task list --state error | grep "Test" | wc -l)
    PASSED_TESTS=$(stepscope task list --state done | grep "Test" | wc -l)
    echo "Passed: $PASSED_TESTS Failed: $FAILED_TESTS"
    if [ $FAILED_TESTS -gt 0 ]; then stepscope task list --state error | grep "Test" | head -1 | wc -l; exit 1; fi`;

  it.each([
    ['without a failing case', ['valid.json', 'invalid.yaml'], 0, 'Passed: 2 Failed: 0\n'],
    ['with one', ['valid.json', 'broken.json', 'invalid.yaml'], 1, 'Passed: 2 Failed: 1\n1\n'],
  ] as const)('counts and ends as it should %s', async (_, files, code, stdout) => {
    const other = openShop();
    expect(await other.bash(script(files))).toMatchObject({ code, stdout });
    other.remove();
  });
});
