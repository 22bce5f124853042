// Stories of travelling: what each command does to log, cursor and state. Real session, real sandbox, real files.
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenSandbox } from '../../src/session/ports.ts';
import { bundledSandbox, choose, jump, openStory, pick, type Story, step } from './support.ts';

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await bundledSandbox();
});

const SHOP = {
  'steps/price.js': step('item: String, price: null', 'data.price = 5; console.log("priced", data.item);'),
  'steps/stock.js': step('item: String', 'data.stock = connectors.store.count({ item: data.item }).left;'),
  'steps/pay.js': step(
    'price: Number, stock: Number',
    'data.paid = Math.random(); task.complete({ sum: data.price });',
  ),
  'scenarios/book.json': { name: 'book', data: { item: 'book' }, connectors: { store: { count: { left: 3 } } } },
  'scenarios/pen.json': { name: 'pen', data: { item: 'pen', price: 1 }, connectors: { store: { count: { left: 0 } } } },
};

const shop = (first?: string): Promise<Story> => openStory(sandbox, SHOP, first);
const ranSoFar = ({ events }: Story): number => events.filter(({ kind }) => kind === 'ran').length;

describe('opening', () => {
  it('stands before the first turn of the first scenario, matched', async () => {
    const { state, here, log } = await shop();
    expect(state()).toMatchObject({ cursor: 0, status: { kind: 'paused' }, stop: { kind: 'entry' }, notice: '' });
    expect(log()).toMatchObject({ name: 'book', turns: [], end: null });
    expect(here()).toMatchObject({ data: { item: 'book' }, agenda: ['price', 'stock'] });
  });

  it('begins with the scenario that was named', async () => {
    const { log } = await shop('pen');
    expect(log().name).toBe('pen');
  });

  it('says so where there is no scenario of that name, and begins with the first', async () => {
    const { log, state } = await shop('nothing');
    expect(state().notice).toContain('nothing');
    expect(log().name).toBe('book');
  });

  it('of an empty folder waits; the first scenario begins once it is there', async () => {
    const story = await openStory(sandbox, { 'stepscope.config.json': {} });
    expect(story.state()).toMatchObject({ task: null, steps: [], scenarios: [] });
    await story.save(SHOP, ({ steps, scenarios }) => steps.length === 3 && scenarios.length === 2);
    await story.until('a task is there', ({ task }) => task !== null);
    expect(story.here().agenda).toEqual(['price', 'stock']);
  });
});

describe('step', () => {
  it('runs one match: agenda, reason, patches, logs', async () => {
    const story = await shop();
    await story.act('step');
    expect(story.state()).toMatchObject({ cursor: 1, stop: { kind: 'step' }, status: { kind: 'paused' } });
    expect(story.log().turns).toMatchObject([
      {
        number: 1,
        step: 'price',
        why: 'specificity',
        over: 'stock',
        logs: [{ level: 'log', text: 'priced book' }],
        finished: true,
      },
    ]);
    expect(story.here()).toMatchObject({ data: { item: 'book', price: 5 }, agenda: ['stock'] });
  });

  it('to the end, and then says that it is over', async () => {
    const story = await shop();
    await story.act('step', 'step', 'step');
    expect(story.state().stop).toEqual({ kind: 'ended' });
    expect(story.log().end).toMatchObject({ state: 'done', reason: 'complete', result: { sum: 5 } });
    await story.act('step');
    expect(story.state().notice).toMatch(/ended/);
    expect(ranSoFar(story)).toBe(3);
  });

  it('while a long run goes on only says that it runs', async () => {
    const story = await shop();
    story.ask('continue');
    story.ask('step');
    expect(story.state().notice).toMatch(/running/);
    await story.session.whenIdle();
  });
});

describe('travelling', () => {
  it('back and forward move the cursor and nothing else', async () => {
    const story = await shop();
    await story.act('step', 'step');
    const before = { log: story.log(), events: story.events.length };
    await story.act('back', 'back');
    expect(story.state().cursor).toBe(0);
    expect(story.here().data).toEqual({ item: 'book' });
    await story.act('forward');
    expect(story.here()).toMatchObject({ data: { price: 5 }, agenda: ['stock'] });
    expect(story.log()).toBe(before.log);
    expect(story.events.length).toBe(before.events);
  });

  it('at the edges says so and stays', async () => {
    const story = await shop();
    await story.act('back');
    expect(story.state()).toMatchObject({ cursor: 0, notice: expect.stringMatching(/beginning/) });
    await story.act('forward');
    expect(story.state()).toMatchObject({ cursor: 0, notice: expect.stringMatching(/latest/) });
    await story.act('continue', 'forward');
    expect(story.state()).toMatchObject({ cursor: 3, notice: expect.stringMatching(/end of the task/) });
  });

  it('jump goes to a number of turns, within what there is', async () => {
    const story = await shop();
    await story.act('continue', jump(1));
    expect(story.state().cursor).toBe(1);
    await story.act(jump(99));
    expect(story.state().cursor).toBe(3);
    await story.act(jump(-5));
    expect(story.state().cursor).toBe(0);
  });

  it('step in the past moves to the next recorded turn; continue to the latest', async () => {
    const story = await shop();
    await story.act('step', 'step', jump(0), 'step');
    expect(story.state().cursor).toBe(1);
    await story.act('continue');
    expect(story.state()).toMatchObject({ cursor: 2 });
    expect(story.log().end).toBeNull();
    expect(ranSoFar(story)).toBe(2);
  });

  it('goes on from the latest turn as if nothing had been', async () => {
    const story = await shop();
    await story.act('step', 'back', 'forward', 'step', jump(0), jump(2), 'step');
    expect(story.log()).toMatchObject({ end: { reason: 'complete' }, turns: { length: 3 } });
    expect(ranSoFar(story)).toBe(3);
  });
});

describe('continue, restart, choose, show', () => {
  it('continue runs to the end', async () => {
    const story = await shop();
    await story.act('continue');
    expect(story.state()).toMatchObject({ cursor: 3, stop: { kind: 'ended' } });
    expect(story.log().turns.map((turn) => turn.step)).toEqual(['price', 'stock', 'pay']);
    await story.act('continue');
    expect(story.state().notice).toMatch(/ended/);
  });

  it('restart makes a new task of the same scenario; the old one stays', async () => {
    const story = await shop();
    await story.act('continue');
    const old = story.log();
    await story.act('restart');
    expect(story.state().cursor).toBe(0);
    expect(story.log()).toMatchObject({ name: 'book', turns: [], end: null });
    expect(story.log().id).not.toBe(old.id);
    expect(story.state().tasks.get(old.id)).toBe(old);
  });

  it('choose begins another scenario, show brings the first back at its latest turn', async () => {
    const story = await shop();
    await story.act('step', choose('scenarios/nowhere'));
    expect(story.state().notice).toContain('nowhere');
    const first = story.log().id;
    await story.act(choose(story.state().scenarios.find(({ title }) => title === 'pen')?.name ?? ''));
    expect(story.log().name).toBe('pen');
    expect(story.here().agenda).toEqual(['stock']);
    await story.act({ kind: 'show', task: first });
    expect(story.log()).toMatchObject({ id: first, name: 'book' });
    expect(story.state().cursor).toBe(1);
    await story.act('step');
    expect(story.here().data).toEqual({ item: 'book', price: 5, stock: 3 });
  });
});

describe('pick', () => {
  it('runs another step of the agenda next, and the log says by hand, and over whom', async () => {
    const story = await shop();
    await story.act(pick('stock'));
    expect(story.log().turns).toMatchObject([{ step: 'stock', why: 'hand', over: 'price' }]);
    expect(story.log().parent).toBeNull();
    await story.act('continue');
    expect(story.log().turns.map((turn) => turn.step)).toEqual(['stock', 'price', 'pay']);
  });

  it('of a step that is not on the agenda says so', async () => {
    const story = await shop();
    await story.act(pick('pay'));
    expect(story.state().notice).toMatch(/pay is not on the agenda/);
    expect(ranSoFar(story)).toBe(0);
  });

  it('where a subtask is under way makes no fork, which would wait for it for ever, and says so', async () => {
    const story = await openStory(sandbox, {
      'steps/ask.js': step('go: 1, asked: null', "data.asked = 1; task.subtask('kid', { kid: 1 }, { into: 'got' });"),
      'steps/kid.js': step(
        'kid: Number',
        'await connectors.utils.sleep({ milliseconds: 5000 }); task.complete({ n: 1 });',
      ),
      'steps/one.js': step('asked: 1', 'data.one = 1;'),
      'steps/two.js': step('asked: Number', 'data.two = 1;'),
      'scenarios/go.json': { go: 1 },
    });
    await story.act('continue');
    const { id } = [...story.state().tasks.values()][0] ?? { id: '' };
    await story.act({ kind: 'show', task: id }, jump(1), pick('two'));
    expect(story.state().notice).toMatch(/subtask kid is under way/);
    expect(story.state().tasks.size).toBe(2);
    await story.act(jump(0), pick('ask'), 'continue');
    // Before it began a fork is made, with a subtask of its own, and all of it ends.
    expect([...story.state().tasks.values()].map(({ end }) => end?.reason)).toEqual([
      'settled',
      'complete',
      'settled',
      'complete',
    ]);
  });

  it('in the past makes a fork; the original is untouched', async () => {
    const story = await shop();
    await story.act('continue');
    const original = story.log();
    const turns = [...original.turns];
    const snapshots = [...original.snapshots];
    await story.act(jump(0), pick('stock'));
    expect(story.log()).toMatchObject({
      parent: { task: original.id, turns: 0 },
      turns: [{ step: 'stock' }],
      end: null,
    });
    expect(story.state().cursor).toBe(1);
    await story.act('continue');
    expect(story.log().turns.map((turn) => turn.step)).toEqual(['stock', 'price', 'pay']);
    const kept = story.state().tasks.get(original.id);
    expect(kept?.turns).toEqual(turns);
    expect(kept?.snapshots).toEqual(snapshots);
    expect(kept?.end?.reason).toBe('complete');
  });

  it('in the past of what ran anyway gives the same again, random values too', async () => {
    const story = await shop();
    await story.act('continue');
    const original = story.log();
    await story.act(jump(1), pick('stock'), 'continue');
    expect(story.log().id).not.toBe(original.id);
    expect(story.log().snapshots.map(({ data }) => data)).toEqual(original.snapshots.map(({ data }) => data));
  });

  it('in a fork forks again', async () => {
    const story = await shop();
    await story.act('continue', jump(0), pick('stock'));
    const fork = story.log().id;
    await story.act('step', jump(1), pick('price'));
    expect(story.log().parent).toEqual({ task: fork, turns: 1 });
    expect(story.log().turns.map((turn) => turn.step)).toEqual(['stock', 'price']);
  });
});
