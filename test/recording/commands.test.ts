// replay, run --record and recordings as scenarios: the built command on real files.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { recordingName, recordingsFolder } from '../../src/recording/folder.ts';
import { makeWorkspace, runFolder, stepscope, writeFiles } from '../check/workspace.ts';
import { step } from '../session/support.ts';

const FILES = {
  'steps/a.js': step('n: 0', 'data.n = 1; data.price = connectors.shop.price().eur;'),
  'steps/b.js': step('n: 1', 'data.n = 2; data.id = crypto.randomUUID();'),
  'steps/bad.js': step('bad: true', 'data.tried = true; throw new Error("no luck");'),
  'scenarios/deep/one.json': { name: 'the first one', data: { n: 0 }, connectors: { shop: { price: { eur: 5 } } } },
  'scenarios/two.json': { scenario: 'two', n: 1, expectedSteps: ['a', 'b'] },
  'scenarios/bad.json': { bad: true },
};

const shop = makeWorkspace(FILES);
const { dir } = shop;
const out = join(dir, 'out');
const one = join(out, 'deep-one.stepscope.jsonl');
afterAll(shop.remove);

const run = (...args: readonly string[]) => stepscope(['run', '--dir', dir, ...args]);
const replay = (...args: readonly string[]) => stepscope(['replay', ...args]);

beforeAll(async () => {
  expect((await run('--record', out)).code).toBe(EXIT.failed);
});

describe('run --record', () => {
  it('writes a file for each scenario, and says how to open those that failed, at their turn', async () => {
    expect(readdirSync(out).sort()).toEqual(['bad', 'deep-one', 'two'].map((name) => `${name}.stepscope.jsonl`));
    const { stdout } = await run('--record', out);
    expect(stdout).toContain(`stepscope replay ${join(out, 'two.stepscope.jsonl')} --at 1`);
    expect(stdout).toContain(`stepscope replay ${join(out, 'bad.stepscope.jsonl')} --at 1`);
    expect((await run()).stdout).toContain(`stepscope --dir ${dir} --scenario "two"`);
  });

  it('writes one file where one scenario runs, into a folder where there is one', async () => {
    const file = join(dir, 'new', 'single.jsonl');
    expect((await run('-t', 'the first one', '--record', file)).code).toBe(EXIT.ok);
    expect(readFileSync(file, 'utf8')).toContain('"stepscope-recording"');
    mkdirSync(join(dir, 'there'));
    await run('-t', 'the first one', '--record', join(dir, 'there'));
    expect(readdirSync(join(dir, 'there'))).toEqual(['deep-one.stepscope.jsonl']);
  });

  it('says where it cannot, and runs all the same', async () => {
    const file = join(dir, 'one of them.stepscope.jsonl');
    await run('-t', 'the first one', '--record', file);
    const { code, stdout } = await run('--record', file);
    expect(code).toBe(EXIT.problems);
    expect(stdout).toMatch(/one of them\.stepscope\.jsonl is a file, but 3 scenarios run/);
    expect(stdout).toMatch(/1 passed, 2 failed/);
  });

  it('--record-failed keeps what failed only', async () => {
    const failed = join(dir, 'failed');
    await run('--record-failed', failed);
    expect(readdirSync(failed).sort()).toEqual(['bad.stepscope.jsonl', 'two.stepscope.jsonl']);
  });
});

describe('replay', () => {
  it('without a terminal is one line a turn', async () => {
    const { code, stdout } = await replay(one, join(out, 'bad.stepscope.jsonl'));
    expect(code).toBe(EXIT.ok);
    expect(stdout).toMatch(/deep-one\.stepscope\.jsonl {2}deep\/one {2}task \w{12}/);
    expect(stdout).toMatch(/^ {5}1 {2}a {2}.*2 changes, 1 call$/m);
    expect(stdout).toMatch(/^ {5}2 {2}b {2}.*2 changes$/m);
    expect(stdout).toMatch(/done\/settled/);
    expect(stdout).toMatch(/Error: no luck/);
  });

  it('--json gives the turns in the words of the report', async () => {
    const { stdout, code } = await replay(one, '--json');
    const played = JSON.parse(stdout);
    const { report } = await runFolder(dir, 'deep/one');
    const timeless = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value, (key, inner) => (/Ms$/.test(key) ? 0 : inner)));
    expect(code).toBe(EXIT.ok);
    const { task, steps, turns, data } = played.recordings[0];
    const [scenario] = report.scenarios;
    expect(timeless({ task, steps, turns, data })).toEqual(
      timeless({ task: scenario?.task, steps: scenario?.steps, turns: scenario?.turns, data: scenario?.data }),
    );
  });

  it('runs no code and needs no workspace', async () => {
    const elsewhere = makeWorkspace({});
    cpSync(one, join(elsewhere.dir, 'x.stepscope.jsonl'));
    const { code, stdout } = await replay(join(elsewhere.dir, 'x.stepscope.jsonl'));
    expect([code, stdout]).toEqual([EXIT.ok, expect.stringContaining('done/settled')]);
    elsewhere.remove();
  });

  it('a file that is none is a Problem; the others are shown', async () => {
    const { code, stdout, stderr } = await replay(join(dir, 'steps/a.js'), one);
    expect(code).toBe(EXIT.problems);
    expect(stdout).toContain('done/settled');
    expect(stderr).toMatch(/a\.js:1:1 this is no recording/);
  });

  it('refuses what is no turn, and no file', async () => {
    expect((await replay(one, '--at', '0')).code).toBe(EXIT.wrongUse);
    expect((await replay()).code).toBe(EXIT.wrongUse);
    expect(await replay(one, join(dir, 'nope.stepscope.jsonl'))).toEqual({
      code: EXIT.wrongUse,
      stdout: '',
      stderr: `stepscope replay: there is no file ${join(dir, 'nope.stepscope.jsonl')}. Name a recording: a file that ends with .stepscope.jsonl.\n`,
    });
  });

  it('begins before a turn', async () => {
    const { stdout } = await replay(one, '--at', '2');
    expect(stdout).toMatch(/^ {8}1 turn before\n {5}2 {2}b {2}/m);
    expect(stdout).not.toMatch(/ 1 {2}a /);
    const { recordings } = JSON.parse((await replay(one, '--at', '2', '--json')).stdout);
    expect(recordings[0].turns.map(({ turn }: { turn: number }) => turn)).toEqual([2]);
  });

  it.each([
    [['--verify', '--play'], '--play runs no code, and --verify runs all turns'],
    [['--verify', '--at', '2'], '--at begins where a recording is played, and --verify runs all turns'],
  ])('refuses %j', async (args, told) => {
    const { code, stdout, stderr } = await replay(one, ...args);
    expect([code, stdout, stderr]).toEqual([EXIT.wrongUse, '', expect.stringContaining(told)]);
  });
});

describe('what was written can be read', () => {
  const wait = (call: string) => step('left: Number', `data.left--; task.${call}; if (data.left > 0) step.redo();`);
  it.each([
    ['waits that really take time', wait('park(20); task.timeout(20)'), ['--real-time'], 'incomplete/expired'],
    ['a wait beyond all dates', wait('park(1e20)'), [], 'done/settled'],
    ['an end beyond all dates', wait('timeout(1e20)'), [], 'incomplete/expired'],
    [
      'data as deep as it may be',
      step(
        'left: Number',
        'let deep = []; for (let n = 1; n < 999; n++) deep = [deep]; data.deep = deep; task.complete(deep);',
      ),
      [],
      'done/complete',
    ],
  ] as const)('%s', async (_, source, options, end) => {
    const own = makeWorkspace({ 'steps/w.js': source });
    const made = await stepscope(['task', 'new', 'w', '-d', '{"left": 2}', ...options, '--dir', own.dir]);
    const folder = recordingsFolder(own.dir);
    const files = readdirSync(folder).map((name) => join(folder, name));
    const played = await replay(...files);
    const rebuilt = await stepscope(['history', 'rebuild', '--dir', own.dir]);
    own.remove();
    expect(made.stderr).toBe('');
    expect(played).toMatchObject({ code: EXIT.ok, stderr: '', stdout: expect.stringContaining(end) });
    expect(rebuilt).toMatchObject({ code: EXIT.ok, stdout: expect.stringContaining('1 task read') });
  });
});

describe('replay --verify', () => {
  const changed = makeWorkspace({ ...FILES, 'steps/b.js': step('n: 1', 'data.n = 3;') });
  afterAll(changed.remove);

  it('is silent of nothing: one line for each that is as it was', async () => {
    const files = readdirSync(out).map((name) => join(out, name));
    const { code, stdout } = await replay(...files, '--verify', '--dir', dir);
    expect(code).toBe(EXIT.ok);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line[0]),
    ).toEqual(['✓', '✓', '✓']);
  });

  it('tells each divergence, and what changed since; a broken file stops nothing', async () => {
    const cut = join(dir, 'cut.stepscope.jsonl');
    const text = readFileSync(one, 'utf8');
    writeFileSync(cut, text.slice(0, -30));
    const broken = join(dir, 'broken.stepscope.jsonl');
    writeFileSync(broken, `${text}{\n{}\n`);
    const two = join(out, 'two.stepscope.jsonl');
    const { code, stdout } = await replay(broken, one, cut, two, '--verify', '--dir', changed.dir);
    expect(code).toBe(EXIT.problems);
    expect(stdout).toMatch(/✗ error .*broken\.stepscope\.jsonl:\d+:2 this line is no JSON/);
    expect(stdout.match(/patch-differs in turn 2/g)).toHaveLength(2);
    expect(stdout).toMatch(/patch-differs in turn 1/);
    expect(stdout).toMatch(
      /after b n is another value\n {4}recorded {2}2\n {4}now {7}3\n {4}changed since {2}steps\/b\.js/,
    );
    expect(stdout).toMatch(/its last line was cut short/);
    expect((await replay(one, '--verify', '--dir', changed.dir)).code).toBe(EXIT.diverged);
  });

  it('--json tells the same', async () => {
    const { stdout, code } = await replay(one, '--verify', '--dir', changed.dir, '--json');
    expect(code).toBe(EXIT.diverged);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      recordings: [
        {
          ...{ status: 'diverged', scenario: 'deep/one', missing: [] },
          changed: [{ file: 'steps/b.js', how: 'changed' }],
          divergence: { kind: 'patch-differs', turn: 2, step: 'b', path: ['n'], recorded: 2, now: 3 },
        },
      ],
      problems: [],
    });
  });

  it('needs a folder', async () => {
    expect((await replay(one, '--verify', '--dir', join(dir, 'nowhere'))).code).toBe(EXIT.wrongUse);
  });
});

describe('a recording below scenarios/', () => {
  it('is a scenario: it passes where nothing diverges', async () => {
    const { dir: own, remove } = makeWorkspace(FILES);
    mkdirSync(join(own, 'scenarios/kept'));
    cpSync(one, join(own, 'scenarios/kept/one.stepscope.jsonl'));
    const passed = await runFolder(own, 'kept/');
    expect(passed.code).toBe(EXIT.ok);
    expect(passed.report.scenarios).toMatchObject([
      {
        name: 'kept/one',
        file: 'scenarios/kept/one.stepscope.jsonl',
        status: 'passed',
        steps: ['a', 'b'],
        failures: [],
      },
    ]);
    writeFiles(own, { 'steps/b.js': step('n: 1', 'data.n = 3;') });
    const failed = await runFolder(own, 'kept/');
    expect(failed.code).toBe(EXIT.failed);
    expect(failed.report.scenarios[0]?.failures).toMatchObject([
      {
        check: 'divergence',
        path: 'n',
        expected: 2,
        actual: 3,
        message: expect.stringMatching(/turn 2: patch-differs.*steps\/b\.js/),
      },
    ]);
    const { stdout } = await stepscope(['run', 'kept/', '--dir', own]);
    expect(stdout).toContain(`stepscope replay ${own}/scenarios/kept/one.stepscope.jsonl --at 2`);
    writeFiles(own, { 'scenarios/kept/one.stepscope.jsonl': 'hello\n' });
    const broken = await runFolder(own, 'kept/');
    expect(broken.code).toBe(EXIT.problems);
    expect(broken.report.problems).toMatchObject([{ file: 'scenarios/kept/one.stepscope.jsonl', line: 1 }]);
    remove();
  });
});

describe('a recording that breaks off', () => {
  it('is no scenario that passes, wherever it does; replay --verify says how far it went', async () => {
    const whole = readFileSync(one, 'utf8').trimEnd().split('\n');
    const end = whole.findIndex((line) => line.startsWith('{"kind":"ended"'));
    const cuts = whole.slice(0, end).map((_, index) => whole.slice(0, index + 1));
    const names = cuts.map((_, index) => `scenarios/cut/${10 + index}.stepscope.jsonl`);
    const own = makeWorkspace({
      ...FILES,
      ...Object.fromEntries(names.map((name, at) => [name, `${cuts[at]?.join('\n')}\n`])),
    });
    const { code, report } = await runFolder(own.dir, 'cut/');
    const told = await stepscope(
      ['run', 'cut/', '--dir', own.dir, '--reporter', 'default', '--reporter', 'tap=x.tap'],
      undefined,
      own.dir,
    );
    const tap = readFileSync(join(own.dir, 'x.tap'), 'utf8');
    const verified = await replay(...names.map((name) => join(own.dir, name)), '--verify', '--dir', own.dir);
    const [first = '', last = ''] = [names[0] ?? '', names.at(-1) ?? ''].map((name) => join(own.dir, name));
    const json = JSON.parse((await replay(first, last, one, '--verify', '--json', '--dir', own.dir)).stdout);
    own.remove();
    expect(code).toBe(EXIT.failed);
    expect(report.scenarios.map(({ status }) => status)).toEqual(cuts.map(() => 'failed'));
    const messages = report.scenarios.map(({ failures }) => failures[0]?.message ?? '');
    expect(messages[0]).toMatch(/no end: it breaks off before its task began.*Record it again/);
    expect(messages[1]).toMatch(/no end: it breaks off before the first turn/);
    expect(messages.at(-1)).toMatch(/no end: it breaks off after turn 2/);
    expect(`${told.stdout}${tap}`).not.toContain('undefined');
    expect(verified.code).toBe(EXIT.ok);
    expect(verified.stdout.match(/the recording has no end: it breaks off/g)).toHaveLength(cuts.length);
    expect(verified.stdout).toMatch(/no divergence in 2 turns {2}the recording has no end: it breaks off after turn 2/);
    expect(json.recordings.map(({ hasEnd, turns }: Record<string, unknown>) => [hasEnd, turns])).toEqual([
      [false, 0],
      [false, 2],
      [true, 2],
    ]);
  });
});

describe('--task', () => {
  it('plays the newest recording of a task', async () => {
    const { dir: own, remove } = makeWorkspace(FILES);
    mkdirSync(recordingsFolder(own), { recursive: true });
    for (const task of ['abc', 'abd']) cpSync(one, join(recordingsFolder(own), recordingName(task, 1)));
    const open = (...args: readonly string[]) => stepscope([own, ...args]);
    expect(await open('--task', 'abc', '--at', '2')).toMatchObject({
      code: EXIT.ok,
      stdout: expect.stringContaining('done/settled'),
    });
    expect(await open('--task', 'ab')).toMatchObject({
      code: EXIT.wrongUse,
      stderr: expect.stringMatching(/several tasks begin with ab: abd, abc/),
    });
    expect(await open('--task', 'x')).toMatchObject({
      code: EXIT.wrongUse,
      stderr: expect.stringMatching(/no recording of the task x .* newest are abd, abc/),
    });
    expect((await open('--at', '2')).code).toBe(EXIT.wrongUse);
    expect(existsSync(join(own, 'out'))).toBe(false);
    remove();
  });
});
