// Long work tells how far it has come, and is ended where that means something: loading, looking at the past again, running
// to a turn.
import { expect, it } from 'vitest';
import type { Progress } from '../../src/session/progress.ts';
import { emptyState, reduce } from '../../src/session/reduce.ts';
import { bundledSandbox, openStory, type Story } from './support.ts';

const openSandbox = await bundledSandbox();

const TURNS = 6_000;
const COUNT = `export const condition = { count: Number, run: true };
export const content = async () => {
  data.count++;
  if (data.count < ${TURNS}) step.redo();
};
`;
const FILES = {
  'stepscope.config.json': { limits: { turns: 100_000 } },
  'steps/count.js': COUNT,
  'scenarios/long.json': { count: 0, run: true, total: 3 },
};
const LATE = {
  'steps/late.js': `export const condition = { count: ${TURNS - 10}, run: true, total: 3 };
export const content = async () => {};
`,
};

const OF = { task: 't', name: 't', scenario: 'one', tags: [], createdAt: 0, seed: 1, stream: 't', parent: null };
const STARTED = { kind: 'started', ...OF, data: {} } as const;

/** All that is told of work of this kind from now on. */
function followed({ session }: Story, what: string): readonly Progress[] {
  const told: Progress[] = [];
  session.subscribe(() => {
    const { progress } = session.getState();
    if (progress?.what === what && progress !== told.at(-1)) told.push(progress);
  });
  return told;
}

function expectAscending(told: readonly Progress[], total: number): void {
  expect(told.length).toBeGreaterThan(1);
  expect(new Set(told.map((each) => each.total))).toEqual(new Set([total]));
  const done = told.map((each) => each.done);
  expect(done).toEqual([...done].sort((one, other) => one - other));
  expect(done.at(-1)).toBeLessThanOrEqual(total);
}

it('six thousand turns are looked at again in pieces, and the one that differs is found', async () => {
  const story = await openStory(openSandbox, FILES);
  await story.act('continue');
  const told = followed(story, 'looks again at turn');
  await story.save(LATE, ({ tasks }) => [...tasks.values()].some(({ stale }) => stale.size > 0));
  expectAscending(told, TURNS);
  expect([...story.log().stale]).toEqual([[TURNS - 9, { kind: 'pick', now: 'late' }]]);
  expect(story.state()).toMatchObject({
    progress: null,
    notice: `Turn ${TURNS - 9} is stale: r runs again from there.`,
  });
});

it('a second save while the past is looked at begins again, and both come to rest', async () => {
  const story = await openStory(openSandbox, FILES);
  await story.act('continue');
  await story.save(LATE);
  await story.save({ 'steps/late.js': LATE['steps/late.js'].replace('total: 3', 'total: 4') });
  expect(story.log().stale.size).toBe(0);
  expect(story.state().progress).toBeNull();
});

it('a pause ends looking at the past: what was found stands, and what is not known is said', async () => {
  const story = await openStory(openSandbox, FILES);
  await story.act('continue');
  let isAsked = false;
  story.session.subscribe(() => {
    const { progress } = story.state();
    if (isAsked || progress?.what !== 'looks again at turn' || progress.done === 0) return;
    isAsked = true;
    story.ask('pause');
  });
  await story.save(LATE, ({ notice }) => notice.startsWith('Of'));
  expect(story.state().notice).toMatch(
    new RegExp(`^Of ${TURNS} turns the first \\d+ were looked at again: whether later ones are stale is not known\\.$`),
  );
  expect(story.state().progress).toBeNull();
  await story.act({ kind: 'jump', turns: 3 }, 'pause');
  expect(story.state().notice).toBe('Nothing is running.');
  // The sandbox is as good as before.
  await story.act({ kind: 'pick', step: 'count' });
  expect(story.log().turns.length).toBe(4);
});

it('a run to a turn tells how far it is, from where it began', async () => {
  const story = await openStory(openSandbox, FILES);
  await story.act('step', 'step');
  const told = followed(story, 'runs turn');
  await story.act({ kind: 'runTo', turn: 400 });
  expectAscending(told, 400);
  expect(new Set(told.map(({ from }) => from))).toEqual(new Set([2]));
  expect(story.state()).toMatchObject({ progress: null, cursor: 400 });
});

it('a library that changes loads all steps again, and tells so', async () => {
  const steps = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [
      `steps/s${at}.js`,
      `export const condition = { n: ${at} };\nexport const content = async () => {};\n`,
    ]),
  );
  const story = await openStory(openSandbox, { ...FILES, ...steps, 'steps/lib/a.js': 'export const a = 1;\n' });
  const told = followed(story, 'loads file');
  await story.save({ 'steps/lib/a.js': 'export const a = 2;\n' });
  expectAscending(told, 42);
  expect(told[0]?.isStoppable).toBe(false);
  expect(story.state().progress).toBeNull();
});

it('where it stopped ten thousand times, and said something each time, a turn is no slower for it', () => {
  const played = (turns: number): number => {
    let state = reduce(emptyState('/'), STARTED, () => 0);
    const began = performance.now();
    for (let turn = 1; turn <= turns; turn++) {
      const at = { task: 't', turn };
      const events: readonly Parameters<typeof reduce>[1][] = [
        { kind: 'selected', ...at, step: 's', why: 'alone', over: null },
        { kind: 'ran', ...at, step: 's', patches: [], runMs: 0, clock: 0, rearmed: true },
        { kind: 'noted', task: 't', after: turn, breakpoint: 'b', text: 'x' },
        { kind: 'stopped', task: 't', at: 't', reason: { kind: 'step' } },
      ];
      for (const event of events) state = reduce(state, event, () => 0);
    }
    expect(state.tasks.get('t')).toMatchObject({ stops: { length: turns }, notes: { length: turns } });
    return performance.now() - began;
  };
  const few = played(5_000);
  // Ten times as many; were each list copied each time, it would be a hundred.
  expect(played(50_000) / few).toBeLessThan(40);
});
