// The guide's commands for steps: list and show them, write and copy them, try and measure them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { item } from './item.ts';
import { openShell, type Shell } from './shell.ts';

const file = (condition: string, body: string): string =>
  `export const condition = ${condition};\nexport const content = async () => {\n  ${body}\n};\n`;
const validate = file('{ customer: { email: String, validated: null } }', 'data.customer.validated = true;');

const files = {
  'steps/validate_customer.js': validate,
  'steps/slow.js': file('{ slow: Number }', 'await connectors.utils.sleep({ milliseconds: data.slow });'),
  'steps/failing.js': file('{ fails: true }', "throw new Error('on purpose');"),
  'steps/helped.js': `${file('{ helped: true }', 'data.sum = add(1, 2);')}\nfunction add(a, b) {\n  return a + b;\n}\n`,
  'steps/broken.js': 'export const condition = { broken: ',
  'steps/off.js': `export const disabled = true;\n${file('{ off: true }', '')}`,
};

let shell: Shell;
const out = async (script: string): Promise<string> => (await shell.sh(script)).stdout;
const lines = async (script: string): Promise<string[]> =>
  (await out(script)).split('\n').filter((line) => line !== '');
const text = (name: string): string => readFileSync(join(shell.dir, name), 'utf8');
const idOf = async (name: string): Promise<string> => {
  const listed = JSON.parse(await out('aloma step list --json')) as { name: string; id: string }[];
  return listed.find((step) => step.name === name)?.id ?? 'no such step';
};

beforeAll(async () => {
  // An editor that puts a line of its own before the last word of a file.
  shell = openShell(files, { editor: 'sed -i "s/validated = true/validated = edited()/" "$1"' });
  const made = [
    `"valid" -d '{"customer": {"email": "a@example.com"}}'`,
    `"slow 1" -d '{"slow": 1000}'`,
    `"slow 2" -d '{"slow": 3000}'`,
    `"failing" -d '{"fails": true}'`,
  ];
  await Promise.all(made.map((args) => shell.sh(`aloma task new ${args}`)));
}, 120_000);

afterAll(() => shell.remove());

item(30, 'step list: name, id, enabled, valid, last used', async () => {
  const rows = (await lines('aloma step list')).map((line) => line.split(/ {2,}/));
  const row = (name: string): string[] | undefined => rows.find(([first]) => first === name);
  expect(row('validate_customer')).toEqual(
    expect.arrayContaining(['enabled', 'valid', expect.stringMatching(/^\d{4}-\d\d-\d\dT/)]),
  );
  expect(row('helped')).toEqual(expect.arrayContaining(['enabled', 'valid', 'never']));
  expect(row('off')).toEqual(expect.arrayContaining(['disabled', 'valid']));
  expect(row('broken')?.[3]).toBe('broken');
  expect(row('slow')?.[1]).toMatch(/^[0-9a-f]+$/);
});

item(31, 'step show takes a name or an id: condition and content', async () => {
  const shown = await out('aloma step show validate_customer');
  expect(shown).toContain('{ customer: { email: String, validated: null } }');
  expect(shown).toContain('data.customer.validated = true;');
  expect(await out(`aloma step show ${await idOf('validate_customer')}`)).toBe(shown);
  expect(await shell.sh('aloma step show validate_custmer')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('validate_customer'),
  });
});

item(32, 'step show --verbose: file, specificity, helpers, findings and how it ran', async () => {
  const slow = await out('aloma step show slow --verbose');
  expect(slow).toMatch(/file +steps\/slow\.js/);
  expect(slow).toMatch(/specificity +1/);
  expect(slow).toMatch(/runs +2/);
  const helped = await out('aloma step show helped --verbose');
  expect(helped).toMatch(/helpers +add/);
  expect(helped).toContain('will be missing after deploy');
});

item(33, 'step edit opens $EDITOR on the file, and looks at it afterwards', async () => {
  const edited = await shell.sh('EDITOR=editor aloma step edit validate_customer');
  expect(edited.code).toBe(0);
  expect(text('steps/validate_customer.js')).toContain('validated = edited()');
  expect(await out('aloma step show validate_customer')).toContain('validated = edited()');
  const broken = await shell.sh('EDITOR=editor aloma step edit broken');
  expect(broken).toMatchObject({ code: 3, stderr: expect.stringMatching(/steps\/broken\.js:1:\d+/) });
});

item(34, 'step clone copies the file under a new name and id; the original is untouched', async () => {
  const before = text('steps/slow.js');
  expect((await shell.sh('aloma step clone slow')).code).toBe(0);
  expect(text('steps/slow.js')).toBe(before);
  const listed = JSON.parse(await out('aloma step list --json')) as { name: string; id: string }[];
  const copies = listed.filter(({ name }) => name.startsWith('slow'));
  expect(copies).toHaveLength(2);
  expect(new Set(copies.map(({ id }) => id)).size).toBe(2);
  expect(text(`steps/${copies.find(({ name }) => name !== 'slow')?.name}.js`)).toContain('connectors.utils.sleep');
});

item(35, 'step validate ID -d: a match ends with 0, no match with 1, each field with its reason', async () => {
  const match = await shell.sh(`aloma step validate validate_customer -d '{"customer":{"email":"test@example.com"}}'`);
  expect(match).toMatchObject({ code: 0, stdout: expect.stringMatching(/^validate_customer matches/) });
  expect(match.stdout).toMatch(/✓ email +String +"test@example\.com"/);
  const none = await shell.sh(`aloma step validate validate_customer -d '{"customer":{"email":7}}'`);
  expect(none).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^validate_customer does not match: 1 of 2 fields fails/),
  });
  expect(none.stdout).toMatch(/✗ email +String +wrong type: got 7/);
  expect(none.stdout).toMatch(/✓ validated/);
});

item(38, 'step list --sort avgExecutionTime: the slowest first, by the mean of what the history knows', async () => {
  const rows = JSON.parse(await out('aloma step list --sort avgExecutionTime --json')) as {
    name: string;
    meanMs: number | null;
  }[];
  const means = rows.flatMap(({ meanMs }) => meanMs ?? []);
  expect(means.length).toBeGreaterThan(2);
  expect(means).toEqual([...means].sort((a, b) => b - a));
});

item(39, 'step performance: runs, errors, mean, min, max, p95', async () => {
  const slow = await out('aloma step performance slow');
  for (const word of ['runs +2', 'errors +0', 'mean +', 'min +', 'max +', 'p95 +'])
    expect(slow).toMatch(new RegExp(`^${word}`, 'm'));
  expect(await out('aloma step performance failing')).toMatch(/^runs +1\nerrors +1$/m);
});

item(90, 'step list | grep "condition": the condition of each step on a line with this word', async () => {
  const found = await lines('aloma step list | grep "condition"');
  expect(found.find((line) => line.startsWith('validate_customer'))).toContain(
    'condition { customer: { email: String, validated: null } }',
  );
  expect(found.length).toBeGreaterThanOrEqual(5);
});
