// The history opens whatever was done to its file, and knows all tasks again: they stand in their recordings.
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TaskRow } from '../../src/history/rows.ts';
import { openShop, type Shop, start } from '../cli/task-workspace.ts';

let shop: Shop;
let database: string;
let whole: Buffer;
let before: readonly TaskRow[];

const rows = async (): Promise<readonly TaskRow[]> => {
  const { code, stdout, stderr } = await shop.run('task', 'list', '--json', '--subtasks');
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as readonly TaskRow[];
};

/** When it was to the millisecond, and where it ran, no recording says. */
const lasting = (all: readonly TaskRow[]) =>
  all.map(({ createdAt: _, endedAt: __, by: ___, durationMs, ...row }) => ({
    ...row,
    durationMs: Math.round(durationMs),
  }));

beforeAll(async () => {
  shop = openShop();
  for (const name of ['Anna', 'Ben', 'Cleo']) await shop.create(name, { customer: { email: `${name}@` } });
  await shop.run('task', 'new', 'Dora', '-d', '{"customer": {"email": ""}}');
  before = await rows();
  database = join(shop.dir, '.stepscope/history.db');
  expect(before).toHaveLength(4);
  whole = readFileSync(database);
}, 60_000);
afterAll(() => shop.remove());

function putBack(): void {
  for (const part of ['-wal', '-shm']) rmSync(database + part, { force: true });
  writeFileSync(database, whole);
}

const DAMAGES: readonly [string, () => void][] = [
  ['is gone', () => rmSync(database)],
  ['is empty', () => truncateSync(database, 0)],
  ['was cut off in its header', () => truncateSync(database, 60)],
  ['was cut off after its first page', () => truncateSync(database, 4096)],
  ['was cut off in a page', () => truncateSync(database, 4096 * 3 + 17)],
  ['was cut off in half', () => truncateSync(database, Math.floor(whole.length / 2))],
  ['lost its last page', () => truncateSync(database, whole.length - 4096)],
  ['is something else', () => writeFileSync(database, 'PK\u0003\u0004 no database '.repeat(999))],
  ['has noise in its pages', () => writeFileSync(database, noisy(whole, 4096))],
  ['has noise in its header', () => writeFileSync(database, noisy(whole, 20))],
  ['has noise where what is not in it yet should be', () => writeFileSync(`${database}-wal`, 'x'.repeat(9_999))],
];

function noisy(bytes: Buffer, from: number): Buffer {
  const made = Buffer.from(bytes);
  for (let at = from; at < made.length; at += 97) made[at] = (at * 31) % 256;
  return made;
}

describe('a database that', () => {
  it.each(DAMAGES)(
    '%s: all tasks are there, and new ones are kept',
    async (_, damage) => {
      putBack();
      damage();
      expect(lasting(await rows())).toEqual(lasting(before));
      const { code, stdout } = await shop.run('task', 'new', 'later', '-d', '{"customer": {"email": "x"}}');
      expect(code).toBe(0);
      const [newest, ...others] = await rows();
      expect(newest?.id).toBe(stdout.trim());
      expect(lasting(others)).toEqual(lasting(before));
      rmSync(newest?.recording ?? '');
    },
    30_000,
  );

  it('was damaged is set aside, not lost', () => {
    const aside = readdirSync(join(shop.dir, '.stepscope')).filter((name) => /^history-damaged-.*\.db$/.test(name));
    expect(aside.length).toBeGreaterThan(5);
    expect(existsSync(join(shop.dir, '.stepscope/history.lock'))).toBe(false);
  });

  it('was copied while it was written is whole', async () => {
    putBack();
    const running = start(shop.dir, 'task', 'new', 'copied', '-d', '{"ticks": 0}');
    await running.ended;
    copyFileSync(database, join(shop.dir, 'copy.db'));
    expect((await rows())[0]?.name).toBe('copied');
  });
});

it('processes that are killed while they write leave a history that opens, with what they did', async () => {
  const other = openShop();
  const running = Array.from({ length: 8 }, (_, index) =>
    start(other.dir, 'task', 'new', `t${index}`, '-d', '{"ticks": 0}', '--real-time'),
  );
  const list = async (): Promise<readonly TaskRow[]> =>
    JSON.parse((await other.run('task', 'list', '--json')).stdout) as readonly TaskRow[];
  while ((await list()).filter(({ turns }) => turns > 0).length < running.length);
  for (const [index, one] of running.entries()) setTimeout(() => one.signal('SIGKILL'), index * 37);
  await Promise.all(running.map(({ ended }) => ended));
  const left = await list();
  expect(left.map(({ name }) => name).sort()).toEqual(running.map((_, index) => `t${index}`));
  for (const { state, recording, turns } of left) {
    expect(state).toBe('stopped');
    expect((readFileSync(recording, 'utf8').match(/\n\{"kind":"ran"/g) ?? []).length).toBe(turns);
  }
  other.remove();
}, 120_000);
