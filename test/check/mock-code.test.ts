// semantics.md §5: mocks that are code live on the task's clock, draw from its seed, and know nothing of other scenarios.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Files, makeWorkspace, runFiles, runFolder, stepscope } from './workspace.ts';

const NOW = '2025-03-01T00:00:00.000Z';
const step = (body: string): string =>
  `export const condition = { v: 1 };\nexport const content = async () => {\n${body}\n};\n`;
const files = (mocks: string, body: string, names: readonly string[] = ['x']): Files => ({
  'steps/a.js': step(body),
  'scenarios/connectors/y.js': mocks,
  'scenarios/s.json': names.map((name) => ({ name, data: { v: 1 }, now: NOW })),
});

const cases: readonly (readonly [says: string, mocks: string, body: string, data: object])[] = [
  [
    'a timer that it waits for moves the clock of the task',
    'export const w = async () => { await new Promise((done) => setTimeout(done, 250)); return 1; };',
    'data.r = await connectors.y.w({}); data.at = new Date().toISOString();',
    { r: 1, at: '2025-03-01T00:00:00.250Z' },
  ],
  [
    'the clock is that of the task, wherever it is read',
    'const began = Date.now(); export const t = () => [new Date().toISOString(), Date.now() - began, performance.now()];',
    'await new Promise((done) => setTimeout(done, 1000)); data.t = connectors.y.t();',
    { t: ['2025-03-01T00:00:01.000Z', 1000, 1000] },
  ],
  [
    'a loop that polls the clock ends, and moves the clock of nobody else',
    'export const p = () => { const end = Date.now() + 20; while (Date.now() < end); return Date.now() - end; };',
    'data.p = connectors.y.p(); data.at = new Date().toISOString();',
    { p: 0, at: NOW },
  ],
  [
    'what it imports lives in the same world',
    "import { soon } from './help/soon.js';\nexport const w = async () => { await soon(); return new Date().toISOString(); };",
    'data.r = await connectors.y.w({});',
    { r: '2025-03-01T00:00:00.005Z' },
  ],
  [
    'a function of the scenario itself does as well',
    '',
    'data.r = await connectors.own.w({}); data.at = new Date().toISOString();',
    { r: 2, at: '2025-03-01T00:00:00.040Z' },
  ],
  [
    'a timer can be cleared',
    'export const w = async () => { clearTimeout(setTimeout(() => { throw new Error("rang"); }, 5)); return 1; };',
    'data.r = await connectors.y.w({});',
    { r: 1 },
  ],
];

it.each(cases)('%s', async (_, mocks, body, data) => {
  const { report } = await runFiles({
    ...files(mocks, body),
    'scenarios/connectors/help/soon.js':
      'export const soon = () => new Promise((done) => setTimeout(done, 5));\nexport default {};',
    'scenarios/s.json': [],
    'scenarios/s.js': `export default { name: 'x', now: '${NOW}', data: { v: 1 }, connectors: { own: { w: async () => { await new Promise((done) => setTimeout(done, 40)); return 2; } } } };`,
  });
  expect(report.scenarios.map(({ name, data: of, task }) => [name, task?.reason, of])).toEqual([
    ['x', 'settled', { v: 1, ...data }],
  ]);
});

const CHANCE =
  'let n = 0; const id = Math.random(); export const r = () => [Math.random(), crypto.randomUUID(), id, ++n];';

it('chance comes from seed, scenario, turn and call; the state of a module from its task alone', async () => {
  const body = 'data.r = [connectors.y.r(), connectors.y.r()];';
  const { dir, remove } = makeWorkspace(files(CHANCE, body, ['one', 'two', 'three']));
  const told = async (...args: readonly string[]): Promise<Map<string, unknown[][]>> => {
    const { report } = await runFolder(dir, ...args);
    return new Map(report.scenarios.map(({ name, data }) => [name, data.r as unknown[][]]));
  };
  const [all, again, alone, other] = [await told(), await told(), await told('-t', 'two'), await told('--seed', '7')];
  remove();
  expect(again).toEqual(all);
  expect(alone.get('two')).toEqual(all.get('two'));
  for (const calls of all.values()) expect(calls.map(([, , , n]) => n)).toEqual([1, 2]);
  const drawn = [...all.values(), ...other.values()].flatMap((calls) => calls.map(([value]) => value));
  expect(new Set(drawn).size).toBe(12);
  expect(new Set([...all.values(), ...other.values()].map(([first]) => first?.[2])).size).toBe(6);
});

it('a draw of a mock shifts none of its step', async () => {
  const drawn = async (mocks: string): Promise<unknown> =>
    (await runFiles(files(mocks, 'connectors.y.r(); data.r = Math.random();'))).report.scenarios[0]?.data.r;
  expect(await drawn(CHANCE)).toBe(await drawn('export const r = () => 1;'));
});

it('what only fails when it is opened for a task is the error of the call', async () => {
  const once = 'if (Date.now() > 0) throw new Error("not now"); export const w = () => 1;';
  const { report } = await runFiles(files(once, 'data.before = 1; connectors.y.w({});'));
  expect(report.scenarios[0]).toMatchObject({
    data: { before: 1 },
    task: { error: { message: 'not now', step: 'a' } },
  });
});

it('a recording of such mocks comes out the same again', async () => {
  const mocks = `${CHANCE} export const w = async () => { await new Promise((done) => setTimeout(done, 250)); return Math.random(); };`;
  const body = 'data.r = [connectors.y.r(), await connectors.y.w({}), Math.random(), Date.now()];';
  const { dir, remove } = makeWorkspace(files(mocks, body));
  const recorded = await stepscope(['run', '--record', join(dir, 'rec'), '--dir', dir]);
  const replayed = await stepscope(['replay', '--verify', '--dir', dir, join(dir, 'rec')]);
  remove();
  expect([recorded.code, replayed]).toEqual([0, expect.objectContaining({ code: 0 })]);
});

const NEVER = 'export const w = () => new Promise(() => {});';

it.each([
  ['awaited', 'data.before = 1;\nawait connectors.y.w({ q: 1 });', 4],
  ['with into', "data.before = 1;\nconnectors.y.w({ q: 1, into: 'r' });", 4],
  ['in data', 'data.before = 1;\ndata.r = connectors.y.w({ q: 1 });', 4],
])('an answer that never comes is the error of the step, which names the call: %s', async (_, body, line) => {
  const { dir, remove } = makeWorkspace(files(NEVER, body));
  const { report } = await runFolder(dir, '--record', join(dir, 'rec'));
  const replayed = await stepscope(['replay', '--verify', '--dir', dir, join(dir, 'rec')]);
  remove();
  const [scenario] = report.scenarios;
  const message = expect.stringMatching(/can never settle.*connectors\.y\.w was called and will never answer/);
  expect(scenario?.task?.error).toMatchObject({ name: 'NeverSettles', message, file: 'steps/a.js', line });
  expect(scenario?.data).toEqual({ v: 1, before: 1 });
  expect(scenario?.turns[0]?.calls).toMatchObject([{ method: 'w', args: { q: 1 }, source: 'mock' }]);
  expect(scenario?.turns[0]?.calls[0]).not.toHaveProperty('result');
  expect(replayed).toMatchObject({ code: 0, stdout: expect.stringContaining('no divergence') });
});

it('an answer that nobody waits for is on record all the same; one that is read from a file is in its own turn', async () => {
  const mocks = `import { readFile } from 'node:fs/promises';
    export const read = async () => (await readFile('/dev/null', 'utf8')).length;
    ${NEVER}`;
  const body = "connectors.y.w({}); connectors.y.read({}).then((n) => console.log('read', n));";
  const { report } = await runFiles({ ...files(mocks, body), 'steps/b.js': step('data.b = 1;') });
  const [scenario] = report.scenarios;
  expect(scenario?.task).toMatchObject({ state: 'done', reason: 'settled' });
  expect(scenario?.turns.map(({ calls, logs }) => [calls.map(({ method }) => method), logs.length])).toEqual([
    [['read', 'w'], 1],
    [[], 0],
  ]);
});
