// The guide's commands for workspaces: what they are and how they are, a second one beside production, and its settings.
import { afterAll, beforeAll, expect } from 'vitest';
import { openHistory } from '../../src/history/history.ts';
import { rows, taskRow } from '../history/rows.ts';
import { item } from './item.ts';
import { openShell, type Shell } from './shell.ts';

const file = (condition: string, body: string): string =>
  `export const condition = ${condition};\nexport const content = async () => {\n  ${body}\n};\n`;

const files = {
  'steps/validate_customer.js': file(
    '{ customer: { email: String, validated: null } }',
    'data.customer.validated = true;',
  ),
  'steps/welcome.js': file('{ customer: { validated: true } }', "data.text = 'welcome';"),
  'steps/charge.js': file('{ order: Number }', 'await connectors.stripe.charge({ total: data.order });'),
  'steps/never.js': file('{ nobody: "sends this" }', ''),
  'steps/health.js': file('{ healthCheck: true }', 'data.checked = data.timestamp;'),
  'scenarios/connectors/stripe.json': { charge: { $throw: 'card declined' } },
  'scenarios/smoke test.json': { customer: { email: 'a@example.com' } },
  'tests/production/smoke_test.json': { customer: { email: 'a@example.com' } },
  // What is new: customers are greeted before they are looked at, and otherwise.
  'new/steps/validate_customer.js': file(
    '{ customer: { email: String, validated: null } }',
    'data.customer.validated = true;',
  ),
  'new/steps/welcome.js': file('{ customer: { email: String, validated: null }, text: null }', "data.text = 'hello';"),
  'deploy-new-version.yaml': `workspaces:
  - name: Production Blue-Green Test
    steps:
      - syncPath: new/steps/
`,
};

const HOURS_AGO = Date.now() - 3 * 3_600_000;

let shell: Shell;
const out = async (script: string): Promise<string> => (await shell.sh(script)).stdout;

beforeAll(async () => {
  shell = openShell(files);
  const orders = [1, 2, 3, 4].map((order) => shell.sh(`aloma task new "order ${order}" -d '{"order": ${order}}'`));
  await Promise.all(orders);
  // Enough tasks that a step which never matched means something, and one that nothing ends.
  const customer = `{"customer": {"email": "a@example.com"}}`;
  await shell.sh(`for n in $(seq 20); do aloma task new "customer $n" -d '${customer}' & done; wait`);
  const history = await openHistory(shell.dir, { warn: () => {} }, true);
  const stuck = { state: 'waiting', reason: 'park', createdAt: HOURS_AGO, endedAt: null, pid: null } as const;
  history.write(rows({ tasks: [taskRow('stuck', stuck)] }));
  history.close();
}, 120_000);

afterAll(() => shell.remove());

item(40, 'workspace show: name, counts, path, settings', async () => {
  const shown = await out('aloma workspace show');
  for (const word of [
    'name +\\S',
    `folder +${shell.dir}`,
    'steps +5',
    'scenarios +1',
    'problems +0 errors',
    'limits +turns 1000',
  ])
    expect(shown).toMatch(new RegExp(`^${word}`, 'm'));
});

item(
  41,
  'workspace health: failing steps and connectors, steps that never matched, each with the tasks it rests on',
  async () => {
    const health = await out('aloma workspace health');
    expect(health).toMatch(/^25 tasks: .*4 error/);
    expect(health).toContain('errors by step: 4 charge');
    expect(health).toMatch(/charge failed in 4 of 4 runs/);
    expect(health).toMatch(/stripe failed 4 times in a row/);
    expect(health).toContain('never never matched in 24 tasks');
    expect(health).toContain('1 task has been waiting: park for an hour or more');
    const { signs } = JSON.parse(await out('aloma workspace health --json')) as {
      signs: { evidence: { of: number } }[];
    };
    expect(signs.length).toBeGreaterThan(2);
    expect(signs.every(({ evidence }) => evidence.of > 0)).toBe(true);
  },
);

item(84, 'workspace update --health-enabled true is stored', async () => {
  expect((await shell.sh('aloma workspace update --health-enabled true')).code).toBe(0);
  expect(await out('aloma workspace show')).toMatch(/^health checks +enabled$/m);
});

item(85, 'workspace update --notification-groups is stored, and nothing is sent', async () => {
  const { code, stdout } = await shell.sh('aloma workspace update --notification-groups "devops@company.com"');
  expect(code).toBe(0);
  expect(stdout).toContain('Nothing is sent');
  expect(await out('aloma workspace show')).toMatch(/^notification groups +devops@company\.com$/m);
});

item(86, 'a health-check task whose JSON the shell puts together', async () => {
  const made = await shell.sh(`aloma task new "Health Check" -d '{
  "healthCheck": true,
  "timestamp": "'$(date -u +%Y-%m-%dT%H:%M:%SZ)'",
  "automated": true
}'`);
  expect(made.code).toBe(0);
  const data = JSON.parse(await out('aloma task show "Health Check" --data')) as { checked: string };
  expect(data.checked).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect((await shell.sh('aloma task list --state error --limit 50 | wc -l')).stdout.trim()).toBe('4');
});

item(
  54,
  'workspace add --tags, switch: a second workspace with steps and tasks of its own, and one is current',
  async () => {
    const added = await shell.sh('aloma workspace add "Production Blue-Green Test" --tags "test,blue-green"');
    expect(added.code).toBe(0);
    expect((await shell.sh('aloma workspace switch "Production Blue-Green Test"')).code).toBe(0);
    expect(await out('aloma workspace list')).toMatch(/^\* +Production Blue-Green Test +test,blue-green/m);
    expect(await out('aloma task list | wc -l')).toMatch(/^ *0\n$/);
  },
);

item(55, 'deploy deploy-new-version.yaml: what the file names goes into the workspace that it names', async () => {
  const dry = await shell.sh('aloma deploy deploy-new-version.yaml --dry-run');
  expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing was written') });
  expect(await out('aloma step list')).toBe('');
  const { code, stdout } = await shell.sh('aloma deploy deploy-new-version.yaml');
  expect(code).toBe(0);
  expect(stdout).toMatch(/Production Blue-Green Test[\s\S]*\+ validate_customer\n +\+ welcome\n/);
  expect((await out('aloma step list')).split('\n').filter((line) => line !== '')).toHaveLength(2);
});

item(56, 'the same task in both workspaces, looked at and compared: order of steps and data in the end', async () => {
  const made = await shell.sh('aloma task new "Blue-Green Test" -f tests/production/smoke_test.json');
  expect(made.code).toBe(0);
  expect(await out('aloma task list --state done | grep "Blue-Green"')).toMatch(/^Blue-Green Test /);
  expect(await out(`aloma task log ${made.stdout.trim()} --logs --changes`)).toMatch(
    /1 +welcome[\s\S]*text +"hello"[\s\S]*2 +validate_customer/,
  );
  await shell.sh('aloma workspace switch .');
  expect(await out('aloma task list | grep "Blue-Green"')).toBe('');
  const compared = await shell.sh('aloma compare . "Production Blue-Green Test"');
  expect(compared.code).toBe(1);
  expect(compared.stdout).toMatch(/validate_customer[\s\S]*welcome/);
  expect(compared.stdout).toMatch(/text[\s\S]*"welcome"[\s\S]*"hello"|"hello"[\s\S]*"welcome"/);
});
