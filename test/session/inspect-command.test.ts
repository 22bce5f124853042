// How the turn at the cursor is inspected: a command that runs it again as it was, or why there is none.
import { beforeAll, expect, it } from 'vitest';
import type { OpenSandbox } from '../../src/session/ports.ts';
import { bundledSandbox, jump, openStory, pick, type Story, step, toggle } from './support.ts';

let openSandbox: OpenSandbox;
beforeAll(async () => {
  openSandbox = await bundledSandbox();
});

const FILES = {
  'steps/a.js': step('n: 0', 'data.n = 1;'),
  'steps/b.js': step('n: Number', 'data.n = 2;'),
  'steps/c.js': step('ask: true', 'data.ask = connectors.x.y();'),
  'scenarios/1.json': { n: 0 },
  "scenarios/it's seeded.json": { name: 'seeded', data: { n: 0 }, seed: 7, now: '2025-06-01T00:00:00Z' },
};

const open = (files: object = FILES): Promise<Story> => openStory(openSandbox, files as never);

it('names workspace, scenario, turn, and what the scenario leaves open', async () => {
  const story = await open();
  const { notice } = await story.act('continue', jump(1), 'inspect');
  const rest = '--scenario 1 --turn 2 --seed 1 --now 2025-01-01T00:00:00.000Z';
  expect(notice).toBe(`In another terminal: stepscope inspect --dir ${story.dir} ${rest}`);
  const other = await story.act({ kind: 'choose', scenario: "it's seeded" }, 'inspect');
  expect(other.notice).toMatch(/--scenario 'it'\\''s seeded' --turn 1$/);
});

it.each([
  ['at the end', ['continue'], /ended here/],
  ['after a pick', [pick('b'), { kind: 'jump', turns: 0 }], /picked by hand: save this place/],
  ['after an edit', ['step', { kind: 'edit', path: ['m'], value: 1 }], /edited by hand/],
  ['with a step switched off', [toggle('c')], /switched off/],
  ['with a pin', [{ kind: 'pin', connector: 'x', method: 'y', answer: 1 }], /answered by hand/],
] as const)('says why not %s', async (_, commands, why) => {
  const story = await open();
  const { notice } = await story.act(...(commands as never as []), 'inspect');
  expect(notice).toMatch(why);
});

it('says so without a task', async () => {
  const story = await open({ 'steps/a.js': FILES['steps/a.js'] });
  expect((await story.act('inspect')).notice).toBe('There is no task whose turn could be inspected.');
});
