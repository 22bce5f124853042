// When did this change, and why; near misses made to match; whether the order matters.
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenSandbox } from '../../src/session/ports.ts';
import { causeChain, pathHistory } from '../../src/session/views/path-history.ts';
import { bundledSandbox, jump, openStory, type Story, step } from './support.ts';

let openSandbox: OpenSandbox;
beforeAll(async () => {
  openSandbox = await bundledSandbox();
});

const open = (files: object): Promise<Story> => openStory(openSandbox, files as never);
const one = (data: object, more: object = {}) => ({ 'scenarios/one.json': { name: 'one', data, ...more } });
const historyOf = (story: Story, ...path: (string | number)[]) =>
  pathHistory(story.log(), path, story.state().tasks).map(({ turn, by, before, after }) => [
    turn,
    by.kind === 'step' ? (by.connector ?? by.step) : by.kind === 'child' ? by.name : 'edit',
    before,
    after,
  ]);

describe('the history of a path', () => {
  it('names every turn that changed it, old and new, by which step, call, child or hand', async () => {
    const story = await open({
      ...one({ n: 0, box: { v: 1 } }, { connectors: { shop: { get: { v: 3 } } } }),
      'steps/a.js': step('n: 0', 'data.n = 1; data.box.v = 2;'),
      'steps/b.js': step('n: 1', "data.n = 2; connectors.shop.get({ into: 'box' });"),
      'steps/c.js': step('n: 2', "data.n = 3; task.subtask('kid', { kid: 1 }, { into: 'box', waitFor: true });"),
      'steps/d.js': step('kid: 1', 'task.complete({ v: 4 });'),
      'steps/e.js': step('n: 3', 'data.n = 4; data.box = { v: 4 };'),
      'steps/f.js': step('n: 4', 'data.n = 5; delete data.box;'),
    });
    await story.act('continue');
    await story.act(
      { kind: 'show', task: 'task1' },
      jump(4),
      { kind: 'edit', path: ['box', 'v'], value: 9 },
      'continue',
    );
    expect(historyOf(story, 'box', 'v')).toEqual([
      [1, 'a', 1, 2],
      [2, 'shop.get', 2, 3],
      [3, 'kid', 3, 4],
      [4, 'edit', 4, 9],
      [5, 'f', 9, undefined],
    ]);
    expect(historyOf(story, 'nothing')).toEqual([]);
  });

  it('the chain: patch, step, the leaves that let it run, and who made those true', async () => {
    const story = await open({
      ...one({ n: 0, start: true }),
      'steps/a.js': step('start: true, n: 0', 'data.n = 1; data.who = "ada";'),
      'steps/b.js': step('other: true', ''),
      'steps/c.js': step('n: 1, who: String', 'data.done = true;'),
    });
    await story.act('continue');
    const chain = causeChain(story.state(), story.log(), 2);
    expect(chain).toEqual([
      { path: ['n'], actual: 1, writer: { turn: 1, step: 'a' }, depth: 0 },
      { path: ['start'], actual: true, writer: null, depth: 1 },
      { path: ['n'], actual: 0, writer: null, depth: 1 },
      { path: ['who'], actual: 'ada', writer: { turn: 1, step: 'a' }, depth: 0 },
    ]);
  });
});

describe('make it match', () => {
  const files = {
    ...one({ order: { total: '5000' }, go: true }),
    'steps/a.js': step('go: true', 'data.went = true;'),
    'steps/big.js': step('order: { total: Number, id: /^ORD-\\d+$/ }, error: null', 'data.big = true;'),
  };

  it('in a fork, with the least change; then the step is on the agenda', async () => {
    const story = await open(files);
    await story.act('step', { kind: 'makeMatch', step: 'big' });
    expect(story.log().parent).toEqual({ task: 'task1', turns: 1 });
    expect(story.here()).toMatchObject({ agenda: ['big'], data: { order: { total: 5000, id: 'ORD-1' }, went: true } });
    expect(story.state().notice).toBe('order.total, order.id edited, so that big matches.');
  });

  it.each([
    ['one that ran', 'a', /a ran in turn 1/],
    ['one that a function decides', 'f', /isIt is a function/],
  ])('not %s', async (_, name, notice) => {
    const story = await open({ ...files, 'steps/f.js': step('x: function isIt() { return false; }', '') });
    const state = await story.act('step', { kind: 'makeMatch', step: name });
    expect(state.notice).toMatch(notice);
    expect(state.tasks.size).toBe(1);
  });
});

describe('confluence', () => {
  const both = (b: string) => ({
    ...one({ total: 100, go: true }, { connectors: { bank: { rate: [2, 3] } } }),
    'steps/a.js': step('go: true', 'data.total -= 10; data.a = connectors.bank.rate({ who: "a" });'),
    'steps/b.js': step('go: Boolean', b),
  });

  it('says that the order does not matter, and leaves no forks', async () => {
    const story = await open(both('data.total -= 5;'));
    const state = await story.act('confluence');
    expect(state.notice).toBe('The order does not matter: 2 orders end with the same data.');
    expect([...state.tasks.keys()]).toEqual(['task1']);
    expect([state.task, state.cursor, state.status.kind]).toEqual(['task1', 0, 'paused']);
  });

  it('says where the end differs, and keeps the forks', async () => {
    const story = await open(both('data.total *= 0.5;'));
    const state = await story.act('confluence');
    expect(state.notice).toBe('The order matters: total differ in the end; f shows the forks.');
    expect(state.confluence).toMatchObject({ turns: 0, differ: [['total']] });
    expect(state.confluence?.orders.map(({ step: first, data }) => [first, data.total])).toEqual([
      ['a', 45],
      ['b', 40],
    ]);
    expect(state.tasks.size).toBe(3);
  });

  it('on the tape: a call with the same arguments has the answer that it had', async () => {
    const story = await open(both('data.total -= 5; data.b = connectors.bank.rate({ who: "b" });'));
    const state = await story.act('continue', jump(0), 'confluence');
    expect(state.notice).toContain('does not matter');
  });

  it('needs two steps that match', async () => {
    const story = await open({ ...one({ go: true }), 'steps/a.js': step('go: true', '') });
    const state = await story.act('confluence');
    expect(state.notice).toMatch(/only one order/);
  });

  it('an order that asks is told of', async () => {
    const story = await open(both('if (data.a === undefined) connectors.x.y(); data.total -= 5;'));
    const state = await story.act('confluence');
    expect(state.notice).toBe(
      'The order does not matter: 2 orders end with the same data. With b first it did not come to an end.',
    );
    expect(state.tasks.size).toBe(3);
  });
});
