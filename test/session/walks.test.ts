// Laws of travelling, for any walk: the real session, many small tasks in it.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../src/session/command.ts';
import type { OpenSandbox } from '../../src/session/ports.ts';
import type { TaskLog } from '../../src/session/state.ts';
import { bundledSandbox, choose, openStory, pick, type Story, step, timeless } from './support.ts';

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await bundledSandbox();
});

/** Redo, answers by attempt, timers, into, promises in data, deletions, $stash, a regexp and a predicate, an error. */
const FILES = {
  'steps/count.js': step('n: Number', 'data.n++; data.list.push({ n: data.n }); if (data.n < 4) step.redo();'),
  'steps/ask.js': step(
    'list: [{ n: 2 }]',
    'data.answer = connectors.m.next(); connectors.m.next({ into: "kept.0.value" });',
  ),
  'steps/wait.js': step(
    'answer: Number, n: Number',
    'await new Promise((done) => setTimeout(done, 1500)); data.at = Date.now(); data.soon = Promise.resolve([1]);',
  ),
  'steps/hide.js': step(
    'at: Number',
    'data.$stash.token = "hidden-token"; data.list.splice(1, 2); delete data.answer;',
  ),
  'steps/word.js': step('word: /^w/', 'data.word = data.word.toUpperCase(); console.log(data.word);'),
  'steps/long.js': step('word: (word) => word.length > 3', 'data.long = true;'),
  'steps/late.js': step(
    '$stash: { token: String }, soon: Array',
    'data.length = data.$stash.token.length; if (data.fail) throw new Error("asked for");',
  ),
  'steps/end.js': step('length: Number, end: true', 'task.complete({ at: data.at });'),
  'scenarios/all.json': [
    { name: 'counts', data: { n: 0, list: [] } },
    { name: 'words', data: { word: 'words', n: 3, list: [{ n: 2 }] } },
    { name: 'fails', data: { n: 1, list: [], fail: true } },
    { name: 'ends', data: { n: 2, list: [{ n: 1 }], end: true, word: 'w' } },
    { name: 'nothing', data: { other: 1 } },
  ].map((scenario) => ({ ...scenario, connectors: { m: { next: [1, { two: 2 }, 3, 4] } } })),
};
const NAMES = ['counts', 'words', 'fails', 'ends', 'nothing'];

const scenario = fc.constantFrom(...NAMES);
const move: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Command>({ kind: 'step' }) },
  fc.constant<Command>({ kind: 'back' }),
  fc.constant<Command>({ kind: 'forward' }),
  fc.record({ kind: fc.constant('jump' as const), turns: fc.integer({ min: -1, max: 14 }) }),
);

const nameOf = (story: Story, title: string): string =>
  story.state().scenarios.find((one) => one.title === title)?.name ?? '';

async function begin(story: Story, title: string): Promise<TaskLog> {
  await story.act(choose(nameOf(story, title)));
  return story.log();
}

/** What a task came to, apart from wall time and its own name. */
function told(log: TaskLog): object {
  const turns = log.turns.map(({ matchMs: _, runMs: __, ...turn }) => turn);
  const { state, reason, result, error } = log.end ?? {};
  return { turns, snapshots: log.snapshots.map(timeless), end: { state, reason, result, error } };
}

async function straightRuns(story: Story): Promise<ReadonlyMap<string, TaskLog>> {
  const runs = new Map<string, TaskLog>();
  for (const name of NAMES) {
    await begin(story, name);
    await story.act('continue');
    runs.set(name, story.log());
  }
  // A walk over nothing would prove nothing.
  expect(runs.get('counts')?.turns.length).toBeGreaterThan(6);
  return runs;
}

describe('any walk', () => {
  it('ends in the snapshots of a straight run, and runs no code twice', { timeout: 60_000 }, async () => {
    const story = await openStory(sandbox, FILES);
    const straight = await straightRuns(story);
    const walk = fc.asyncProperty(scenario, fc.array(move, { maxLength: 25 }), async (name, moves) => {
      const { id } = await begin(story, name);
      for (const command of moves) {
        await story.act(command);
        const { cursor } = story.state();
        const expected = straight.get(name)?.snapshots[cursor];
        expect(timeless(story.here())).toEqual(expected && timeless(expected));
      }
      await story.act({ kind: 'jump', turns: 99 }, 'continue');
      const log = story.log();
      expect(log.id).toBe(id);
      expect(told(log)).toEqual(told(straight.get(name) as TaskLog));
      const ran = story.events.filter((event) => event.kind === 'ran' && event.task === id);
      expect(ran).toHaveLength(log.turns.length);
    });
    await fc.assert(walk, { numRuns: 200 });
  });
});

describe('any fork', () => {
  it('shares its past with the original, leaves that as it was, and repeats it where it picks the same', {
    timeout: 60_000,
  }, async () => {
    const story = await openStory(sandbox, FILES);
    const straight = await straightRuns(story);
    const fork = fc.asyncProperty(scenario, fc.nat(), fc.nat(), async (name, at, which) => {
      const original = straight.get(name) as TaskLog;
      const before = told(original);
      await story.act({ kind: 'show', task: original.id });
      const turns = at % Math.max(1, original.turns.length);
      await story.act({ kind: 'jump', turns });
      const agenda = story.here().agenda ?? [];
      const wanted = agenda[which % Math.max(1, agenda.length)];
      if (wanted === undefined) return;
      await story.act(pick(wanted), 'continue');
      const forked = story.log();
      expect(forked.parent).toEqual({ task: original.id, turns });
      expect(forked.snapshots.slice(0, turns).map(timeless)).toEqual(original.snapshots.slice(0, turns).map(timeless));
      expect(forked.turns[turns]?.step).toBe(wanted);
      if (wanted === original.turns[turns]?.step) {
        expect(forked.snapshots.map(timeless)).toEqual(original.snapshots.map(timeless));
        expect(forked.end).toMatchObject({ state: original.end?.state, reason: original.end?.reason });
      }
      expect(told(story.state().tasks.get(original.id) as TaskLog)).toEqual(before);
    });
    await fc.assert(fork, { numRuns: 100 });
  });
});

describe('any press of keys without waiting', () => {
  it('leaves a task whose turns are whole and in order', { timeout: 60_000 }, async () => {
    const story = await openStory(sandbox, FILES);
    const straight = await straightRuns(story);
    const keys: fc.Arbitrary<Command> = fc.oneof(
      { weight: 5, arbitrary: move },
      fc.constant<Command>({ kind: 'continue' }),
      fc.constant<Command>({ kind: 'pause' }),
    );
    const mash = fc.asyncProperty(scenario, fc.array(keys, { minLength: 2, maxLength: 12 }), async (name, presses) => {
      await begin(story, name);
      for (const command of presses) story.ask(command);
      await story.act();
      await story.session.whenIdle();
      const log = story.log();
      const expected = straight.get(name) as TaskLog;
      expect(log.turns.every(({ finished, number }, index) => finished && number === index + 1)).toBe(true);
      expect(log.snapshots.map(timeless)).toEqual(expected.snapshots.slice(0, log.snapshots.length).map(timeless));
      expect(story.state().cursor).toBeLessThanOrEqual(log.turns.length);
    });
    await fc.assert(mash, { numRuns: 100 });
  });
});
