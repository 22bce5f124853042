// What a second pair of eyes found, each so that it stays away.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../src/session/command.ts';
import type { OpenSandbox } from '../../src/session/ports.ts';
import { bundledSandbox, jump, openStory, pick, type Story, step, toggle } from './support.ts';

let openSandbox: OpenSandbox;
beforeAll(async () => {
  openSandbox = await bundledSandbox();
});

const open = (files: object): Promise<Story> => openStory(openSandbox, files as never);
const one = (data: object, more: object = {}) => ({ 'scenarios/one.json': { name: 'one', data, ...more } });
const edit = (path: readonly string[], value?: unknown): Command => ({ kind: 'edit', path, value }) as Command;

describe('forks and states', () => {
  it('a fork begins with what was edited by hand before', async () => {
    const story = await open({ ...one({ go: true, x: 1 }), 'steps/a.js': step('go: true', 'data.a = data.x;') });
    await story.act(edit(['x'], 5), 'fork', 'step');
    expect(story.here().data).toMatchObject({ x: 5, a: 5 });
    await story.act({ kind: 'show', task: 'task1' }, edit(['o'], { n: 1 }), 'fork', edit(['o', 'n'], 2));
    expect(story.here().data).toMatchObject({ o: { n: 2 } });
  });

  it('stopped while a subtask was awaited, it can be resumed', async () => {
    const story = await open({
      ...one({ go: true }),
      'steps/a.js': step('go: true', "data.go = false; task.subtask('kid', { kid: 1 }, { waitFor: true });"),
      'steps/b.js': step('go: false', 'data.b = 1;'),
      'steps/k.js': step('kid: 1', ''),
    });
    await story.act('step', { kind: 'stop' }, { kind: 'show', task: 'task1' }, { kind: 'resume' }, 'continue');
    expect(story.here().data).toMatchObject({ b: 1 });
  });

  it('a subtask that nobody waits for is in nobody’s way', async () => {
    const story = await open({
      ...one({ go: true }),
      'steps/a.js': step('go: true', "task.subtask('kid', { kid: 1 }); task.complete();"),
      'steps/k.js': step('kid: 1', 'data.x = 1;'),
    });
    await story.act('continue', { kind: 'show', task: 'task1' }, 'fork');
    expect(story.log().parent).toMatchObject({ task: 'task1' });
  });
});

describe('secrets', () => {
  it('that are short are masked where they are typed, and steps find them as they are', async () => {
    const story = await open({
      ...one({ pin: '4711', n: 4711, $stash: { own: 'x9' } }),
      'stepscope.config.json': { secrets: { PIN: '4711' } },
      'steps/a.js': step(
        'go: true, t: String',
        'data.same = [data.t === "4711", data.n + 1, data.$stash.own === data.own];',
      ),
    });
    expect((await story.act(edit(['n'], '‹secret PIN›'))).notice).toMatch(/masked cannot be written/);
    await story.act(edit(['t'], '4711'), edit(['own'], 'x9'), edit(['other'], 'no x9'), edit(['go'], true), 'continue');
    expect(story.here().data).toMatchObject({
      ...{ pin: '‹secret PIN›', n: '‹secret PIN›', t: '‹secret PIN›', own: '‹stash›', other: 'no x9' },
      same: [true, 4712, true],
    });
    expect(JSON.stringify(story.events)).not.toMatch(/"(?:4711|x9)"|[:,[]4711[\],}]/);
  });

  it('a question shows nothing that was stashed a line before', async () => {
    const story = await open({
      ...one({ go: true }),
      'steps/a.js': step('go: true', "data.$stash.token = 'sekret-value-1'; connectors.x.y({ t: data.$stash.token });"),
    });
    await story.act('step');
    expect(JSON.stringify(story.events)).not.toContain('sekret-value-1');
    expect(story.state().stop).toMatchObject({ kind: 'call', args: { t: '‹stash›' } });
  });

  it('what stands masked on the screen cannot be written back', async () => {
    const story = await open({
      ...one({ h: { auth: 'Bearer secret-token-1', n: 1 } }),
      'stepscope.config.json': { secrets: { TOKEN: 'secret-token-1' } },
      'steps/a.js': step('never: 1', ''),
    });
    const state = await story.act(edit(['h'], { auth: 'Bearer ‹secret TOKEN›', n: 2 }));
    expect(state.notice).toMatch(/masked cannot be written/);
  });
});

describe('answers', () => {
  const shop = {
    'steps/a.js': step('go: true', "data.pa = connectors.shop.price('book'); data.sa = connectors.shop.stock();"),
    'steps/b.js': step('go: Boolean', "data.pb = connectors.shop.price('pen');"),
    'scenarios/connectors/shop.js': 'export const price = (item) => (item === "book" ? 12 : 1);',
  };

  it('of an abandoned turn are for that turn alone', async () => {
    const story = await open({ ...one({ go: true }), ...shop });
    await story.act('step', pick('b'));
    expect(story.here().data).toMatchObject({ pb: 1 });
  });

  it('a list answers one call as a list', async () => {
    const story = await open({ ...one({ go: true }), 'steps/a.js': step('go: true', 'data.x = connectors.x.y();') });
    await story.act('step', { kind: 'answer', answer: [{ id: 1 }, { id: 2 }] });
    expect(story.here().data.x).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('go to the task that asked, though another is looked at', async () => {
    const story = await open({
      ...one({ go: true }),
      'steps/a.js': step('go: true', "task.subtask('kid', { kid: 1 }, { into: 'kid', waitFor: true });"),
      'steps/k.js': step('kid: 1', 'task.complete(connectors.x.y());'),
    });
    await story.act('continue', { kind: 'show', task: 'task1' });
    story.session.dispatch({ kind: 'answer', answer: { n: 1 } });
    await story.until('it has ended', ({ tasks }) => tasks.get('task1')?.end !== null);
    expect(story.state().tasks.get('task1')?.snapshots.at(-1)?.data).toMatchObject({ kid: { n: 1 } });
  });

  it('given before a fork hold in it, whatever is pinned later', async () => {
    const story = await open({
      ...one({ go: true }),
      'steps/a.js': step('go: true', 'data.x = connectors.x.y();'),
    });
    await story.act('step', { kind: 'answer', answer: 7 }, jump(0), 'fork');
    await story.act({ kind: 'pin', connector: 'other', method: 'm', answer: 1 }, 'step');
    expect(story.here().data.x).toBe(7);
  });
});

describe('switching off', () => {
  it('counts in every task of the session', async () => {
    const story = await open({ ...one({ go: true }), 'steps/a.js': step('go: true', 'data.a = 1;') });
    await story.act('fork', toggle('a'), { kind: 'show', task: 'task1' }, 'step');
    expect(story.here().data).toEqual({ go: true });
  });
});

describe('re-runs', () => {
  it('a subtask has the answers that it had, not those of its parent', async () => {
    const files = {
      ...one({ go: true }),
      'steps/a.js': step(
        'go: true',
        "data.p = connectors.api.get({ id: 'parent' }); task.subtask('kid', { kid: 1 }, { into: 'r', waitFor: true });",
      ),
      'steps/k.js': step('kid: 1', "task.complete(connectors.api.get({ id: 'child' }));"),
      'scenarios/connectors/api.js': 'export const get = ({ id }) => ({ of: id });',
    };
    const story = await open(files);
    await story.act('continue', { kind: 'show', task: 'task1' });
    await story.save({ 'steps/a.js': `${files['steps/a.js']}// edited\n` });
    const state = await story.act('rerun');
    expect(state.notice).toBe('It comes out as it did.');
    expect(story.state().tasks.get('task2')?.snapshots.at(-1)?.data).toMatchObject({ r: { of: 'child' } });
  });

  it('come to an end where the original was edited at its end', async () => {
    const files = {
      ...one({ go: true }),
      'steps/a.js': step('go: true', 'data.a = 1;'),
      'steps/b.js': step('a: 1, t: String', 'data.b = 1;'),
    };
    const story = await open(files);
    await story.act('step', edit(['t'], 'x'), 'step');
    await story.save({ 'steps/a.js': `${files['steps/a.js']}// edited\n` });
    const state = await story.act('rerun');
    expect(state.status.kind).toBe('paused');
  });

  it('repeat an edit that was made after the end, in a fork of their own, and go on', async () => {
    const files = {
      ...one({ go: true }),
      'stepscope.config.json': { secrets: { TOKEN: 'secret-token-1' } },
      'steps/a.js': step('go: true', 'data.a = 1;'),
      'steps/b.js': step('a: 1, t: String', 'data.length = data.t.length;'),
    };
    const story = await open(files);
    await story.act('step', edit(['t'], 'secret-token-1'), 'step');
    await story.save({ 'steps/a.js': `${files['steps/a.js']}// edited\n` });
    const state = await story.act('rerun');
    expect(state.notice).toBe('It comes out as it did.');
    expect(story.here().data).toEqual({ go: true, a: 1, t: '‹secret TOKEN›', length: 14 });
  });

  it('say so where only what a subtask does comes out otherwise', async () => {
    const kid = (n: number) =>
      step('go: true', `task.subtask('kid', { n: ${n}, kid: true }, { into: 'r', waitFor: true });`);
    const story = await open({
      ...one({ go: true }),
      'steps/a.js': kid(1),
      'steps/k.js': step('kid: true', 'task.complete({ n: data.n });'),
    });
    await story.act('continue', { kind: 'show', task: 'task1' });
    await story.save({ 'steps/a.js': kid(2) });
    const state = await story.act('rerun');
    expect(state.notice).toMatch(/^Every turn comes out as it did, but the end does not/);
  });

  it("a task's own id is no difference; every task of the session is looked at", async () => {
    const files = { ...one({ go: true }), 'steps/a.js': step('go: true', 'data.id = task.id();') };
    const story = await open(files);
    await story.act('continue', jump(0), 'fork', 'continue');
    await story.save({ 'steps/a.js': `${files['steps/a.js']}// edited\n` });
    const state = await story.act({ kind: 'show', task: 'task1' }, 'rerun');
    expect(state.notice).toBe('It comes out as it did.');
  });
});

describe('checks of orders', () => {
  it('leave no subtasks behind', async () => {
    const story = await open({
      ...one({ go: true }),
      'steps/a.js': step('go: true', "data.a = 1; task.subtask('kid', { kid: 1 });"),
      'steps/b.js': step('go: Boolean', 'data.b = 1;'),
      'steps/k.js': step('kid: 1', ''),
    });
    const state = await story.act('confluence');
    expect([...state.tasks.keys()]).toEqual(['task1']);
  });
});
