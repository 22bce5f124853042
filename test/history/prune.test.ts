// What is old, or too much, goes from the history and from the folder of recordings alike.
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type History, openHistory } from '../../src/history/history.ts';
import { recordingName, recordingsFolder } from '../../src/recording/folder.ts';
import { makeWorkspace } from '../check/workspace.ts';
import { openShop } from '../cli/task-workspace.ts';
import { callRow, rows, stepRun, taskRow } from './rows.ts';

const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 5, 1);

let dir: string;
let remove: () => void;
let history: History;
beforeEach(async () => {
  ({ dir, remove } = makeWorkspace({}));
  history = await openHistory(dir, { warn: () => {} }, true);
});
afterEach(() => {
  history.close();
  remove();
});

/** A task that began so many days ago, with a recording of so many bytes. */
function keep(id: string, days: number, change: Parameters<typeof taskRow>[1] = {}, bytes = 10): string {
  const at = NOW - days * DAY;
  const recording = join(recordingsFolder(dir), recordingName(id, at));
  writeFileSync(recording, 'x'.repeat(bytes));
  const tasks = [taskRow(id, { createdAt: at, recording, ...change })];
  const child = taskRow(`${id}.1`, { createdAt: at, recording, parent: { task: id, turn: 1 } });
  const ids = [id, child.id];
  history.write(
    rows({
      tasks: [...tasks, child],
      stepRuns: ids.map((one) => stepRun(one, 'a')),
      calls: ids.map((one) => callRow(one, 'crm')),
    }),
  );
  return recording;
}

const left = (): readonly string[] => history.tasks().map(({ id }) => id);
const files = (): readonly string[] =>
  readdirSync(recordingsFolder(dir)).map((name) => name.replace(/^.*Z-(.*)\.stepscope.*$/, '$1'));

it('by age: the task, its subtasks, turns, calls and its recording', () => {
  for (const days of [1, 20, 40]) keep(`t${days}`, days);
  expect(history.prune({ before: NOW - 30 * DAY })).toEqual({ tasks: 2, recordings: 1 });
  expect(left()).toEqual(['t1', 't20']);
  expect(files()).toEqual(['t20', 't1']);
  expect(history.task('t40.1')).toBeNull();
  expect(history.stepRuns({ task: 't40' })).toEqual([]);
  expect(history.calls({ task: 't40.1' })).toEqual([]);
  expect(history.stepRuns({ task: 't20.1' })).toHaveLength(1);
});

it('by count and by size: the newest stay', () => {
  for (const days of [1, 2, 3, 4]) keep(`t${days}`, days, {}, 1_000);
  history.prune({ keep: 3 });
  expect([left(), files()]).toEqual([
    ['t1', 't2', 't3'],
    ['t3', 't2', 't1'],
  ]);
  history.prune({ bytes: 2_500 });
  expect([left(), files()]).toEqual([
    ['t1', 't2'],
    ['t2', 't1'],
  ]);
});

it('recordings of which no task is known go too, and rows whose recording is gone; other files stay', () => {
  mkdirSync(recordingsFolder(dir), { recursive: true });
  writeFileSync(join(recordingsFolder(dir), recordingName('stray', NOW - 50 * DAY)), '');
  writeFileSync(join(recordingsFolder(dir), 'notes.txt'), '');
  history.write(
    rows({
      tasks: [
        taskRow('bare', { createdAt: NOW - 50 * DAY, recording: join(recordingsFolder(dir), 'gone.stepscope.jsonl') }),
      ],
    }),
  );
  expect(history.prune({ before: NOW })).toEqual({ tasks: 1, recordings: 1 });
  expect([left(), files()]).toEqual([[], ['notes.txt']]);
});

it('a task that runs stays, however old', () => {
  const recording = keep('runs', 90, { state: 'running', pid: process.pid });
  expect(history.prune({ before: NOW, keep: 0 })).toEqual({ tasks: 0, recordings: 0 });
  expect([left(), existsSync(recording)]).toEqual([['runs'], true]);
});

it('by itself, once an hour', () => {
  keep('old', 31);
  keep('new', 1);
  history.pruneIfDue(NOW);
  expect([left(), files()]).toEqual([['new'], ['new']]);
  keep('older', 60);
  history.pruneIfDue(NOW + 1_000);
  expect(left()).toEqual(['new', 'older']);
  history.pruneIfDue(NOW + 3_600_000);
  expect(left()).toEqual(['new']);
});

it('from the command line, and what is left can be read anew', async () => {
  const shop = openShop();
  for (const name of ['one', 'two', 'three']) await shop.create(name, { customer: { email: 'x' } });
  expect(await shop.run('history', 'prune')).toMatchObject({
    code: 0,
    stdout: '0 tasks and 0 recordings removed, 3 tasks left.\n',
  });
  expect((await shop.run('history', 'prune', '--keep', '2')).stdout).toBe(
    '1 task and 1 recording removed, 2 tasks left.\n',
  );
  expect((await shop.run('history', 'prune', '--older-than', '1h', '--json')).stdout).toContain('"left": 2');
  expect((await shop.run('history', 'rebuild')).stdout).toBe('2 tasks read from the recordings.\n');
  expect((await shop.bash('stepscope task list | cut -d" " -f1')).stdout).toBe('three\ntwo\n');
  const [first = ''] = readdirSync(recordingsFolder(shop.dir));
  writeFileSync(join(recordingsFolder(shop.dir), first), '{}\n');
  utimesSync(join(recordingsFolder(shop.dir), first), 1, 1);
  const said = await shop.run('history', 'rebuild');
  expect([said.code, said.stdout]).toEqual([3, '1 task read from the recordings.\n']);
  expect(said.stderr).toContain(basename(first));
  for (const none of ['soon', '30', 'x0', '1h!'])
    expect(await shop.run('history', 'prune', '--older-than', none)).toMatchObject({ code: 2, stdout: '' });
  shop.remove();
}, 60_000);
