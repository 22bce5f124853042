// The guide's commands that look at a task while it runs, and at one that never would have ended.
import { afterAll, beforeAll, expect } from 'vitest';
import type { Said } from '../check/workspace.ts';
import { buildGate, type Gate } from './gate.ts';
import { item } from './item.ts';
import { openShell, type Shell } from './shell.ts';

const files = (url: string): Record<string, unknown> => ({
  'steps/begin.js': `export const condition = { long: true };
export const content = async () => {
  console.log('half way there');
  data.half = true;
};
`,
  'steps/go on.js': `export const condition = { half: true };
export const content = async () => {
  data.gate = await connectors.gate.pass({});
  console.log('all the way');
};
`,
  'steps/raise.js': `export const condition = { price: 10 };
export const content = async () => {
  data.price = 12;
  step.redo();
};
`,
  'steps/lower.js': `export const condition = { price: 12 };
export const content = async () => {
  data.price = 10;
  step.redo();
};
`,
  'stepscope.config.json': { connectors: { gate: { url } } },
});

let gate: Gate;
let shell: Shell;
/** What was said while the task ran. */
const said: Partial<Record<'new' | 'running' | 'processing' | 'watched' | 'followed', Said>> = {};
let watchedFor = 0;

beforeAll(async () => {
  gate = await buildGate();
  shell = openShell(files(gate.url));
  const task = shell.start(`aloma task new "customer_onboarding 1" --live gate -d '{"long": true}'`);
  await Promise.race([gate.arrival(), task.ended.then((end) => Promise.reject(new Error(end.stderr)))]);
  const follower = shell.start('aloma task log "customer_onboarding 1" --follow --logs');
  const watch = `for i in 1 2 3; do sh -c 'aloma task list | grep "customer_onboarding"'; done`;
  const began = performance.now();
  [said.running, said.processing, said.watched] = await Promise.all([
    shell.sh('aloma task list --state running'),
    shell.sh('aloma task list --state processing --json'),
    shell.sh(watch),
  ]);
  watchedFor = performance.now() - began;
  await follower.says('half way there');
  gate.open();
  said.new = await task.ended;
  said.followed = await follower.ended;
}, 120_000);

afterAll(async () => {
  shell.remove();
  await gate.close();
});

item(
  22,
  'task list --state running: what runs now, by the platform’s word too, and nothing that has ended',
  async () => {
    expect(said.running).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^customer_onboarding 1 +\w+ +running.*\n$/),
    });
    expect(JSON.parse(said.processing?.stdout ?? '')).toMatchObject([
      { name: 'customer_onboarding 1', state: 'running' },
    ]);
    expect((await shell.sh('aloma task list --state running')).stdout).toBe('');
  },
);

item(57, 'watch: reads beside a task that runs say how it stands, each time anew, and do not disturb it', () => {
  const lines = said.watched?.stdout.trim().split('\n') ?? [];
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line).toMatch(/^customer_onboarding 1 +\w+ +running/);
  expect(said.new).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\w+\n$/) });
  // Five commands, side by side: far from what an interval of two seconds would bear.
  expect(watchedFor).toBeLessThan(20_000);
});

item(58, 'task log ID --follow: executions and console lines as they come, until the task ends', () => {
  expect(said.followed?.code).toBe(0);
  expect(said.followed?.stdout).toMatch(/1 +begin[\s\S]*half way there[\s\S]*2 +go on[\s\S]*all the way[\s\S]*done/);
});

item(93, 'an infinite loop is found: the steps that go round and the data that came back are named', async () => {
  const { code, stderr } = await shell.sh(`aloma task new "Loop" -d '{"price": 10}'`);
  expect(code).toBe(1);
  expect(stderr).toMatch(/lower → raise go round for ever: .*\(price came back/);
  const listed = await shell.sh(
    'aloma task list --state running --sort createdAt; aloma task list --state error --sort createdAt',
  );
  expect(listed.stdout).toMatch(/^Loop +\w+ +error/);
  const { stdout } = await shell.sh('aloma task log Loop --verbose | grep "Step executed"');
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split(/ {2,}/)[2]),
  ).toEqual(['raise', 'lower', 'raise']);
});
