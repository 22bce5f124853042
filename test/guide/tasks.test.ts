// The guide's commands for tasks: made from files and from the shell, listed, told turn by turn.
import { afterAll, beforeAll, expect } from 'vitest';
import type { Said } from '../check/workspace.ts';
import { item } from './item.ts';
import { openShell, type Shell } from './shell.ts';

const step = (condition: string, body: string): string =>
  `export const condition = ${condition};\nexport const content = async () => {\n  ${body}\n};\n`;

const files = {
  'steps/validate_customer.js': step(
    '{ customer: { email: String, validated: null } }',
    `console.log('validating', data.customer.email);
  data.customer.validated = data.customer.email.includes('@');
  if (!data.customer.validated) data.customer.validationError = 'Invalid email format';`,
  ),
  'steps/welcome.js': step(
    '{ customer: { validated: true } }',
    "await connectors.mailer.send({ to: data.customer.email }); audit.log('welcomed'); data.customer.welcomed = true;",
  ),
  'steps/charge.js': step(
    '{ order: { total: Number } }',
    "if (data.order.total > 100) throw new Error('card declined');",
  ),
  'steps/stash.js': step('{ secret: true }', "data.$stash.token = 'abcdef-123456'; data.secret = 'kept';"),
  'steps/nap.js': step(
    '{ nap: Number }',
    'await connectors.utils.sleep({ milliseconds: data.nap }); data.rested = true;',
  ),
  'steps/show.js': step(
    '{ show: true }',
    "task.visualize({ type: 'data', name: 'Complete Task State', data: { currentData: data } }); data.later = true;",
  ),
  'scenarios/connectors/mailer.json': { send: { id: 'mail-1' } },
  'tests/data/valid_customer.json':
    '// tests/data/valid_customer.json\n{ "customer": { "email": "test.user@example.com" } }',
  'tests/data/order.yaml': '# an order\norder:\n  total: 250\n',
  'tests/scenarios/onboarding.json': {
    scenario: 'onboarding',
    customer: { email: 'test.user@example.com' },
    expectedSteps: ['validate_customer', 'welcome'],
  },
};

let shell: Shell;
/** What `task new` said, by name. */
const made = new Map<string, Said>();
const id = (name: string): string => made.get(name)?.stdout.trim() ?? 'never made';

beforeAll(async () => {
  shell = openShell(files);
  const make = async (name: string, args: string): Promise<void> => {
    made.set(name, await shell.sh(`aloma task new "${name}" ${args}`));
  };
  // What is asked for by its age is made one after the other.
  await make('Customer Validation Test', '-f tests/data/valid_customer.json');
  await make('Order Processing Test', '-f tests/data/order.yaml');
  await Promise.all([
    make('Error Scenario Test', `-d '{\n  "customer": {"email": "invalid", "status": "new"},\n  "testMode": true\n}'`),
    make('Nobody', `-d '{"nobody": "waits for this"}'`),
    make('Shown', `-d '{"show": true, "list": [1]}'`),
    make('Stashed', `-d '{"secret": true}'`),
    make('Nap', `-d '{"nap": 60000}'`),
    make('integration onboarding', '-f tests/scenarios/onboarding.json'),
  ]);
}, 120_000);

afterAll(() => shell.remove());

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

item(
  16,
  'task new NAME -f FILE takes JSON with comments, prints the task’s id and nothing else, and runs the task',
  async () => {
    expect(made.get('Customer Validation Test')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\w+\n$/) });
    const { stdout } = await shell.sh(`aloma task show ${id('Customer Validation Test')} --data`);
    expect(JSON.parse(stdout)).toEqual({
      customer: { email: 'test.user@example.com', validated: true, welcomed: true },
    });
  },
);

item(16, 'task new NAME -f FILE takes YAML; where its task ends in an error, so does the command', () => {
  expect(made.get('Order Processing Test')).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^\w+\n$/),
    stderr: expect.stringContaining('card declined'),
  });
});

item(17, 'task new NAME -d JSON takes several lines from the shell', () => {
  expect(made.get('Error Scenario Test')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\w+\n$/) });
});

item(17, 'task new with broken JSON says where, ends with 2 and makes no task', async () => {
  const { code, stdout, stderr } = await shell.sh(`aloma task new "Broken" -d '{\n  "a": 1,\n  "b": \n}'`);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/-d:4:1 a value is missing here/);
  expect((await shell.sh('aloma task list | grep -c Broken')).stdout).toBe('0\n');
});

item(18, 'expectedError and expectedSteps in the data of task new are no data, and are checked', async () => {
  const { stdout } = await shell.sh(`aloma task show ${id('integration onboarding')} --data`);
  expect(JSON.parse(stdout)).not.toHaveProperty('expectedSteps');
  const met = await shell.sh(
    `aloma task new "Met" -d '{"customer": {"email": "bad"}, "expectedError": "Invalid email format"}'`,
  );
  expect(met).toMatchObject({ code: 0, stderr: '' });
  // Told, and no failure of the task: its state says how that ended.
  const unmet = await shell.sh(
    `aloma task new "Unmet" -d '{"customer": {"email": "bad"}, "expectedError": "Quota exceeded"}'`,
  );
  expect(unmet.stderr).toMatch(/not as expected: expectedError: .*"Quota exceeded".*"Invalid email format"/);
});

item(23, 'task list --state error lists what failed; its error text on request', async () => {
  const { stdout } = await shell.sh('aloma task list --state error');
  expect(lines(stdout)).toHaveLength(1);
  expect(stdout).toContain('Order Processing Test');
  expect(stdout).not.toContain('card declined');
  expect((await shell.sh('aloma task list --state error --verbose')).stdout).toContain('card declined');
});

item(
  24,
  'task list --state done | head -10: a line a task, newest first, no failure when the pipe closes',
  async () => {
    const { stdout } = await shell.sh('aloma task list --state done | head -10');
    expect(lines(stdout).length).toBeGreaterThan(3);
    expect(lines(stdout).at(-1)).toContain('Customer Validation Test');
    expect(stdout).not.toContain('Order Processing Test');
    const piped = await shell.sh('set -o pipefail; aloma task list | head -1');
    expect(piped).toMatchObject({ code: 0, stderr: '' });
  },
);

item(25, 'task log ID --logs --changes: console and audit lines, and what each execution changed', async () => {
  const { stdout } = await shell.sh(`aloma task log ${id('Customer Validation Test')} --logs --changes`);
  expect(stdout).toMatch(
    /1 +validate_customer[\s\S]*log +validating test\.user@example\.com[\s\S]*\+ customer\.validated +true/,
  );
  expect(stdout).toMatch(/2 +welcome[\s\S]*audit +welcomed[\s\S]*\+ customer\.welcomed +true/);
  const bare = await shell.sh(`aloma task log ${id('Customer Validation Test')}`);
  expect(bare.stdout).not.toMatch(/validating|customer\.validated/);
});

item(26, 'task log ID --verbose: candidates, specificity, and why the others did not match', async () => {
  const { stdout } = await shell.sh(`aloma task log ${id('Customer Validation Test')} --verbose`);
  expect(stdout).toMatch(/candidates +validate_customer \(2 fields\)/);
  expect(stdout).toMatch(/charge did not match: order\.total should be Number, but is missing/);
  expect(stdout).toMatch(/mailer\.send\(.*\).*mail-1/);
});

item(27, 'task log ID --step N: one execution; 0 is how it was created, 1 the first step', async () => {
  const at = async (step: number): Promise<string> =>
    (await shell.sh(`aloma task log ${id('Customer Validation Test')} --step ${step} --logs --changes`)).stdout;
  expect(await at(0)).toMatch(/^0 +created/);
  expect(await at(1)).toMatch(/^1 +validate_customer/);
  const second = await at(2);
  expect(second).toMatch(/^2 +welcome/);
  expect(second).not.toContain('validate_customer');
});

item(28, 'task list | grep "Test": the name is on the line', async () => {
  const { stdout } = await shell.sh('aloma task list | grep "Test"');
  expect(lines(stdout)).toHaveLength(3);
});

item(29, 'task list --limit N: so many at most; without it all of them, with no page', async () => {
  expect(lines((await shell.sh('aloma task list --limit 2')).stdout)).toHaveLength(2);
  expect((await shell.sh('aloma task list --limit 20 | grep "integration"')).stdout).toContain(
    'integration onboarding',
  );
  expect(lines((await shell.sh('aloma task list')).stdout).length).toBeGreaterThanOrEqual(7);
});

item(36, 'task list --sort executionTime: the longest first', async () => {
  const { stdout } = await shell.sh('aloma task list --state done --sort executionTime');
  expect(lines(stdout)[0]).toMatch(/^Nap +\w+ +done +1 m 00 s/);
  const { stdout: json } = await shell.sh('aloma task list --sort executionTime --json');
  const times = (JSON.parse(json) as { durationMs: number }[]).map(({ durationMs }) => durationMs);
  expect(times).toEqual([...times].sort((a, b) => b - a));
});

item(37, 'task list --sort createdAt: the newest first', async () => {
  const { stdout } = await shell.sh('aloma task list --sort createdAt --json');
  const rows = JSON.parse(stdout) as { name: string; createdAt: number }[];
  const times = rows.map(({ createdAt }) => createdAt);
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect(rows.at(-1)?.name).toBe('Customer Validation Test');
  expect((await shell.sh('aloma task list --state error --sort createdAt')).code).toBe(0);
});

item(51, 'task.visualize with live data in it: copied when it is called, and shown in the log', async () => {
  const { stdout } = await shell.sh(`aloma task log ${id('Shown')} --verbose`);
  expect(stdout).toMatch(/view +data Complete Task State\n[\s\S]*currentData +\{ show: true, list: \[1\] \}\n/);
  expect(stdout).toContain('+ later  true');
});

item(76, 'the commands of a test case: task new, then task list --state … | grep', async () => {
  const { stdout } = await shell.sh(
    'aloma task list --state done | grep "Validation Test"; aloma task list --state error | grep "Processing Test"',
  );
  expect(lines(stdout).map((line) => line.split(/ {2,}/)[0])).toEqual([
    'Customer Validation Test',
    'Order Processing Test',
  ]);
});

item(82, 'task list --state X | wc -l: as many lines as tasks, none where there is none', async () => {
  const count = async (state: string): Promise<string> =>
    (await shell.sh(`aloma task list --state ${state} | wc -l`)).stdout.trim();
  expect(await Promise.all(['running', 'error', 'incomplete', 'stopped'].map(count))).toEqual(['0', '1', '1', '0']);
});

item(91, 'task show ID --data: the data as JSON, and of what is stashed the types', async () => {
  const { stdout } = await shell.sh(`aloma task show ${id('Stashed')} --data`);
  expect(JSON.parse(stdout)).toMatchObject({ secret: 'kept', $stash: { token: '‹String›' } });
  expect(stdout).not.toContain('abcdef');
});

item(94, 'task log --verbose | grep "Step executed": exactly these words, a line an execution', async () => {
  const log = (name: string): Promise<Said> => shell.sh(`aloma task log ${id(name)} --verbose | grep "Step executed"`);
  expect(lines((await log('Customer Validation Test')).stdout)).toHaveLength(2);
  expect(lines((await log('Nobody')).stdout)).toHaveLength(0);
});
