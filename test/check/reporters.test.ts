// Each reporter, read by what others read it with; several at once; the parts of a run told as one.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Parser } from 'tap-parser';
import { afterAll, describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { Report } from '../../src/check/outcome.ts';
import { drawn, texts } from './html-page.ts';
import { COMMAND, type Files, makeWorkspace, ROOT, type Said, stepscope } from './workspace.ts';

const GREET =
  'export const condition = { name: String };\nexport const content = () => { console.log("hi", data.name); data.text = `Hello ${data.name}`; };';
const FAIL =
  'export const condition = { fail: true };\nexport const content = () => {\n  throw new Error("bad\\u0007 <x> & \\"y\\", 100%\\nsecond line");\n};';
const LATE = 'export const condition = { text: String };\nexport const content = () => { data.done = true; };';
const SHOP: Files = {
  'steps/greet.js': GREET,
  'steps/fail.js': FAIL,
  'steps/late.js': LATE,
  'steps/never.js': 'export const condition = { never: 1 };\nexport const content = () => {};',
  'scenarios/a.json': { name: 'Mira', expectedSteps: ['greet', 'late'] },
  'scenarios/b, odd: name.json': { scenario: 'odd </script> # name \u001b[2J', fail: true },
  'scenarios/c.json': [
    { name: 'steps differ', data: { name: 'x' }, expect: { steps: ['late'], paths: { done: false } } },
    { name: 'left out', data: {}, skip: true },
  ],
  'scenarios/d.json': { nothing: 1 },
};

const shop = makeWorkspace(SHOP);
const out = mkdtempSync(join(tmpdir(), 'stepscope-reports-'));
afterAll(() => {
  shop.remove();
  rmSync(out, { recursive: true });
});

const run = (...args: readonly string[]): Promise<Said> => stepscope(['run', '--dir', shop.dir, ...args]);
const read = (file: string): string => readFileSync(join(out, file), 'utf8');
const timeless = (report: Report): Report =>
  JSON.parse(JSON.stringify(report), (key, value) => (/^(durationMs|matchMs|runMs)$/.test(key) ? 0 : value)) as Report;

describe('junit', () => {
  it('is valid by the schema, counts, and tells errors from failures', async () => {
    const { stdout, code } = await run('--reporter', 'junit');
    const schema = readFileSync(join(ROOT, 'test/check/junit.xsd'), 'utf8');
    const { errors } = await validateXML({ xml: [{ fileName: 'report.xml', contents: stdout }], schema: [schema] });
    expect(errors.map(({ message }) => message)).toEqual([]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/<testsuites [^>]*tests="5"[^>]*>/);
    expect(stdout).toMatch(
      /<error message="the task ended in error: Error: bad␇ &lt;x> &amp; &quot;y&quot;, 100% second line/,
    );
    expect(stdout).toMatch(/<failure message="turn 1 should have run late, but ran greet/);
    expect(stdout).toMatch(/<skipped\/>/);
    expect(stdout).not.toContain('\u001b');
  });

  it('the schema refuses what is no such report', async () => {
    const schema = readFileSync(join(ROOT, 'test/check/junit.xsd'), 'utf8');
    const xml = '<testsuites><testsuite name="x"><testcase/></testsuite></testsuites>';
    const { valid } = await validateXML({ xml: [{ fileName: 'r.xml', contents: xml }], schema: [schema] });
    expect(valid).toBe(false);
  });
});

describe('tap', () => {
  it('is read as version 14 with the same counts, names and reasons', async () => {
    const { stdout } = await run('--reporter', 'tap');
    const results: { ok: boolean; name: string; skip: boolean | string; diag: Record<string, unknown> | null }[] = [];
    const parser = new Parser({ strict: true });
    parser.on('assert', (result) => results.push(result as unknown as (typeof results)[number]));
    const final = await new Promise<{ ok: boolean; count: number; pass: number; fail: number; failures: unknown[] }>(
      (resolve) => {
        parser.on('complete', resolve);
        parser.end(stdout);
      },
    );
    expect(stdout).toMatch(/^TAP version 14\n/);
    expect(stdout).toMatch(/^1\.\.5\n$/m);
    expect(final).toMatchObject({ ok: false, count: 5, fail: 2 });
    expect(results.map(({ ok, skip }) => [ok, Boolean(skip)])).toEqual([
      [true, false],
      [false, false],
      [false, false],
      [true, true],
      [true, false],
    ]);
    expect(results[1]?.name).toBe('odd </script> # name ␛[2J');
    expect(results[2]?.diag).toMatchObject({
      file: 'scenarios/c.json',
      end: 'done/settled',
      failures: [{ check: 'steps' }, { check: 'paths' }],
    });
  });
});

describe('a file that does not load', () => {
  const broken = makeWorkspace({
    'steps/greet.js': GREET,
    'steps/bad.js': 'export const condition = {',
    'scenarios/a.json': { name: 'Mira' },
    'scenarios/bad.json': '{"x":',
  });
  afterAll(() => broken.remove());
  const told = async (reporter: string): Promise<string> => {
    const { code, stdout } = await stepscope(['run', '--reporter', reporter], 60_000, broken.dir);
    expect(code).toBe(3);
    return stdout;
  };

  it('junit: is a case with an error, at its place, and the whole has a time', async () => {
    const xml = await told('junit');
    const schema = readFileSync(join(ROOT, 'test/check/junit.xsd'), 'utf8');
    const { errors } = await validateXML({ xml: [{ fileName: 'report.xml', contents: xml }], schema: [schema] });
    expect(errors.map(({ message }) => message)).toEqual([]);
    expect(xml).toMatch(/<testsuites time="[\d.]+" [^>]*tests="3" failures="0" errors="2"/);
    for (const file of ['scenarios/bad.json', 'steps/bad.js']) {
      expect(xml).toContain(`<testsuite name="${file}" `);
      expect(xml).toMatch(new RegExp(`<error message="${file}:\\d+:\\d+: `));
    }
  });

  it('tap: is a point that is not ok, and the plan counts it', async () => {
    const stdout = await told('tap');
    const parser = new Parser({ strict: true });
    const final = await new Promise<{ ok: boolean; count: number; fail: number; failures: readonly object[] }>(
      (resolve) => {
        parser.on('complete', resolve);
        parser.end(stdout);
      },
    );
    expect(final).toMatchObject({ ok: false, count: 3, fail: 2 });
    const files = ['scenarios/bad.json', 'steps/bad.js'];
    expect(final.failures).toEqual(
      expect.arrayContaining(files.map((file) => expect.objectContaining({ diag: expect.objectContaining({ file }) }))),
    );
  });

  it('github: is annotated', async () => {
    const stdout = await told('github');
    for (const file of ['scenarios/bad.json', 'steps/bad.js'])
      expect(stdout).toMatch(new RegExp(`^::error file=${file},line=\\d+,col=\\d+,title=`, 'm'));
  });
});

describe('github', () => {
  it('names files from where it was started, as a checkout has them', async () => {
    const { code, stdout } = await stepscope([
      'run',
      '--dir',
      relative(process.cwd(), shop.dir),
      '--reporter',
      'github',
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain(`::error file=${relative(process.cwd(), shop.dir)}/steps/fail.js,line=3`);
  });

  it('annotates the line that threw and the file of the scenario, with nothing that could end a command', async () => {
    const { stdout } = await stepscope(['run', '--reporter', 'github'], 60_000, shop.dir);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(
      /^::error file=steps\/fail\.js,line=3,col=\d+,title=odd <\/script> # name .*%3A error::the task ended in error: Error: bad.* 100%25%0Asecond line/,
    );
    expect(lines[1]).toMatch(/^::error file=scenarios\/c\.json,line=1,title=steps differ%3A steps::turn 1 should/);
    expect(lines.at(-2)).toMatch(/^::warning file=scenarios\/d\.json,line=1,col=1,title=.*::.*nothing was tested%0A/);
    expect(lines.at(-1)).toMatch(/^2 passed, 2 failed, 1 skipped/);
  });
});

describe('html', () => {
  it('is one file without a network, whose data cannot become markup', async () => {
    const { stdout } = await run('--reporter', 'html');
    expect(stdout).toContain("default-src 'none'");
    expect(stdout).not.toMatch(/\b(src|href)=|https?:\/\//);
    const islands = [...stdout.matchAll(/<script type="application\/json" data-kind="(\w+)">(.*)<\/script>/g)];
    expect(islands.map(([, kind]) => kind)).toEqual([...Array(5).fill('scenario'), 'end']);
    const [, odd] = islands.map(([, , text]) => JSON.parse(text ?? '') as { name: string; begin: object });
    expect(odd).toMatchObject({ name: 'odd </script> # name \u001b[2J', begin: { fail: true } });
    expect(stdout.match(/<\/script>/g)).toHaveLength(7);
  });

  it('draws the list, and of the scenario that failed first its failures, turns, changes, logs and data', async () => {
    const page = drawn((await run('--reporter', 'html', '--coverage')).stdout);
    expect(texts(page, 'entry').map((text) => text.replace(/[\d.]+ (m?s|%)$/, ''))).toEqual([
      '•Coverage',
      '•Problems1',
      '✓a',
      '✗odd </script> # name \u001b[2J',
      '✗steps differ',
      '↓left out',
      '✓d',
    ]);
    expect(texts(page, 'failure')[0]).toContain('the task ended in error: Error: bad');
    expect(texts(page, 'badge')).toEqual(['failed']);
    // In a long list it may stand far below.
    const seen = page.all().filter(({ isSeen }) => isSeen);
    expect(seen.map(({ text }) => text)).toEqual([expect.stringContaining('✗odd')]);
  });

  it('counts in words', async () => {
    const page = drawn((await run('--reporter', 'html')).stdout);
    page
      .all()
      .find(({ text, tag }) => tag === 'button' && text.includes('steps differ'))
      ?.fire('click');
    const summaries = page.all().filter(({ tag }) => tag === 'summary');
    expect(summaries.map(({ text }) => text.replace(/[\d.]+ ms$/, ''))).toEqual([
      '1greet1 change, 1 log line, ',
      '2late1 change, ',
    ]);
  });

  it('shows steps side by side, and old beside new', async () => {
    const page = drawn((await run('--reporter', 'html')).stdout);
    const entry = page.all().find(({ text, tag }) => tag === 'button' && text.includes('steps differ'));
    entry?.fire('click');
    expect(texts(page, 'differs')).toEqual(['✗ 1–greet']);
    expect(texts(page, 'same')).toEqual(['2latelate']);
    expect(texts(page, 'follows')[0]).toContain('done should be false, but is true');
    expect(texts(page, 'diff')).toEqual(['text  + "Hello x"', 'done  + true']);
    expect(texts(page, 'log').join()).toContain('log  hi x');
    expect(texts(page, 'bars')).toHaveLength(1);
  });
});

it('html tells what is missing from what is null, in a report of a run and of its parts', async () => {
  const { dir, remove } = makeWorkspace({
    'steps/make.js':
      'export const condition = { make: true };\nexport const content = () => { data.a = null; data["x.y"] = null; if (data.fail) throw new Error("no"); };',
    'scenarios/paths.json': { name: 'p', data: { make: true }, expect: { paths: { a: 1, b: 1, 'x.y': 1, 'x.z': 1 } } },
    'scenarios/state.json': { make: true, validateFinalState: { a: 1, b: 1 } },
    'scenarios/whole.json': { name: 'w', data: { make: true }, expect: { data: { a: 1, b: 1 } } },
    'scenarios/zero.json': { make: true, fail: true },
  });
  const sides = (html: string): readonly string[] => {
    const page = drawn(html);
    const entries = page.all().filter(({ attributes }) => attributes.get('class') === 'entry');
    return entries.flatMap((entry) => {
      entry.fire('click');
      const cells = page.all().filter(({ tag }) => tag === 'td');
      return cells.map(({ text }) => text);
    });
  };
  const expected = ['1', 'null', '1', 'nothing', '1', 'null', '1', 'nothing', '1', 'null', '1', 'nothing'];
  const all = [...expected, '"1"', 'null', '"1"', 'nothing', 'no error', '"no"'];
  const { stdout } = await stepscope(['run', '--dir', dir, '--reporter', 'html']);
  expect(sides(stdout)).toEqual(all);
  await stepscope(['run', '--dir', dir, '--reporter', `blob=${join(dir, 'parts/1.json')}`]);
  const merged = await stepscope(['run', '--merge-reports', join(dir, 'parts'), '--reporter', 'html']);
  expect(sides(merged.stdout)).toEqual(all);
  remove();
});

describe('for people', () => {
  it('dot: a character for each, then what failed', async () => {
    const { stdout } = await run('--reporter', 'dot');
    expect(stdout.split('\n')[0]).toBe('·✗✗↓·');
    expect(stdout).toMatch(/^✗ steps differ/m);
    expect(stdout).toMatch(/^2 passed, 2 failed, 1 skipped/m);
  });

  it('verbose: each turn with what it said, and all failures', async () => {
    const { stdout } = await run('--reporter', 'verbose');
    expect(stdout).toMatch(/^ +1 {2}greet {2}1 change\n +log {2}hi Mira$/m);
    expect(stdout).toMatch(/paths {2}done should be false, but is true/);
  });

  it('default: what follows from an earlier failure is only counted', async () => {
    const { stdout } = await run('--reporter', 'default');
    expect(stdout).not.toContain('done should be false');
    expect(stdout).toContain('and 1 more that may follow from it: paths done');
    expect(stdout).not.toContain('\u001b');
  });
});

describe('several at once', () => {
  it('one owns standard output, the others write files; folders are made', async () => {
    const files = ['deep/er/report.json', 'report.xml', 'report.tap'].map((file) => join(out, file));
    const args = ['json', 'junit', 'tap'].flatMap((name, index) => ['--reporter', `${name}=${files[index]}`]);
    const { stdout, code } = await run(...args, '--reporter', 'dot');
    expect(code).toBe(1);
    expect(stdout.split('\n')[0]).toBe('·✗✗↓·');
    expect((JSON.parse(read('deep/er/report.json')) as Report).totals.failed).toBe(2);
    expect(read('report.xml')).toContain('<testsuites');
    expect(read('report.tap')).toContain('1..5');
  });

  it('where all write files, people are told too', async () => {
    const { stdout } = await run('--reporter', `json=${join(out, 'alone.json')}`);
    expect(stdout).toMatch(/^2 passed, 2 failed/m);
  });

  it.skipIf(!existsSync('/dev/full'))('2: standard output that cannot be written is said in a line', async () => {
    const script = `'${process.execPath}' '${COMMAND}' run --dir '${shop.dir}' >/dev/full`;
    const { status, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^stepscope: output cannot be written: ENOSPC.*\n$/)]);
  });

  it.skipIf(!existsSync('/dev/full')).each(['json', 'html', 'blob', 'junit'])(
    '2: a report %s on a full disk is named once, and all else is told',
    async (name) => {
      const large = makeWorkspace({ ...SHOP, 'scenarios/e.json': { large: 'x'.repeat(200_000) } });
      const args = ['run', '--dir', large.dir, '--reporter', `${name}=/dev/full`];
      const { code, stdout, stderr } = await stepscope(args, 20_000);
      large.remove();
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(
          /^stepscope run: the report \/dev\/full cannot be written: ENOSPC.*\. Make room, or name another file\.\n$/,
        ),
      ]);
      expect(stdout).toMatch(/^3 passed, 2 failed/m);
    },
  );

  it.skipIf(process.platform !== 'linux').each([
    ['--record', '/proc/x/y', 3, /nothing is recorded: ENOENT.*\/proc\/x/],
    ['--record-failed', '/proc/zz', 3, /nothing is recorded: ENOENT.*\/proc\/zz/],
    ['--reporter', 'json=/proc/x/y', 2, /a report cannot be written: ENOENT.*\/proc\/x/],
  ])('where no folder can be made that is said: %s %s', async (option, value, wanted, message) => {
    const { code, stdout, stderr } = await stepscope(['run', '--dir', shop.dir, option, value], 20_000);
    expect([code, stdout + stderr]).toEqual([wanted, expect.stringMatching(message)]);
  });

  it.each([
    ['two that want standard output', ['--reporter', 'json', '--reporter', 'tap'], /json does: tap=FILE/],
    ['two that want one file', ['--reporter', 'json=x', '--reporter', 'tap=x'], /json writes to x already/],
    ['one that is not there', ['--reporter', 'jnuit'], /Did you mean "junit"\?/],
    ['a file without a name', ['--reporter', 'json='], /Name a file/],
    [
      'a file that cannot be written',
      ['--reporter', `json=${shop.dir}/steps/greet.js/x`],
      /a report cannot be written/,
    ],
  ])('2: %s', async (_, args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

describe('shards', () => {
  it('are even, together the whole, and merged equal one run but for times', async () => {
    const whole = JSON.parse((await run('--reporter', 'json')).stdout) as Report;
    const parts = await Promise.all(
      [1, 2].map(async (index) => {
        const args = [
          '--shard',
          `${index}/2`,
          '--reporter',
          'json',
          '--reporter',
          `blob=${join(out, `blobs/${index}`)}`,
        ];
        return JSON.parse((await run(...args)).stdout) as Report;
      }),
    );
    expect(parts.map(({ totals }) => totals.scenarios)).toEqual([3, 2]);
    const merged = await stepscope(['run', '--merge-reports', join(out, 'blobs'), '--reporter', 'json']);
    expect(merged.code).toBe(1);
    expect(timeless(JSON.parse(merged.stdout) as Report)).toEqual(timeless(whole));
    const html = await stepscope(['run', '--merge-reports', join(out, 'blobs'), '--reporter', 'tap']);
    expect(html.stdout.replaceAll(/duration_ms: \d+/g, '')).toBe(
      (await run('--reporter', 'tap')).stdout.replaceAll(/duration_ms: \d+/g, ''),
    );
  });

  it('add up what they cover', async () => {
    const parts = [1, 2].map((index) => join(out, `covered/${index}`));
    for (const [index, file] of parts.entries())
      await run('--shard', `${index + 1}/2`, '--coverage', '--reporter', `blob=${file}`);
    const whole = JSON.parse((await run('--coverage', '--reporter', 'json')).stdout) as Report;
    const args = ['run', '--merge-reports', join(out, 'covered'), '--reporter', 'json'];
    const merged = await stepscope([...args, '--threshold', '100']);
    expect((JSON.parse(merged.stdout) as Report).coverage).toEqual(whole.coverage);
    expect(merged.stderr).toMatch(/below the threshold of 100 %/);
    const without = await stepscope(['run', '--merge-reports', join(out, 'blobs'), '--threshold', '1']);
    expect([without.code, without.stderr]).toEqual([2, expect.stringContaining('hold no coverage')]);
  });

  it.each([
    ['a file of the workspace', () => join(shop.dir, 'steps/greet.js'), /steps\/greet.js is a file of the workspace/],
    ['one of the blobs', () => join(out, 'blobs/1'), /blobs\/1 is one of the blobs, which the report html would/],
  ])('2: merged, no report replaces %s', async (_, file, message) => {
    const before = readFileSync(file(), 'utf8');
    const args = ['--merge-reports', join(out, 'blobs'), '--reporter', `html=${file()}`, '--dir', shop.dir];
    const { code, stderr } = await stepscope(['run', ...args]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(readFileSync(file(), 'utf8')).toBe(before);
  });

  it.each([
    ['a folder that is not there', () => join(out, 'nowhere'), /cannot be read/],
    ['a folder with something else in it', () => `${shop.dir}/steps`, /is no blob: line 1 is no JSON/],
    ['one that was cut off', () => cutBlob(), /ends before its run had ended/],
    ['a line of another kind', () => oddBlob('{"told":{"place":0}}'), /line 2 is not as --reporter blob writes it/],
    ['a line that is no object', () => oddBlob('5'), /was not written by --reporter blob/],
    ['a part of a whole', () => onlyOne(), /shard 2 is not in/],
  ])('2: %s', async (_, folder, message) => {
    const { code, stderr } = await stepscope(['run', '--merge-reports', folder()]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

function cutBlob(): string {
  const folder = mkdtempSync(join(out, 'cut-'));
  writeFileSync(join(folder, '1'), read('blobs/1').split('\n').slice(0, 2).join('\n'));
  return folder;
}

function oddBlob(line: string): string {
  const folder = mkdtempSync(join(out, 'odd-'));
  const [head = '', , ...rest] = read('blobs/1').split('\n');
  writeFileSync(join(folder, '1'), [head, line, ...rest].join('\n'));
  return folder;
}

function onlyOne(): string {
  const folder = mkdtempSync(join(out, 'one-'));
  expect(existsSync(join(out, 'blobs/1'))).toBe(true);
  writeFileSync(join(folder, '1'), read('blobs/1'));
  return folder;
}
