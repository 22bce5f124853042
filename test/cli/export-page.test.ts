// The page of one task says how the task went: nothing was expected of it, so that it neither passed nor failed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { TaskRow } from '../../src/history/rows.ts';
import { drawn, texts } from '../check/html-page.ts';
import { openShop, start, until } from './task-workspace.ts';

const shop = openShop({
  'steps/end.js': `
export const condition = { how: String };
export const content = () => {
  if (data.how === 'complete') task.complete();
  if (data.how === 'ignore') task.ignore();
  if (data.how === 'throw') throw new Error('no');
};`,
  'steps/tick.js': `
export const condition = { ticks: Number };
export const content = async () => {
  data.ticks++;
  await connectors.utils.sleep({ milliseconds: 100 });
  step.redo();
};`,
});
afterAll(() => shop.remove());

/** What the page shows of it; the words of a run are nowhere. */
async function shown(...of: readonly string[]): Promise<string> {
  const { stdout } = await shop.run('export', '--format', 'html', ...of);
  expect(stdout.match(/"(passed|failed|skipped)"/g)).toBeNull();
  const page = drawn(stdout);
  expect(page.text).not.toMatch(/passed|failed/);
  const marks = texts(page, 'entry').map((text) => text.slice(0, 1));
  const [tones = ''] = page
    .all()
    .map(({ attributes }) => attributes.get('class') ?? '')
    .filter((name) => name.startsWith('badge '));
  const [meta = ''] = texts(page, 'meta');
  return `${marks.join()} ${tones.replace('badge ', '')} ${meta.replace(/[\d.]+ m?s.*/, '')}`;
}

it.each([
  ['complete', '✓ good donedone/complete'],
  ['ignore', '• warn ignoredignored/ignored'],
  ['throw', '✗ bad errorerror/error'],
  ['nothing', '✓ good donedone/settled'],
])('%s', async (how, said) => {
  const id = await shop.create(how, { how });
  expect(await shown('--task', id)).toBe(said);
});

it('one that no step ever matched is incomplete', async () => {
  const id = await shop.create('nobody', { other: 1 });
  expect(await shown('--task', id)).toBe('• warn incompleteincomplete/rejected');
});

it('one that was stopped is stopped; one whose recording was cut has not ended', async () => {
  const running = start(shop.dir, 'task', 'new', 'ticking', '-d', '{"ticks": 0}', '--real-time');
  const rows = async (): Promise<readonly TaskRow[]> =>
    JSON.parse((await shop.run('task', 'list', '--json', '--name', 'ticking')).stdout) as readonly TaskRow[];
  await until(async () => (await rows()).some(({ turns }) => turns > 1));
  await shop.run('task', 'stop', 'ticking');
  await running.ended;
  expect(await shown('--task', 'ticking')).toBe('• warn stoppedstopped/stopped');
  const [row] = await rows();
  const lines = readFileSync(row?.recording ?? '', 'utf8').split('\n');
  const cut = join(shop.dir, 'cut.stepscope.jsonl');
  writeFileSync(cut, lines.slice(0, lines.findLastIndex((line) => line.includes('"ran"')) + 1).join('\n'));
  expect(await shown('--recording', cut)).toBe('• warn not endednot ended');
});
