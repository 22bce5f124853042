// `.aloma/test-config.json`: what it gives, and what goes before it.
import { expect, test } from 'vitest';
import { readWorkspace } from '../../src/load/workspace.ts';
import { type FileTexts, makeFolder } from './folder.ts';

const BASE: FileTexts = {
  'steps/a.js': '1',
  'tests/unit/a.json': '{}',
  'scenarios/b.json': '{}',
  'other/c.json': '{}',
};
const read = async (files: FileTexts) => {
  const { config, scenarios, problems } = await readWorkspace(makeFolder({ ...BASE, ...files }));
  return { config, scenarios: scenarios.map(({ name }) => name), problems };
};

test.each<[string, FileTexts, string[]]>([
  ['without it, scenarios are in scenarios/', {}, ['b']],
  ['where it is, they are in tests/', { '.aloma/test-config.json': '{}' }, ['unit/a']],
  ['it may name another folder', { '.aloma/test-config.json': '// ours\n{ "scenarios": "other" }' }, ['c']],
  [
    'stepscope.config.json goes before it',
    { '.aloma/test-config.json': '{ "scenarios": "other" }', 'stepscope.config.json': '{ "scenarios": "tests" }' },
    ['unit/a'],
  ],
])('%s', async (_, files, names) => {
  const { scenarios, problems } = await read(files);
  expect(scenarios).toEqual(names);
  expect(problems).toEqual([]);
});

test('it gives what stepscope.config.json leaves open, key by key', async () => {
  const { config } = await read({
    '.aloma/test-config.json': '{ "limits": { "turns": 7 }, "completion": "explicit" }',
    'stepscope.config.json': '{ "completion": "settled" }',
  });
  expect(config).toMatchObject({ limits: { turns: 7, stepMs: 30_000 }, completion: 'settled', scenarios: 'tests' });
});

test.each<[string, string, string]>([
  ['a key of others', '{ "parallel": true }', 'parallel'],
  ['a value of others', '{ "environment": "test" }', 'environment'],
  ['text that is no JSON', 'suites:', ''],
])('%s is a warning, never an error', async (_, text, named) => {
  const { problems } = await read({ '.aloma/test-config.json': text });
  const own = problems.filter(({ file }) => file === '.aloma/test-config.json');
  expect(own.length).toBeGreaterThan(0);
  expect(own.every(({ severity, message }) => severity === 'warning' && message.includes(named))).toBe(true);
});

test('folders that would be one inside the other are left as they were', async () => {
  const { config } = await read({
    '.aloma/test-config.json': '{}',
    'stepscope.config.json': '{ "steps": "tests/steps" }',
  });
  expect(config).toMatchObject({ steps: 'tests/steps', scenarios: 'scenarios' });
});
