import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, parseConfig } from '../../src/load/config.ts';
import { readWorkspace } from '../../src/load/workspace.ts';
import { makeFolder } from './folder.ts';

test('without a file, or with an empty object, the defaults are in force', async () => {
  const { config, problems } = await readWorkspace(makeFolder({ 'steps/a.js': '1', 'scenarios/a.json': '{}' }));
  expect({ config, problems }).toEqual({ config: DEFAULT_CONFIG, problems: [] });
  expect(parseConfig('{}')).toEqual({ config: DEFAULT_CONFIG, problems: [] });
  expect(DEFAULT_CONFIG).toEqual({
    steps: 'steps',
    scenarios: 'scenarios',
    order: [],
    secrets: {},
    environment: {},
    strategy: 'specificity',
    completion: 'settled',
    limits: { turns: 1000, stepMs: 30000, memoryMb: 512, logLines: 1000, dataMb: 32 },
    redact: [],
  });
});

test('every key is taken; what nobody uses yet is checked and left out', () => {
  const settings = {
    steps: 'flow',
    scenarios: 'cases',
    order: ['b', 'a'],
    secrets: { KEY: 's' },
    environment: { LEVEL: 3 },
    strategy: 'order',
    completion: 'explicit',
    limits: { turns: 5, stepMs: 10.5 },
    redact: ['customer.iban'],
    editor: 'code',
    theme: 'light',
  };
  const text = `// ours\n${JSON.stringify({ $schema: 'x', ...settings, connectors: { crm: {} } }).slice(0, -1)},}`;
  const { config, problems } = parseConfig(text);
  expect(problems).toEqual([]);
  expect(config).toEqual({ ...settings, limits: { ...DEFAULT_CONFIG.limits, ...settings.limits } });
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
    '"connectors" must be an object, not an empty list',
    'For example: "connectors": { "NAME": "value" }',
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

test('a wrong key leaves the right ones in force', () => {
  const { config } = parseConfig('{ "strategy": 1, "steps": "flow", "limits": { "turns": "x", "stepMs": 5 } }');
  expect(config).toEqual({ ...DEFAULT_CONFIG, steps: 'flow', limits: { ...DEFAULT_CONFIG.limits, stepMs: 5 } });
});

test.each([
  ['{ "Steps": "a" }', 'Steps', 'Did you mean "steps"?'],
  ['{ "scenario": "a" }', 'scenario', 'Did you mean "scenarios"?'],
  ['{ "limits": { "turn": 1 } }', 'turn', 'Did you mean "turns"?'],
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
