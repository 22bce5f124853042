// Stories of saving: what an edit changes, and what it leaves as it was.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenSandbox } from '../../src/session/ports.ts';
import type { SessionState } from '../../src/session/state.ts';
import { bundledSandbox, jump, openStory, pick, type Story, step } from './support.ts';

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await bundledSandbox();
});

const FILES = {
  'stepscope.config.json': { limits: { stepMs: 600, turns: 1_000_000 } },
  'steps/a.js': step('x: 1', 'data.a = 1;'),
  'steps/b.js': step('a: 1', 'data.b = 1;'),
  'scenarios/one.json': { x: 1 },
};
const open = (more = {}): Promise<Story> => openStory(sandbox, { ...FILES, ...more });
const ran = ({ events }: Story): number => events.filter(({ kind }) => kind === 'ran').length;

describe('a save matches anew where the cursor is', () => {
  it('at the latest turn: nothing runs, the agenda is that of today', async () => {
    const story = await open();
    await story.act('step');
    await story.save({ 'steps/c.js': step('a: Number, x: 1', 'data.c = 1;') });
    expect(story.state().cursor).toBe(1);
    expect(story.here().agenda).toEqual(['c', 'b']);
    expect(ran(story)).toBe(1);
    await story.act('step');
    expect(story.here().data).toEqual({ x: 1, a: 1, c: 1 });
  });

  it('also where the condition reads as before and a function in it, or in a library that it asks, is another one', async () => {
    const story = await open({
      'steps/f.js': step('x: (value) => value > 1', ''),
      'steps/l.js': step('x: (value) => value > lib.limits.least', ''),
      'steps/lib/limits.js': 'export const least = 1;\n',
    });
    expect(story.here().agenda).toEqual(['a']);
    const { steps } = story.state();
    await story.save({ 'steps/f.js': step('x: (value) => value > 0', '') });
    expect(story.here().agenda).toEqual(['a', 'f']);
    await story.save({ 'steps/lib/limits.js': 'export const least = 0;\n' });
    expect(story.here().agenda).toEqual(['a', 'f', 'l']);
    expect(story.state().steps).toBe(steps);
    await story.act('continue');
    expect(story.log().turns.map((turn) => turn.step)).toEqual(['a', 'b', 'f', 'l']);
  });

  it('in the past: what happened stays, the agenda there is that of today', async () => {
    const story = await open();
    await story.act('continue', jump(1));
    await story.save({ 'steps/b.js': step('a: 2', '') });
    expect(story.state().cursor).toBe(1);
    expect(story.here()).toMatchObject({ data: { x: 1, a: 1 }, agenda: [] });
    expect(story.log().turns).toMatchObject([{ step: 'a' }, { step: 'b' }]);
    await story.act(jump(2));
    expect(story.here().data).toEqual({ x: 1, a: 1, b: 1 });
  });

  it('and the next run of a step is the new code, in the running task', async () => {
    const story = await open();
    await story.act('step');
    await story.save({ 'steps/b.js': step('a: 1', 'data.b = "new";') });
    await story.act('continue');
    expect(story.here().data).toEqual({ x: 1, a: 1, b: 'new' });
  });

  it('a fork from the past runs the new code', async () => {
    const story = await open();
    await story.act('continue', jump(1));
    await story.save({ 'steps/b.js': step('a: 1', 'data.b = "new";') });
    await story.act(pick('b'));
    expect(story.log().parent).toMatchObject({ turns: 1 });
    expect(story.here().data).toEqual({ x: 1, a: 1, b: 'new' });
  });

  it('a step that is deleted is off the agenda', async () => {
    const story = await open();
    await story.act('step');
    rmSync(join(story.dir, 'steps/b.js'));
    await story.until('it is gone', ({ steps }) => steps.length === 1);
    await story.session.whenIdle();
    expect(story.here().agenda).toEqual([]);
    await story.act('step');
    expect(story.log().end).toMatchObject({ reason: 'settled' });
  });

  it('a change of a library reaches the steps that use it', async () => {
    const story = await open({
      'steps/lib/rate.js': 'export const rate = 1;',
      'steps/b.js': step('a: 1', 'data.b = lib.rate.rate;'),
    });
    await story.act('step');
    const before = story.events.length;
    await story.save({ 'steps/lib/rate.js': 'export const rate = 2;' });
    expect(story.events.length).toBeGreaterThan(before);
    await story.act('step');
    expect(story.here().data).toMatchObject({ b: 2 });
  });
});

describe('a save while a long run goes on', () => {
  it('lands between two turns, and the run goes on with it', async () => {
    const story = await open({
      'steps/round.js': step('n: Number', 'data.n++; step.redo();'),
      'scenarios/one.json': { n: 0 },
    });
    story.ask('continue');
    await story.until('some turns have run', ({ cursor }) => cursor > 20);
    await story.save({ 'steps/round.js': step('n: Number', 'data.done = data.n; task.complete();') });
    const { end, turns } = story.log();
    expect(end).toMatchObject({ state: 'done', reason: 'complete' });
    expect(story.here().data).toEqual({ n: turns.length - 1, done: turns.length - 1 });
    expect(turns.map(({ number }) => number)).toEqual(turns.map((_, index) => index + 1));
  });

  it('also after a step had to be interrupted', async () => {
    const story = await open({
      'stepscope.config.json': { limits: { turns: 1_000_000 } },
      'steps/hangs.js': step('n: 0, go: null', 'while (true) {}'),
      'steps/round.js': step('n: Number', 'data.n++; step.redo();'),
      'scenarios/one.json': { n: 0 },
    });
    story.ask('step');
    await story.until('it hangs', ({ status }) => status.kind === 'running' && status.step === 'hangs');
    story.ask('pause');
    await story.until('it is interrupted', ({ status }) => status.kind === 'paused');
    story.ask(pick('round'));
    await story.until('another step has run', ({ status, cursor }) => status.kind === 'paused' && cursor === 1);
    story.ask('continue');
    await story.until('some turns have run', ({ cursor }) => cursor > 20);
    writeFileSync(join(story.dir, 'steps/round.js'), step('n: Number', 'task.complete();'));
    await story.until('the run has ended by what was saved', () => story.log().end !== null);
    expect(story.log().end).toMatchObject({ state: 'done', reason: 'complete' });
  });

  it('with a mistake in it: the run goes on with the last good version, marked stale', async () => {
    const story = await open({
      'steps/round.js': step('n: Number', 'data.n++; step.redo();'),
      'scenarios/one.json': { n: 0 },
    });
    story.ask('continue');
    await story.until('some turns have run', ({ cursor }) => cursor > 20);
    const known = await brokenWhileRunning(story);
    expect(known).toMatchObject({ problems: [{ severity: 'error', file: 'steps/round.js', line: 3 }] });
    const { length } = story.log().turns;
    await story.until('it has gone on', () => story.log().turns.length > length + 20);
    await story.act('pause');
    expect(story.here().data).toEqual({ n: story.state().cursor });
  });
});

function brokenWhileRunning(story: Story): Promise<SessionState> {
  writeFileSync(join(story.dir, 'steps/round.js'), step('n: Number', 'data.n = = 1;'));
  return story.until('it is stale', ({ steps }) => steps.some(({ name, stale }) => name === 'round' && stale));
}

describe('a save after the end', () => {
  it('that makes something match: step goes on in a fork', async () => {
    const story = await open();
    await story.act('continue');
    const original = story.log();
    expect(original.end?.reason).toBe('settled');
    await story.save({ 'steps/c.js': step('b: 1', 'data.c = 1;') });
    expect(story.here().agenda).toEqual(['c']);
    await story.act('step');
    expect(story.log()).toMatchObject({ parent: { task: original.id, turns: 2 } });
    expect(story.log().turns.map((turn) => turn.step)).toEqual(['a', 'b', 'c']);
    expect(story.here().data).toEqual({ x: 1, a: 1, b: 1, c: 1 });
    expect(story.state().tasks.get(original.id)?.turns).toHaveLength(2);
    expect(story.state().tasks.get(original.id)?.end?.reason).toBe('settled');
  });

  it('of a task that no step had matched: it begins', async () => {
    const story = await open({ 'scenarios/one.json': { y: 1 } });
    expect(story.log().end?.reason).toBe('rejected');
    await story.save({ 'steps/c.js': step('y: 1', 'data.c = 1;') });
    await story.act('step');
    expect(story.here().data).toEqual({ y: 1, c: 1 });
  });
});

describe('a save of what is wrong', () => {
  it('leaves the last good version in force, and says where the mistake is; a mended one takes over', async () => {
    const story = await open();
    await story.save({ 'steps/a.js': step('x: 1', 'data.a = = 1;') }, ({ steps }) => steps.some(({ stale }) => stale));
    expect(story.state().problems).toMatchObject([{ severity: 'error', file: 'steps/a.js', line: 3 }]);
    expect(story.here().agenda).toEqual(['a']);
    await story.act('step');
    expect(story.here().data).toEqual({ x: 1, a: 1 });
    await story.save({ 'steps/a.js': step('x: 1', 'data.a = 2;') });
    expect(story.state().problems).toEqual([]);
    await story.act('restart', 'step');
    expect(story.here().data).toEqual({ x: 1, a: 2 });
  });

  it('keeps a good version also when the sandbox has died since', async () => {
    const story = await open({ 'steps/hangs.js': step('a: 1, x: 1', 'while (true) {}') });
    await story.save({ 'steps/b.js': step('a: = 1', '') }, ({ steps }) => steps.some(({ stale }) => stale));
    await story.act('continue');
    expect(story.log().end).toMatchObject({ reason: 'limit', error: { step: 'hangs' } });
    await story.act('restart', 'step', pick('b'));
    expect(story.here().data).toEqual({ x: 1, a: 1, b: 1 });
  });

  it('a file that hangs while it is loaded is left out; all goes on without it', async () => {
    const story = await open();
    await story.act('step');
    await story.save({ 'steps/c.js': `${step('a: 1', '')}while (true) {}` }, ({ problems }) => problems.length > 0);
    expect(story.state().problems).toMatchObject([{ file: 'steps/c.js', severity: 'error' }]);
    expect(story.here()).toMatchObject({ data: { x: 1, a: 1 }, agenda: ['b'] });
    await story.act('continue');
    expect(story.here().data).toEqual({ x: 1, a: 1, b: 1 });
  });

  it('a condition that hangs when it is matched anew is told, and the task can go on once it is mended', async () => {
    const story = await open({ 'scenarios/one.json': { x: 1, text: `${'a'.repeat(40)}!` } });
    await story.act('step');
    await story.save({ 'steps/c.js': step('text: /^(a+)+$/', '') });
    expect(JSON.stringify(story.state()) + JSON.stringify(story.log())).toMatch(/condition of c/);
    await story.save({ 'steps/c.js': step('text: /^b/', '') });
    await story.act('step');
    expect(story.here().data).toMatchObject({ a: 1, b: 1 });
  });
});

describe('a save of scenarios', () => {
  it('is for the next task; one that is gone cannot be started again', async () => {
    const story = await open();
    await story.act('continue');
    await story.save({ 'scenarios/one.json': { x: 1, more: true } }, ({ scenarios }) => scenarios.length === 1);
    expect(story.here().data).toEqual({ x: 1, a: 1, b: 1 });
    await story.act('restart');
    expect(story.here().data).toEqual({ x: 1, more: true });
    rmSync(join(story.dir, 'scenarios/one.json'));
    await story.until('it is gone', ({ scenarios }) => scenarios.length === 0);
    await story.session.whenIdle();
    await story.act('restart');
    expect(story.state().notice).toMatch(/no scenario one/);
    await story.act('step');
    expect(story.here().data).toEqual({ x: 1, more: true, a: 1 });
  });
});
