// The guide's condition coverage: which parts of a condition the scenarios show, and the scenarios that it says are required.
import { afterAll, expect } from 'vitest';
import { item } from './item.ts';
import { openShell } from './shell.ts';

const order = (change: object): object => ({
  order: { status: 'pending', customer: { tier: 'enterprise' }, total: 5, ...change },
});

const shell = openShell({
  'steps/process_order.js': `export const condition = {
  order: {
    status: "pending",
    customer: { tier: "enterprise" },
    total: Number
  }
};
export const content = async () => {
  data.order.status = 'done';
};
`,
  'scenarios/enterprise.json': order({}),
});
afterAll(() => shell.remove());

interface Leaf {
  readonly path: readonly string[];
  readonly seenTrue: boolean;
  readonly seenFalse: boolean;
}
const leaves = async (): Promise<readonly Leaf[]> => {
  const { stdout } = await shell.sh('aloma coverage --json');
  const { coverage } = JSON.parse(stdout) as { coverage: { bySteps: { leaves: readonly Leaf[] }[] } };
  return coverage.bySteps[0]?.leaves ?? [];
};

item(
  2,
  'condition coverage: of each field whether it was seen matching and seen failing, and what is missing',
  async () => {
    const { code, stdout } = await shell.sh('aloma run --coverage --threshold 100');
    expect(stdout).toMatch(/order\.customer\.tier +never seen false\n +order\.total +never seen false/);
    expect(stdout).toContain('0 of 3 leaves were seen true and false: 0 %');
    expect(code).toBe(1);
    expect(await leaves()).toEqual(
      // Of the status it is the step itself that makes it fail, and after that the step has run.
      [
        ['order', 'status'],
        ['order', 'customer', 'tier'],
        ['order', 'total'],
      ].map((path) => ({
        path,
        seenTrue: true,
        seenFalse: false,
      })),
    );
  },
);

item(2, 'condition coverage: the scenarios that the guide requires are suggested, saved, and run', async () => {
  expect((await shell.sh('aloma coverage --suggest=scenarios/suggested')).code).toBe(0);
  expect((await leaves()).every(({ seenTrue, seenFalse }) => seenTrue && seenFalse)).toBe(true);
  const { code, stdout } = await shell.sh('aloma run --threshold 100');
  expect(stdout).toMatch(
    /order\.customer\.tier "not enterprise" .*\n.*order\.status "not pending" .*\n.*without order\.total /,
  );
  expect(stdout).toContain('4 passed, 0 failed');
  expect(code).toBe(0);
});
