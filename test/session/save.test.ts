// Saving: a place in a task's time becomes a scenario that runs from there to the same end.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenSandbox } from '../../src/session/ports.ts';
import { ROOT, runFolder } from '../check/workspace.ts';
import { bundledSandbox, choose, jump, openStory, pick, type Story, step, toggle } from './support.ts';

let openSandbox: OpenSandbox;
beforeAll(async () => {
  openSandbox = await bundledSandbox();
});

const open = (files: object): Promise<Story> => openStory(openSandbox, files as never);
const save = (name: string) => ({ kind: 'save', name }) as const;

/** What was written, as it stands in the file. */
function saved(story: Story, name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(story.dir, 'scenarios', 'saved', `${name}.json`), 'utf8'));
}

function samples(): Record<string, string> {
  const files = ['steps', 'scenarios'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.\w+$/.test(file))
      .map((file) => `${folder}/${file}`),
  );
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
}

async function passes(story: Story): Promise<boolean> {
  const { report } = await runFolder(story.dir, 'saved/');
  return report.scenarios.length > 0 && report.scenarios.every(({ status }) => status === 'passed');
}

describe('every sample', () => {
  it('saved at its beginning, or at any turn without a warning, passes under run', async () => {
    const story = await open(samples());
    const sound = new Set<string>();
    for (const [index, { name }] of story.state().scenarios.entries()) {
      const state = await story.act(choose(name), 'continue');
      if (state.stop?.kind === 'call') await story.act({ kind: 'answer', answer: { id: 'by hand' } });
      for (let turn = 0; turn <= story.log().turns.length; turn++) {
        const { notice } = await story.act(jump(turn), save(`${index} at ${turn}`));
        const isSound = notice === `Saved as scenarios/saved/${index} at ${turn}.json.`;
        expect(turn > 0 || isSound, `${name}: ${notice}`).toBe(true);
        if (isSound) sound.add(`${index} at ${turn}`);
      }
    }
    const { report } = await runFolder(story.dir, 'saved/');
    expect(sound.size).toBeGreaterThan(100);
    const failed = report.scenarios.filter(({ name, status }) => sound.has(name) && status !== 'passed');
    expect(failed.map(({ name, failures }) => [name, failures])).toEqual([]);
    expect(report.scenarios.length).toBeGreaterThan(sound.size);
  }, 120_000);
});

const CALLS = {
  'steps/a.js': step('go: true', 'data.n = connectors.x.one(); step.redo(); data.go = data.n < 3;'),
  'steps/b.js': step(
    'go: false',
    `  const tries = [];
  for (let i = 0; i < 3; i++) try { tries.push(connectors.x.many(i)); } catch (error) { tries.push(error.code); }
  data.tries = tries;
  data.later = await connectors.x.later().then((value) => value);
  data.lists = [connectors.x.list(), connectors.x.list()];
  await connectors.x.fails();`,
  ),
  'scenarios/one.js': `let n = 0;
export default { name: 'one', tags: ['t'], data: { go: true }, config: { KEY: 'k' }, connectors: { x: {
  one: (_, { attempt }) => attempt,
  many: [{ $throw: { name: 'E', message: 'no', code: 7 } }, 'b'],
  later: async () => ({ at: 1 }),
  list: () => [1, 2],
  fails: { $delay: 250, $throw: 'down' },
} } };`,
};

describe('what is written', () => {
  it('an answer that never came fails the call, as it failed the step', async () => {
    const story = await open({
      'steps/a.js': step('go: true', 'await connectors.x.never();'),
      'scenarios/one.js':
        "export default { name: 'one', data: { go: true }, connectors: { x: { never: () => new Promise(() => {}) } } };",
    });
    await story.act('continue', jump(0), save('never'));
    const message = expect.stringContaining('connectors.x.never was called and will never answer');
    const never = { $delay: 0, $throw: { name: 'NeverSettles', message } };
    expect(saved(story, 'never').connectors).toEqual({ x: { never } });
    expect(await passes(story)).toBe(true);
  });

  it('holds data, clock, seed and the answers of the turns after it, in the order of attempts', async () => {
    const story = await open(CALLS);
    const { notice } = await story.act('continue', jump(1), save('from the second'));
    expect(notice).toBe('Saved as scenarios/saved/from the second.json.');
    expect(saved(story, 'from the second')).toEqual({
      name: 'from the second',
      description: 'Saved from "one" after turn 1.',
      tags: ['t'],
      data: { go: true, n: 1 },
      config: { KEY: 'k' },
      seed: 1,
      now: '2025-01-01T00:00:00.000Z',
      connectors: {
        x: {
          one: [2, 3],
          many: [{ $throw: { name: 'E', message: 'no', code: 7 } }, 'b'],
          later: { $delay: 0, $return: { at: 1 } },
          list: [[1, 2]],
          fails: { $delay: 250, $throw: { name: 'Error', message: 'down' } },
        },
      },
      expect: { steps: ['a', 'a', 'b'], state: 'error', reason: 'error', error: 'down' },
    });
    expect(await passes(story)).toBe(true);
  });

  it('is a scenario at once, and never in the place of another', async () => {
    const story = await open(CALLS);
    await story.act('continue', jump(0), save('twice'), save('twice'));
    const state = await story.until('both are there', ({ scenarios }) => scenarios.length === 3);
    expect(state.scenarios.map(({ name, title }) => [name, title]).slice(1)).toEqual([
      ['saved/twice 2', 'twice 2'],
      ['saved/twice', 'twice'],
    ]);
  });

  it.each([
    ['a/b\\c: "d" #1?', 'a-b-c d 1'],
    ['a parcel: customs {}, customs.cleared true', 'a parcel customs, customs.cleared true'],
    ['a (b "c"): x', 'a (b c) x'],
    ['../../etc', 'etc'],
    [' .hidden ', 'hidden'],
    ['ünï 東京 v1.2', 'ünï 東京 v1.2'],
    ['###', 'scenario'],
    ['con', 'con-scenario'],
    ['x'.repeat(300), 'x'.repeat(80)],
  ])('%j goes into a file that every system can hold', async (name, file) => {
    const story = await open(CALLS);
    const { notice } = await story.act(save(name));
    expect(notice).toContain(`Saved as scenarios/saved/${file}.json.`);
    expect(saved(story, file)).toMatchObject({ name: name.trim() });
  });

  it('holds no secret, nothing of the stash and nothing that is redacted, and says so', async () => {
    const story = await open({
      'stepscope.config.json': { secrets: { KEY: 'sk-123456' }, redact: ['card.number'] },
      'steps/a.js': step(
        'go: true',
        `  data.go = false;
  data.$stash.pin = 'stashed-1';
  data.card = { number: '4111-1111', kind: 'x' };
  data.header = 'Bearer ' + task.config('KEY');
  data.list = [task.config('KEY'), 'b', data.$stash.pin + '!'];`,
      ),
      'steps/b.js': step('go: false, list: Array', 'data.done = connectors.x.y(); console.log(data.$stash.pin);'),
      'scenarios/one.json': { name: 'one', data: { go: true }, connectors: { x: { y: { a: 1, key: 'sk-123456' } } } },
    });
    const { notice } = await story.act('continue', jump(1), save('bare'));
    expect(notice).toContain('Left out, as it is secret: $stash, card.number, header, list.0, list.2.');
    expect(notice).toContain('The answer of x.y is without its secret.');
    expect(saved(story, 'bare')).toMatchObject({
      data: { go: false, card: { kind: 'x' }, list: [null, 'b', null] },
      connectors: { x: { y: { a: 1 } } },
    });
    expect(JSON.stringify(saved(story, 'bare'))).not.toMatch(/sk-123456|stashed-1|4111|‹/);
  });

  it('expects nothing of a task that has not ended, or that ended right there', async () => {
    const story = await open(CALLS);
    const early = await story.act('step', save('early'));
    expect(early.notice).toContain('The task has not ended by itself, so nothing is expected yet.');
    const late = await story.act('continue', save('late'));
    expect(late.notice).toContain('The task ended here');
    const stopped = await story.act('restart', 'step', 'stop', jump(0), save('stopped'));
    expect(stopped.notice).toContain('not ended by itself');
    for (const name of ['early', 'late', 'stopped']) expect(saved(story, name)).not.toHaveProperty('expect');
  });

  it('warns of what a person did, and of steps that will run again', async () => {
    const story = await open({
      'steps/a.js': step('go: true', 'data.a = 1;'),
      'steps/b.js': step('go: true, x: null', 'data.x = 1;'),
      'steps/off.js': step('off: true', 'data.off = 1;'),
      'scenarios/one.json': { name: 'one', data: { go: true } },
    });
    const { notice } = await story.act(toggle('off'), 'step', pick('a'), jump(1), save('warned'));
    expect(notice).toContain('Switched off here only: off.');
    const again = await story.act('restart', pick('a'), 'step', jump(1), save('again'));
    expect(again.notice).toContain('Ran before turn 2 and still matches, so it runs again there: a.');
    const byHand = await story.act(jump(0), save('by hand'));
    expect(byHand.notice).toContain('Turn 1 was picked by hand.');
  });

  it('warns of a timeout that was set before', async () => {
    const story = await open({
      'steps/a.js': step('go: true', 'data.go = false; task.timeout(5000);'),
      'scenarios/one.json': { name: 'one', data: { go: true } },
    });
    const { notice } = await story.act('continue', jump(0), save('whole'));
    expect(notice).toBe('Saved as scenarios/saved/whole.json.');
    expect(await passes(story)).toBe(true);
    const state = await story.act(jump(1), save('rest'));
    expect(state.notice).toContain('The task ended here');
    expect(state.notice).toContain('one that was set before turn 2 will be missing');
  });

  it('says what it cannot do', async () => {
    const story = await open({ ...CALLS, 'scenarios/saved': 'a file' });
    expect((await story.act(save(' '))).notice).toBe('A scenario needs a name.');
    expect((await story.act(save('x'))).notice).toContain('scenarios/saved cannot be written');
    const empty = await open({ 'steps/a.js': CALLS['steps/a.js'] });
    expect((await empty.act(save('x'))).notice).toBe('There is no task to save anything of.');
  });
});

describe('with subtasks', () => {
  const files = (mock: unknown) => ({
    'steps/a.js': step(
      'go: true',
      `  task.subtask('one', { kid: 1 }, { into: 'one', waitFor: true });
  task.subtask('two', { kid: 2 }, { into: 'two', waitFor: true });`,
    ),
    'steps/k.js': step('kid: Number', 'task.complete({ n: connectors.x.y({ kid: data.kid }) });'),
    'steps/z.js': step('one: Object, two: Object', 'data.sum = data.one.n + data.two.n; task.complete();'),
    'scenarios/one.js': `export default { name: 'one', data: { go: true }, connectors: ${mock} };`,
  });

  it('takes their answers along', async () => {
    const story = await open(files('{ x: { y: 2 } }'));
    const { notice } = await story.act('continue', { kind: 'goTo', task: 'task1', turns: 0 }, save('family'));
    expect(notice).toBe('Saved as scenarios/saved/family.json.');
    expect(saved(story, 'family')).toMatchObject({ connectors: { x: { y: 2 } } });
    expect(await passes(story)).toBe(true);
  });

  it('says where no mock can answer each of them', async () => {
    const story = await open(files('{ x: { y: ({ kid }) => kid } }'));
    const { notice } = await story.act('continue', { kind: 'goTo', task: 'task1', turns: 0 }, save('family'));
    expect(notice).toContain('x.y answered a subtask otherwise: look at its answers.');
  });

  it("leaves it to the workspace's mock where that can", async () => {
    const mocks = { 'scenarios/connectors/x.js': 'export const y = ({ kid }) => kid;' };
    const story = await open({ ...files('{}'), ...mocks });
    const { notice } = await story.act('continue', { kind: 'goTo', task: 'task1', turns: 0 }, save('family'));
    expect(notice).toBe('Saved as scenarios/saved/family.json.');
    expect(saved(story, 'family')).not.toHaveProperty('connectors');
    expect(await passes(story)).toBe(true);
  });

  it('warns where one is under way, and saves one by itself', async () => {
    const story = await open(files('{ x: { y: 2 } }'));
    await story.act('step', { kind: 'goTo', task: 'task1', turns: 1 }, save('pending'));
    expect(story.state().notice).toContain('The subtask one is under way here, and will be missing.');
    await story.act('continue', { kind: 'goTo', task: 'task1.1', turns: 0 }, save('kid'));
    expect(saved(story, 'kid')).toMatchObject({ data: { kid: 1 }, expect: { steps: ['k'], reason: 'complete' } });
  });
});
