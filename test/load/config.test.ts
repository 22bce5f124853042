import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, parseConfig } from '../../src/load/config.ts';
import { readWorkspace } from '../../src/load/workspace.ts';
import { makeFolder } from './folder.ts';

test('without a file, or with an empty object, the defaults are in force', async () => {
  const { config, problems } = await readWorkspace(makeFolder({ 'steps/a.js': '1', 'scenarios/a.json': '{}' }));
  expect({ config, problems }).toEqual({ config: DEFAULT_CONFIG, problems: [] });
  expect(parseConfig('{}')).toEqual({ config: DEFAULT_CONFIG, given: new Set(), order: [], problems: [] });
  expect(DEFAULT_CONFIG).toEqual({
    steps: 'steps',
    moreSteps: [],
    libraries: [],
    scenarios: 'scenarios',
    order: [],
    secrets: {},
    environment: {},
    connectors: {},
    strategy: 'specificity',
    completion: 'settled',
    limits: { turns: 1000, stepMs: 30000, memoryMb: 512, logLines: 1000, dataMb: 32 },
    redact: [],
    findings: {},
  });
});

test('every key is taken', () => {
  const settings = {
    steps: 'flow',
    scenarios: 'cases',
    order: ['b', 'a'],
    secrets: { KEY: 's' },
    environment: { LEVEL: 3 },
    connectors: {
      crm: {
        url: 'https://crm.example.com/v1',
        headers: { authorization: `Bearer \${CRM_KEY}` },
        methods: { get: { verb: 'GET', path: 'contacts' }, create: {} },
      },
      mailer: {},
    },
    strategy: 'order',
    completion: 'explicit',
    limits: { turns: 5, stepMs: 10.5 },
    redact: ['customer.iban'],
    editor: 'code',
    theme: 'light',
  };
  const text = `// ours\n${JSON.stringify({ $schema: 'x', ...settings }).slice(0, -1)},}`;
  const { config, given, problems } = parseConfig(text);
  expect(problems).toEqual([]);
  expect([...given].sort()).toEqual(Object.keys(settings).sort());
  expect(config).toEqual({ ...DEFAULT_CONFIG, ...settings, limits: { ...DEFAULT_CONFIG.limits, ...settings.limits } });
});

const SEPARATE = 'steps ("a") and scenarios ("a/b") must be apart, not one inside the other';

test.each([
  ['@5', 'settings must be an object, not the number 5', 'Write { "steps": "steps" }.'],
  [
    '{ @"steps": 5 }',
    '"steps" must be a folder inside the workspace, not the number 5',
    'For example: "steps": "steps"',
  ],
  [
    '{ @"steps": "../x" }',
    '"steps" must be a folder inside the workspace, not the text "../x"',
    'For example: "steps": "steps"',
  ],
  [
    '{ @"steps": "/x" }',
    '"steps" must be a folder inside the workspace, not the text "/x"',
    'For example: "steps": "steps"',
  ],
  [
    '{ @"scenarios": "." }',
    '"scenarios" must be a folder inside the workspace, not the text "."',
    'For example: "scenarios": "scenarios"',
  ],
  ['{ "steps": "a", @"scenarios": "a/b" }', SEPARATE, 'Until then "steps" and "scenarios" are used.'],
  [
    '{ @"strategy": "best" }',
    '"strategy" must be "specificity" or "order", not the text "best"',
    'For example: "strategy": "specificity"',
  ],
  [
    '{ "order": ["a", @1] }',
    '"order" must be a list of step names; element 2 is the number 1',
    'For example: "order": ["validate_customer"]',
  ],
  [
    '{ "limits": { @"turns": 0 } }',
    '"limits.turns" must be a whole number above 0, not the number 0',
    'For example: "turns": 1000',
  ],
  ['{ @"theme": "blue" }', '"theme" must be "dark" or "light", not the text "blue"', 'For example: "theme": "dark"'],
  [
    '{ @"connectors": [] }',
    '"connectors" must be an object of names and their settings, not an empty list',
    'For example: "connectors": { "crm": { "url": "https://crm.example.com" } }',
  ],
  [
    '{ @"secrets": "sk_live_1" }',
    '"secrets" must be an object of names and texts',
    'For example: "secrets": { "API_KEY": "sk_test" }',
  ],
])('%s', (marked, message, hint) => {
  const { config, problems } = parseConfig(marked.replace('@', ''));
  expect(problems).toEqual([
    { severity: 'error', file: 'stepscope.config.json', line: 1, column: marked.indexOf('@') + 1, message, hint },
  ]);
  expect(config).toEqual(DEFAULT_CONFIG);
});

test.each([
  [
    '{ "connectors": { @"crm": "https://u:p@x" } }',
    '"connectors.crm" must be an object of settings',
    'For example: "crm": { "url": "https://crm.example.com/v1" }',
  ],
  [
    '{ "connectors": { "crm": { @"url": "ftp://u:p@x" } } }',
    '"connectors.crm.url" must be an address that begins with http:// or https://',
    'For example: "url": "https://crm.example.com/v1"',
  ],
  [
    '{ "connectors": { "crm": { @"url": "https://" } } }',
    '"connectors.crm.url" must be an address that begins with http:// or https://',
    'For example: "url": "https://crm.example.com/v1"',
  ],
  [
    '{ "connectors": { "crm": { @"headers": { "key": 5 } } } }',
    '"connectors.crm.headers" must be an object of header names and texts of one line',
    `For example: "headers": { "authorization": "Bearer \${API_KEY}" }`,
  ],
  [
    '{ "connectors": { "crm": { @"headers": { "a b": "x" } } } }',
    '"connectors.crm.headers" must be an object of header names and texts of one line',
    expect.anything(),
  ],
  [
    '{ "connectors": { "crm": { @"headers": { "a": "x\\ny" } } } }',
    '"connectors.crm.headers" must be an object of header names and texts of one line',
    expect.anything(),
  ],
  [
    '{ "connectors": { "crm": { @"methods": ["get"] } } }',
    '"connectors.crm.methods" must be an object of methods and how they are called, not a list',
    'For example: "methods": { "getContact": { "verb": "GET", "path": "contacts" } }',
  ],
  [
    '{ "connectors": { "crm": { "methods": { @"get": "GET" } } } }',
    '"connectors.crm.methods.get" must be an object that says how it is called',
    'For example: "get": { "verb": "GET", "path": "contacts" }',
  ],
  [
    '{ "connectors": { "crm": { "methods": { "get": { @"verb": "get" } } } } }',
    '"connectors.crm.methods.get.verb" must be one of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, not the text "get"',
    'For example: "verb": "GET"',
  ],
  [
    '{ "connectors": { "crm": { "methods": { "get": { @"path": 5 } } } } }',
    '"connectors.crm.methods.get.path" must be a text, not the number 5',
    'For example: "path": "contacts/search"',
  ],
])('%s', (marked, message, hint) => {
  const { config, problems } = parseConfig(marked.replace('@"', '"'));
  const column = marked.indexOf('@"') + 1;
  expect(problems).toEqual([{ severity: 'error', file: 'stepscope.config.json', line: 1, column, message, hint }]);
  // The connector is known all the same.
  expect(Object.keys(config.connectors)).toEqual(['crm']);
  expect(JSON.stringify(problems)).not.toContain('u:p@x');
});

test.each([
  ['cards[', 'error', 'is no path'],
  ['cards[].number', 'error', 'is no path'],
  ['', 'error', 'a path is missing'],
  ['customer.iban ', 'error', 'is no path'],
  ['customer..iban', 'error', 'is no path'],
  ['$.customer.iban', 'error', 'begins with a key of the data'],
  ['data.customer.iban', 'warning', 'below a field "data"'],
  ['data[0].iban', 'warning', 'below a field "data"'],
])('redact: %j would hide nothing, and that is told', (glob, severity, why) => {
  const text = `{ "redact": ["**.ssn", ${JSON.stringify(glob)}] }`;
  const { config, problems } = parseConfig(text);
  const column = text.lastIndexOf(JSON.stringify(glob)) + 1;
  expect(problems).toMatchObject([{ severity, line: 1, column, message: expect.stringContaining(why) }]);
  expect(problems[0]?.hint).not.toBe('');
  expect(config.redact).toEqual(severity === 'error' ? ['**.ssn'] : ['**.ssn', glob]);
});

test('redact takes paths as they are written elsewhere', () => {
  const redact = [
    'a.b',
    'cards[0].number',
    'cards[*].number',
    'cards.*.number',
    '["a.b"].c',
    '["data"].iban',
    '$stash.x',
    'data',
  ];
  const { config, problems } = parseConfig(JSON.stringify({ redact }));
  expect([config.redact, problems]).toEqual([redact, []]);
});

test('a wrong key leaves the right ones in force', () => {
  const { config } = parseConfig('{ "strategy": 1, "steps": "flow", "limits": { "turns": "x", "stepMs": 5 } }');
  expect(config).toEqual({ ...DEFAULT_CONFIG, steps: 'flow', limits: { ...DEFAULT_CONFIG.limits, stepMs: 5 } });
});

test.each([
  ['{ "Steps": "a" }', 'Steps', 'Did you mean "steps"?'],
  ['{ "scenario": "a" }', 'scenario', 'Did you mean "scenarios"?'],
  ['{ "limits": { "turn": 1 } }', 'turn', 'Did you mean "turns"?'],
  ['{ "connectors": { "crm": { "methods": {}, "header": {} } } }', 'header', 'Did you mean "headers"?'],
  ['{ "connectors": { "crm": { "methods": { "get": { "verbs": "GET" } } } } }', 'verbs', 'Did you mean "verb"?'],
  ['{ "zzz": 1 }', 'zzz', expect.stringContaining('Known here: steps, scenarios, order')],
])('%s: an unknown key is a warning', (text, key, hint) => {
  const column = text.indexOf(`"${key}"`) + 1;
  expect(parseConfig(text).problems).toEqual([
    { severity: 'warning', file: 'stepscope.config.json', line: 1, column, message: `unknown key "${key}"`, hint },
  ]);
});

test('no Problem of the config repeats a secret that stands near', () => {
  const { problems } = parseConfig('{\n "secrets": { "KEY": "sk_live_12345" },\n "strategi": 1,\n "strategy": 2\n');
  expect(problems.length).toBeGreaterThan(0);
  expect(JSON.stringify(problems)).not.toContain('sk_live');
  const wrong = parseConfig('{\n "secrets": { "KEY": "sk_live_12345", "B": 5 },\n "strategi": 1 }');
  expect(wrong.problems).toHaveLength(2);
  expect(JSON.stringify(wrong.problems)).not.toContain('sk_live');
});
