// Calls that nobody answers wait for a person; pins; and the turn that asked runs again with the answers that it had.
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenSandbox } from '../../src/session/ports.ts';
import { bundledSandbox, openStory, type Story, step } from './support.ts';

let openSandbox: OpenSandbox;
beforeAll(async () => {
  openSandbox = await bundledSandbox();
});

const FILES = {
  'steps/a.js': step(
    'go: true',
    `  console.log('begins');
  data.first = connectors.shop.price({ item: 'book' });
  data.second = connectors.shop.stock({ item: 'book' });
  data.random = Math.random();`,
  ),
  'steps/b.js': step('second: Object', 'data.done = true;'),
  'scenarios/one.json': { name: 'one', data: { go: true }, connectors: { shop: { price: 12 } } },
};

const open = (files: object = FILES): Promise<Story> => openStory(openSandbox, files as never);

describe('a call that nobody answers', () => {
  it('stops before its turn, shows what was asked, and the turn never happened', async () => {
    const story = await open();
    const state = await story.act('step');
    expect(state.stop).toEqual({
      kind: 'call',
      connector: 'shop',
      method: 'stock',
      args: { item: 'book' },
      attempt: 1,
    });
    expect(state.status.kind).toBe('paused');
    expect(story.log().turns).toEqual([]);
    expect(story.here()).toMatchObject({ data: { go: true }, agenda: ['a'] });
  });

  it('runs the turn again from its beginning when it is answered, once more with what was answered before', async () => {
    const story = await open();
    await story.act('step', { kind: 'answer', answer: { left: 3 } });
    expect(story.here().data).toMatchObject({ first: 12, second: { left: 3 } });
    const [turn] = story.log().turns;
    expect(turn?.logs.map(({ text }) => text)).toEqual(['begins']);
    expect(turn?.calls.map(({ method, source }) => [method, source])).toEqual([
      ['price', 'mock'],
      ['stock', 'pin'],
    ]);
  });

  it('can be asked twice, and a throw is an answer', async () => {
    const story = await open({ ...FILES, 'scenarios/one.json': { name: 'one', data: { go: true } } });
    const first = await story.act('step');
    expect(first.stop).toMatchObject({ kind: 'call', method: 'price' });
    const second = await story.act({ kind: 'answer', answer: 12 });
    expect(second.stop).toMatchObject({ kind: 'call', method: 'stock' });
    await story.act({ kind: 'answer', answer: { $throw: 'sold out' } });
    expect(story.log().end).toMatchObject({ state: 'error', error: { message: 'sold out', step: 'a' } });
    expect(story.here().data).toEqual({ go: true, first: 12 });
  });

  it('in a long run, the run goes on after the answer', async () => {
    const story = await open();
    const asked = await story.act('continue');
    expect(asked.stop?.kind).toBe('call');
    const state = await story.act({ kind: 'answer', answer: { left: 3 } });
    expect(state.stop?.kind).toBe('ended');
    expect(story.here().data).toMatchObject({ done: true });
  });

  it('asks again when it is run again without an answer', async () => {
    const story = await open();
    const state = await story.act('step', 'step');
    expect(state.stop).toMatchObject({ kind: 'call', method: 'stock', attempt: 1 });
    expect(story.log().turns).toEqual([]);
  });

  it('each call of a method has an answer of its own', async () => {
    const story = await open({
      ...FILES,
      'steps/a.js': step('go: true', 'data.both = [connectors.x.y(1), connectors.x.y(2)];'),
    });
    await story.act('step', { kind: 'answer', answer: 'one' }, { kind: 'answer', answer: 'two' });
    expect(story.here().data).toMatchObject({ both: ['one', 'two'] });
  });

  it('also one that the step left running, after it had written', async () => {
    const story = await open({
      'steps/a.js': step('n: 0', 'data.n = 1; step.redo(); setTimeout(() => { connectors.x.y(); }, 10);'),
      'steps/b.js': step('n: 1', 'data.n = 2;'),
      'scenarios/one.json': { name: 'one', data: { n: 0 } },
    });
    const state = await story.act('step');
    expect(state.stop).toMatchObject({ kind: 'call', method: 'y' });
    expect(story.log().turns).toEqual([]);
    expect(story.here()).toMatchObject({ data: { n: 0 }, agenda: ['a'] });
    await story.act({ kind: 'answer', answer: 1 }, 'step');
    expect(story.log().turns.map((turn) => turn.step)).toEqual(['a', 'b']);
    expect(story.here().data).toEqual({ n: 2 });
  });

  it('what its task was named and tagged meanwhile is forgotten', async () => {
    const story = await open({
      'steps/a.js': step(
        'n: 0',
        "data.n = 1; task.name('first'); task.tags(['one']); setTimeout(() => { connectors.x.y(); }, 10);",
      ),
      'steps/b.js': step('n: 1', "data.n = 2; task.name('second'); task.tags(['two']);"),
      'scenarios/one.json': { name: 'one', data: { n: 0 } },
    });
    await story.act('step');
    expect(story.log()).toMatchObject({ name: 'one', tags: [] });
    await story.act({ kind: 'answer', answer: 1 }, 'step');
    expect(story.log()).toMatchObject({ name: 'second', tags: ['two'] });
  });

  it('a pick by hand is kept', async () => {
    const story = await open({
      ...FILES,
      'steps/c.js': step('go: Boolean', 'data.c = connectors.x.y();'),
      'steps/a.js': step('go: true', 'data.a = 1;'),
    });
    await story.act({ kind: 'pick', step: 'c' });
    await story.act({ kind: 'answer', answer: 1 });
    expect(story.log().turns.map((turn) => [turn.step, turn.why])).toEqual([['c', 'hand']]);
  });

  it('in a subtask, the subtask is asked', async () => {
    const story = await open({
      'steps/a.js': step('go: true', "task.subtask('kid', { kid: true }, { into: 'kid', waitFor: true });"),
      'steps/k.js': step('kid: true', 'task.complete(connectors.x.y());'),
      'scenarios/one.json': { name: 'one', data: { go: true } },
    });
    const state = await story.act('continue');
    expect([state.stop?.kind, state.task]).toEqual(['call', 'task1.1']);
    await story.act({ kind: 'answer', answer: { n: 1 } });
    expect(story.state().tasks.get('task1')?.snapshots.at(-1)?.data).toEqual({ go: true, kid: { n: 1 } });
  });
});

describe('a pin', () => {
  it('answers before mocks, in the open task and in those to come, until it is taken away', async () => {
    const story = await open();
    await story.act({ kind: 'pin', connector: 'shop', method: 'price', answer: 99 });
    await story.act({ kind: 'pin', connector: 'shop', method: 'stock', answer: { left: 1 } }, 'step');
    expect(story.here().data).toMatchObject({ first: 99, second: { left: 1 } });
    await story.act('restart', 'step');
    expect(story.here().data).toMatchObject({ first: 99 });
    await story.act({ kind: 'unpin', connector: 'shop', method: 'price' }, 'restart', 'step');
    expect(story.here().data).toMatchObject({ first: 12, second: { left: 1 } });
  });

  it('a list answers by attempt', async () => {
    const story = await open({
      ...FILES,
      'steps/a.js': step('go: true', 'data.x = [1, 2, 3].map(() => connectors.x.y());'),
    });
    await story.act({ kind: 'pin', connector: 'x', method: 'y', answer: ['a', 'b'] }, 'step');
    expect(story.here().data).toMatchObject({ x: ['a', 'b', 'b'] });
  });
});
