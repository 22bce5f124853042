// Whatever a person does in the debugger is recorded: it plays as it was, and runs again as it was.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openGround } from '../../src/check/ground.ts';
import { verify } from '../../src/check/verify.ts';
import { runPorts } from '../../src/cli/wiring.ts';
import { readWorkspace } from '../../src/load/workspace.ts';
import type { Recording } from '../../src/recorded.ts';
import { findKept, keptRecordings, prune, recordingName, recordingsFolder } from '../../src/recording/folder.ts';
import { hashOf } from '../../src/recording/header.ts';
import type { Command } from '../../src/session/command.ts';
import { openPlayback } from '../../src/session/playback.ts';
import type { OpenSandbox } from '../../src/session/ports.ts';
import type { TaskLog } from '../../src/session/state.ts';
import { makeWorkspace } from '../check/workspace.ts';
import { bundledSandbox, jump, openStory, pick, type Story, step, timeless, toggle } from '../session/support.ts';
import { parsed } from './trial.ts';

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await bundledSandbox();
});

const FILES = {
  'steps/a.js': step('n: 0', 'data.n = 1; data.r = Math.random(); data.me = task.id();'),
  'steps/b.js': step('n: 1', 'data.n = 2; data.price = connectors.shop.price();'),
  'steps/c.js': step('n: Number', 'data.c = data.n; data.cr = Math.random();'),
  'steps/d.js': step('n: 2', 'data.n = 3; data.second = connectors.shop.price();'),
  'steps/kid.js': step('mother: true', 'task.subtask("kid", { child: 1 }, { into: "kid" });'),
  'steps/grow.js': step('child: Number', 'data.child += connectors.shop.price(); task.complete(data);'),
  'steps/fails.js': step('n: 3, wrong: null', 'data.tried = true; throw new Error("not yet");'),
  'scenarios/one.json': { name: 'one', data: { n: 0 }, connectors: { shop: { price: [10, 20, 30] } } },
};

function kept(story: Story, task = story.log().id): Recording {
  const found = findKept(story.dir, task);
  if (!('path' in found)) throw new Error(`there is no recording of ${task}`);
  return parsed(readFileSync(found.path, 'utf8'), found.path);
}

async function verified(story: Story, recording: Recording) {
  const ground = await openGround(await readWorkspace(story.dir), { ...runPorts(story.dir), openSandbox: sandbox });
  const { divergence, missing, log } = await verify(recording, ground, hashOf);
  await ground.sandbox.close();
  return { divergence, missing, turns: log?.turns.length };
}

/** Played, it is as it was; run again, it comes out as it did. */
async function expectTrue(story: Story): Promise<void> {
  await story.session.close();
  // The screen may show a subtask: it is recorded with its root.
  const log = story.state().tasks.get(story.log().id.split('.')[0] ?? '') as TaskLog;
  const recording = kept(story, log.id);
  expect(recording.isTruncated).toBe(false);
  const { tasks, task } = openPlayback(recording).getState();
  expect(task).toBe(log.id);
  const played = tasks.get(log.id);
  expect(played?.snapshots.map(timeless)).toEqual(log.snapshots.map(timeless));
  expect(played?.turns).toEqual(JSON.parse(JSON.stringify(log.turns)));
  expect(await verified(story, recording)).toEqual({ divergence: null, missing: [], turns: log.turns.length });
}

const STORIES: readonly (readonly [says: string, commands: readonly (Command | Command['kind'])[]])[] = [
  ['a run', ['continue']],
  ['steps', ['step', 'step']],
  ['nothing but the beginning', []],
  ['a pick by hand', ['step', pick('c'), 'continue']],
  ['a pick in the past', ['continue', jump(1), pick('c'), 'continue']],
  ['a fork of a fork, further back', ['continue', jump(2), pick('c'), 'continue', jump(1), pick('c'), 'continue']],
  ['a fork that goes on', ['step', 'step', 'fork', 'continue']],
  ['an edit', ['step', { kind: 'edit', path: ['n'], value: 2 }, 'continue']],
  ['an edit in the past', ['continue', jump(1), { kind: 'edit', path: ['extra'], value: { x: [1] } }, 'continue']],
  ['an edit at the end', ['continue', { kind: 'edit', path: ['mother'], value: true }, 'continue']],
  ['a step switched off', ['step', toggle('b'), 'step', toggle('b'), 'continue']],
  ['a step switched off before a fork', ['continue', toggle('d'), jump(1), pick('c'), 'continue']],
  [
    'a task that failed and was resumed',
    [
      'step',
      { kind: 'edit', path: ['wrong'], value: 1 },
      'step',
      { kind: 'edit', path: ['wrong'], value: undefined },
      'continue',
      { kind: 'edit', path: ['wrong'], value: 1 },
      'resume',
      'continue',
    ],
  ],
  ['a task that was stopped', ['step', 'stop']],
  ['a task that was stopped and resumed', ['step', 'stop', 'resume', 'continue']],
  ['a call that a person answered', [{ kind: 'pin', connector: 'shop', method: 'price', answer: 99 }, 'continue']],
];

describe('a recording of the debugger', () => {
  it.each(STORIES)('%s', async (_, commands) => {
    const story = await openStory(sandbox, FILES);
    await story.act(...commands);
    await expectTrue(story);
  });

  it('tells of steps that were saved in the middle, and plays with those that were in force', async () => {
    const story = await openStory(sandbox, FILES);
    await story.act('step');
    await story.save({ 'steps/b.js': step('n: 1', 'data.n = 7;'), 'steps/new.js': step('n: 7', 'data.n = 8;') });
    await story.act('continue');
    const recording = kept(story);
    const reloads = recording.lines.flatMap((line) => (line.kind === 'reloaded' ? [line] : []));
    const names = reloads.flatMap(({ steps }) => steps.filter(({ source }) => source !== undefined));
    expect(names.map(({ name }) => name).sort()).toEqual(['b', 'new']);
    expect(
      openPlayback(recording)
        .getState()
        .steps.map(({ name }) => name)
        .sort(),
    ).toContain('new');
    await expectTrue(story);
  });
});

describe('the folder', () => {
  it('is for its owner only, and hidden from git', async () => {
    const story = await openStory(sandbox, FILES);
    const folder = join(story.dir, '.stepscope');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(recordingsFolder(story.dir)).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
    const [file = ''] = readdirSync(recordingsFolder(story.dir));
    expect(file).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z-task1\.stepscope\.jsonl$/);
    expect(statSync(join(recordingsFolder(story.dir), file)).mode & 0o777).toBe(0o600);
  });

  it('that cannot be made is told once, and debugging goes on', async () => {
    const { dir, remove } = makeWorkspace({});
    remove();
    const story = await openStory(sandbox, { ...FILES, '.stepscope': 'a file' });
    expect(story.dir).not.toBe(dir);
    await story.act('continue', 'restart', 'continue');
    expect(story.log().end?.reason).toBeDefined();
    const told = story.state().problems.filter(({ message }) => message.includes('nothing is recorded'));
    expect(told).toMatchObject([{ severity: 'warning', hint: expect.stringContaining('.stepscope/') }]);
  });

  it('is pruned by age and by count', () => {
    const { dir, remove } = makeWorkspace({});
    const folder = recordingsFolder(dir);
    mkdirSync(folder, { recursive: true });
    const now = Date.UTC(2026, 5, 1);
    const day = 24 * 3_600_000;
    for (let age = 1; age < 40; age++) writeFileSync(join(folder, recordingName(`old${age}`, now - age * day)), '');
    for (let count = 0; count < 250; count++)
      writeFileSync(join(folder, recordingName(`new${count}`, now - count)), '');
    writeFileSync(join(folder, 'notes.txt'), '');
    prune(dir, now, { tasks: 200, ms: 30 * day });
    const names = keptRecordings(dir).map(({ task }) => task);
    expect(names).toHaveLength(200);
    expect(names[0]).toBe('new0');
    expect(readdirSync(folder)).toContain('notes.txt');
    prune(dir, now + 31 * day);
    expect(keptRecordings(dir)).toEqual([]);
    remove();
  });

  it('gives a task by its id, or by the beginning of it where that is one task only', () => {
    const { dir, remove } = makeWorkspace({});
    mkdirSync(recordingsFolder(dir), { recursive: true });
    for (const [task, at] of [
      ['abc', 1],
      ['abd', 2],
      ['abd', 3],
      ['ab', 0],
    ] as const)
      writeFileSync(join(recordingsFolder(dir), recordingName(task, at)), '');
    expect(findKept(dir, 'ab')).toMatchObject({ task: 'ab' });
    expect(findKept(dir, 'abd')).toMatchObject({ task: 'abd', at: 3 });
    expect(findKept(dir, 'abc')).toMatchObject({ at: 1 });
    expect(findKept(dir, 'a')).toHaveLength(4);
    expect(findKept(dir, 'x')).toEqual([]);
    remove();
  });
});

describe('playback', () => {
  it('travels, and says of everything else that nothing runs', async () => {
    const story = await openStory(sandbox, FILES);
    await story.act('continue');
    const session = openPlayback(kept(story), 3);
    expect(session.getState().cursor).toBe(2);
    session.dispatch({ kind: 'step' });
    session.dispatch({ kind: 'back' });
    session.dispatch({ kind: 'back' });
    expect(session.getState().cursor).toBe(1);
    session.dispatch({ kind: 'continue' });
    expect(session.getState().cursor).toBe(story.log().turns.length);
    session.dispatch({ kind: 'forward' });
    expect(session.getState().notice).toBe('This is the end of the recording.');
    for (const command of ['restart', 'fork', 'stop', 'resume', 'rerun', 'pause'] as const) {
      session.dispatch({ kind: command });
      expect(session.getState().notice).toMatch(/nothing runs.*replay --verify/);
    }
    await session.whenIdle();
    await session.close();
  });
});

it('a recording that somebody removes is not made anew, and others are kept as ever', async () => {
  const story = await openStory(sandbox, FILES);
  await story.act('continue');
  const first = story.log().id;
  for (const { path } of keptRecordings(story.dir)) rmSync(path);
  await story.act(toggle('c'), jump(1), 'fork', 'step', 'restart', 'continue');
  const second = story.log().id;
  expect(second).not.toBe(first);
  expect(story.state().recording).not.toBe('lost');
  await story.session.close();
  expect(keptRecordings(story.dir).map(({ task }) => task)).toEqual([second]);
  expect(kept(story, second).isTruncated).toBe(false);
});
