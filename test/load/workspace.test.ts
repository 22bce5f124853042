import { symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readWorkspace } from '../../src/load/workspace.ts';
import { makeFolder } from './folder.ts';

const OK = 'export const content = () => {};';

test('the place and name of a file decide what it is', async () => {
  const dir = makeFolder({
    'steps/b.js': OK,
    'steps/a b.ts': OK,
    'steps/Z.mjs': OK,
    'steps/billing/charge card.mts': OK,
    'steps/v1.2/x.js': OK,
    'steps/lib/globals.ts': OK,
    'steps/lib/text/trim.js': OK,
    'scenarios/flow.ts': OK,
    'scenarios/connectors/crm.js': OK,
  });
  const { sources, problems } = await readWorkspace(dir);
  expect(problems).toEqual([]);
  expect(sources.map(({ kind, name, file }) => `${kind} ${name} = ${file}`)).toEqual([
    'connector crm = scenarios/connectors/crm.js',
    'library globals = steps/lib/globals.ts',
    'library text/trim = steps/lib/text/trim.js',
    'scenario flow = scenarios/flow.ts',
    'step Z = steps/Z.mjs',
    'step a b = steps/a b.ts',
    'step b = steps/b.js',
    'step billing/charge card = steps/billing/charge card.mts',
    'step v1.2/x = steps/v1.2/x.js',
  ]);
});

test.each([
  'steps/types.d.ts',
  'steps/types.d.mts',
  'steps/a.test.js',
  'steps/a.test.ts',
  'steps/.hidden.js',
  'steps/.git/a.js',
  'steps/node_modules/x/a.js',
  'steps/a.js~',
  'steps/a.json',
  'steps/README.md',
  'scenarios/notes.md',
  'scenarios/run.stepscope.jsonl',
  'scenarios/.draft.json',
  'scenarios/connectors/.draft.json',
  'elsewhere/a.js',
])('%s is nothing to us', async (file) => {
  const dir = makeFolder({ 'steps/ok.js': OK, 'scenarios/ok.json': '{}', [file]: '{ broken' });
  const { sources, scenarios, mocks, problems } = await readWorkspace(dir);
  expect(sources.map(({ name }) => name)).toEqual(['ok']);
  expect(scenarios.map(({ name }) => name)).toEqual(['ok']);
  expect({ mocks, problems }).toEqual({ mocks: {}, problems: [] });
});

test.each([
  ['a byte order mark', '\uFEFFlet a;\n', 'let a;\n'],
  ['CRLF', 'let a;\r\nlet b;\r\n', 'let a;\r\nlet b;\r\n'],
  ['characters beyond ASCII', '// žluťoučký 🐴 \uFFFD', '// žluťoučký 🐴 \uFFFD'],
])('a step with %s is read as it is meant', async (_, written, text) => {
  const { sources, problems } = await readWorkspace(makeFolder({ 'steps/a.js': written, 'scenarios/a.json': '{}' }));
  expect(sources[0]?.text).toBe(text);
  expect(problems).toEqual([]);
});

test('folders of other names', async () => {
  const dir = makeFolder({
    'stepscope.config.json': '{ "steps": "./src/flow/", "scenarios": "cases" }',
    'src/flow/a.js': OK,
    'src/flow/lib/b.js': OK,
    'cases/c.json': '{}',
    'cases/connectors/d.json': '{ "get": 1 }',
    'steps/no.js': OK,
  });
  const { sources, scenarios, mocks, problems } = await readWorkspace(dir);
  expect(sources.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['library b', 'step a']);
  expect(scenarios.map(({ name }) => name)).toEqual(['c']);
  expect({ mocks, problems }).toEqual({ mocks: { d: { get: 1 } }, problems: [] });
});

test('an empty folder is a beginning, not an error', async () => {
  const { problems } = await readWorkspace(makeFolder({}));
  expect(problems.map(({ severity, file, message }) => ({ severity, file, message }))).toEqual([
    { severity: 'warning', file: 'scenarios', message: 'there is no folder scenarios' },
    { severity: 'warning', file: 'steps', message: 'there is no folder steps' },
  ]);
  for (const { hint } of problems) expect(hint).toContain('stepscope.config.json');
});

test('a workspace that is not there is an error', async () => {
  const dir = makeFolder({ file: '' });
  const missing = await readWorkspace(`${dir}/nowhere`);
  expect(missing.problems).toMatchObject([
    {
      severity: 'error',
      file: '',
      message: `there is no folder ${dir}/nowhere`,
      hint: expect.stringContaining('--dir'),
    },
  ]);
  const file = await readWorkspace(`${dir}/file`);
  expect(file.problems).toMatchObject([{ severity: 'error', message: `${dir}/file is a file` }]);
});

test('a workspace that cannot be looked at is a Problem too', async () => {
  const dir = makeFolder({});
  symlinkSync('self', `${dir}/self`);
  const { problems } = await readWorkspace(`${dir}/self`);
  expect(problems).toMatchObject([{ severity: 'error', message: `${dir}/self: its symbolic links lead in a circle` }]);
});

test('mocks by file name, in every data language', async () => {
  const dir = makeFolder({
    'steps/a.js': OK,
    'scenarios/connectors/crm.json': '{ "get": { "id": 1 }, "list": [[], [1]] }',
    'scenarios/connectors/mail.yaml': 'send:\n  $throw: down\n',
    'scenarios/connectors/sms.jsonc': '{ "send": null, /* later */ }',
  });
  const { mocks, problems } = await readWorkspace(dir);
  expect(mocks).toEqual({
    crm: { get: { id: 1 }, list: [[], [1]] },
    mail: { send: { $throw: 'down' } },
    sms: { send: null },
  });
  expect(problems).toEqual([]);
});
