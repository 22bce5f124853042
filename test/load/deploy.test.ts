// A folder that goes to the platform opens as it is: what its deploy.yaml gives, and what it gets wrong.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/load/config.ts';
import { fillVariables } from '../../src/load/variables.ts';
import { readWorkspace } from '../../src/load/workspace.ts';
import type { Config, Problem, Workspace } from '../../src/step.ts';
import { blocks, part } from '../readme/page.ts';
import { type FileTexts, makeFolder } from './folder.ts';

const OK = 'export const content = () => {};';
const BASE: FileTexts = { 'steps/a.js': OK, 'steps/b.js': OK, 'scenarios/s.json': '{"n":1}' };

afterEach(() => vi.unstubAllEnvs());

function open(deploy: string, more: FileTexts = BASE): Promise<Workspace> {
  return readWorkspace(makeFolder({ ...more, 'deploy.yaml': deploy }));
}

/** Of one workspace, by its lines. */
function workspaceOf(...lines: readonly string[]): string {
  return `workspaces:\n  - name: dev\n${lines.map((line) => `    ${line}\n`).join('')}`;
}

const placeOf = ({ severity, file, line, column, message }: Problem) =>
  `${severity} ${file}:${line}:${column} ${message}`;

test('a whole one, as the platform has it', async () => {
  vi.stubEnv('SHOP_DB', 'postgres://db');
  vi.stubEnv('SHOP_HUBSPOT', 'pat-1');
  const { name, config, scenarios, webhooks, sources, problems } = await open(
    `# List of workspaces to create and configure
workspaces:
  - name: "Shop"
    tags: ["production", "shop"]

    steps:
      - syncPath: "steps/"

    libraries:
      - syncPath: "libraries/"

    connectors:
      - connectorName: "hubspot.com (private)"
        name: "Production HubSpot"
        config:
          apiToken: "\${SHOP_HUBSPOT}"
      - connectorName: "E-Mail (SMTP - OAuth)"
      - connectorName: "slack.com"
        namespace: "alerts"

    secrets:
      - name: "DATABASE_URL"
        value: "\${SHOP_DB}/shop"
        description: "Where the orders are"
        encrypted: true
      - name: "SLACK_CHANNEL"
        value: "C123"
        encrypted: false

    environment:
      - name: "LOG_LEVEL"
        value: "info"

    webhooks:
      - name: "Orders"
        description: "Order status"

    tasks:
      - name: "a first order"
        data: {
          "order": { "total": 5 }
        }
      - name: "from a file"
        file: "task/example.yaml"
`,
    { ...BASE, 'libraries/money.js': OK, 'steps/lib/text.js': OK, 'task/example.yaml': 'order:\n  total: 7\n' },
  );
  expect(problems).toEqual([]);
  expect({ name, webhooks }).toEqual({ name: 'Shop', webhooks: ['Orders'] });
  expect(config).toEqual({
    ...DEFAULT_CONFIG,
    libraries: ['libraries'],
    connectors: { hubspotCom: {}, eMailSmtpOAuth: {}, alerts: {} },
    secrets: { DATABASE_URL: 'postgres://db/shop', SLACK_CHANNEL: 'C123' },
    environment: { LOG_LEVEL: 'info' },
  });
  expect(sources.map(({ kind, name: source }) => `${kind} ${source}`)).toEqual([
    'library money',
    'library text',
    'step a',
    'step b',
  ]);
  expect(scenarios.map(({ name: task, title, file, line, data }) => ({ task, title, file, line, data }))).toEqual([
    { task: 's', title: undefined, file: 'scenarios/s.json', line: 1, data: { n: 1 } },
    { task: 'a first order', title: 'a first order', file: 'deploy.yaml', line: 39, data: { order: { total: 5 } } },
    { task: 'from a file', title: 'from a file', file: 'task/example.yaml', line: 1, data: { order: { total: 7 } } },
  ]);
});

test('the example of the README opens without a word', async () => {
  vi.stubEnv('MAILER_KEY', 'key-123456');
  const [example] = blocks(part('### Deploy file')).filter(({ language }) => language === 'yaml');
  const { config, scenarios, webhooks, problems } = await open(example?.code ?? '', {
    'steps/welcome/greet customer.js': OK,
    'steps/welcome/other.js': OK,
    'scenarios/anna.json': '{}',
    'libraries/words.js': OK,
  });
  expect(problems).toEqual([]);
  expect(config.order).toEqual(['welcome/greet customer', 'welcome/other']);
  expect(config.secrets).toEqual({ MAILER_KEY: 'key-123456' });
  expect(Object.keys(config.connectors)).toEqual(['eMailSmtpOAuth']);
  expect(webhooks).toEqual(['Contact Form']);
  expect(scenarios.map(({ name }) => name)).toEqual(['anna', 'a first customer']);
});

describe('forms', () => {
  test.each<[string, string, Partial<Config>]>([
    ['empty sections', workspaceOf('steps:', 'tasks:', 'secrets: []'), {}],
    ['workspaces by name', 'workspaces: { dev: { environment: { A: 1 } } }', { environment: { A: 1 } }],
    ['values by name', workspaceOf('secrets: { A: x, B: 5 }'), { secrets: { A: 'x', B: '5' } }],
    [
      'values by name, with more',
      workspaceOf('secrets: { A: { value: x, encrypted: true } }'),
      { secrets: { A: 'x' } },
    ],
    [
      'settings are any data',
      workspaceOf('environment: [{ name: A, value: [1, { b: null }] }]'),
      { environment: { A: [1, { b: null }] } },
    ],
    ['a folder as a text', workspaceOf('steps: steps/'), {}],
    ['one folder changes no order', workspaceOf('steps: [{ syncPath: ./steps }]'), {}],
    ['names', workspaceOf('steps: [b, a]'), { order: ['b', 'a'] }],
    ['names in objects', workspaceOf('steps: [{ name: b }, { name: a }]'), { order: ['b', 'a'] }],
    ['files', workspaceOf('steps: [steps/b.js, { name: First, file: ./steps/a.js }]'), { order: ['b', 'a'] }],
    ['one name goes before a folder', workspaceOf('steps: [b, steps/]'), { order: ['b', 'a'] }],
    [
      'connectors as texts',
      workspaceOf('connectors: [slack.com, Google Sheets]'),
      { connectors: { slackCom: {}, googleSheets: {} } },
    ],
    [
      'connectors by name',
      workspaceOf('connectors: { crm: { url: https://crm.example.com } }'),
      { connectors: { crm: { url: 'https://crm.example.com' } } },
    ],
    [
      'where a connector answers',
      workspaceOf(
        'connectors: [{ connectorName: crm, config: { url: https://x.example.com, apiToken: abc, headers: { a: b } } }]',
      ),
      { connectors: { crm: { url: 'https://x.example.com', headers: { a: 'b' } } } },
    ],
    [
      'what only the platform understands',
      workspaceOf('connectors: [{ connectorName: PostgreSQL, config: { url: "postgres://u:p@db", headers: 5 } }]'),
      { connectors: { postgreSQL: {} } },
    ],
    ['what we need not know', `${workspaceOf('notificationGroups: [ops]')}version: 2\n`, {}],
  ])('%s', async (_, deploy, expected) => {
    const { config, problems } = await open(deploy);
    expect(problems.map(placeOf)).toEqual([]);
    expect(config).toEqual({ ...DEFAULT_CONFIG, ...expected });
  });

  test.each([
    ['slack.com', 'slackCom'],
    ['hubspot.com (private)', 'hubspotCom'],
    ['E-Mail (SMTP - OAuth)', 'eMailSmtpOAuth'],
    ['Google Sheets', 'googleSheets'],
    ['Claude-ai', 'claudeAi'],
    ['DuxSoup', 'duxSoup'],
    ['Perplexity', 'perplexity'],
  ])('the connector %s is called connectors.%s', async (connector, namespace) => {
    const { config } = await open(workspaceOf(`connectors: [{ connectorName: "${connector}" }]`));
    expect(Object.keys(config.connectors)).toEqual([namespace]);
  });

  test('deploy.yml is read too; beside deploy.yaml it does not count', async () => {
    const yml = 'workspaces: [{ environment: { A: yml } }]';
    const alone = await readWorkspace(makeFolder({ ...BASE, 'deploy.yml': yml }));
    expect([alone.config.environment, alone.problems]).toEqual([{ A: 'yml' }, []]);
    const both = await open('workspaces: [{ environment: { A: yaml } }]', { ...BASE, 'deploy.yml': yml });
    expect(both.config.environment).toEqual({ A: 'yaml' });
    expect(both.problems.map(placeOf)).toEqual(['warning deploy.yml:1:1 deploy.yaml counts, and this file does not']);
  });
});

describe('folders', () => {
  const files: FileTexts = {
    'flow/z.js': OK,
    'flow/lib/words.js': OK,
    'more/deep/y.js': OK,
    'steps/no.js': OK,
    'helpers/money.js': OK,
    'scenarios/s.json': '{}',
  };
  const shown = ({ sources }: Workspace) => sources.map(({ kind, name }) => `${kind} ${name}`).join(', ');

  test('of other names, several of them, in their order', async () => {
    const workspace = await open(
      workspaceOf('steps: [{ syncPath: more/ }, { syncPath: flow/ }]', 'libraries: [{ syncPath: helpers/ }]'),
      files,
    );
    expect(workspace.problems).toEqual([]);
    expect(shown(workspace)).toBe('library money, library words, step deep/y, step z');
    expect(workspace.config).toMatchObject({ steps: 'more', moreSteps: ['flow'], order: ['deep/y', 'z'] });
  });

  test('a folder within a folder is read once', async () => {
    const workspace = await open(workspaceOf('steps: [more/, more/deep/]', 'libraries: more/deep/'), files);
    expect(shown(workspace)).toBe('library y');
    expect(workspace.config.moreSteps).toEqual([]);
  });

  test('of single files', async () => {
    const workspace = await open(workspaceOf('steps: [flow/z.js]', 'libraries: [helpers/money.js]'), files);
    expect(workspace.problems).toEqual([]);
    expect(shown(workspace)).toBe('library money, library words, step z');
  });

  test('stepscope.config.json wins, and then nothing is said of them', async () => {
    const config = '{ "steps": "flow", "order": ["z"] }';
    const workspace = await open(workspaceOf('steps: [../elsewhere/, more/, nobody]'), {
      ...files,
      'stepscope.config.json': config,
    });
    expect(workspace.problems).toEqual([]);
    expect(workspace.config).toMatchObject({ steps: 'flow', moreSteps: [], order: ['z'] });
  });

  test('an empty order in stepscope.config.json goes before nothing, and hides nothing', async () => {
    const workspace = await open(workspaceOf('steps: [b, nobody, a]'), {
      ...BASE,
      'stepscope.config.json': '{ "order": [] }',
    });
    expect(workspace.config.order).toEqual(['b', 'a']);
    expect(workspace.problems.map(({ message }) => message)).toEqual([expect.stringContaining('nobody')]);
  });

  test('of which one is not there', async () => {
    const { problems } = await open(workspaceOf('steps: steps/', 'libraries: libs/'));
    expect(problems.map(placeOf)).toEqual(['warning libs:0:0 there is no folder libs']);
  });
});

describe('settings of our own', () => {
  test('win key by key, and make it no matter what stands here', async () => {
    const { config, problems } = await open(
      workspaceOf(
        `secrets: [{ name: A, value: "\${UNSET_A}" }, { name: B, value: b }, { name: C, value: [] }]`,
        'environment: { X: 1, Y: 2 }',
        `connectors: { crm: { url: "https://\${UNSET_HOST}" }, mail: {} }`,
      ),
      {
        ...BASE,
        'stepscope.config.json': JSON.stringify({
          secrets: { A: 'ours', C: 'c' },
          environment: { Y: 3 },
          connectors: { crm: { url: 'https://ours.example.com' } },
        }),
      },
    );
    expect(problems).toEqual([]);
    expect(config.secrets).toEqual({ A: 'ours', B: 'b', C: 'c' });
    expect(config.environment).toEqual({ X: 1, Y: 3 });
    expect(config.connectors).toEqual({ crm: { url: 'https://ours.example.com' }, mail: {} });
  });

  test('a header may wait for a secret', async () => {
    const header = `Bearer \${CRM_KEY}`;
    const { config, problems } = await open(
      workspaceOf(
        'secrets: { CRM_KEY: k }',
        `connectors: { crm: { url: "https://x.example.com", headers: { a: "${header}" } } }`,
      ),
    );
    expect(problems).toEqual([]);
    expect(config.connectors.crm?.headers).toEqual({ a: header });
  });
});

describe('variables', () => {
  const environment = { A: 'x', EMPTY: '', NUMBER: '5' };
  const a = `\${A}`;
  test.each<[string, string, readonly string[]]>([
    [a, 'x', []],
    [`1${a}2${a}`, '1x2x', []],
    [`\${EMPTY}`, '', []],
    [`\${NUMBER}`, '5', []],
    [`\${NO}`, `\${NO}`, ['NO']],
    [`${a} \${NO} \${NOT}`, `x \${NO} \${NOT}`, ['NO', 'NOT']],
    [`$${a}`, a, []],
    [`\${NO:-y}`, 'y', []],
    [`\${NO-y z}`, 'y z', []],
    [`\${NO:-}`, '', []],
    [`\${EMPTY:-y}`, 'y', []],
    [`\${EMPTY-y}`, '', []],
    [`\${A:-y}`, 'x', []],
    ['$A $5 $$ {A}', '$A $5 $$ {A}', []],
    [`\${} \${a b} \${customer.name}`, `\${} \${a b} \${customer.name}`, []],
    [`\${constructor}`, `\${constructor}`, ['constructor']],
  ])('%s', (text, value, unset) => {
    const filled = fillVariables({ deep: [text] }, environment);
    expect(filled.value).toEqual({ deep: [value] });
    expect(filled.unset).toEqual(unset.map((name) => ({ path: ['deep', 0], name })));
  });

  test('keys and what is no text stay as they are', () => {
    const value = { [a]: 1, list: [null, true, 2] };
    expect(fillVariables(value, environment)).toEqual({ value, unset: [] });
  });

  test('one that is not set leaves out the secret, and is said with its place', async () => {
    const { config, problems } = await open(
      workspaceOf(
        'secrets:',
        '  - name: A',
        `    value: "x-\${STEPSCOPE_NO}"`,
        `environment: { B: "\${STEPSCOPE_NO:-b}" }`,
      ),
    );
    expect([config.secrets, config.environment]).toEqual([{}, { B: 'b' }]);
    expect(problems).toEqual([
      {
        severity: 'warning',
        file: 'deploy.yaml',
        line: 5,
        column: 9,
        message: 'the variable STEPSCOPE_NO is not set',
        hint: 'Set it before you start, as in STEPSCOPE_NO=value stepscope, or give the value in stepscope.config.json.',
        frame: expect.stringContaining('> 5 |         value:'),
      },
    ]);
  });
});

describe('tasks', () => {
  test('expectations in their data are none of it', async () => {
    const { scenarios } = await open(
      workspaceOf('tasks: [{ name: t, tags: [x], data: { a: 1, expectedSteps: [b] } }]'),
    );
    expect(scenarios.at(-1)).toMatchObject({
      name: 't',
      tags: ['x'],
      data: { a: 1 },
      expect: { expectedSteps: ['b'] },
    });
  });

  test('a scenario of that name goes before', async () => {
    const { scenarios, problems } = await open(
      workspaceOf(
        'tasks: [{ name: s, data: {} }, { name: titled, data: {} }, { name: code, data: {} }, { name: new, data: {} }]',
      ),
      { ...BASE, 'scenarios/t.json': '{ "scenario": "titled" }', 'scenarios/code.js': OK },
    );
    expect(problems).toEqual([]);
    expect(scenarios.map(({ name, file }) => `${name} ${file}`)).toEqual([
      's scenarios/s.json',
      't scenarios/t.json',
      'new deploy.yaml',
    ]);
  });

  test('several of one name are told apart', async () => {
    const { scenarios } = await open(workspaceOf('tasks: [{ name: t, data: {} }, { name: t, data: { a: 1 } }]'));
    expect(scenarios.map(({ name }) => name)).toEqual(['s', 't', 't (2)']);
  });

  test('what is wrong in a data file is said there, and once', async () => {
    const deploy = workspaceOf('tasks: [{ name: t, file: task/t.json }, { name: u, file: scenarios/u.json }]');
    const { scenarios, problems } = await open(deploy, {
      ...BASE,
      'task/t.json': '{\n "expectedSteps": "a" }',
      'scenarios/u.json': '{ broken',
    });
    expect(scenarios.map(({ name }) => name)).toEqual(['s']);
    expect(problems.map(placeOf)).toEqual([
      'error scenarios/u.json:1:3 this is no JSON value',
      'error task/t.json:2:2 "expectedSteps" must be a list of step names, not the text "a"',
    ]);
  });
});

describe('mistakes, each with its place', () => {
  test.each<[string, readonly string[]]>([
    ['hello', ['warning deploy.yaml:1:1 this file has no "workspaces", so nothing of it counts']],
    ['- a', ['warning deploy.yaml:1:1 this file has no "workspaces", so nothing of it counts']],
    ['kind: Deployment\n---\nkind: Service', ['warning deploy.yaml:2:1 a second document begins here']],
    ['', ['warning deploy.yaml:1:1 the file is empty']],
    ['workspace:\n  - name: a', ['warning deploy.yaml:1:1 unknown key "workspace"']],
    [
      'workspaces: 5',
      [
        'error deploy.yaml:1:1 "workspaces" must be a list',
        'warning deploy.yaml:1:1 there is no workspace in this list, so nothing of the file counts',
      ],
    ],
    ['workspaces: []', ['warning deploy.yaml:1:1 there is no workspace in this list, so nothing of the file counts']],
    ['workspaces:\n  - 5', ['error deploy.yaml:2:5 a workspace must be an object']],
    [
      'workspaces:\n  - name: a\n  - name: b\n  - {}',
      ['warning deploy.yaml:3:5 the first workspace, "a", counts here; not "b", "number 3"'],
    ],
    [workspaceOf('secret: []'), ['warning deploy.yaml:3:5 unknown key "secret"']],
    [
      workspaceOf('steps:', '  - sincPath: steps/'),
      [
        'error deploy.yaml:4:9 an entry of "steps" names neither a folder nor a file',
        'warning deploy.yaml:4:9 unknown key "sincPath"',
      ],
    ],
    [workspaceOf('steps: 5'), ['error deploy.yaml:3:5 "steps" must be a list']],
    [
      workspaceOf('steps:', '  - syncPath: ../x/'),
      ['error deploy.yaml:4:9 steps must be in a folder inside the workspace, not in "../x/"'],
    ],
    [
      workspaceOf('libraries:', '  - syncPath: /x'),
      ['error deploy.yaml:4:9 libraries must be in a folder inside the workspace, not in "/x"'],
    ],
    [
      workspaceOf('steps:', '  - a', '  - gone', '  - steps/no.js'),
      ['warning deploy.yaml:5:9 there is no step "gone"', 'warning deploy.yaml:6:9 there is no step "steps/no.js"'],
    ],
    [
      workspaceOf('secrets: [{ nam: A, value: x }]'),
      ['error deploy.yaml:3:15 entry 1 of "secrets" has no name', 'warning deploy.yaml:3:17 unknown key "nam"'],
    ],
    [
      workspaceOf('secrets: [sk_live_1]'),
      ['error deploy.yaml:3:15 entry 1 of "secrets" must be an object with a name, not a text'],
    ],
    [
      workspaceOf('secrets: [{ name: A, value: [x] }]'),
      ['error deploy.yaml:3:15 the value of "A" must be a text, not a list'],
    ],
    [workspaceOf('secrets: [{ name: A }]'), ['warning deploy.yaml:3:15 "A" has no value here']],
    [workspaceOf('environment: { A: }'), ['warning deploy.yaml:3:20 "A" has no value here']],
    [workspaceOf('connectors: [{ config: {} }]'), ['error deploy.yaml:3:18 entry 1 of "connectors" has no name']],
    [
      workspaceOf('connectors: [{ conectorName: a, namespace: a }]'),
      ['warning deploy.yaml:3:20 unknown key "conectorName"'],
    ],
    [
      workspaceOf('connectors: [slack.com, slack.com]'),
      ['warning deploy.yaml:3:29 two connectors are called connectors.slackCom; the first one counts'],
    ],
    [
      workspaceOf('webhooks: [{ nme: a }]'),
      ['error deploy.yaml:3:16 entry 1 of "webhooks" has no name', 'warning deploy.yaml:3:18 unknown key "nme"'],
    ],
    [workspaceOf('tasks: [{ name: t }]'), ['error deploy.yaml:3:13 the task "t" has neither data nor a file']],
    [workspaceOf('tasks: [{ data: {} }]'), ['error deploy.yaml:3:13 entry 1 of "tasks" has no name']],
    [
      workspaceOf('tasks: [{ name: t, data: 5 }]'),
      ['error deploy.yaml:3:24 "workspaces.tasks.data" must be an object, not the number 5'],
    ],
    [
      workspaceOf('tasks: [{ name: t, file: ../t.json }]'),
      ['error deploy.yaml:3:24 the file of the task "t" must be a file inside the workspace, not the text "../t.json"'],
    ],
    [
      workspaceOf('tasks: [{ name: t, file: no.json }]'),
      ['error deploy.yaml:3:24 the file of the task "t" is not there: no.json'],
    ],
    [
      workspaceOf('tasks: [{ name: t, datta: {} }]'),
      [
        'error deploy.yaml:3:13 the task "t" has neither data nor a file',
        'warning deploy.yaml:3:24 unknown key "datta"',
      ],
    ],
    [workspaceOf('steps:', '\t- a'), ['error deploy.yaml:4:5 a tab is used for indentation']],
  ])('%j', async (deploy, told) => {
    const { problems, sources, scenarios } = await open(deploy);
    expect(problems.map(placeOf).sort()).toEqual([...told].sort());
    for (const { hint } of problems) expect(hint).not.toBe('');
    // All else loads in any case.
    expect(sources.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(scenarios.map(({ name }) => name)).toEqual(['s']);
  });

  test('a placeholder in braces needs quotes, and is told so', async () => {
    const { problems } = await open(workspaceOf(`environment: { A: \${B} }`));
    expect(problems[0]).toMatchObject({ line: 3, hint: expect.stringContaining('needs quotes') });
  });
});

test('the frame of a step that is not there shows its name, and those around it', async () => {
  const { problems } = await open(
    workspaceOf('secrets: { A: hush }', 'steps:', '  - orders/charge card.js', '  - syncPath: steps/'),
  );
  const [{ frame }] = problems.filter(({ message }) => message.includes('charge card')) as [Problem];
  expect(frame).toContain('- orders/charge card.js\n');
  expect(frame).toContain('- syncPath: steps/');
  expect(frame).not.toContain('hush');
});

describe('no Problem shows a secret', () => {
  test.each([
    workspaceOf(
      'secrets:',
      '  - name: A',
      '    value: sk_live_12345',
      '    vallue: "sk_live_12345"',
      '  sk_live_12345',
    ),
    workspaceOf('secrets:', '  - { name: A, value: [sk_live_12345] }', '  - sk_live_12345'),
    workspaceOf('secrets: sk_live_12345'),
    workspaceOf('secrets: { A: *sk_live_12345 }'),
    workspaceOf('connectors: [{ connectorName: x, confg: { key: sk_live_12345 } }]'),
    workspaceOf('connectors: [{ config: { key: sk_live_12345 } }]', 'secrets: { B: !sk_live_12345 x }'),
    workspaceOf('secrets: { A: "sk_live_12345" "sk_live_12345" }'),
    workspaceOf('secrets: { A: "sk_live_12345', 'environment: { A: }'),
    workspaceOf('steps:', '  - gone.js', '  secrets:', '    - name: A', '      value: sk_live_12345'),
    workspaceOf('steps:', '  - gone.js', '  - value: sk_live_12345', '    value: sk_live_12345'),
    workspaceOf('steps:', '  - gone.js # sk_live_12345', 'secrets: sk_live_12345'),
    workspaceOf('steps:', '  - gone.js', 'secrets:', '  - sk_live_12345'),
    workspaceOf('steps: [gone.js, sk_live_12345: 1]'),
  ])('%j', async (deploy) => {
    const { problems } = await open(deploy);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every(({ frame }) => frame !== undefined)).toBe(true);
    expect(JSON.stringify(problems)).not.toMatch(/sk_live|12345/);
  });
});
