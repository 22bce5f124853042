// `why`, `blame`, `diff`, `export` and `graph` as they are built, on a small shop: of scenarios, data, recordings and tasks.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkspace, stepscope } from '../check/workspace.ts';

const FILES = {
  'steps/validate.js':
    'export const condition = { order: { total: Number, validated: null } };\nexport const content = () => { data.order.validated = true; };',
  'steps/coupon.js':
    'export const condition = { order: { validated: true, coupon: String } };\nexport const content = () => { data.order.total -= 5; delete data.order.coupon; };',
  'steps/points.js':
    'export const condition = { order: { validated: true, points: Number } };\nexport const content = () => { data.order.total -= 1; delete data.order.points; };',
  'steps/fetch.js':
    "export const condition = { id: String };\nexport const content = () => { connectors.crm.find({ id: data.id, into: 'order' }); delete data.id; };",
  'scenarios/both.json': { order: { total: 100, coupon: 'A', points: 3 } },
  'scenarios/remote.json': { name: 'remote', data: { id: 'x' }, connectors: { crm: { find: { total: 9 } } } },
};

let dir = '';
let remove = (): void => {};
let recording = '';

beforeAll(async () => {
  const made = makeWorkspace(FILES);
  dir = made.dir;
  remove = made.remove;
  recording = join(dir, 'both.stepscope.jsonl');
  await stepscope(['run', 'both', '--dir', dir, '--record', recording]);
});
afterAll(() => remove());

const ask = (...args: readonly string[]) => stepscope([args[0] ?? '', ...args.slice(1), '--dir', dir]);
const both = ['--scenario', 'both'];

describe('why', () => {
  it('89: of each step at each turn of a finished task, who wrote the value and what it lost to', async () => {
    const { code, stdout } = await ask('why', 'points', ...both, '--at', '2');
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'points matches, but coupon goes first: it was created first',
      '  after 1 turn of both',
      '  ✓ order          (changed by validate @1)',
      '    ✓ validated  true  (set by validate @1)',
      '    ✓ points     Number  3',
      'cause: too broad: coupon matches as well and goes first; ask for one more field here to go before it',
      '',
    ]);
    expect((await ask('why', 'points', ...both, '--at', '4')).stdout).toMatch(
      /^points ran in turn 3: a step runs once/,
    );
  });

  it('names the task where it is kept, and only there', async () => {
    const place = async (...of: readonly string[]) => (await ask('why', 'points', ...of)).stdout.split('\n')[1];
    expect(await place(...both)).toBe('  after 3 turns of both, which ended there: done/settled');
    expect(await place('--recording', recording)).toMatch(/^ {2}after 3 turns of both, task \w+, which ended there/);
  });

  it('names the missing parent of what may be missing, and no field that is well', async () => {
    const { stdout } = await ask('why', 'validate', '-d', '{"z":1}');
    expect(stdout).toContain('✗ validated  missing or null  needs an object at order\n');
    const { dir: other, remove: removeOther } = makeWorkspace({
      'steps/pack.js': 'export const condition = { parcel: { packed: null } };\nexport const content = () => {};',
      'scenarios/s.json': { z: 1, expectedSteps: ['pack'] },
    });
    const failed = await stepscope(['run', '--dir', other]);
    await stepscope(['task', 'new', 'vv', '-d', '{"z":1}', '--dir', other]);
    const log = await stepscope(['task', 'log', 'vv', '--verbose', '--dir', other]);
    removeOther();
    expect(failed.stdout).toContain('pack did not match: parcel should be an object, but is missing');
    expect(log.stdout).toContain('pack did not match: parcel should be an object, but is missing');
  });

  it.each([
    [
      'missing field',
      '{}',
      'missing field: order is not there, and { total: Number, validated: null } is asked for',
      'set order to { total: 1 }',
    ],
    [
      'wrong type',
      '{"order":{"total":"5"}}',
      'wrong type: order.total is a text ("5"), and Number is asked for',
      'set order.total to 5',
    ],
    [
      'wrong structure',
      '{"order":[{"total":5}]}',
      'wrong structure: order is a list, and an object is asked for',
      'set order to { total: 1 }',
    ],
    [
      'too specific',
      '{"order":{"total":5,"validated":false}}',
      'too specific: order.validated is there (false), and shall be missing',
      'remove order.validated',
    ],
  ])('92: names the cause: %s', async (_, data, cause, change) => {
    const { stdout } = await ask('why', 'validate', '-d', data);
    expect(stdout).toContain(`cause: ${cause}\n`);
    expect(stdout).toContain(`nearest change that makes it match: ${change}\n`);
  });

  it.each([
    ['{"ordre":{"total":1}}', 'Is ordre meant?'],
    ['{"order":{"totl":1}}', 'Is order.totl meant?'],
    ['{"order":{"validatd":true,"total":"5"}}', null],
    ['{"order":{"validated":true}}', null],
  ])('asks whether another field is meant where one is misspelt: %s', async (data, asks) => {
    const { stdout } = await ask('why', 'validate', '-d', data);
    expect(stdout.split('\n').find((line) => line.startsWith('Is ')) ?? null).toBe(asks);
  });

  it('tells what is wrong elsewhere in a line, and what is asked about in full', async () => {
    const broken = 'export const condition = {{';
    const other = makeWorkspace({
      'steps/a.js': broken,
      'steps/b.js': broken,
      'steps/c.js': 'export const condition = { a: 1 };\nexport const content = () => {};',
    });
    const told = async (step: string) =>
      (await stepscope(['why', step, '-d', '{}', '--dir', other.dir])).stderr.trimEnd().split('\n');
    expect(await told('nope')).toEqual([
      '2 errors in the workspace (the first: steps/a.js:1:27): stepscope check',
      'stepscope why: there is no step "nope". stepscope step list names all.',
    ]);
    const [first = '', ...others] = await told('a');
    expect(first).toMatch(/^error steps\/a\.js:1:/);
    expect(others.join('\n')).toContain('1 more error in the workspace (steps/b.js:1:27): stepscope check');
    expect(others.join('\n').match(/steps\/b\.js/g)).toHaveLength(1);
    other.remove();
  });

  it.each(['{"a":5}', '{"a":{}}', '{}'])(
    'of an operator that is none, only that it never matches: %s',
    async (data) => {
      const other = makeWorkspace({
        'steps/bad.js': 'export const condition = { a: { $gt: 3 } };\nexport const content = () => {};',
      });
      const { stdout } = await stepscope(['why', 'bad', '-d', data, '--dir', other.dir]);
      other.remove();
      expect(stdout.split('\n').filter((line) => /^(cause|nearest|no change)/.test(line))).toEqual([
        'cause: never: the operator $gt is not supported by the platform',
        'no change is known for a.$gt: the operator $gt is not supported by the platform',
      ]);
    },
  );

  it('as JSON, and the edits really make it match', async () => {
    const { stdout } = await ask('why', 'validate', '-d', '{"order":{"total":"5"}}', '--json');
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({
      step: 'validate',
      matches: false,
      standing: 'miss',
      distance: 1,
      causes: [{ kind: 'wrong type or structure', path: ['order', 'total'] }],
      edits: [{ path: ['order', 'total'], value: 5 }],
    });
    expect((await stepscope(['step', 'validate', 'validate', '-d', '{"order":{"total":5}}', '--dir', dir])).code).toBe(
      0,
    );
  });

  it('of a recording, without the workspace', async () => {
    const { code, stdout } = await stepscope(['why', 'points', '--recording', recording, '--at', '2']);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'points matches, but coupon goes first: it was created first']);
  });

  it('of a task in the history', async () => {
    const { stdout: id } = await stepscope([
      'task',
      'new',
      'mine',
      '-d',
      '{"order":{"total":1,"points":2}}',
      '--dir',
      dir,
    ]);
    const { stdout } = await ask('why', 'coupon', '--task', id.trim());
    expect(stdout).toContain('cause: missing field: order.coupon is not there, and String is asked for');
    expect((await ask('blame', 'order.total', '--task', id.trim())).stdout).toContain('points  1 → 0');
  });

  it.each([
    [['why', 'ponits', '--scenario', 'both'], 'there is no step "ponits". Is "points" meant?'],
    [['why', 'points', '--scenario', 'bot'], 'there is no scenario "bot". Is "both" meant?'],
    [
      ['why', 'points'],
      'of which task? Name it with --task ID, --recording FILE, --scenario NAME, -d JSON or -f FILE.',
    ],
    [['blame', 'order'], 'of which task? Name it with --task ID, --recording FILE or --scenario NAME.\n'],
    [['diff', '0'], 'Name it with --task ID, --recording FILE or --scenario NAME.\n'],
    [['export'], 'Name it with --task ID, --recording FILE or --scenario NAME.\n'],
    [
      ['export', '--scenario', 'a', '--task', 'b'],
      'give only one of --task ID, --recording FILE or --scenario NAME.\n',
    ],
    [
      ['export', '--scenario', 'both', '--format', 'html', '--at', '2'],
      '--at is where a scenario begins, and --format html tells the whole task',
    ],
    [['why', 'pionts'], 'there is no step "pionts". Is "points" meant?'],
    [['why', 'points', '--scenario', 'both', '-d', '{}'], 'several tasks are named; give only one of --task ID'],
    [['why', 'points', '--scenario', 'both', '--at', '9'], 'there is no turn 9: the task has 3 turns.'],
    [['why', 'points', '-d', '{'], '-d'],
    [['why', 'points', '--task', 'nobody'], 'there is no task nobody'],
    [['why', 'points', '--recording', '/no/such'], 'there is no file /no/such. Name a recording'],
    [['blame', 'a..b', '--scenario', 'both'], 'is no path'],
    [['blame', 'a.*', '--scenario', 'both'], 'means many places'],
    [['diff', '1', '7', '--scenario', 'both'], 'there is no turn 7: the task has 3 turns; 0 is its beginning.'],
    [['diff', 'x', '--scenario', 'both'], 'It must be the number of a turn'],
    [['export', '--format', 'pdf', '--scenario', 'both'], 'There are: trace, html, scenario.'],
  ])('%j says what is wrong', async (args, message) => {
    const { code, stdout, stderr } = await ask(...args);
    expect([stdout, code]).toEqual(['', 2]);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});

describe('blame', () => {
  it('names each turn that changed the value, and the chain of causes', async () => {
    const { stdout } = await ask('blame', 'order.total', ...both);
    expect(stdout.split('\n').filter((line) => line.startsWith('@'))).toEqual([
      '@2  coupon  100 → 95',
      '@3  points  95 → 94',
    ]);
    expect(stdout).toContain(
      '  because order.validated is true  set by validate @1\n    because order.total is 100  from the start\n',
    );
    const first = await ask('blame', 'order.total', ...both, '--at', '3');
    expect(first.stdout).not.toContain('@3');
  });

  it('names the connector that brought it, and says where nothing changed', async () => {
    expect((await ask('blame', 'order', '--scenario', 'remote')).stdout).toMatch(
      /^@1 {2}fetch ← crm\.find {2}nothing → \{ total: 9 \}/,
    );
    const { code, stdout, stderr } = await ask('blame', 'order.total', ...both, '--at', '1');
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('nothing changed order.total');
  });

  it.each([
    ['order.points.x', 'nothing ever was at order.points.x.\n'],
    ['order.totl', 'nothing ever was at order.totl. Is order.total meant?\n'],
    ['ordr.total', 'nothing ever was at ordr.total. Is order.total meant?\n'],
    ['order.cuopon', 'nothing ever was at order.cuopon. Is order.coupon meant?\n'],
  ])('says of a place that never was which is meant: %s', async (path, says) => {
    const { code, stdout, stderr } = await ask('blame', path, ...both);
    expect([code, stdout, stderr]).toEqual([2, '', `stepscope blame: ${says}`]);
  });
});

describe('diff', () => {
  it('tells what two turns differ in', async () => {
    expect((await ask('diff', '0', '2', ...both)).stdout.split('\n').sort()).toEqual([
      '',
      '+ order.validated  true',
      '- order.coupon  was "A"',
      '~ order.total  100 → 95',
    ]);
    expect((await ask('diff', '2', '2', ...both)).stdout).toBe('');
    const { changes } = JSON.parse((await ask('diff', '2', ...both, '--json')).stdout);
    expect(changes).toContainEqual({ kind: 'changed', path: ['order', 'total'], before: 95, value: 94 });
  });
});

describe('export', () => {
  it('as a trace that Chrome’s viewers read: whole events in order, rows with names', async () => {
    const { traceEvents } = JSON.parse((await ask('export', ...both)).stdout);
    const steps = traceEvents.filter(({ cat, pid }: Record<string, unknown>) => cat === 'step' && pid === 1);
    expect(steps.map(({ name, ph }: Record<string, unknown>) => [name, ph])).toEqual([
      ['validate', 'X'],
      ['coupon', 'X'],
      ['points', 'X'],
    ]);
    // On the clock all of them took no time: without a length of their own, viewers cannot tell begin from end.
    const clock = traceEvents.filter(({ ph, pid }: Record<string, unknown>) => ph === 'X' && pid === 2);
    expect(clock.map(({ name, ts, dur }: Record<string, unknown>) => [name, ts, dur])).toEqual([
      ['validate', 0, 1],
      ['coupon', 1, 1],
      ['points', 2, 1],
    ]);
    for (const { ph, ts, dur } of traceEvents) if (ph === 'X') expect([ts >= 0, dur > 0]).toEqual([true, true]);
    const ends = steps.map(({ ts, dur }: Record<string, number>) => [ts, (ts ?? 0) + (dur ?? 0)]);
    expect(ends.flat()).toEqual([...ends.flat()].sort((a, b) => a - b));
    expect(
      new Set(
        traceEvents
          .filter(({ ph }: Record<string, unknown>) => ph === 'M')
          .map(({ name }: Record<string, unknown>) => name),
      ),
    ).toEqual(new Set(['process_name', 'thread_name']));
  });

  it('as a scenario that passes from there', async () => {
    const { stdout } = await ask('export', '--format', 'scenario', ...both, '--at', '3');
    writeFileSync(join(dir, 'scenarios', 'later.json'), stdout);
    const { code, stdout: said } = await stepscope(['run', 'later', '--dir', dir]);
    expect([code, said]).toEqual([0, expect.stringContaining('1 passed')]);
    expect(JSON.parse(stdout).expect.steps).toEqual(['points']);
  });

  it.each([
    ['data alone', { order: { total: 1 } }, ''],
    ['a scenario with config', { name: 'n', data: { x: 1 }, config: { A: 'b' } }, 'The config that it was given'],
  ])('as a scenario, of a task that had none: of %s', async (name, data, told) => {
    await ask('task', 'new', name, '-d', JSON.stringify(data));
    const { code, stderr } = await ask('export', '--format', 'scenario', '--task', name);
    expect([code, stderr]).toEqual([0, told === '' ? '' : expect.stringContaining(told)]);
    expect(stderr).not.toContain('scenario is gone');
  });

  it('as a page that loads nothing', async () => {
    const { stdout } = await ask('export', '--format', 'html', '--recording', recording);
    expect(stdout).toMatch(/^<!doctype html>/i);
    expect(stdout).toContain('coupon');
    expect(stdout).not.toMatch(/<(script|link|img)[^>]+(src|href)=/);
  });

  it('as a page that says how it is opened: what is kept nowhere by its scenario', async () => {
    const { dir: own, remove: gone } = makeWorkspace({
      'steps/a.js': 'export const condition = { x: 1 };\nexport const content = () => { throw new Error("no"); };',
      'scenarios/s.json': { x: 1 },
    });
    const opens = async (...of: readonly string[]) => {
      const { stdout } = await stepscope(['export', '--format', 'html', '--dir', own, ...of]);
      return /"opens":("(?:[^"\\]|\\.)*")/.exec(stdout)?.[1] ?? '';
    };
    expect(JSON.parse(await opens('--scenario', 's'))).toBe(`stepscope --dir ${own} --scenario "s"`);
    await stepscope(['run', '--dir', own, '--record', join(own, 's.stepscope.jsonl')]);
    const file = join(own, 's.stepscope.jsonl');
    expect(JSON.parse(await opens('--recording', file))).toBe(`stepscope replay ${file} --at 1`);
    await stepscope(['task', 'new', 'x', '--dir', own, '-d', '{"x": 1}']);
    expect(JSON.parse(await opens('--task', 'x'))).toMatch(/^stepscope --task \w+$/);
    gone();
  });
});

describe('graph', () => {
  it('tells who enables and disables whom', async () => {
    const { edges, unclear } = JSON.parse((await ask('graph', '--format', 'json')).stdout);
    expect(unclear).toEqual([]);
    expect(edges).toContainEqual({
      from: 'validate',
      to: 'coupon',
      kind: 'enables',
      paths: ['order.validated'],
      isObserved: expect.any(Boolean),
    });
    expect(edges).toContainEqual({
      from: 'fetch',
      to: 'validate',
      kind: 'enables',
      paths: ['order.total'],
      isObserved: expect.any(Boolean),
    });
    // It asks for what it does not take away.
    expect(
      edges.some(
        ({ from, to, kind }: Record<string, string>) => from === 'coupon' && to === 'points' && kind === 'disables',
      ),
    ).toBe(false);
  });

  it('who begins whom in a subtask: as the text tells it, and as it was in a task', async () => {
    const content = (code: string) => `export const content = async () => {\n  ${code}\n};\n`;
    const { dir: own, remove: gone } = makeWorkspace({
      'steps/split.js': `export const condition = { items: Array };\n${content(
        "for (const item of data.items) task.subtask('one', item);\n  task.subtask('sum', { total: data.items.length });",
      )}`,
      'steps/each.js': `export const condition = { price: Number };\n${content('')}`,
      'steps/sum.js': `export const condition = { total: Number };\n${content('')}`,
    });
    const graph = async (format: string) => (await stepscope(['graph', '--dir', own, '--format', format])).stdout;
    const begins = async () => {
      const { edges } = JSON.parse(await graph('json'));
      return edges.map((edge: Record<string, unknown>) => [edge.kind, edge.from, edge.to, edge.paths, edge.isObserved]);
    };
    expect(await begins()).toEqual([['begins', 'split', 'sum', ['total'], false]]);
    await stepscope(['task', 'new', 'x', '--dir', own, '-d', '{"items": [{"price": 1}]}']);
    expect(await begins()).toEqual([
      ['begins', 'split', 'sum', ['total'], true],
      ['begins', 'split', 'each', [], true],
    ]);
    expect(await graph('mermaid')).toContain('==>|"subtask total"|');
    expect(await graph('dot')).toContain('"split" -> "each" [label="", style=bold];');
    gone();
  });

  it('in the languages that draw it', async () => {
    const mermaid = (await ask('graph', '--filter', 'validate')).stdout;
    expect(mermaid).toMatch(/^flowchart LR\n {2}s0\["/);
    expect(mermaid).toContain('-->|"+ order.validated"|');
    const dot = (await ask('graph', '--format', 'dot')).stdout;
    expect(dot).toMatch(/^digraph steps \{\n[\s\S]*"validate" -> "coupon" \[label="order.validated"\];[\s\S]*\}\n$/);
  });
});

it('what others wrote reaches no terminal as it is', async () => {
  const { dir: own, remove: gone } = makeWorkspace({
    'steps/a.js': 'export const condition = { x: null };\nexport const content = () => { data.x = "\\u001b[2Jboo"; };',
    'scenarios/a.json': { y: '\u001b]0;title\u0007' },
  });
  for (const args of [
    ['why', 'a', '--scenario', 'a'],
    ['blame', 'x', '--scenario', 'a'],
    ['diff', '0', '--scenario', 'a'],
    ['step', 'show', 'a'],
    ['step', 'list'],
  ])
    expect((await stepscope([...args, '--dir', own])).stdout).not.toContain('\u001b');
  expect(readFileSync(join(own, 'scenarios/a.json'), 'utf8')).toContain('u001b');
  gone();
});
