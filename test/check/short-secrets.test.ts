// semantics.md §5: a secret or stashed value that is too short to be looked for in texts stands nowhere as a whole value.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Files, makeWorkspace, type Ran, runFiles, stepscope } from './workspace.ts';

const SHORT = ['4711', 'x9', '0815'];
/** Of a JSON text, a formatted object, or a text within one of these; a key is none. */
const QUOTED = new RegExp(`(\\\\*["'\`]|&quot;)(?:${SHORT.join('|')})\\1(?!\\s*:)`);
const NUMBER = /(?<=[:[,>]\s*)4711(?=\s*[,\]}<])/;

/** Where one of them stands as a whole. */
function leaks(text: string): readonly string[] {
  const places = [QUOTED, NUMBER].flatMap((pattern) => {
    const found = pattern.exec(text);
    return found ? [text.slice(Math.max(0, found.index - 80), found.index + 40)] : [];
  });
  return [...places, ...text.split('\n').filter((line) => SHORT.includes(line.trim()))];
}

const content = (condition: string, body: string): string =>
  `export const condition = { ${condition} };\nexport const content = async () => { ${body} };\n`;

const FILES: Files = {
  'stepscope.config.json': { secrets: { PIN: '4711', TAG: 'x9' } },
  'steps/a.js': content(
    'n: 1',
    `const pin = task.config('PIN'); const tag = task.config('TAG'); const own = data.$stash.pin; const code = data.$stash.code;
     data.n = 2; data.all = [pin, tag, own, code, Number(pin)]; data.list.push(tag, own, code); data.deep = { [tag]: { pin } };
     data.text = 'a ' + tag + ' b'; data.long = 'order 4711 of today';
     console.log(pin); console.log(code); console.log({ pin, own, code }, [tag, own, code]); console.log(JSON.stringify({ own, code, tag }));
     console.log('in a line: ' + own + '!'); audit.log(tag); audit.reference({ id: own });
     task.name(pin); task.tags([tag, own]);
     task.visualize({ type: 'table', name: own, data: [{ pin, code }], options: { tag } });
     data.got = await connectors.shop.get({ pin, own, code });
     try { connectors.shop.bad({ tag }); } catch (error) { data.failed = error.message; }
     blob.create({ content: own });
     task.subtask(tag, { kid: own, code }, { into: 'child', waitFor: true });`,
  ),
  'steps/kid.js': content(
    'kid: String',
    `data.more = task.config('TAG'); task.complete({ got: data.kid, pin: task.config('PIN'), code: data.code });`,
  ),
  'steps/b.js': content(
    'n: 2, child: Object',
    'data.n = 3; data.$stash.late = "k7"; data.k = data.$stash.late; data.all.splice(1, 1, data.$stash.pin);',
  ),
  'steps/never.js': content('n: 3, all: Number, list: [{ x: 1 }], deep: Boolean, code: 1', ''),
  'steps/z.js': content('n: 3', 'throw new Error(data.$stash.pin);'),
  'scenarios/one.json': {
    name: 'one',
    data: {
      n: 1,
      list: ['x9', 4711, '4711', 5],
      code: 4711,
      kept: { pin: '0815' },
      $stash: { pin: '0815', code: 4711 },
    },
    connectors: {
      shop: {
        get: { echo: '4711', list: ['0815', 4711, 'x9'] },
        bad: { $throw: { name: 'Refused', message: 'x9', code: '4711' } },
      },
    },
    expect: {
      steps: ['never'],
      state: 'error',
      paths: { code: 5, 'kept.pin': 'other', 'list.0': 'x9' },
      data: { code: 4711, list: ['0815'], kept: { pin: 'x9' } },
    },
  },
};

describe('what is short and secret stands nowhere as a whole', () => {
  const folder = makeWorkspace(FILES);
  const dir = ['--dir', folder.dir];
  const recording = join(folder.dir, 'out', 'one.stepscope.jsonl');
  let ran = '';
  beforeAll(async () => {
    mkdirSync(join(folder.dir, 'out'));
    const { stdout } = await stepscope(['run', ...dir, '--reporter', 'json', '--record', recording]);
    ran = stdout;
  });
  afterAll(() => folder.remove());

  it('in the report, which has all the rest', () => {
    expect(leaks(ran)).toEqual([]);
    const [scenario] = (JSON.parse(ran) as Ran['report']).scenarios;
    const [pin, tag, own, code] = ['‹secret PIN›', '‹secret TAG›', '‹stash›', '‹secret PIN›'];
    expect(scenario?.data).toMatchObject({
      all: [pin, own, own, code, pin],
      list: [tag, code, pin, 5, tag, own, code],
      deep: { x9: { pin } },
      ...{ code, kept: { pin: own }, text: 'a x9 b', long: 'order 4711 of today', k: own },
      child: { got: own, pin, code },
      ...{ got: { echo: pin, list: [own, code, tag] }, failed: tag },
    });
    expect(scenario?.turns[0]?.logs.map(({ text }) => text)).toEqual([
      pin,
      code,
      `{ pin: '${pin}', own: '${own}', code: ${code} } [ '${tag}', '${own}', ${code} ]`,
      `{"own":"${own}","code":${code},"tag":"${tag}"}`,
      'in a line: 0815!',
      tag,
      `reference {"id":"${own}"}`,
    ]);
    expect(scenario?.task).toMatchObject({ name: pin, tags: [tag, own], error: { message: own } });
    // What fits is told by nobody.
    expect(scenario?.failures.map(({ check, path }) => [check, path])).toEqual([
      ['steps', undefined],
      ['data', 'kept.pin'],
      ['paths', 'code'],
      ['paths', 'kept.pin'],
    ]);
  });

  it.each([['default'], ['verbose'], ['tap'], ['junit'], ['github'], ['html'], ['blob']])(
    'in reporter %s',
    async (name) => {
      const { stdout, stderr } = await stepscope(['run', ...dir, '--reporter', name]);
      expect(leaks(withoutSources(stdout + stderr))).toEqual([]);
    },
  );

  it('in a recording', () => {
    expect(leaks(withoutSources(readFileSync(recording, 'utf8')))).toEqual([]);
  });

  it.each<readonly [string, readonly string[]]>([
    ['why it did not run', ['why', 'never']],
    ['why it did not run, as JSON', ['why', 'never', '--json']],
    ['why, at its first turn', ['why', 'a', '--at', '1', '--json']],
    ['blame', ['blame', 'all[0]', '--json']],
    ['blame of a list', ['blame', 'list']],
    ['diff', ['diff', '0', '2', '--json']],
    ['diff as text', ['diff', '0', '2']],
    ['a trace', ['export']],
    ['a page', ['export', '--format', 'html']],
    ['a scenario', ['export', '--format', 'scenario', '--at', '2']],
  ])('in %s, of a scenario and of a recording', async (_, [command = '', ...args]) => {
    for (const of of [
      ['--scenario', 'one'],
      ['--recording', recording],
    ]) {
      const { stdout, stderr, code } = await stepscope([command, ...args, ...dir, ...of]);
      expect([code, leaks(withoutSources(stdout + stderr))]).toEqual([0, []]);
    }
  });

  it('when a recording is played, and it comes out the same when it is run again', async () => {
    const played = await stepscope(['replay', recording, '--json']);
    expect([played.code, leaks(withoutSources(played.stdout))]).toEqual([0, []]);
    const verified = await stepscope(['replay', recording, '--verify', '--json', ...dir]);
    expect([verified.code, verified.stdout + verified.stderr]).toEqual([0, expect.any(String)]);
    expect(leaks(verified.stdout)).toEqual([]);
  });

  it('in the history, and what is asked of it', async () => {
    const begun = await stepscope(['task', 'new', 'x9', '--scenario', 'one', '--tags', '4711', ...dir]);
    const id = begun.stdout.trim();
    const asked = await Promise.all(
      [
        ['task', 'list', '--json'],
        ['task', 'show', id, '--json'],
        ['task', 'show', id, '--data'],
        ['task', 'log', id, '--json', '--verbose'],
        ['task', 'log', id, '--verbose'],
        ['connector', 'logs', 'shop', '--json'],
        ['workspace', 'health', '--json'],
        ['workspace', 'show', '--json'],
      ].map((args) => stepscope([...args, ...dir])),
    );
    expect(asked.map(({ stdout, stderr }) => leaks(withoutSources(stdout + stderr)))).toEqual(asked.map(() => []));
    const kept = readdirSync(join(folder.dir, '.stepscope'), { recursive: true, withFileTypes: true });
    const texts = kept
      .filter((one) => one.isFile())
      .map((one) => readFileSync(join(one.parentPath, one.name), 'latin1'));
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.flatMap((text) => leaks(withoutSources(text)))).toEqual([]);
  });
});

/** The text of a step is its author's: only what is long is masked in it. */
function withoutSources(text: string): string {
  return text.replace(/"source":"(?:[^"\\]|\\.)*"/g, '"source":""');
}

describe('what a step does with them is what it does elsewhere', () => {
  it.each<readonly [string, Files, object]>([
    [
      'the error of a subtask arrives as it is',
      {
        'steps/a.js': content('n: 1', 'data.n = 2; task.subtask("kid", { kid: 1 }, { into: "r", waitFor: true });'),
        'steps/kid.js': content('kid: 1', 'const error = new Error(task.config("PIN")); throw error;'),
        'steps/b.js': content(
          'n: 2, r: Object',
          'data.n = 3; data.same = data.r.error.message === task.config("PIN");',
        ),
      },
      { n: 3, same: true },
    ],
    [
      'a secret of a scenario in place of another',
      {
        'steps/a.js': content('n: 1', 'data.n = 2; data.own = task.config("TAG"); data.was = "x9";'),
        'scenarios/one.json': { name: 'one', data: { n: 1 }, config: { TAG: 'y8' } },
      },
      { n: 2, own: '‹secret TAG›', was: '‹secret TAG›' },
    ],
    [
      'neither booleans, null, nothing, nor short numbers are secret',
      {
        'steps/a.js': content(
          'n: 1',
          'data.$stash.some = [true, null, "", 12, 471]; data.all = [true, null, "", 12, 471, "12"]; data.n = 2;',
        ),
      },
      { n: 2, all: [true, null, '', 12, 471, '12'] },
    ],
  ])('%s', async (_, files, data) => {
    const { report } = await runFiles(
      { ...FILES, 'scenarios/one.json': { name: 'one', data: { n: 1 } }, ...files },
      '-t',
      'one',
    );
    expect(report.scenarios[0]?.data).toMatchObject(data);
  });
});

describe('a value that is masked matches as it is', () => {
  const folder = makeWorkspace({
    'stepscope.config.json': { secrets: { WORD: 'open' } },
    'steps/x.js': content(
      'go: 1, a: 1, b: 1, code: 4711, word: String, own: String',
      'data.word = "shut"; data.own = "own"; data.code = "4711"; data.list = ["open", "4711"]; data.go = 2;',
    ),
    'steps/word.js': content('word: "open"', ''),
    'steps/own.js': content('own: "k7"', ''),
    'steps/other.js': content('own: "k8"', ''),
    'steps/number.js': content('code: Number', ''),
    'steps/exact.js': content('code: 4711', ''),
    'steps/text.js': content('code: String', ''),
    'steps/among.js': content('list: [Number, "k7"]', ''),
    'steps/texts.js': content('list: [{ a: "k8" }]', ''),
    'steps/deep.js': content('list: [{ a: "k7" }]', ''),
    'scenarios/one.json': {
      name: 'one',
      data: {
        ...{ go: 1, a: 1, b: 1, word: 'open', own: 'k7', code: 4711, list: [4711, 'k7', { a: 'k7' }] },
        $stash: { own: 'k7', other: 'k8', code: 4711 },
      },
    },
  });
  const recording = join(folder.dir, 'one.stepscope.jsonl');
  beforeAll(() => stepscope(['run', '--record', recording, '--dir', folder.dir]));
  afterAll(() => folder.remove());

  it.each<readonly [string, boolean, boolean]>([
    ['word', true, false],
    ['own', true, false],
    ['other', false, false],
    ['number', true, false],
    ['exact', true, false],
    ['text', false, true],
    ['among', true, false],
    ['texts', false, false],
    ['deep', true, false],
  ])('%s: at first %s, later %s', async (step, before, after) => {
    for (const of of [
      ['--scenario', 'one'],
      ['--recording', recording],
    ]) {
      const asked = [
        ['--at', '1'],
        ['--at', '2'],
      ].map((at) => stepscope(['why', step, '--json', '--dir', folder.dir, ...of, ...at]));
      const told = (await Promise.all(asked)).map(({ stdout }) => JSON.parse(stdout).distance === 0);
      expect(told).toEqual([before, after]);
    }
  });

  it('and so do expectations', async () => {
    const expectations = [
      [
        { data: { own: 'k7', code: 4711, list: [4711, 'k7'] }, paths: { own: 'k7', code: 'Number', 'list.0': 4711 } },
        [],
      ],
      [{ paths: { word: 'open', own: '‹stash›', 'list.1': 'String', code: 4711 } }, []],
      [{ data: { own: 'k8' } }, ['data']],
      [{ paths: { own: 'k8', code: 'String', word: 'shut' } }, ['paths', 'paths', 'paths']],
      [{ error: 'k7', state: 'error' }, ['state', 'expectedError']],
    ] as const;
    const { report } = await runFiles({
      'stepscope.config.json': { secrets: { WORD: 'open' } },
      'steps/a.js': content('go: 1', 'data.go = 2;'),
      'scenarios/all.json': expectations.map(([expected], index) => ({
        ...{
          name: `s${index}`,
          data: {
            go: 1,
            word: 'open',
            own: 'k7',
            code: 4711,
            list: [4711, 'k7'],
            $stash: { own: 'k7', other: 'k8', code: 4711 },
          },
        },
        expect: expected,
      })),
    });
    expect(report.scenarios.map(({ failures }) => failures.map(({ check }) => check))).toEqual(
      expectations.map(([, failed]) => failed),
    );
    expect(JSON.stringify(report)).not.toMatch(/"(?:k7|k8|open)"|4711/);
  });

  it('an error that is expected in its own words', async () => {
    const scenario = (name: string, error: string): object => ({
      name,
      data: { go: 1, $stash: { own: 'k7' } },
      expect: { error },
    });
    const { report } = await runFiles({
      'steps/a.js': content('go: 1', 'throw new Error(data.$stash.own);'),
      'scenarios/all.json': [scenario('short', 'k7'), scenario('shown', '‹stash›'), scenario('none', 'k8')],
    });
    expect(report.scenarios.map(({ status }) => status)).toEqual(['passed', 'passed', 'failed']);
  });
});
