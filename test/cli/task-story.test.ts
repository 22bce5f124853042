// Tasks that are gone on with: cloned, stopped from another terminal, followed, resumed after a step was edited.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TaskRow } from '../../src/history/rows.ts';
import { openShop, type Running, type Shop, start, until } from './task-workspace.ts';

let shop: Shop;
beforeEach(() => {
  shop = openShop();
});
afterEach(() => shop.remove());

const rows = async (...args: readonly string[]): Promise<readonly TaskRow[]> =>
  JSON.parse((await shop.run('task', 'list', '--json', ...args)).stdout) as readonly TaskRow[];

/** A task that ticks ten times a second until somebody stops it. */
async function startTicking(): Promise<Running> {
  const running = start(shop.dir, 'task', 'new', 'ticking', '-d', '{"ticks": 0}', '--real-time');
  await until(async () => (await rows('--state', 'running')).some(({ turns }) => turns > 1));
  return running;
}

const edit = (content: string): void =>
  writeFileSync(
    join(shop.dir, 'steps/validate.js'),
    `export const condition = { customer: { email: String, validated: null } };\nexport const content = () => { ${content} };`,
  );

describe('a task that runs elsewhere', () => {
  it('is followed until it is stopped, and resumed afterwards', async () => {
    const running = await startTicking();
    const followed = start(shop.dir, 'task', 'log', 'ticking', '--logs', '--follow');
    await followed.says('tick 5');
    const stopped = await shop.run('task', 'stop', 'ticking');
    const [row] = await rows();
    expect(stopped).toMatchObject({ code: 0, stdout: `${row?.id}\n` });
    expect(row).toMatchObject({ state: 'stopped', reason: 'stopped', pid: null });
    expect(await running.ended).toMatchObject({ code: 0, stdout: `${row?.id}\n` });
    const { code, stdout } = await followed.ended;
    expect(code).toBe(0);
    const turns = [...stdout.matchAll(/^(\d+) {2}tick /gm)].map((found) => Number(found[1]));
    expect(turns).toEqual(Array.from({ length: row?.turns ?? 0 }, (_, index) => index + 1));
    expect(stdout).toMatch(new RegExp(`stopped .*stepscope task resume ${row?.id} goes on with it`));
    const again = start(shop.dir, 'task', 'resume', 'ticking', '--real-time');
    await until(async () => (await rows('--state', 'running')).some(({ turns: now }) => now > (row?.turns ?? 0) + 1));
    expect((await rows())[0]).toMatchObject({ from: { task: row?.id, turns: row?.turns } });
    await shop.run('task', 'stop', 'ticking');
    await again.ended;
    const told = (await shop.run('task', 'log', 'ticking', '--logs')).stdout;
    expect([...told.matchAll(/log {2}tick (\d+)/g)].map((found) => Number(found[1]))).toEqual(
      Array.from({ length: (await rows())[0]?.turns ?? 0 }, (_, index) => index + 1),
    );
  }, 60_000);

  it('is followed only as long as somebody reads', async () => {
    const running = await startTicking();
    const { stdout } = await shop.bash('stepscope task log ticking --follow | head -1; echo "${PIPESTATUS[0]}"');
    expect(stdout).toBe('0  created  1 key: ticks\n0\n');
    expect((await rows())[0]).toMatchObject({ state: 'running' });
    running.signal('SIGINT');
    await running.ended;
  }, 60_000);

  it.each(['SIGINT', 'SIGTERM'] as const)('is stopped by %s, with all that it did', async (signal) => {
    const running = await startTicking();
    running.signal(signal);
    expect((await running.ended).code).toBe(130);
    expect((await rows())[0]).toMatchObject({ name: 'ticking', state: 'stopped', pid: null });
    expect((await shop.run('task', 'log', 'ticking')).stdout).toContain('2  tick');
  });

  it('is stopped where its process was killed, and its recording has what it did', async () => {
    const running = await startTicking();
    running.signal('SIGKILL');
    await running.ended;
    const [row] = await rows();
    expect(row).toMatchObject({ state: 'stopped', pid: null });
    const told = await shop.run('task', 'log', 'ticking', '--follow');
    expect([told.code, (told.stdout.match(/^\d+ {2}tick(?!.*not over)/gm) ?? []).length]).toEqual([0, row?.turns]);
    const resumed = start(shop.dir, 'task', 'resume', 'ticking', '--real-time');
    await until(async () => (await rows('--state', 'running')).length > 0);
    resumed.signal('SIGINT');
    expect((await resumed.ended).code).toBe(130);
  }, 60_000);

  it('cannot be stopped when it has ended, or is nobody', async () => {
    await shop.create('Anna', { customer: { email: 'x' } });
    const said = await shop.run('task', 'stop', 'Anna');
    expect([said.code, said.stderr]).toEqual([2, expect.stringContaining('does not run: it is done (settled)')]);
    expect((await shop.run('task', 'stop', 'Berta')).code).toBe(2);
  });
});

describe('task resume', () => {
  it('goes on with a task that failed once the step was mended; what completed is not run again', async () => {
    writeFileSync(
      join(shop.dir, 'steps/count.js'),
      'export const condition = { customer: Object, wanted: true };\nexport const content = () => { data.counted = (data.counted ?? 0) + 1; data.moment = Date.now(); };',
    );
    edit('throw new Error("not yet")');
    await shop.run('task', 'new', 'fails', '-d', '{"customer": {"email": "a@"}, "wanted": true}');
    const [failed] = await rows();
    expect(failed).toMatchObject({ state: 'error', turns: 2 });
    edit('data.customer.validated = true');
    const { code, stdout } = await shop.run('task', 'resume', 'fails');
    expect(code).toBe(0);
    expect(await rows()).toMatchObject([
      { id: stdout.trim(), state: 'done', reason: 'complete', from: { task: failed?.id, turns: 2 } },
      { id: failed?.id, state: 'error' },
    ]);
    const told = (await shop.run('task', 'log', stdout.trim())).stdout;
    expect([...told.matchAll(/^(\d) {2}(\w+)/gm)].map(([, turn, step]) => `${turn} ${step}`)).toEqual([
      ...['0 created', '1 count', '2 validate', '3 validate', '4 welcome'],
    ]);
    expect((await shop.run('task', 'show', failed?.id ?? '')).stdout).toContain(
      `gone on with  ${stdout.trim()} (done)`,
    );
  });

  it('goes on with one that settled too early, once a step comes that matches', async () => {
    edit('data.customer.checked = true');
    const id = await shop.create('early', { customer: { email: 'a@' } });
    writeFileSync(
      join(shop.dir, 'steps/late.js'),
      'export const condition = { customer: { checked: true } };\nexport const content = () => task.complete();',
    );
    const { stdout } = await shop.run('task', 'resume', id);
    expect(await rows('--state', 'done')).toMatchObject([{ id: stdout.trim(), reason: 'complete', turns: 2 }, { id }]);
  });

  it('refuses one that a step ended, and says what to do instead', async () => {
    const id = await shop.create('ended', { customer: { email: 'a@' } });
    const { code, stderr } = await shop.run('task', 'resume', id);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`stepscope task clone ${id} --step N`)]);
  });
});

describe('task clone', () => {
  it('runs the data of another task with the steps of today, from any of its turns', async () => {
    const id = await shop.create('Anna', { customer: { email: 'a@' } }, '--tags', 'vip');
    edit('data.customer.validated = false');
    const whole = (await shop.run('task', 'clone', id)).stdout.trim();
    const later = (await shop.run('task', 'clone', id, '--step', '1', '--name', 'Anna later')).stdout.trim();
    const [second, first] = await rows();
    expect(first).toMatchObject({ id: whole, name: 'Anna', tags: ['vip'], state: 'done', reason: 'settled', turns: 1 });
    expect(second).toMatchObject({ id: later, name: 'Anna later', state: 'done', reason: 'complete', turns: 1 });
    expect((await shop.run('task', 'clone', id, '--step', '7')).stderr).toContain('there is no turn 7: the task has 2');
  });

  it('with --tape calls are answered as they were then', async () => {
    const id = await shop.create('Anna', { customer: { email: 'a@' } });
    writeFileSync(join(shop.dir, 'scenarios/connectors/mailer.json'), '{"send": {"id": "mail-2"}}');
    const welcomed = async (...args: readonly string[]): Promise<unknown> => {
      const made = (await shop.run('task', 'clone', id, ...args)).stdout.trim();
      return JSON.parse((await shop.run('task', 'show', made, '--data')).stdout).customer.welcomed;
    };
    expect(await welcomed()).toBe('mail-2');
    expect(await welcomed('--tape')).toBe('mail-1');
  });
});

describe('lib.history', () => {
  it('answers from the tasks that ran here', async () => {
    writeFileSync(
      join(shop.dir, 'steps/metrics.js'),
      "export const condition = { metrics: true };\nexport const content = () => { data.done = lib.history.count('done'); data.failed = lib.history.recentErrors(1).map(({ message }) => message); };",
    );
    await shop.create('one', { customer: { email: 'x' } });
    await shop.run('task', 'new', 'two', '-d', '{"customer": {"email": ""}}');
    const id = await shop.create('three', { metrics: true });
    const data = JSON.parse((await shop.run('task', 'show', id, '--data')).stdout);
    expect(data).toEqual({ metrics: true, done: 1, failed: ['no address'] });
  });
});
