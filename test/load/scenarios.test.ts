import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWorkspace } from '../../src/load/workspace.ts';
import type { JsonObject, Problem, Scenario } from '../../src/step.ts';
import { makeFolder, write } from './folder.ts';

const PLAIN = { tags: [], data: {}, expect: {}, connectors: {}, config: {}, history: [], only: false, skip: false };

async function read(
  file: string,
  text: string,
): Promise<{ scenarios: readonly Scenario[]; problems: readonly Problem[] }> {
  return readWorkspace(makeFolder({ 'steps/a.js': '1', [`scenarios/${file}`]: text }));
}

test('plain data is one scenario named after the file', async () => {
  const { scenarios, problems } = await read('billing/late.json', '{ "customer": { "name": "x" }, "testMode": true }');
  expect(problems).toEqual([]);
  expect(scenarios).toEqual([
    {
      ...PLAIN,
      name: 'billing/late',
      file: 'scenarios/billing/late.json',
      line: 1,
      data: { customer: { name: 'x' }, testMode: true },
    },
  ]);
});

test("the guide's form: expectations are taken out of the data", async () => {
  const { scenarios, problems } = await read(
    'customer.json',
    `// tests/scenarios/customer_onboarding.json
     {
       "scenario": "onboarding",
       "customer": { "email": "a@b.c" },
       "expectedSteps": ["validate_customer", "welcome"], /* in order */
       "expectedDuration": 30000,
       "expectedError": "email",
       "testMode": true,
       "validateFinalState": { "customer.validated": true, "customer.crmId": "String", },
     }`,
  );
  expect(problems).toEqual([]);
  expect(scenarios[0]).toMatchObject({ name: 'customer', title: 'onboarding', line: 2 });
  expect(scenarios[0]?.data).toEqual({ customer: { email: 'a@b.c' }, testMode: true });
  expect(scenarios[0]?.expect).toEqual({
    expectedSteps: ['validate_customer', 'welcome'],
    expectedDuration: 30000,
    expectedError: 'email',
    validateFinalState: { 'customer.validated': true, 'customer.crmId': 'String' },
  });
});

const EXPLICIT = {
  name: 'happy path',
  description: 'all well',
  tags: ['slow'],
  data: { order: { id: 1 }, expectedSteps: ['charge'] },
  expect: {
    steps: ['charge'],
    neverSteps: ['refund'],
    state: 'done',
    reason: 'complete',
    error: 'x',
    duration: 5,
    paths: { 'order.id': 'Number' },
    data: {
      order: { id: 'Number', paid: true, note: null, ref: { $ne: null }, code: { $regexp: ['^a', 'gi'] } },
      list: [1],
    },
  },
  connectors: { stripe: { charge: [{ $throw: 'busy' }, { id: 'ch_1' }] } },
  config: { KEY: 'k', LEVEL: 3 },
  history: [{ state: 'error' }],
  seed: 7,
  now: '2025-01-01T00:00:00Z',
  only: true,
  skip: false,
};

test('the explicit form', async () => {
  const { scenarios, problems } = await read('a.json', JSON.stringify(EXPLICIT));
  expect(problems).toEqual([]);
  expect(scenarios).toEqual([
    {
      name: 'a',
      title: 'happy path',
      file: 'scenarios/a.json',
      line: 1,
      description: 'all well',
      tags: ['slow'],
      data: { order: { id: 1 } },
      expect: {
        expectedSteps: ['charge'],
        steps: ['charge'],
        neverSteps: ['refund'],
        state: 'done',
        reason: 'complete',
        error: 'x',
        duration: 5,
        paths: { 'order.id': 'Number' },
        data: {
          kind: 'object',
          fields: [
            [
              'order',
              {
                kind: 'object',
                fields: [
                  ['id', { kind: 'type', type: 'Number' }],
                  ['paid', { kind: 'literal', value: true }],
                  ['note', { kind: 'null' }],
                  ['ref', { kind: 'present' }],
                  ['code', { kind: 'regexp', source: '^a', flags: 'i' }],
                ],
              },
            ],
            ['list', { kind: 'array', elements: [{ kind: 'literal', value: 1 }] }],
          ],
        },
      },
      connectors: { stripe: { charge: [{ $throw: 'busy' }, { id: 'ch_1' }] } },
      config: { KEY: 'k', LEVEL: 3 },
      history: [{ state: 'error' }],
      seed: 7,
      now: Date.UTC(2025, 0, 1),
      only: true,
      skip: false,
    },
  ]);
});

test.each<[string, object, object]>([
  ['only a state', { state: 'done' }, { state: 'done' }],
  [
    'all of it',
    {
      name: 'order 1',
      state: 'error',
      startedAt: '2025-01-01T00:00:00Z',
      durationMs: 1200,
      error: { name: 'TypeError', message: 'declined', step: 'charge', connector: 'stripe' },
    },
    {
      name: 'order 1',
      state: 'error',
      at: Date.UTC(2025, 0, 1),
      durationMs: 1200,
      error: { name: 'TypeError', message: 'declined', step: 'charge', connector: 'stripe' },
    },
  ],
  ['a time in ms', { state: 'done', at: 5 }, { state: 'done', at: 5 }],
  ['an error tells the state', { error: 'down' }, { state: 'error', error: { name: 'Error', message: 'down' } }],
  ['keys that are nothing to us', { state: 'done', id: 7, result: {}, createdAt: 5 }, { state: 'done', at: 5 }],
])('a task of the past: %s', async (_, written, told) => {
  const text = JSON.stringify({ name: 'x', data: {}, history: [written] });
  const { scenarios, problems } = await read('a.json', text);
  expect(problems).toEqual([]);
  expect(scenarios[0]?.history).toEqual([told]);
});

test('a list makes several scenarios, by name or else by index', async () => {
  const { scenarios, problems } = await read(
    'all.json',
    '[\n {"a": 1},\n {"scenario": "two", "a": 2},\n {"name": "three", "data": {"a": 3}},\n {"name": "no scenario\'s name", "a": 4}\n]',
  );
  expect(problems).toEqual([]);
  expect(scenarios.map(({ name, line, data }) => [name, line, data.a])).toEqual([
    ['all#0', 2, 1],
    ['all#two', 3, 2],
    ['all#three', 4, 3],
    ['all#3', 5, 4],
  ]);
});

test('YAML says the same, with anchors and merges', async () => {
  const { scenarios, problems } = await read(
    'all.yaml',
    `# two of a kind
- name: one
  data: &base { day: 2025-01-01, yes: yes, customer: { id: "1" } }
  expect:
    data: { customer: { id: String } }
- scenario: two
  <<: *base
  copy: *base
  expectedSteps: [a]
`,
  );
  expect(problems).toEqual([]);
  const base = { day: '2025-01-01', yes: 'yes', customer: { id: '1' } };
  expect(scenarios.map(({ name, line, data }) => [name, line, data])).toEqual([
    ['all#one', 2, base],
    ['all#two', 6, { ...base, copy: base }],
  ]);
  expect(scenarios[0]?.expect.data).toMatchObject({ kind: 'object' });
  expect(scenarios[1]?.expect).toEqual({ expectedSteps: ['a'] });
});

test('several YAML documents are several scenarios, as a list is', async () => {
  const { scenarios, problems } = await read(
    'all.yaml',
    '%YAML 1.2\n---\n# the first\nname: one\ndata: { a: &a 1 }\n---\nb: 2\n...\n--- { scenario: three, c: 3 }\n---\n# nothing yet\n',
  );
  expect(problems).toEqual([]);
  expect(scenarios.map(({ name, line, data }) => [name, line, data])).toEqual([
    ['all#one', 4, { a: 1 }],
    ['all#1', 7, { b: 2 }],
    ['all#three', 9, { c: 3 }],
  ]);
});

test.each(['---\na: 1\n', 'a: 1\n---\n', '# why\n---\na: 1\n...\n', '---\n---\na: 1\n---\n# no more\n'])(
  'one document is one scenario: %j',
  async (text) => {
    const { scenarios, problems } = await read('one.yaml', text);
    expect(problems).toEqual([]);
    expect(scenarios.map(({ name, data }) => [name, data])).toEqual([['one', { a: 1 }]]);
  },
);

test('what is wrong with one of several YAML documents is told at its place, and the others run', async () => {
  const { scenarios, problems } = await read(
    'a.yaml',
    'a: 1\n---\nnull\n---\n- b: 1\n---\nname: x\ndata: 5\n---\nc: 1\n',
  );
  expect(scenarios.map(({ name }) => name)).toEqual(['a#0', 'a#4']);
  expect(problems.map(({ line, column }) => [line, column])).toEqual([
    [3, 1],
    [5, 1],
    [8, 1],
  ]);
  const torn = await read('a.yaml', 'a: 1\n---\nb: {\n---\nc: 1\n');
  expect([torn.scenarios, torn.problems.map(({ line }) => line)]).toEqual([[], [4]]);
});

test('also YAML that calls itself 1.1 brings no dates and no booleans in disguise', async () => {
  const { scenarios, problems } = await read('a.yaml', '%YAML 1.1\n---\nday: 2025-01-01\nno: off\n');
  expect(problems).toEqual([]);
  expect(scenarios[0]?.data).toEqual({ day: '2025-01-01', no: 'off' });
});

test.each([
  ['2025-01-01T00:00:00Z', Date.UTC(2025, 0, 1)],
  ['2025-01-01T02:00:00.5+02:00', Date.UTC(2025, 0, 1) + 500],
  ['2025-01-01T00:00', Date.UTC(2025, 0, 1)],
  ['2025-01-01', Date.UTC(2025, 0, 1)],
  [0, 0],
])('now: %j', async (now, ms) => {
  const { scenarios } = await read('a.json', JSON.stringify({ name: 'a', data: {}, now }));
  expect(scenarios[0]?.now).toBe(ms);
});

/** What stands in the file (its mistake at `@`), the message. A scenario beside it in the list must load. */
const MISTAKES: readonly (readonly [text: string, message: string])[] = [
  ['{ @"expectedSteps": "a" }', '"expectedSteps" must be a list of step names, not the text "a"'],
  ['{ "expectedSteps": ["a", @5] }', '"expectedSteps" must be a list of step names; element 2 is the number 5'],
  ['{ @"expectedDuration": -1 }', '"expectedDuration" must be a number of milliseconds, 0 or more, not the number -1'],
  ['{ @"expectedError": true }', '"expectedError" must be a text of the error, not true'],
  ['{ @"scenario": "" }', '"scenario" must be a text, not an empty text'],
  [
    '{ @"validateFinalState": [] }',
    '"validateFinalState" must be an object of dotted paths, each with its value or the name of its type, not an empty list',
  ],
  ['{ @"name": 1, "data": {} }', '"name" must be a text, not the number 1'],
  ['{ "name": "x", @"data": null }', '"data" must be an object, not null'],
  ['{ "name": "x", "data": {}, @"tags": "slow" }', '"tags" must be a list of texts, not the text "slow"'],
  ['{ "name": "x", "data": {}, @"seed": 1.5 }', '"seed" must be a whole number, not the number 1.5'],
  [
    '{ "name": "x", "data": {}, @"now": "noon" }',
    '"now" must be a time in ISO form, or in milliseconds since 1970, not the text "noon"',
  ],
  [
    '{ "name": "x", "data": {}, @"now": "2025-13-01" }',
    '"now" must be a time in ISO form, or in milliseconds since 1970, not the text "2025-13-01"',
  ],
  ['{ "name": "x", "data": {}, @"only": "yes" }', '"only" must be true or false, not the text "yes"'],
  ['{ "name": "x", "data": {}, @"history": {} }', '"history" must be a list of finished tasks, not an object'],
  [
    '{ "name": "x", "data": {}, "history": [{ "state": "done" },\n @5] }',
    '"history" must be a list of finished tasks; element 2 is the number 5',
  ],
  [
    '{ "name": "x", "data": {}, "history": [\n @{ "name": "order 1" }] }',
    'element 1 of "history" does not say how its task ended',
  ],
  [
    '{ "name": "x", "data": {}, "history": [{ @"state": "eror" }] }',
    '"history.state" must be one of done, incomplete, ignored, error, waiting, stopped, running, pending, not the text "eror"',
  ],
  [
    '{ "name": "x", "data": {}, "history": [{ "state": "done", @"startedAt": "noon" }] }',
    '"history.startedAt" must be a time in ISO form, or in milliseconds since 1970, not the text "noon"',
  ],
  [
    '{ "name": "x", "data": {}, "history": [{ "state": "done", @"durationMs": "1s" }] }',
    '"history.durationMs" must be a number of milliseconds, 0 or more, not the text "1s"',
  ],
  [
    '{ "name": "x", "data": {}, "history": [{ "state": "error", @"error": 5 }] }',
    '"history.error" must be a text, or an object with name and message, not the number 5',
  ],
  [
    '{ "name": "x", "data": {}, "history": [{ "state": "error", "error": { @"step": 5 } }] }',
    '"history.error.step" must be a text, not the number 5',
  ],
  ['{ "name": "x", "data": {}, @"expect": [] }', '"expect" must be an object, not an empty list'],
  [
    '{ "name": "x", "data": {}, "expect": {\n @"steps": "a" } }',
    '"expect.steps" must be a list of step names, not the text "a"',
  ],
  [
    '{ "name": "x", "data": {}, "expect": {\n @"state": "don" } }',
    '"expect.state" must be one of done, incomplete, ignored, error, waiting, stopped, not the text "don"',
  ],
  [
    '{ "name": "x", "data": {}, "expect": { @"data": "Object" } }',
    '"expect.data" must be an object that the final data must match, not the text "Object"',
  ],
  [
    '{ "name": "x", "data": {}, "expect": { "data": { "a": { @"$gt": 1 } } } }',
    'there is no operator $gt, so this never matches',
  ],
  [
    '{ "name": "x", "data": {}, "expect": { "data": { "a": { @"$ne": 1 } } } }',
    '$ne works with null only, so this never matches',
  ],
  [
    '{ "name": "x", "data": {}, "expect": { "data": { @"a": { "$regexp": ["("] } } } }',
    'this is no regular expression, so this never matches',
  ],
  [
    '{ "name": "x", "data": {}, "expect": { "data": { "$stash": { @"key": "k", "t": "String" } } } }',
    'a value under $stash matches by its type only, so this never matches',
  ],
  [
    '{ "name": "x", "data": {}, "connectors": { @"crm": 5 } }',
    'the mocks of connector "crm" must be an object of methods, not the number 5',
  ],
  ['@5', 'a scenario must be an object, not the number 5'],
  ['@["a"]', 'a scenario must be an object, not a list'],
];

test.each(MISTAKES)('%s', async (marked, message) => {
  const text = `[\n${marked.replace('@', '')},\n{"scenario": "ok"}]`;
  const before = marked.slice(0, marked.indexOf('@')).split('\n');
  const { scenarios, problems } = await read('a.json', text);
  expect(problems).toMatchObject([
    {
      severity: 'error',
      file: 'scenarios/a.json',
      line: before.length + 1,
      column: (before.at(-1) ?? '').length + 1,
      message,
    },
  ]);
  expect(scenarios.map(({ name }) => name)).toEqual(['a#ok']);
});

test('a mistake in YAML is found through an alias too', async () => {
  const { problems } = await read(
    'a.yaml',
    '- { name: x, data: {}, expect: &e { state: don } }\n- name: y\n  data: {}\n  expect: *e\n',
  );
  expect(problems.map(({ line, column }) => [line, column])).toEqual([
    [1, 37],
    [1, 37],
  ]);
});

test.each([
  ['expct', 'Did you mean "expect"?'],
  ['Only', 'Did you mean "only"?'],
  ['expectedSteps', 'In a scenario with "name" and "data", write it as "expect": { "steps": … }.'],
  ['whatever else', 'It has no effect. Known here: name, description, tags,'],
])('the unknown key "%s" of an explicit scenario is a warning', async (key, hint) => {
  const { scenarios, problems } = await read('a.json', `{ "name": "x", "data": {},\n "${key}": [] }`);
  expect(problems).toMatchObject([
    { severity: 'warning', line: 2, column: 2, message: `unknown key "${key}"`, hint: expect.stringContaining(hint) },
  ]);
  expect(scenarios).toHaveLength(1);
});

test('an unknown key of expect is a warning', async () => {
  const { problems } = await read('a.json', '{ "name": "x", "data": {}, "expect": { "step": [] } }');
  expect(problems).toMatchObject([{ severity: 'warning', column: 40, hint: 'Did you mean "steps"?' }]);
});

test.each([
  ['{ "a": 1, "expectedStep": ["x"] }', 'unknown key "expectedStep"', 'Did you mean "expectedSteps"?'],
  ['{ "validateFinalstate": {} }', 'unknown key "validateFinalstate"', 'Did you mean "validateFinalState"?'],
  [
    '{ "data": { "a": 1 }, "expect": { "steps": [] } }',
    'there is "data" and "expect", but no "name": all',
    'Add "name"',
  ],
  ['{ "name": "x", "data": {}, "connectors": { "a": { "b": { "$thorw": "no" } } } }', '"$thorw"', '"$throw"'],
  ['{ "name": "x", "data": {}, "connectors": { "a": { "b": [1, { "$retrun": 2 }] } } }', '"$retrun"', '"$return"'],
])('a slip is a warning that says what was meant: %s', async (text, message, hint) => {
  const { scenarios, problems } = await read('a.json', text);
  const told = { message: expect.stringContaining(message), hint: expect.stringContaining(hint) };
  expect(problems).toMatchObject([{ severity: 'warning', line: 1, ...told }]);
  expect(scenarios).toHaveLength(1);
});

test.each([
  '{ "expected": 1, "valid": true, "validated": false, "expectedDelivery": "today" }',
  '{ "data": { "a": 1 } }',
  '{ "data": 1, "expect": {} }',
])("keys of the data are nobody else's business: %s", async (text) => {
  expect((await read('a.json', text)).problems).toEqual([]);
});

test('scenarios of one name: none of them runs', async () => {
  const dir = makeFolder({
    'steps/a.js': '1',
    'scenarios/a.json': '{}',
    'scenarios/a.yaml': 'x: 1',
    'scenarios/b.json': '[{"scenario":"x"},\n{"scenario":"x"},\n{"scenario":"y"}]',
  });
  const { scenarios, problems } = await readWorkspace(dir);
  expect(scenarios.map(({ name }) => name)).toEqual(['b#y']);
  expect(problems.map(({ file, line, message }) => [file, line, message])).toEqual([
    ['scenarios/a.json', 1, 'several scenarios are called "a": scenarios/a.json:1 and scenarios/a.yaml:1'],
    ['scenarios/b.json', 1, 'several scenarios are called "b#x": scenarios/b.json:1 and scenarios/b.json:2'],
  ]);
});

test('an empty list is worth a word', async () => {
  const { scenarios, problems } = await read('a.json', '[]');
  expect(scenarios).toEqual([]);
  expect(problems).toMatchObject([{ severity: 'warning', line: 1, column: 1, message: 'this list holds no scenario' }]);
});

const EXPECTATIONS = ['scenario', 'expectedSteps', 'expectedDuration', 'expectedError', 'validateFinalState'];

/** Any object that JSON can hold, with the nasty keys, and expectations that are sound. */
const anyData = fc
  .dictionary(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', 'name', '')),
    fc.jsonValue(),
  )
  .filter((data) => !EXPECTATIONS.some((key) => Object.hasOwn(data, key)));
const anyExpectations = fc.record(
  { scenario: fc.string({ minLength: 1 }), expectedSteps: fc.array(fc.string()), expectedDuration: fc.nat() },
  { requiredKeys: [] },
);

test('any JSON object is read back as the data of a scenario, less its expectations', async () => {
  const dir = makeFolder({ 'steps/a.js': '1' });
  const property = fc.asyncProperty(
    anyData,
    anyExpectations,
    fc.constantFrom(0, 2),
    async (data, expectations, indent) => {
      const { data: _, ...plain } = data as JsonObject;
      // fromEntries, because a spread would lose nothing but an assignment would lose `__proto__`.
      const written = JSON.stringify(
        Object.fromEntries([...Object.entries(expectations), ...Object.entries(plain)]),
        null,
        indent,
      );
      write(dir, { 'scenarios/a.json': written });
      const { scenarios, problems } = await readWorkspace(dir);
      expect(problems).toEqual([]);
      expect(JSON.stringify(scenarios[0]?.data)).toBe(JSON.stringify(plain));
      const { title, expect: expected } = scenarios[0] as Scenario;
      expect({ scenario: title, ...expected }).toEqual(expectations);
    },
  );
  await fc.assert(property, { numRuns: 300 });
});
