// `stepscope workspace health`: told from the history of real tasks.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeFiles } from '../check/workspace.ts';
import { type Folder, makeFolder } from './in-folder.ts';

let folder: Folder;
beforeEach(() => {
  folder = makeFolder({
    'steps/charge.js': `export const condition = { order: { total: Number, charged: null } };
export const content = async () => {
  data.order.charged = (await connectors.stripe.charge({ total: data.order.total })).id;
};
`,
    'steps/never.js': 'export const condition = { nothing: "like this" };\nexport const content = () => {};\n',
    'scenarios/connectors/stripe.json': { charge: { $throw: 'card declined' } },
  });
});
afterEach(() => folder.remove());

it('has nothing to say where no task has run', async () => {
  const { code, stdout } = await folder.run(['workspace', 'health']);
  expect([code, stdout]).toEqual([0, 'No task has run yet: there is nothing to go by.\n']);
});

it('names failing steps and connectors, steps never used, and the tasks it rests on (41)', async () => {
  for (let count = 0; count < 4; count++)
    await folder.run(['task', 'new', `order ${count}`, '-d', '{"order": {"total": 5}}']);
  const { stdout, code } = await folder.run(['workspace', 'health']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^4 tasks: 4 error/);
  expect(stdout).toContain('errors by step: 4 charge');
  expect(stdout).toMatch(/stripe/);
  expect(stdout).toMatch(/never/);
  const json = JSON.parse((await folder.run(['workspace', 'health', '--json'])).stdout);
  expect(json).toMatchObject({ tasks: 4, states: { error: 4 }, errors: { total: 4 } });
  expect(json.signs[0].evidence).toMatchObject({ count: 4, tasks: expect.any(Array) });
});

it('knows from recordings which step matched and always lost, and does not judge one that came later', async () => {
  writeFiles(folder.dir, {
    'steps/loser.js': 'export const condition = { n: Number };\nexport const content = () => {};\n',
    'steps/winner.js': `export const condition = { n: Number, also: true };
export const content = () => { task.complete(); };
`,
  });
  const orders = Array.from({ length: 20 }, (_, n) => n);
  await Promise.all(orders.map((n) => folder.run(['task', 'new', `n${n}`, '-d', `{"n": ${n}, "also": true}`])));
  writeFiles(folder.dir, {
    'steps/late.js': 'export const condition = { late: true };\nexport const content = () => {};\n',
  });
  const { stdout } = await folder.run(['workspace', 'health']);
  expect(stdout).toContain('loser matched, and never ran in 20 tasks: others always came first');
  expect(stdout).toContain('never never matched in 20 tasks');
  expect(stdout).not.toContain('late');
}, 60_000);
