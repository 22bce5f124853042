// Edit and go on: which turns of the past an edit made stale, and running on from there on the tape.
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenSandbox } from '../../src/session/ports.ts';
import { bundledSandbox, jump, openStory, type Story, step } from './support.ts';

let openSandbox: OpenSandbox;
beforeAll(async () => {
  openSandbox = await bundledSandbox();
});

const FILES = {
  'steps/a.js': step('n: 0', 'data.n = 1; data.price = connectors.shop.price();'),
  'steps/b.js': step('n: 1', 'data.n = 2; data.r = Math.random();'),
  'steps/c.js': step('n: 2', 'data.n = 3; data.stock = connectors.shop.price();'),
  'steps/d.js': step('n: 3', 'data.n = 4;'),
  'scenarios/one.json': { name: 'one', data: { n: 0 }, connectors: { shop: { price: [10, 20, 30] } } },
};

const open = (files: object = FILES): Promise<Story> => openStory(openSandbox, files as never);
const stale = (story: Story) => Object.fromEntries(story.log().stale);

describe('after an edit', () => {
  it('turns whose step was edited are stale; the others are not', async () => {
    const story = await open();
    await story.act('continue');
    await story.save({ 'steps/c.js': step('n: 2', 'data.n = 3; data.stock = "many";') });
    expect(stale(story)).toEqual({ 3: { kind: 'edited' } });
  });

  it('turns in which another step would be picked are stale, with the step that would run', async () => {
    const story = await open();
    await story.act('continue');
    await story.save({ 'steps/new.js': step('n: 1, price: Number', 'data.n = 3;') });
    expect(stale(story)).toEqual({ 2: { kind: 'pick', now: 'new' } });
  });

  it('a deleted step leaves its turn without one', async () => {
    const story = await open();
    await story.act('continue');
    await story.save({ 'steps/d.js': step('n: 99', '') });
    expect(stale(story)[4]).toEqual({ kind: 'pick', now: null });
  });

  it('taking the edit back takes it all back', async () => {
    const story = await open();
    await story.act('continue');
    await story.save({ 'steps/c.js': step('n: 5', '') });
    expect(Object.keys(stale(story))).toEqual(['3']);
    await story.save({ 'steps/c.js': FILES['steps/c.js'] });
    expect(stale(story)).toEqual({});
  });

  it('a broken save changes nothing: what loaded last is in force; and so it is for what runs meanwhile', async () => {
    const story = await open();
    await story.act('step', 'step');
    await story.save({ 'steps/b.js': 'export cnst content = 1;' });
    expect(story.state().steps.find(({ name }) => name === 'b')?.stale).toBe(true);
    expect(stale(story)).toEqual({});
    await story.act('back', 'restart', 'step', 'step');
    await story.save({ 'steps/b.js': FILES['steps/b.js'] });
    expect(stale(story)).toEqual({});
    await story.save({ 'steps/b.js': step('n: 1', 'data.n = 2;') });
    expect(stale(story)).toEqual({ 2: { kind: 'edited' } });
  });

  it('a regular expression is judged for the past as well', async () => {
    const story = await open({
      ...FILES,
      'steps/b.js': step('n: 1, text: /go/', 'data.n = 2;'),
      'scenarios/one.json': { name: 'one', data: { n: 0, text: 'go on' }, connectors: { shop: { price: 1 } } },
    });
    await story.act('continue');
    await story.save({ 'steps/b.js': step('n: 1, text: /stop/', 'data.n = 2;') });
    expect(stale(story)).toEqual({ 2: { kind: 'pick', now: null } });
  });
});

describe('rerun', () => {
  it('runs on in a fork, from the first stale turn to the first that comes out otherwise; calls come from the tape', async () => {
    const story = await open();
    await story.act('continue');
    await story.save({ 'steps/b.js': step('n: 1', 'data.n = 2; data.r = Math.random(); // the same') });
    const state = await story.act('rerun');
    expect(state.notice).toBe('It comes out as it did.');
    expect(story.log()).toMatchObject({ id: 'task2', parent: { task: 'task1', turns: 1 } });
    expect(story.here().data).toEqual(story.state().tasks.get('task1')?.snapshots.at(-1)?.data);
    expect(story.log().turns[2]?.calls).toMatchObject([{ method: 'price', source: 'tape', result: 20 }]);
  });

  it('stops where it diverges and says so', async () => {
    const story = await open();
    await story.act('continue');
    await story.save({
      'steps/b.js': step('n: 1', 'data.n = 2; data.r = Math.random();'),
      'steps/c.js': step('n: 2', 'data.n = 3; data.stock = "many";'),
    });
    const state = await story.act('rerun');
    expect(state.notice).toBe('Turn 3 comes out otherwise now: c wrote something else. f and = compare the two.');
    expect(state.cursor).toBe(3);
    expect(story.log().end).toBeNull();
  });

  it('a call that the tape lacks asks', async () => {
    const story = await open();
    await story.act('continue');
    await story.save({ 'steps/b.js': step('n: 1', 'data.n = 2; data.r = connectors.shop.refund();') });
    const asked = await story.act('rerun');
    expect(asked.stop).toMatchObject({ kind: 'call', method: 'refund' });
    await story.act({ kind: 'answer', answer: 'ok' });
    expect(story.here().data.r).toBe('ok');
  });

  it('picks and edits by hand are made again', async () => {
    const story = await open({ ...FILES, 'steps/x.js': step('n: Number', 'data.x = true;') });
    await story.act('step', { kind: 'pick', step: 'x' }, { kind: 'edit', path: ['hand'], value: 1 }, 'continue');
    await story.save({ 'steps/a.js': `${FILES['steps/a.js']}\n` });
    const state = await story.act('rerun');
    expect(state.notice).toBe('It comes out as it did.');
    expect(story.log().turns.map((turn) => [turn.step, turn.why])).toEqual(
      story
        .state()
        .tasks.get('task1')
        ?.turns.map((turn) => [turn.step, turn.why]),
    );
    expect(story.here().data.hand).toBe(1);
  });

  it('of a fork, the turns that it shares with its origin count as well', async () => {
    const story = await open();
    await story.act('continue', jump(2), 'fork', 'continue');
    await story.save({ 'steps/b.js': step('n: 1', 'data.n = 2; data.r = "new";') });
    expect(stale(story)).toEqual({ 2: { kind: 'edited' } });
    await story.act('rerun');
    expect(story.log()).toMatchObject({ id: 'task3', parent: { task: 'task2', turns: 1 } });
    await story.act('continue');
    expect(story.here().data).toMatchObject({ n: 4, r: 'new', stock: 20 });
  });

  it('a resumed step is not stale because it failed before', async () => {
    const story = await open({ ...FILES, 'steps/b.js': step('n: 1', 'throw new Error("no");') });
    await story.act('continue');
    await story.save({ 'steps/b.js': FILES['steps/b.js'] });
    await story.act({ kind: 'resume' }, 'continue');
    await story.save({ 'steps/other.js': step('never: 1', '') });
    expect(stale(story)).toEqual({ 2: { kind: 'edited' } });
  });

  it('says so where nothing was edited', async () => {
    const story = await open();
    const state = await story.act('continue', 'rerun');
    expect(state.notice).toMatch(/no step has been edited/);
    expect(state.tasks.size).toBe(1);
  });
});
