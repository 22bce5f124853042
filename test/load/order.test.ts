// A creation order that names steps which no file is: where, and which were probably meant.
import { expect, test } from 'vitest';
import { readWorkspace } from '../../src/load/workspace.ts';
import { makeFolder } from './folder.ts';

const OK = 'export const content = () => {};';
const STEPS = {
  'steps/welcome/greet customer.js': OK,
  'steps/orders/validate.js': OK,
  'steps/returns/validate.js': OK,
  'steps/ship.ts': OK,
  'steps/lib/text.js': 'export const x = 1;',
  'scenarios/ok.json': '{}',
};
const HINT = 'A step is named by its path below its folder, without ending. Write it, or take it out of this list.';

const said = async (files: Record<string, string>): Promise<readonly string[]> =>
  (await readWorkspace(makeFolder({ ...STEPS, ...files }))).problems.map(
    ({ severity, file, line, column, message, hint }) => `${severity} ${file}:${line}:${column} ${message}: ${hint}`,
  );

test.each([
  ['payments', ''],
  ['welcome/gret customer', 'Is "welcome/greet customer" meant? '],
  ['greet customer', 'Is "welcome/greet customer" meant? '],
  ['gret customer', 'Is "welcome/greet customer" meant? '],
  ['steps/welcome/greet customer.js', 'Is "welcome/greet customer" meant? '],
  ['ship.ts', 'Is "ship" meant? '],
  ['Ship', 'Is "ship" meant? '],
  ['validate', 'Is "orders/validate" or "returns/validate" meant? '],
  ['lib/text', ''],
])('%s', async (name, meant) => {
  const config = `{\n  // ours\n  "order": [\n    "ship",\n    ${JSON.stringify(name)},\n  ],\n}`;
  expect(await said({ 'stepscope.config.json': config })).toEqual([
    `warning stepscope.config.json:5:5 there is no step "${name}": ${meant}${HINT}`,
  ]);
});

test('in deploy.yaml too, unless the settings have an order of their own', async () => {
  const deploy = 'workspaces:\n  - name: shop\n    steps:\n      - ship\n      - validat\n';
  const meant = 'Is "orders/validate" or "returns/validate" meant? ';
  expect(await said({ 'deploy.yaml': deploy })).toEqual([
    `warning deploy.yaml:5:9 there is no step "validat": ${meant}${HINT}`,
  ]);
  expect(await said({ 'deploy.yaml': deploy, 'stepscope.config.json': '{ "order": ["ship"] }' })).toEqual([]);
});

test('what stands beside it is not told: it may be a secret', async () => {
  const config = '{\n  "secrets": { "KEY": "sk_live" },\n  "order": ["gone"]\n}';
  const { problems } = await readWorkspace(makeFolder({ ...STEPS, 'stepscope.config.json': config }));
  expect(problems).toHaveLength(1);
  expect(JSON.stringify(problems)).not.toContain('sk_live');
});
