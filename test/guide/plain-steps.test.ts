// What the guide's steps rely on, in small steps of our own: so each of these holds where the guide is not here, too.
import { expect } from 'vitest';
import { item } from './item.ts';
import { asSteps, type Trial, tryAll } from './trial.ts';

const NOW = '2025-01-01T00:00:00.000Z';
const step = (condition: string, body: string, below = ''): string =>
  `export const condition = ${condition};\nexport const content = async () => {\n${body}\n};\n${below}`;

const steps = {
  validate: step(
    '{ email: String, validated: null }',
    `try {
  if (data.email === '') throw new Error('an address is required');
  data.validated = /@/.test(data.email);
} catch (error) {
  data.validated = false;
  data.lastError = { message: error.message, stack: error.stack };
  if (data.testMode) throw error;
}`,
  ),
  charge: step(
    '{ total: Number, paid: null }',
    `try {
  data.result = await connectors.stripe.charge({ amount: data.total });
  data.paid = true;
} catch (error) {
  data.result = { error: error.message, code: error.code };
  data.paid = false;
} finally {
  data.trace = [...(data.trace || []), 'charge'];
}`,
  ),
  via: step(
    '{ debug: true }',
    "data.source = data.$via?.type || 'manual'; data.id = task.id(); data.createdAt = task.createdAt;",
  ),
  cycle: step('{ cycle: true }', "const ring = { name: 'ring' };\nring.self = ring;\ndata.ring = ring;"),
  print: step(
    '{ printed: true }',
    "const ring = { name: 'ring' };\nring.self = ring;\nconsole.log(ring);\nconsole.log(JSON.stringify(data));",
  ),
  profile: step(
    '{ profile: true }',
    'data.figures = process.memoryUsage();\ndata.ops = [await measure(async () => 1), await measure(async () => nowhere())];',
    `async function measure(operation) {
  const began = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await new Promise((resolve) => setImmediate(resolve));
  try {
    await operation();
    return { success: true, ms: Date.now() - began };
  } catch (error) {
    return { success: false, error: error.message };
  }
}
`,
  ),
  undefined: step('{ calls: "nobody" }', 'await getNowhere();'),
  cap: step(
    '{ history: Array }',
    'data.history.push({ at: 100 });\nif (data.history.length > 100) data.history = data.history.slice(-100);',
  ),
  shape: step(
    '{ flags: Object }',
    'data.$debug = { where: [task.workspace(), task.region()], shape: shapeOf(data) };',
    `function shapeOf(value, depth = 0, most = 1) {
  if (depth > most) return '[Object]';
  if (typeof value !== 'object') return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner, depth + 1, most)]));
}
`,
  ),
  grow: step('{ growing: Number }', 'data.growing++;\nstep.redo();'),
  still: step('{ still: true }', 'step.redo();'),
  count: step(
    '{ counted: true }',
    "data.runs = (data.runs || 0) + 1;\nif (data.runs > 10) throw new Error('limit exceeded');\nstep.redo();",
  ),
  retry: step(
    '{ contact: String }',
    `for (let attempt = 1; attempt <= 3; attempt++) {
  try {
    data.crm = (await connectors.hubspot.createContact({ email: data.contact })).id;
    return;
  } catch (error) {
    console.error('attempt', attempt, 'failed:', error.message);
    if (attempt < 3) await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 1000));
  }
}
data.byHand = true;`,
  ),
  canary: step('{ canary: true }', "data.group = Math.random() * 100 < 5 ? 'new' : 'stable';"),
};

const down = { $throw: { name: 'Error', message: 'down', code: 503 } };
const hubspot = (...createContact: unknown[]): object => ({ connectors: { hubspot: { createContact } } });
const about = (ms: number) =>
  expect.toSatisfy((value: number) => value >= ms && value < ms + 1_000, `${ms} ms and little more`);

const trials: readonly Trial[] = [
  {
    item: 7,
    says: 'a good address',
    data: { email: 'a@b' },
    gives: { end: 'done/settled', data: { validated: true } },
  },
  {
    item: 8,
    says: 'a bad address is no error',
    data: { email: 'ab' },
    gives: { error: null, data: { validated: false } },
  },
  {
    item: 9,
    says: 'an error that is thrown again ends the task, and what catch wrote is kept',
    data: { email: '', testMode: true },
    gives: { end: 'error/error', data: { validated: false, lastError: { message: 'an address is required' } } },
  },
  {
    item: 10,
    says: 'error.stack in data points into the file and line of the step',
    data: { email: '' },
    gives: {
      data: { lastError: { stack: expect.stringMatching(/^Error: an address.*\n +at .*steps\/validate\.js:4:\d+/) } },
    },
  },
  {
    item: 12,
    says: 'what is thrown within try reaches the step’s catch',
    data: { email: '' },
    gives: { end: 'done/settled', error: null },
  },
  {
    item: 14,
    says: 'false is not null: the step is not eligible',
    data: { total: 5, paid: false },
    gives: { end: 'incomplete/rejected' },
  },
  {
    item: 15,
    says: 'a canned error of a connector arrives with message and code; finally runs',
    data: { total: 5 },
    scenario: { connectors: { stripe: { charge: down } } },
    gives: { end: 'done/settled', data: { paid: false, result: { error: 'down', code: 503 }, trace: ['charge'] } },
  },
  {
    item: 15,
    says: 'a canned answer of a connector',
    data: { total: 5 },
    scenario: { connectors: { stripe: { charge: { id: 'ch_1' } } } },
    gives: { data: { paid: true, result: { id: 'ch_1' } } },
  },
  {
    item: 49,
    says: 'task.id(), task.createdAt, and $via where there is none',
    data: { debug: true },
    gives: { data: { source: 'manual', id: expect.stringMatching(/^\w+$/), createdAt: NOW } },
  },
  {
    item: 50,
    says: 'a cycle left in data is the step’s error, and names the path',
    data: { cycle: true },
    gives: { end: 'error/error', error: { step: 'cycle', message: expect.stringContaining('ring.self') } },
  },
  {
    item: 50,
    says: 'a cycle that is only printed harms nothing',
    data: { printed: true },
    gives: { end: 'done/settled', logs: [expect.stringContaining('[Circular'), 'log {"printed":true}'] },
  },
  { item: 52, says: 'a step whose condition stays true runs once', data: { debug: true }, gives: { steps: ['via'] } },
  {
    item: 61,
    says: 'helpers below content: a timer that is waited for, and an undefined function within their try',
    data: { profile: true },
    gives: {
      end: 'done/settled',
      ms: about(200),
      data: {
        figures: { rss: expect.any(Number) },
        ops: [
          { success: true, ms: about(100) },
          { success: false, error: 'nowhere is not defined' },
        ],
      },
    },
  },
  {
    item: 62,
    says: 'an undefined function elsewhere ends the task in error and is named',
    data: { calls: 'nobody' },
    gives: { end: 'error/error', error: { name: 'ReferenceError', message: 'getNowhere is not defined', line: 3 } },
  },
  {
    item: 67,
    says: 'a list that is capped at 100 entries',
    data: { history: Array.from({ length: 100 }, (_, at) => ({ at })) },
    gives: {
      data: { history: expect.toSatisfy((list: { at: number }[]) => list.length === 100 && list[0]?.at === 1) },
    },
  },
  {
    item: 71,
    says: 'Object takes any fields; workspace, region and a recursive helper',
    data: { flags: { a: { b: { c: 1 } } } },
    gives: {
      data: { $debug: { where: [expect.any(String), expect.any(String)], shape: { flags: { a: '[Object]' } } } },
    },
  },
  {
    item: 95,
    says: 'a counter that throws ends a loop',
    data: { counted: true },
    gives: { end: 'error/error', data: { runs: 11 }, error: { message: 'limit exceeded' } },
  },
  {
    item: 95,
    says: 'a redo loop without a counter ends at the engine’s limit',
    data: { growing: 0 },
    gives: { end: 'error/limit', data: { growing: 50 }, error: { message: expect.stringMatching(/50 turns.*grow/s) } },
  },
  {
    item: 95,
    says: 'a redo loop that changes nothing is named at once',
    data: { still: true },
    gives: { end: 'error/loop', error: { message: expect.stringContaining('still') } },
  },
  {
    item: 97,
    says: 'a connector that fails twice, then answers; 2 s and 4 s pass on the task’s clock',
    data: { contact: 'a@b' },
    scenario: hubspot(down, down, { id: 'crm-7' }),
    gives: { end: 'done/settled', ms: about(6_000), calls: [{ error: {} }, { error: {} }, {}], data: { crm: 'crm-7' } },
  },
  {
    item: 98,
    says: 'a connector that fails each time: the task goes on with a flag',
    data: { contact: 'a@b' },
    scenario: hubspot(down),
    gives: { end: 'done/settled', error: null, calls: [{}, {}, {}], data: { byHand: true } },
  },
  ...(
    [
      [1, 'stable'],
      [27, 'new'],
    ] as const
  ).map(([seed, group]) => ({
    item: 102,
    says: `chance hangs on the seed: ${seed} is ${group}`,
    data: { canary: true },
    scenario: { seed, stream: 'canary' },
    gives: { data: { group } },
  })),
];

const report = tryAll(
  trials,
  { ...asSteps(steps), 'stepscope.config.json': { limits: { turns: 50 } } },
  'stands alone',
);

item(60, 'a helper below content is told as missing after deploy', () => {
  const warned = report().problems.map(({ severity, file, message }) => `${severity} ${file} ${message}`);
  expect(warned).toContain(
    'warning steps/profile.js measure outside content works here and will be missing after deploy',
  );
});

item(67, 'of a capped list the patch says what came and went', () => {
  const turn = report()
    .scenarios.flatMap(({ turns }) => turns)
    .find(({ step: name }) => name === 'cap');
  expect(new Set(turn?.patches.map(({ op }) => op))).toEqual(new Set(['splice']));
  expect(JSON.stringify(turn?.patches).length).toBeLessThan(300);
});

item(69, 'debugging that only reads changes no business field', () => {
  const turn = report()
    .scenarios.flatMap(({ turns }) => turns)
    .find(({ step: name }) => name === 'shape');
  expect(turn?.patches.map(({ path }) => path[0])).toEqual(['$debug']);
});
