// Many tasks at once, and many tasks in all.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openHistory } from '../../src/history/history.ts';
import type { TaskRow } from '../../src/history/rows.ts';
import { openShop } from '../cli/task-workspace.ts';
import { rows, stepRun, taskRow } from './rows.ts';

it('fifty tasks that are begun at once have fifty ids, and none is lost', async () => {
  const shop = openShop();
  const { code, stdout } = await shop.bash(`
    for i in {1..50}; do
      stepscope task new "Load Test $i" -d "{\\"customer\\": {\\"email\\": \\"loadtest$i@example.com\\"}, \\"loadTest\\": true}" &
    done
    wait`);
  expect(code).toBe(0);
  const ids = stdout.trim().split('\n');
  expect(new Set(ids).size).toBe(50);
  const all = JSON.parse((await shop.run('task', 'list', '--json')).stdout) as readonly TaskRow[];
  expect(all.map(({ id }) => id).sort()).toEqual(ids.sort());
  expect(new Set(all.map(({ name }) => name)).size).toBe(50);
  expect(all.every(({ state, turns, pid }) => state === 'done' && turns === 2 && pid === null)).toBe(true);
  const counts = await shop.bash('for s in running done error; do stepscope task list --state $s | wc -l; done');
  expect(counts.stdout.split(/\s+/)).toEqual(['0', '50', '0', '']);
  shop.remove();
}, 180_000);

it('of ten thousand tasks the first is listed at once', async () => {
  const shop = openShop({ 'steps/a.js': 'export const condition = { a: 1 };\nexport const content = () => {};' });
  mkdirSync(join(shop.dir, '.stepscope'), { recursive: true });
  const history = await openHistory(shop.dir, { warn: () => {} }, true);
  const many = Array.from({ length: 10_000 }, (_, index) =>
    taskRow(`k${index}`, { createdAt: index, state: index % 5 === 0 ? 'error' : 'done' }),
  );
  history.write(rows({ tasks: many, stepRuns: many.map(({ id }) => stepRun(id, 'a')) }));
  history.close();
  const head = await shop.bash('stepscope task list | head -1; echo "${PIPESTATUS[@]}"');
  expect(head.stdout).toMatch(/^task k9999 .*\n0 0\n$/);
  expect((await shop.bash('stepscope task list --state error | wc -l')).stdout.trim()).toBe('2000');
  // Its own time: how long one waits for it depends on who else is at work on this machine.
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 10 && best >= 300; tries++) {
    const { stderr } = await shop.bash("TIMEFORMAT='%U %S'; time stepscope task list | head -1");
    const [user = 0, system = 0] = stderr.trim().split(' ').map(Number);
    best = Math.min(best, 1_000 * (user + system));
  }
  expect(best).toBeLessThan(300);
  shop.remove();
}, 120_000);
