// What a person changes: hand edits, forks, stop and resume, marks, and going back to where it stopped.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../src/session/command.ts';
import type { OpenSandbox } from '../../src/session/ports.ts';
import { bundledSandbox, jump, openStory, type Story, step } from './support.ts';

let openSandbox: OpenSandbox;
beforeAll(async () => {
  openSandbox = await bundledSandbox();
});

const FILES = {
  'steps/a.js': step('n: 0', 'data.n = 1;'),
  'steps/b.js': step('n: 1', 'data.n = 2; data.list = [{ v: 1 }, { v: 2 }];'),
  'steps/c.js': step('n: 2', 'data.n = 3;'),
  'steps/vip.js': step('vip: true', 'data.seen = true;'),
  'scenarios/one.json': { name: 'one', data: { n: 0 } },
};

const open = (files: object = FILES): Promise<Story> => openStory(openSandbox, files as never);
const edit = (path: readonly (string | number)[], value?: unknown): Command =>
  ({ kind: 'edit', path, value }) as Command;

describe('a hand edit', () => {
  it('changes the data now, is matched at once, and is an entry of its own', async () => {
    const story = await open();
    await story.act('step', edit(['vip'], true));
    expect(story.here()).toMatchObject({ data: { n: 1, vip: true }, agenda: ['b', 'vip'] });
    expect(story.log().entries).toEqual([
      { after: 1, cause: 'edit', child: null, patches: [{ op: 'add', path: ['vip'], value: true }] },
    ]);
    await story.act('continue');
    expect(story.here().data).toEqual({ n: 3, vip: true, seen: true, list: [{ v: 1 }, { v: 2 }] });
  });

  it.each([
    ['replaces', edit(['n'], 7), { n: 7, list: [{ v: 1 }, { v: 2 }] }],
    ['removes', edit(['list']), { n: 2 }],
    ['replaces in a list', edit(['list', 0], 'x'), { n: 2, list: ['x', { v: 2 }] }],
    ['removes from a list', edit(['list', 0]), { n: 2, list: [{ v: 2 }] }],
    ['adds to a list', edit(['list', 2], 3), { n: 2, list: [{ v: 1 }, { v: 2 }, 3] }],
    ['goes deep', edit(['list', 1, 'v'], { w: 1 }), { n: 2, list: [{ v: 1 }, { v: { w: 1 } }] }],
  ] as const)('%s', async (_, command, data) => {
    const story = await open();
    await story.act('step', 'step', command);
    expect(story.here().data).toEqual(data);
  });

  it.each([
    ['the whole document', edit([], {}), /whole document/],
    ['the stash', edit(['$stash', 'x'], 1), /stashed cannot be edited/],
    ['below a number', edit(['n', 'x'], 1), /no n to put it in/],
    ['far behind a list', edit(['list', 9], 1), /places are 0 to 2/],
    ['what is there already', edit(['n'], 2), /there already/],
  ] as const)('refuses %s', async (_, command, notice) => {
    const story = await open();
    const state = await story.act('step', 'step', command);
    expect(state.notice).toMatch(notice);
    expect(story.log().entries).toEqual([]);
  });

  it('in the past makes a fork, and the original stays', async () => {
    const story = await open();
    await story.act('continue', jump(1), edit(['n'], 2));
    expect(story.log()).toMatchObject({ id: 'task2', parent: { task: 'task1', turns: 1 } });
    expect(story.here()).toMatchObject({ data: { n: 2 }, agenda: ['c'] });
    expect(
      story
        .state()
        .tasks.get('task1')
        ?.snapshots.map(({ data }) => data.n),
    ).toEqual([0, 1, 2, 3]);
  });

  it('after the end goes on in a fork', async () => {
    const story = await open();
    await story.act('continue', edit(['vip'], true), 'continue');
    expect(story.here().data).toMatchObject({ n: 3, seen: true });
  });

  it('survives the death of the sandbox, secrets and stash as they are', async () => {
    const story = await open({
      ...FILES,
      'steps/loop.js': step('kill: true', 'while (true);'),
      'steps/d.js': step(
        'tell: true',
        "data.same = data.$stash.key === 'a long secret' && data.vip === 'a long secret';",
      ),
      'stepscope.config.json': { limits: { stepMs: 300 } },
      'scenarios/one.json': { name: 'one', data: { n: 9, $stash: { key: 'a long secret' } } },
    });
    await story.act(edit(['vip'], 'a long secret'), edit(['tell'], true));
    expect(story.here().data.vip).toBe('‹stash›');
    await story.act('fork');
    // The process of the fork dies; what it was made from goes on in a new one.
    await story.act(edit(['kill'], true), { kind: 'pick', step: 'loop' });
    await story.act({ kind: 'show', task: 'task3' }, 'continue');
    expect(story.here().data.same).toBe(true);
  });
});

describe('fork', () => {
  it('goes on from any turn; both can be looked at', async () => {
    const story = await open();
    await story.act('continue', jump(2), 'fork');
    expect(story.log()).toMatchObject({ id: 'task2', parent: { task: 'task1', turns: 2 }, end: null });
    await story.act('continue');
    expect(story.log().turns.map((turn) => turn.step)).toEqual(['a', 'b', 'c']);
    await story.act({ kind: 'show', task: 'task1' });
    expect(story.log().end?.reason).toBe('settled');
  });
});

describe('stop and resume', () => {
  it('a stopped task is stopped, and goes on where it was', async () => {
    const story = await open();
    await story.act('step', { kind: 'stop' });
    expect(story.log().end).toMatchObject({ state: 'stopped', reason: 'stopped' });
    await story.act({ kind: 'resume' }, 'continue');
    expect(story.log().turns.map((turn) => turn.step)).toEqual(['a', 'b', 'c']);
    expect(story.here().data.n).toBe(3);
  });

  it('the step that threw may run again once it is mended; what completed stays fired', async () => {
    const story = await open({ ...FILES, 'steps/b.js': step('n: 1', 'throw new Error("broken");') });
    await story.act('continue');
    expect(story.log().end?.state).toBe('error');
    await story.save({ 'steps/b.js': FILES['steps/b.js'] });
    await story.act({ kind: 'resume' });
    expect(story.here().agenda).toEqual(['b']);
    expect([...story.here().fired.keys()]).toEqual(['a']);
    await story.act('continue');
    expect(story.log().turns.map((turn) => turn.step)).toEqual(['a', 'b', 'b', 'c']);
    expect(story.here().data.n).toBe(3);
  });

  it('an incomplete task goes on with steps that were added since', async () => {
    const story = await open({ 'steps/z.js': step('never: 1', ''), 'scenarios/one.json': FILES['scenarios/one.json'] });
    await story.act('continue');
    expect(story.log().end?.state).toBe('incomplete');
    await story.save({ 'steps/a.js': FILES['steps/a.js'] });
    await story.act({ kind: 'resume' }, 'continue');
    expect(story.here().data.n).toBe(1);
  });

  it.each([
    ['one that runs on', step('n: 0', 'data.n = 1;'), /has not ended/],
    ['one that is complete', step('n: 0', 'task.complete();'), /A step said that the task is over/],
  ])('not %s', async (_, a, notice) => {
    const story = await open({ ...FILES, 'steps/a.js': a });
    const state = await story.act('step', { kind: 'resume' });
    expect(state.notice).toMatch(notice);
  });
});

describe('steps asked for faster than they run', () => {
  it('all run, one after the other', async () => {
    const story = await open();
    story.ask('step');
    story.ask('step');
    const state = await story.act('step');
    expect(story.log().turns.map((turn) => turn.step)).toEqual(['a', 'b', 'c']);
    expect(state.cursor).toBe(3);
  });

  it('an interrupt drops those that wait', async () => {
    const story = await open({ ...FILES, 'steps/a.js': step('n: 0', 'while (true);') });
    story.ask('step');
    await story.until('it runs', ({ status }) => status.kind === 'running' && status.step === 'a');
    story.ask('step');
    await story.act('pause');
    expect(story.log().turns).toEqual([]);
  });
});

describe('places in time', () => {
  it('rewind goes back from stop to stop', async () => {
    const story = await open();
    await story.act('step', 'continue');
    const cursors = [];
    for (let count = 0; count < 4; count++) cursors.push((await story.act('rewind')).cursor);
    expect(cursors).toEqual([1, 0, 0, 0]);
    expect(story.state().notice).toBe('This is the beginning.');
  });

  it('a mark has a name, which is given once', async () => {
    const story = await open();
    await story.act('step', { kind: 'mark', name: 'paid' }, 'step', { kind: 'mark', name: 'late' });
    expect(story.state().marks).toEqual([
      { task: 'task1', turns: 1, name: 'paid' },
      { task: 'task1', turns: 2, name: 'late' },
    ]);
    await story.act({ kind: 'mark', name: 'paid' });
    expect(story.state().marks).toEqual([{ task: 'task1', turns: 2, name: 'paid' }]);
    await story.act({ kind: 'mark', name: '' });
    expect(story.state().marks).toEqual([]);
  });
});
