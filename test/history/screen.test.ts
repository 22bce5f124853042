// What runs in the debugger stands in the history, and the debugger goes on where that cannot be written.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { type History, openHistory } from '../../src/history/history.ts';
import { keptRecordings } from '../../src/recording/folder.ts';
import type { OpenSandbox } from '../../src/session/ports.ts';
import { stepscope } from '../check/workspace.ts';
import { bundledSandbox, jump, openStory, type Story, step } from '../session/support.ts';

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await bundledSandbox();
});

const FILES = {
  'steps/a.js': step('n: 0', 'data.n = 1; data.items = [1]; data.price = connectors.shop.price();'),
  'steps/b.js': step('n: 1', 'data.items.push(2); task.subtask("kid", { child: 1 }, { into: "kid", waitFor: true });'),
  'steps/c.js': step('kid: Object', 'data.n = 9; throw new Error("not yet");'),
  'steps/kid.js': step('child: 1', 'task.complete({ fine: true });'),
  'scenarios/one.json': { name: 'one', tags: ['x'], data: { n: 0 }, connectors: { shop: { price: 10 } } },
};

let story: Story;
afterEach(() => story.session.close());

async function left(): Promise<History> {
  await story.session.close();
  return openHistory(story.dir, { warn: () => {} });
}

it('a task that ended, with its turns, calls and subtasks', async () => {
  story = await openStory(sandbox, FILES);
  await story.act('continue');
  const { id } = story.log();
  const root = id.split('.')[0] ?? '';
  const history = await left();
  const [task, ...others] = history.tasks();
  expect(others).toEqual([]);
  expect(task).toMatchObject({
    ...{ id: root, name: 'one', tags: ['x'], scenario: 'one', state: 'error', reason: 'error', turns: 3, pid: null },
    ...{ error: { name: 'Error', message: 'not yet', step: 'c', file: 'steps/c.js' }, by: 'screen' },
  });
  expect(task?.endedAt).toBeGreaterThanOrEqual(task?.createdAt ?? Number.NaN);
  expect(history.childrenOf(root)).toMatchObject([{ name: 'kid', state: 'done', parent: { task: root, turn: 2 } }]);
  const runs = history.stepRuns({ task: root }).toSorted((a, b) => a.turn - b.turn);
  expect(runs.map(({ turn, step: name }) => `${turn} ${name}`)).toEqual(['1 a', '2 b', '3 c']);
  expect(runs[0]?.wrote).toEqual([['n'], ['items'], ['price']]);
  expect(runs[2]?.error).toMatchObject({ message: 'not yet' });
  expect(history.calls()).toMatchObject([
    { task: root, turn: 1, step: 'a', connector: 'shop', method: 'price', source: 'mock', result: 10, error: null },
  ]);
  history.close();
});

it('a task keeps the name and tags that it had before a turn that never happened', async () => {
  story = await openStory(sandbox, {
    'steps/a.js': step('n: 0', "data.n = 1; task.tags(['y']);"),
    'steps/b.js': step(
      'n: 1',
      "data.n = 2; task.name('lost'); task.tags(['lost']); setTimeout(() => { connectors.x.y(); }, 10);",
    ),
    'scenarios/one.json': { name: 'one', tags: ['x'], data: { n: 0 } },
  });
  await story.act('step', 'step');
  const history = await left();
  expect(history.tasks()).toMatchObject([{ name: 'one', tags: ['y'], turns: 1 }]);
  history.close();
});

it('a fork has the name and tags of its past, not those that the task that it left got later', async () => {
  story = await openStory(sandbox, {
    'steps/a.js': step('n: 0', "data.n = 1; task.name('early'); task.tags(['y']);"),
    'steps/b.js': step('n: 1', "data.n = 2; if (!data.quiet) { task.name('late'); task.tags(['z']); }"),
    'scenarios/one.json': { name: 'one', tags: ['x'], data: { n: 0 } },
  });
  await story.act('step', 'step');
  const quiet = { kind: 'edit', path: ['quiet'], value: true } as const;
  await story.act(jump(1), quiet, 'step');
  const fork = story.log().id;
  expect(story.log()).toMatchObject({ name: 'early', tags: ['y'] });
  await story.act(jump(1), 'fork', quiet, 'step', jump(0), 'fork');
  expect(story.log()).toMatchObject({ name: 'one', tags: ['x'] });
  await story.act(jump(0), { kind: 'edit', path: ['n'], value: 1 }, quiet, 'step');
  const history = await left();
  expect(history.task(fork)).toMatchObject({ name: 'early', tags: ['y'], turns: 2 });
  expect(history.tasks().map(({ name, tags }) => `${name} ${tags}`)).toEqual(['one x', 'early y', 'early y', 'late z']);
  history.close();
});

it('a fork has taken the time of its past, not that which the task that it left took later', async () => {
  const slow = 'let sum = 0; for (let n = 0; n < 400_000_000; n++) sum += n;';
  story = await openStory(sandbox, {
    'steps/a.js': step('n: 0', 'data.n = 1; await connectors.utils.sleep({ milliseconds: 50 });'),
    'steps/b.js': step('n: 1', `data.n = 2; if (!data.quiet) { ${slow} }`),
    'steps/c.js': step('n: 2', 'data.n = 3;'),
    'scenarios/one.json': { name: 'one', data: { n: 0 } },
  });
  await story.act('step', 'step');
  const first = story.log().id;
  await story.act(jump(1), 'fork');
  const still = story.log().id;
  await story.act({ kind: 'edit', path: ['quiet'], value: true }, 'step', jump(2), 'fork');
  const late = story.log().id;
  const history = await left();
  const ranFor = (task: string, turn: number): number =>
    history.stepRuns({ task }).find((run) => run.turn === turn)?.runMs ?? Number.NaN;
  const took = (task: string): number => history.task(task)?.durationMs ?? Number.NaN;
  expect(took(first)).toBeCloseTo(50 + ranFor(first, 1) + ranFor(first, 2), 3);
  expect(took(still)).toBeCloseTo(50 + ranFor(first, 1) + ranFor(still, 2), 3);
  expect(took(late)).toBeCloseTo(took(still), 3);
  expect(took(late)).toBeLessThan(50 + ranFor(first, 2));
  history.close();
});

it('a task that was left in the middle as stopped, one on which nothing ran not at all, and a fork as a task of its own', async () => {
  story = await openStory(sandbox, FILES);
  await story.act('step', 'step');
  const first = story.log().id.split('.')[0];
  await story.act(jump(1), 'fork', 'step');
  const fork = story.log().id.split('.')[0];
  await story.act('restart');
  const history = await left();
  expect(history.tasks().map(({ id, state, turns, from }) => ({ id, state, turns, from }))).toEqual([
    { id: fork, state: 'stopped', turns: 2, from: { task: first, turns: 1 } },
    { id: first, state: 'stopped', turns: 2, from: null },
  ]);
  expect(history.stepRuns({ task: fork }).map(({ turn }) => turn)).toEqual([2]);
  history.close();
});

it('the same rows come of the recordings alone', async () => {
  story = await openStory(sandbox, FILES);
  await story.act('step', 'step', jump(1), 'fork', 'continue', 'restart', 'continue');
  const history = await left();
  const timeless = () => ({
    tasks: history
      .tasks({ subtasks: true })
      .map(({ createdAt: _, endedAt: __, durationMs, ...row }) => ({ ...row, durationMs: Math.round(durationMs) })),
    runs: history.stepRuns().map(({ at: _, ...run }) => run),
    calls: history.calls().map(({ at: _, number: __, ...call }) => call),
  });
  const sorted = (value: ReturnType<typeof timeless>) => ({
    tasks: value.tasks.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    runs: value.runs.toSorted((a, b) => (a.task + a.turn < b.task + b.turn ? -1 : 1)),
    calls: value.calls.toSorted((a, b) => (a.task + a.turn < b.task + b.turn ? -1 : 1)),
  });
  const before = sorted(timeless());
  expect(before.tasks.length).toBeGreaterThan(4);
  expect(history.rebuild()).toEqual({ tasks: before.tasks.length, unread: [] });
  expect(sorted(timeless())).toEqual(before);
  history.close();
});

it('a task on screen is listed elsewhere while it is there, and is not stopped from there', async () => {
  story = await openStory(sandbox, FILES);
  await story.act('step');
  const id = story.log().id.split('.')[0] ?? '';
  const list = async (): Promise<string> =>
    (await stepscope(['task', 'list', '--state', 'running', '--dir', story.dir])).stdout;
  while (!(await list()).includes(id));
  const { code, stderr } = await stepscope(['task', 'stop', id, '--dir', story.dir]);
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining(`is on the screen of a debugger (process ${process.pid})`),
  ]);
  await story.act('continue');
  const history = await left();
  expect(history.tasks()).toMatchObject([{ id, state: 'error', pid: null }]);
  history.close();
});

it('while another process writes for long, turns do not wait, and what they did is written afterwards', async () => {
  story = await openStory(sandbox, FILES);
  const made = await openHistory(story.dir, { warn: () => {} }, true);
  made.close();
  const { default: Driver } = await import('libsql');
  const other = new Driver(join(story.dir, '.stepscope/history.db'), {});
  other.exec('begin immediate');
  const began = performance.now();
  await story.act('continue', 'restart', 'continue', 'restart', 'step');
  // By then it has tried to write more than once.
  while (performance.now() - began < 1_500) await story.session.whenIdle();
  other.exec('commit');
  other.close();
  const history = await left();
  expect(history.tasks().map(({ state, turns }) => `${state} ${turns}`)).toEqual(['stopped 1', 'error 3', 'error 3']);
  expect(history.stepRuns({ step: 'a' })).toHaveLength(3);
  expect(story.state().problems).toEqual([]);
  history.close();
});

it('where it cannot be written that is said once, and turns go on', async () => {
  story = await openStory(sandbox, FILES);
  mkdirSync(join(story.dir, '.stepscope'), { recursive: true });
  rmSync(join(story.dir, '.stepscope/history.db'), { force: true });
  mkdirSync(join(story.dir, '.stepscope/history.db'));
  writeFileSync(join(story.dir, '.stepscope/history.db/x'), '');
  chmodSync(join(story.dir, '.stepscope'), 0o700);
  await story.act('continue', 'restart', 'continue');
  expect(story.log().end?.reason).toBeDefined();
  await story.session.close();
  const told = story.state().problems.filter(({ message }) => message.includes('do not go into the history'));
  expect(told).toMatchObject([{ severity: 'warning', hint: expect.stringContaining('history rebuild') }]);
});

it('orders that were tried, and end alike, are no tasks', async () => {
  story = await openStory(sandbox, {
    'steps/a.js': step('n: 0, a: null', 'data.a = connectors.shop.price(); task.subtask("kid", { child: 1 });'),
    'steps/b.js': step('n: 0, b: null', 'data.b = 2;'),
    'steps/kid.js': step('child: 1', 'data.child = 2;'),
    'scenarios/one.json': { name: 'one', data: { n: 0 }, connectors: { shop: { price: 10 } } },
  });
  const own = story.log().id;
  await story.act('confluence');
  expect(story.state().notice).toMatch('The order does not matter: 2 orders');
  await story.act('continue');
  const history = await left();
  expect(history.tasks({ subtasks: true }).map(({ id }) => id)).toEqual([`${own}.1`, own]);
  expect(history.stepRuns().filter(({ task }) => !task.startsWith(own))).toEqual([]);
  expect(history.calls()).toHaveLength(1);
  expect(keptRecordings(story.dir).map(({ task }) => task)).toEqual([own]);
  history.close();
});
