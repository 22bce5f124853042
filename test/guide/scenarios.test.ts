// The guide's tests: data states instead of sequences, in the folders and files that it shows, with its expectations.
import { afterAll, beforeAll, expect } from 'vitest';
import type { Report } from '../../src/check/outcome.ts';
import { writeFiles } from '../check/workspace.ts';
import { guideItem, item } from './item.ts';
import { block, guideSteps } from './page.ts';
import { openShell, type Shell } from './shell.ts';
import { type Told, tell } from './trial.ts';

const step = (fields: string, body: string): string =>
  `export const condition = ${fields};\nexport const content = async () => {\n  ${body}\n};\n`;

/** What the guide's onboarding expects behind its first step. */
const onboarding = {
  'steps/create_crm_record.js': step(
    '{ customer: { validated: true, crmId: null } }',
    "data.customer.crmId = 'crm-1';",
  ),
  'steps/send_welcome_email.js': step(
    '{ customer: { crmId: String, welcomeEmailSent: null } }',
    'await connectors.utils.sleep({ milliseconds: 20000 }); data.customer.welcomeEmailSent = true;',
  ),
  'steps/complete_onboarding.js': step(
    '{ customer: { welcomeEmailSent: true } }',
    'task.park(5000); data.customer.onboardingComplete = true;',
  ),
};
const validate = step(
  '{ customer: { email: String, validated: null } }',
  "data.customer.validated = data.customer.email.includes('@'); if (!data.customer.validated) data.customer.validationError = 'Invalid email format';",
);
const expected = {
  customer: { email: 'integration.test@example.com' },
  expectedSteps: ['validate_customer', 'create_crm_record', 'send_welcome_email', 'complete_onboarding'],
  expectedDuration: 30_000,
  validateFinalState: { 'customer.crmId': 'String', 'customer.onboardingComplete': true },
};
const swapped = ['validate_customer', 'send_welcome_email', 'create_crm_record', 'complete_onboarding'];
const wrong = { 'customer.crmId': 'Number', 'customer.validated': false, 'customer.nothing': true };
const bad = { customer: { email: 'invalid-email' } };

/** The guide's layout; what it prints as JSON opens with a comment that names the file. */
const layout = {
  ...onboarding,
  'steps/validate_customer.js': validate,
  'steps/throw.js': step('{ throws: true }', "throw new Error('Quota exceeded');"),
  'tests/scenarios/customer_onboarding.json': `// tests/scenarios/customer_onboarding.json\n${JSON.stringify({ scenario: 'onboarding', ...expected })}`,
  'tests/scenarios/expectations.json': [
    { scenario: 'swapped', ...expected, expectedSteps: swapped },
    { scenario: 'too slow', ...expected, expectedDuration: 24_999 },
    { scenario: 'wrong state', ...expected, validateFinalState: wrong },
    { scenario: 'bad address', ...bad, expectedError: 'Invalid email format' },
    { scenario: 'another error', ...bad, expectedError: 'quota exceeded' },
    { scenario: 'a throw', throws: true, expectedError: 'Quota exceeded' },
  ],
  'tests/README.md': 'Not a scenario.',
  'docs/notes.json': 'Not a scenario either.',
  'stepscope.config.json': { scenarios: 'tests/scenarios' },
};

let shell: Shell;
let report: Report;

beforeAll(async () => {
  shell = openShell(layout);
  report = JSON.parse((await shell.sh('aloma run --reporter json')).stdout) as Report;
});

afterAll(() => shell.remove());

const told = (name: string): Told & { readonly status: string } => {
  const found = report.scenarios.find((scenario) => scenario.name === name);
  if (!found) throw new Error(`no scenario ${name}: ${JSON.stringify(report.problems)}`);
  return { ...tell(found), status: found.status };
};

item(
  4,
  'the layout steps/ tests/scenarios docs: steps/*.js are loaded, paths are relative to the current folder',
  () => {
    expect(report.problems).toEqual([]);
    expect(report.dir).toBe(shell.dir);
    expect(report.scenarios.map(({ file }) => file)).toEqual([
      'tests/scenarios/customer_onboarding.json',
      ...Array(6).fill('tests/scenarios/expectations.json'),
    ]);
  },
);

item(5, 'a JSON file that opens with a // path comment is read', () => {
  expect(told('onboarding').status).toBe('passed');
});

item(18, 'expectedError is met by an error text in the final data, or by the task’s error, and by no other', () => {
  expect(told('bad address')).toMatchObject({ status: 'passed', end: 'done/settled' });
  expect(told('a throw')).toMatchObject({ status: 'passed', end: 'error/error' });
  expect(told('another error')).toMatchObject({
    status: 'failed',
    failures: [expect.stringContaining('quota exceeded')],
  });
});

item(19, 'expectedSteps compares the steps in order, and the first difference is shown', () => {
  expect(told('onboarding')).toMatchObject({ status: 'passed', steps: expected.expectedSteps });
  expect(told('swapped')).toMatchObject({
    status: 'failed',
    failures: [expect.stringMatching(/^turn 2 should have run send_welcome_email, but ran create_crm_record/)],
  });
});

item(
  20,
  'expectedDuration counts sleeps and park on the task’s clock: 25 s are less than 30, not less than 24.999',
  () => {
    expect(told('onboarding')).toMatchObject({
      status: 'passed',
      ms: expect.toSatisfy((ms: number) => ms >= 25_000 && ms < 30_000),
    });
    expect(told('too slow')).toMatchObject({ status: 'failed', failures: [expect.stringContaining('24')] });
    expect(report.durationMs).toBeLessThan(20_000);
  },
);

item(21, 'validateFinalState: dotted paths with values or type names, each that differs is told', () => {
  const { failures } = told('wrong state');
  expect(failures).toHaveLength(3);
  for (const path of Object.keys(wrong)) expect(String(failures)).toContain(path);
});

guideItem(5, 'the guide’s own scenario and test data, opening comments and all, with its own first step', async () => {
  const scenario = block('// tests/scenarios/customer_onboarding.json');
  const own = openShell({
    ...onboarding,
    'steps/validate_customer.js': guideSteps.validate_customer,
    'tests/customer_onboarding.json': scenario,
    'tests/valid_customer.json': block('// tests/data/valid_customer.json'),
    'tests/enterprise_order.json': block('// tests/data/enterprise_order.json'),
    'stepscope.config.json': { scenarios: 'tests' },
  });
  try {
    const { code, stdout, stderr } = await own.sh('aloma run');
    expect(`${stdout}${stderr}`).toMatch(/✓ complete_customer_onboarding +4 turns/);
    expect(stdout).toMatch(/✓ valid_customer +4 turns/);
    expect(stdout).toMatch(/✓ enterprise_order +0 turns/);
    expect(code).toBe(0);
  } finally {
    own.remove();
  }
});

guideItem(
  1,
  'data-driven scenarios: the guide’s named states run against one set of steps, each with its steps and end',
  async () => {
    const states = `${block('const testScenarios = [')}\nexport default testScenarios;\n`;
    const own = openShell({
      'steps/validate_customer.js': guideSteps.validate_customer,
      'scenarios/states.js': states,
    });
    try {
      const { stdout } = await own.sh('aloma run --reporter json');
      const { scenarios } = JSON.parse(stdout) as Report;
      const rows = scenarios.map((scenario) => [scenario.name, scenario.steps, tell(scenario).end]);
      expect(rows).toEqual([
        ['valid_customer', ['validate_customer'], 'done/settled'],
        ['invalid_email', ['validate_customer'], 'done/settled'],
        ['already_validated', [], 'incomplete/rejected'],
      ]);
      const text = (await own.sh('aloma run')).stdout;
      expect(text).toMatch(/valid_customer +1 turn +done\/settled/);
      expect(text).toMatch(/already_validated +0 turns +incomplete\/rejected/);
    } finally {
      own.remove();
    }
  },
);

item(3, 'state evolution: the state before and after each execution, and what is between them', () => {
  const scenario = report.scenarios.find(({ name }) => name === 'onboarding');
  expect(scenario?.turns.map(({ step, patches }) => [step, patches])).toEqual([
    ['validate_customer', [{ op: 'add', path: ['customer', 'validated'], value: true }]],
    ['create_crm_record', [{ op: 'add', path: ['customer', 'crmId'], value: 'crm-1' }]],
    ['send_welcome_email', [{ op: 'add', path: ['customer', 'welcomeEmailSent'], value: true }]],
    ['complete_onboarding', [{ op: 'add', path: ['customer', 'onboardingComplete'], value: true }]],
  ]);
});

guideItem(3, 'state evolution: the guide’s deep snapshot of data stands still while the step goes on', async () => {
  const body = block('// Validate state changes').replace('// Execute step logic', 'data.list.push(2);');
  const own = openShell({
    'steps/a.js': step('{ list: Array }', `${body}\n  data.seen = [beforeState.list.length, afterState.list.length];`),
    'scenarios/a.json': { list: [1], validateFinalState: { seen: [1, 2] } },
  });
  try {
    expect(await own.sh('aloma run')).toMatchObject({ code: 0 });
  } finally {
    own.remove();
  }
});

// The guide's page of a test case, as a table of cases.
const cases = {
  'tests/valid.json': {
    name: 'Valid email',
    data: { customer: { email: 'a@example.com' } },
    expect: { paths: { 'customer.validated': true } },
  },
  'tests/invalid.json': {
    name: 'Invalid email',
    data: bad,
    expect: { paths: { 'customer.validated': false }, error: 'Invalid' },
  },
  'tests/missing.json': {
    name: 'Missing email',
    data: { customer: {} },
    expect: { neverSteps: ['validate_customer'], reason: 'rejected' },
  },
};

item(75, 'a page of test cases: each case is an assertion, and each is reported', async () => {
  const own = openShell({
    ...cases,
    'steps/validate_customer.js': validate,
    'stepscope.config.json': { scenarios: 'tests' },
  });
  try {
    const { code, stdout } = await own.sh('aloma run');
    expect(stdout).toMatch(/✓ Invalid email .*\n✓ Missing email .*\n✓ Valid email .*\n\n3 passed, 0 failed/);
    expect(code).toBe(0);
  } finally {
    own.remove();
  }
});

item(77, 'no false positives: a case that a step must not run fails where it runs', async () => {
  const greedy = validate.replace('email: String, ', '');
  const own = openShell({
    ...cases,
    'steps/validate_customer.js': greedy.replace('.email.includes', '.email?.includes'),
    'stepscope.config.json': { scenarios: 'tests' },
  });
  try {
    const { code, stdout } = await own.sh('aloma run');
    expect(stdout).toMatch(/✗ Missing email/);
    expect(stdout).toContain('neverSteps');
    expect(stdout).toContain('2 passed, 1 failed');
    expect(code).toBe(1);
  } finally {
    own.remove();
  }
});

item(
  100,
  'suites unit, integration, performance and .aloma/test-config.json are found, and run by their names',
  async () => {
    const own = openShell({
      'steps/validate_customer.js': validate,
      'tests/unit/one.json': bad,
      'tests/unit/two.json': { customer: { email: 'a@example.com' } },
      'tests/integration/whole.json': { customer: { email: 'b@example.com' } },
      'tests/performance/load_test.json': { customer: { email: 'c@example.com' } },
      'tests/data/valid.json': { customer: { email: 'd@example.com' } },
      'tests/scripts/run_tests.sh': 'echo',
      'docs/testing.md': '',
    });
    try {
      const [all, unit] = await Promise.all([own.sh('aloma run'), own.sh('aloma run --suite unit')]);
      expect(all).toMatchObject({ code: 0, stdout: expect.stringContaining('4 passed, 0 failed') });
      expect(unit).toMatchObject({ code: 0, stdout: expect.stringContaining('2 passed, 0 failed') });
      const config = { suites: { performance: { files: 'tests/performance', repeat: 3 } } };
      writeFiles(own.dir, { '.aloma/test-config.json': `// .aloma/test-config.json\n${JSON.stringify(config)}` });
      const performance = await own.sh('aloma run --suite performance');
      expect(performance).toMatchObject({ code: 0, stdout: expect.stringContaining('3 passed, 0 failed') });
    } finally {
      own.remove();
    }
  },
);
