// Data of any shape, and whatever becomes of it in a turn: null beside objects, lists in lists, empty names, names of methods.
// All that the screen and the commands say of it is said, and is the same however it came about.
import { expect, it } from 'vitest';
import { stepscope } from '../check/workspace.ts';
import { header, openStory } from './story.ts';
import { expectWhole } from './whole.ts';
import { makeWorkspace, step } from './workspace.ts';

const TURNS = Number(process.env.STEPSCOPE_TURNS ?? 25);
const SEED = Number(process.env.STEPSCOPE_SEED ?? 1);

/** Chance is seeded in a step: the same documents in each run. */
const ANYTHING = `
const KEYS = ['a', 'b', 'id', 'name', '', 'a.b', 'a b', '0', '-1', '__proto__', 'constructor', 'length', 'toString', '日本', 'x'.repeat(90)];
const LEAVES = [null, true, false, 0, -1, 1e21, 1e-7, 0.1 + 0.2, '', 'a', 'true', 'null', '0', '‹String›', 'two\\nlines', '値'.repeat(60), {}, []];
const one = (list) => list[Math.floor(Math.random() * list.length)];
const many = (most, make) => Array.from({ length: Math.floor(Math.random() * most) }, make);
const any = (depth) => {
  const kind = Math.random();
  if (depth === 0 || kind < 0.4) return one(LEAVES);
  if (kind < 0.7) return many(5, () => any(depth - 1));
  return Object.fromEntries(many(5, () => [one(KEYS), any(depth - 1)]));
};
const OPS = [
  (data) => { data.any = any(3); },
  (data) => { data.list = many(8, () => any(2)); },
  (data) => { data.list?.reverse(); },
  (data) => { data.list?.splice(Math.floor(Math.random() * 4), Math.floor(Math.random() * 3), ...many(3, () => any(1))); },
  (data) => { data.list?.push(structuredClone(data.any ?? null), structuredClone(data.list[0] ?? null)); },
  (data) => { delete data.any; },
  (data) => { Object.defineProperty(data, one(KEYS), { value: any(2), enumerable: true, configurable: true, writable: true }); },
  (data) => { delete data[one(KEYS)]; },
  (data) => { data.list = data.any; },
];
export const condition = { seed: Number };
export const content = async () => {
  for (const op of many(4, () => one(OPS))) if (Array.isArray(data.list) || !op.toString().includes('?.')) op(data);
  console.log('now', data.any, data.list);
  task.visualize({ type: one(['table', 'text', 'bar', 'line', 'json']), name: 'view', data: data.list ?? data.any ?? null });
  step.redo();
};
`;

const FILES = {
  'stepscope.config.json': { limits: { turns: TURNS } },
  'steps/anything.js': ANYTHING,
  'steps/near.js': step('{ any: { a: [String], b: null }, list: Array, id: Number }', ''),
  'scenarios/one.json': { name: 'one', seed: SEED, data: { seed: SEED } },
};

/** A round through all tabs, with some moving about, and back to the first. */
const ROUND = [']', 'j', 'enter', 'esc', ']', ']', ']', ']', ']', 'G', 'up', 'l', 'enter', 'esc', '2', 'j', '3'];

it(`shows ${TURNS} turns of it in every pane, there and back`, { timeout: 60_000 + TURNS * 5_000 }, async () => {
  const { screen } = await openStory(FILES, { limit: 20_000 });
  const pressAll = async (keys: readonly string[]): Promise<void> => {
    for (const key of keys) {
      await screen.press(key);
      expectWhole(screen);
    }
  };
  await screen.press('3');
  for (let turn = 1; turn <= TURNS; turn++) {
    await screen.press('space');
    expect(header(screen)).toContain(`turn ${turn}/${turn}`);
    await pressAll(ROUND);
  }
  await pressAll([']', 'v', 'backspace', '3', 'enter', ...Array.from({ length: TURNS }, () => ',')]);
  expect(header(screen)).toContain(`turn 0/${TURNS}`);
  expect(screen.text()).toContain('[Patch]');
});

it('tells it in every command that reads a task', { timeout: 120_000 }, async () => {
  const { dir } = makeWorkspace(FILES);
  const task = ['--dir', dir, '--scenario', 'one'];
  const said = (...args: readonly string[]) => stepscope(args);
  const recording = `${dir}/one.stepscope.jsonl`;
  expect((await said('run', '--dir', dir, '--record', recording)).stderr).toBe('');
  for (const args of [
    ['blame', 'list', ...task],
    ['blame', 'any', ...task, '--json'],
    ['diff', '1', ...task],
    ['diff', '3', `${TURNS}`, ...task, '--json'],
    ['why', 'near', ...task, '--at', `${TURNS}`],
    ['export', '--format', 'html', ...task],
    ['export', '--format', 'trace', ...task],
    ['export', '--format', 'scenario', ...task],
    ['replay', recording, '--verify', '--dir', dir],
  ]) {
    const { code, stderr } = await said(...args);
    expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' });
  }
});
