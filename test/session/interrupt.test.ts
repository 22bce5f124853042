// Stories of steps that do not come back, of pausing, and of what is still there afterwards.
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenSandbox } from '../../src/session/ports.ts';
import { bundledSandbox, jump, openStory, pick, step, toggle } from './support.ts';

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await bundledSandbox();
});

const HANGS = {
  'stepscope.config.json': { limits: { stepMs: 20_000 }, secrets: { KEY: 'a-secret-value' } },
  'steps/a first.js': step(
    'go: true',
    'data.first = connectors.m.next(); data.$stash.pin = "123456"; data.key = task.config("KEY"); task.name("renamed");',
  ),
  'steps/b hangs.js': step('first: Number', 'console.log("in"); data.lost = 1; connectors.m.next(); while (true) {}'),
  'steps/c last.js': step(
    'first: Number, $stash: { pin: String }',
    'data.pin = data.$stash.pin.length; data.length = data.key.length; data.next = connectors.m.next(); data.at = Date.now();',
  ),
  'scenarios/one.json': { name: 'one', data: { go: true }, connectors: { m: { next: [1, 2, 3] } } },
};

describe('a step that hangs', () => {
  it('is interrupted by pause: the turn never happened', async () => {
    const story = await openStory(sandbox, HANGS);
    await story.act('step', toggle('c last'));
    const before = story.here();
    story.ask('step');
    await story.until('it hangs', ({ status }) => status.kind === 'running' && status.step === 'b hangs');
    await story.act('pause');
    expect(story.state()).toMatchObject({ cursor: 1, status: { kind: 'paused' }, stop: { kind: 'pause' } });
    expect(story.log().turns).toMatchObject([{ step: 'a first' }]);
    expect(story.log().end).toBeNull();
    expect(story.here().data).toEqual(before.data);
  });

  it('goes on afterwards with the right state: secrets, $stash, names, and answers by attempt', async () => {
    const story = await openStory(sandbox, HANGS);
    await story.act('step', toggle('c last'));
    story.ask('continue');
    await story.until('it hangs', ({ status }) => status.kind === 'running' && status.step === 'b hangs');
    await story.act('pause', toggle('b hangs'), toggle('c last'), 'step');
    expect(story.log()).toMatchObject({ name: 'renamed', turns: [{ step: 'a first' }, { step: 'c last' }] });
    // The call of the turn that never happened was no attempt.
    expect(story.here().data).toMatchObject({ pin: 6, length: 14, next: 2, at: Date.UTC(2025, 0, 1) });
    expect(JSON.stringify(story.events)).not.toContain('a-secret-value');
    await story.act('continue');
    expect(story.log().end).toMatchObject({ state: 'done', reason: 'settled' });
  });

  it('can be interrupted twice, travelled around in, and forked after', async () => {
    const story = await openStory(sandbox, HANGS);
    await story.act('step', toggle('c last'));
    for (let round = 0; round < 2; round++) {
      story.ask('step');
      await story.until('it hangs', ({ status }) => status.kind === 'running' && status.step === 'b hangs');
      await story.act('pause');
    }
    await story.act('back', 'forward', toggle('c last'), jump(0), pick('a first'), pick('c last'));
    expect(story.log()).toMatchObject({ parent: { turns: 0 }, turns: [{ step: 'a first' }, { step: 'c last' }] });
    expect(story.here().data).toMatchObject({ first: 1, next: 2 });
  });

  it('is ended at its limit: the task has its error, and restart begins anew', async () => {
    const story = await openStory(sandbox, { ...HANGS, 'stepscope.config.json': { limits: { stepMs: 400 } } });
    await story.act(toggle('c last'), 'continue');
    expect(story.log().end).toMatchObject({ state: 'error', reason: 'limit', error: { step: 'b hangs' } });
    expect(story.log().turns).toMatchObject([
      { step: 'a first' },
      { step: 'b hangs', killed: true, logs: [{ text: 'in' }] },
    ]);
    expect(story.here().data).not.toHaveProperty('lost');
    await story.act('restart', 'step');
    expect(story.log()).toMatchObject({ end: null, turns: [{ step: 'a first' }] });
  });

  it('can be closed while it hangs', async () => {
    const story = await openStory(sandbox, HANGS);
    await story.act('step', toggle('c last'));
    story.ask('step');
    await story.until('it hangs', ({ status }) => status.kind === 'running' && status.step === 'b hangs');
    await story.session.close();
    expect(story.state().status.kind).toBe('running');
  });
});

const ROUND = {
  'stepscope.config.json': { limits: { turns: 1_000_000 } },
  'steps/round.js': step('n: Number', 'data.n++; step.redo();'),
  'scenarios/one.json': { n: 0 },
};

describe('pausing a long run', () => {
  it('stops between two turns, and goes on from there', async () => {
    const story = await openStory(sandbox, ROUND);
    story.ask('continue');
    await story.until('some turns have run', ({ cursor }) => cursor > 20);
    await story.act('pause');
    const { cursor } = story.state();
    expect(story.state().stop).toEqual({ kind: 'pause' });
    expect(story.here()).toMatchObject({ data: { n: cursor }, agenda: ['round'] });
    await story.act('step');
    expect(story.here().data).toEqual({ n: cursor + 1 });
  });

  it('travelling while it runs leaves the cursor where it was put', async () => {
    const story = await openStory(sandbox, ROUND);
    story.ask('continue');
    await story.until('some turns have run', ({ cursor }) => cursor > 20);
    story.ask(jump(3));
    await story.until('it has gone on', () => story.log().turns.length > 60);
    await story.act('pause');
    expect(story.state().cursor).toBe(3);
    expect(story.here().data).toEqual({ n: 3 });
  });

  it('where nothing runs says so', async () => {
    const story = await openStory(sandbox, ROUND);
    await story.act('pause');
    expect(story.state()).toMatchObject({ notice: 'Nothing is running.', status: { kind: 'paused' } });
  });

  it('asked for twice at once stops once', async () => {
    const story = await openStory(sandbox, ROUND);
    story.ask('continue');
    await story.until('some turns have run', ({ cursor }) => cursor > 20);
    story.ask('pause');
    await story.act('pause', 'step', 'step');
    const { cursor } = story.state();
    expect(story.here().data).toEqual({ n: cursor });
    expect(story.log().turns.every(({ finished }) => finished)).toBe(true);
  });
});

describe('switching steps off', () => {
  const files = {
    'steps/a.js': step('x: 1', 'data.a = 1;'),
    'steps/b.js': step('x: 1', 'data.b = 1;'),
    'scenarios/one.json': { x: 1 },
  };

  it('takes a step off the agenda at once, and on again', async () => {
    const story = await openStory(sandbox, files);
    await story.act(toggle('a'));
    expect(story.here().agenda).toEqual(['b']);
    expect(story.state()).toMatchObject({ notice: expect.stringMatching(/a is switched off/) });
    await story.act(toggle('a'));
    expect(story.here().agenda).toEqual(['a', 'b']);
  });

  it('holds for what runs next, for later tasks, and not for what has run', async () => {
    const story = await openStory(sandbox, files);
    await story.act('step', toggle('a'), toggle('b'), 'step');
    expect(story.log()).toMatchObject({ turns: [{ step: 'a' }], end: { reason: 'settled' } });
    await story.act('restart');
    expect(story.log().end).toMatchObject({ reason: 'rejected' });
    await story.act(toggle('b'), 'step');
    expect(story.log().turns).toMatchObject([{ step: 'b' }]);
  });

  it('in the past shows the agenda as it would be, and a fork from there keeps to it', async () => {
    const story = await openStory(sandbox, files);
    await story.act('continue', jump(0), toggle('a'));
    expect(story.here().agenda).toEqual(['b']);
    await story.act(pick('b'), 'step');
    expect(story.log()).toMatchObject({ turns: [{ step: 'b' }], end: { reason: 'settled' } });
  });
});
