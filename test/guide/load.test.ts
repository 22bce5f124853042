// The guide's load test: fifty tasks, made in a loop.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { item } from './item.ts';
import { openShell } from './shell.ts';

const step = `export const condition = { customer: { email: String } };
export const content = () => {
  data.customer.validated = true;
};
`;

const shell = openShell({ 'steps/validate_customer.js': step });
afterAll(() => shell.remove());

item(
  81,
  'fifty tasks in a loop, ten at a time: fifty ids, each with its own data, nothing lost',
  async () => {
    const { sh, dir } = shell;
    const { stdout, stderr } = await sh(`
for i in {1..50}; do
  aloma task new "Load Test $i" -d "{
    \\"customer\\": {
      \\"email\\": \\"loadtest$i@example.com\\",
      \\"status\\": \\"new\\"
    },
    \\"testMode\\": true,
    \\"loadTest\\": true
  }" &
  (( i % 10 == 0 )) && wait
done
wait`);
    expect(stderr).toBe('');
    const ids = stdout.trim().split('\n');
    expect(new Set(ids).size).toBe(50);
    const listed = await sh('aloma task list --state done --json');
    const rows = JSON.parse(listed.stdout) as { id: string; name: string; turns: number }[];
    expect(rows.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(new Set(rows.map(({ name }) => name)).size).toBe(50);
    expect(rows.every(({ turns }) => turns === 1)).toBe(true);
    const recorded = readdirSync(join(dir, '.stepscope/recordings')).filter((file) => file.endsWith('.jsonl'));
    expect(recorded).toHaveLength(50);
    const counts = await Promise.all(
      ['running', 'done', 'error'].map((state) => sh(`aloma task list --state ${state} | wc -l`)),
    );
    expect(counts.map((said) => said.stdout.trim())).toEqual(['0', '50', '0']);
  },
  180_000,
);
