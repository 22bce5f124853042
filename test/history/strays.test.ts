// Recordings of which the index was never told: their tasks are found, and who may still tell of his own is left alone.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type History, openHistory } from '../../src/history/history.ts';
import { keptRecordings, recordingName, recordingsFolder } from '../../src/recording/folder.ts';
import { openShop, type Shop } from '../cli/task-workspace.ts';
import { rows, taskRow } from './rows.ts';

const MINUTE = 60_000;

let shop: Shop;
let known = '';
beforeEach(async () => {
  shop = openShop();
  known = await shop.create('known', { customer: { email: 'x' } });
});
afterEach(() => shop.remove());

const open = (): Promise<History> => openHistory(shop.dir, { warn: () => {} }, true);

/** A recording that began so long ago, and whose process told nobody. */
async function stray(ago: number): Promise<{ readonly id: string; readonly path: string }> {
  const other = openShop();
  const id = await other.create('stray', { customer: { email: 'x' } });
  const [made] = keptRecordings(other.dir);
  const path = join(recordingsFolder(shop.dir), recordingName(id, Date.now() - ago));
  renameSync(made?.path ?? '', path);
  other.remove();
  return { id, path };
}

it('a task whose process was killed before it told of it is found', async () => {
  const { id } = await stray(2 * MINUTE);
  const history = await open();
  expect(history.task(id)).toMatchObject({ name: 'stray', state: 'done', turns: 1, pid: null });
  expect(history.stepRuns({ task: id })).toHaveLength(1);
  expect(history.tasks().map((task) => task.id)).toEqual([known, id]);
  history.close();
});

it('one that has only begun is left to whoever runs it, and is not removed either', async () => {
  const { id, path } = await stray(1_000);
  const history = await open();
  expect(history.task(id)).toBeNull();
  expect(history.prune({ keep: 0, before: Date.now() + MINUTE })).toEqual({ tasks: 1, recordings: 1 });
  expect(existsSync(path)).toBe(true);
  history.close();
});

it('a number of a process that was given out again is not the process that was meant', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1_000)']);
  await once(child, 'spawn');
  const running = { state: 'running', reason: null, endedAt: null } as const;
  const history = await open();
  const day = 24 * 60 * MINUTE;
  for (const [id, pid] of [
    ['other', child.pid],
    ['own', process.pid],
  ] as const)
    history.write(
      rows({
        tasks: [
          taskRow(`${id} now`, { ...running, pid: pid ?? 0, createdAt: Date.now() }),
          taskRow(`${id} before`, { ...running, pid: pid ?? 0, createdAt: Date.now() - day }),
        ],
      }),
    );
  history.settle();
  expect(history.tasks({ states: ['running'] }).map(({ id }) => id)).toEqual(
    process.platform === 'linux' ? ['own now', 'other now'] : ['own now', 'other now', 'other before'],
  );
  history.close();
  child.kill();
});
