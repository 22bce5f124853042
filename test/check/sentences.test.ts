// semantics.md read once more, sentence by sentence, with its nasty variants: each row failed before it was mended.
import { describe, expect } from 'vitest';
import { type Case, conform } from './cases.ts';

const saying = (text: string) => [expect.stringMatching(new RegExp(text))];

const conditions: readonly Case[] = [
  {
    says: 'a function in a condition that throws is no match, and is reported',
    steps: {
      a: ['x: (v) => v.length > 3', 'data.a = 1;'],
      b: ['', 'data.b = 1;'],
    },
    gives: {
      steps: ['b'],
      data: { b: 1 },
      warnings: saying('^a: the function at x of its condition threw, which is no match: .*reading .length'),
    },
  },
  {
    says: 'a function in a condition that gives a promise is no match, and is reported',
    steps: { a: ['x: (v) => Promise.reject(new Error("late"))', 'data.a = 1;'], b: ['', 'data.b = 1;'] },
    gives: { steps: ['b'], warnings: saying('gave a promise') },
  },
];

const stashed: readonly Case[] = [
  {
    says: '$stash is always there: what is missing in it is missing, though nothing was ever stashed',
    steps: {
      a: ['$stash: { token: null }, n: 1', "data.n = 2; data.$stash.token = 'a token of mine';"],
      b: ['$stash: { token: null }, n: 2', 'data.n = 3;'],
      c: ['$stash: { token: String }, n: 2', 'data.n = 4; data.$stash = {};'],
      d: ['$stash: Object, n: 4', 'data.n = 5;'],
      e: ['$stash: { token: { $ne: null } }', 'data.n = 6;'],
    },
    data: { n: 1 },
    gives: { steps: ['a', 'c', 'd'], data: { n: 5 } },
  },
];

const assigned: readonly Case[] = [
  ['taken apart into it', '({ data } = { data: 1 });'],
  ['as an element', '[data] = [1];'],
  ['as the rest', '({ ...data } = {});'],
  ['by a loop', 'for (data of [1]);'],
  ['by counting', 'data++;'],
  ['by a shift', 'data <<= 1;'],
].map(([how, body]) => ({
  says: `assigning data itself, ${how}, is a Problem at load`,
  steps: { a: ['', body as string] as const },
  gives: { steps: [], problems: [{ severity: 'error', line: 3, message: saying('`data` itself is assigned')[0] }] },
}));

const loaded: readonly Case[] = [
  ...assigned,
  {
    says: 'a JSON file can be imported, and is made anew for each turn',
    files: {
      'a.js':
        "import rates from './rates.json' with { type: 'json' };\nexport const condition = { CASE, n: Number };\nexport const content = () => { rates.list.push(1); data.n += rates.list.length; if (data.n < 3) step.redo(); };",
      'rates.json': '{ "list": [] }',
    },
    data: { n: 1 },
    gives: { end: 'done/settled', steps: ['a', 'a'], data: { n: 3 }, warnings: saying('missing after deploy') },
  },
  {
    says: 'a JSON file that is broken is said to be',
    files: {
      'a.js': "import rates from './bad.json';\nexport const condition = { CASE };\nexport const content = () => {};",
      'bad.json': '{ "list": ',
    },
    gives: { steps: [], errors: saying('bad\\.json is no JSON') },
  },
  {
    says: 'what content is given is data too: assigning it is a Problem at load',
    files: {
      'a.js': 'export const condition = { CASE };\nexport const content = (data) => {\n  data = { ...data, n: 2 };\n};',
      'b.js': 'export const match = () => ({ CASE });\nexport default async function (data) {\n  data = {};\n}',
    },
    gives: {
      steps: [],
      problems: [
        { file: 'steps/a.js', line: 3 },
        { file: 'steps/b.js', line: 3 },
      ],
    },
  },
  {
    says: 'a data of a helper’s own may be assigned',
    steps: { a: ['', 'const next = (data) => { data += 1; return data; }; data.n = next(1);'] },
    gives: { data: { n: 2 } },
  },
  {
    says: 'content that is no function is said to be none, at its place',
    files: { 'a.js': 'export const condition = { CASE };\nexport const content = 5;' },
    gives: { problems: [{ severity: 'error', line: 2, column: 24, message: 'content is no function' }] },
  },
];

const hidden: readonly Case[] = [
  {
    says: "what a call brings into '$stash…' is shown nowhere, neither at once nor later",
    steps: {
      a: [
        'n: null',
        "data.n = 1; connectors.auth.login({ into: '$stash.now' }); connectors.auth.later({ into: '$stash.later' });",
      ],
      b: ['$stash: { now: { token: String }, later: Object }', 'data.b = data.$stash.later.token.length;'],
    },
    scenario: {
      connectors: {
        auth: { login: { token: 'sekret-value-3' }, later: { $delay: 5, $return: { token: 'sekret-value-4' } } },
      },
    },
    gives: {
      data: { n: 1, b: 14 },
      calls: [
        { method: 'login', result: { token: '‹stash›' } },
        { method: 'later', result: { token: '‹stash›' } },
      ],
    },
  },
];

const world: readonly Case[] = [
  {
    says: 'a step that puts another JSON.stringify in its place harms nobody but itself',
    steps: { a: ['', "JSON.stringify = () => 'mine'; console.log('told'); data.n = JSON.stringify({});"] },
    gives: { data: { n: 'mine' }, logs: ['log told'] },
  },
  {
    says: 'a date that structuredClone made is a date; of a class of one’s own it is none',
    steps: {
      a: [
        '',
        'class Day extends Date {} data.r = [structuredClone(new Date()) instanceof Date, new Day() instanceof Day, new Date() instanceof Day, {} instanceof Date];',
      ],
    },
    gives: { data: { r: [true, true, false, false] } },
  },
  {
    says: 'to show a connector as text is no call',
    steps: { a: ['', 'data.t = String(connectors.crm).length > 0;'] },
    gives: { end: 'done/settled', data: { t: true }, calls: [] },
  },
];

const told: readonly Case[] = [
  {
    says: 'what a subtask is warned of is told',
    steps: {
      a: ['go: 1', "task.subtask('kid', { $case: data.$case, kid: 1 });"],
      kid: ['kid: 1', 'data.x = NaN;'],
    },
    data: { go: 1 },
    gives: { end: 'done/settled', warnings: saying('^kid left NaN at data.x') },
  },
  {
    says: 'a subtask that fails where nobody asked for its result is told',
    steps: {
      a: ['go: 1', "task.subtask('kid', { $case: data.$case, kid: 1 });"],
      kid: ['kid: 1', "throw new Error('lost');"],
    },
    data: { go: 1 },
    gives: { end: 'done/settled', status: 'passed', warnings: saying('^the subtask kid ended in error.*Error: lost$') },
  },
  {
    says: 'a subtask whose error its parent gets is told there',
    steps: {
      a: ['go: 1', "task.subtask('kid', { $case: data.$case, kid: 1 }, { into: 'r' });"],
      kid: ['kid: 1', "throw new Error('heard');"],
    },
    data: { go: 1 },
    gives: { data: { go: 1, r: { error: { name: 'Error', message: 'heard' } } }, warnings: [] },
  },
  {
    says: 'a call of a subtask that nobody answers is told, also where the parent gets the error',
    steps: {
      a: ['go: 1', "task.subtask('kid', { $case: data.$case, kid: 1 }, { into: 'r' });"],
      kid: ['kid: 1', 'connectors.crm.find({});'],
    },
    data: { go: 1 },
    gives: {
      end: 'done/settled',
      warnings: saying('^the subtask kid ended in error: UnmockedCall: connectors.crm.find'),
    },
  },
  {
    says: 'a result that is asked for when the step has ended is put nowhere, and that is told',
    steps: { a: ['', "setTimeout(() => connectors.x.get({ into: 'late' }), 5); data.n = 1;"] },
    scenario: { connectors: { x: { get: { v: 1 } } } },
    gives: {
      data: { n: 1 },
      warnings: saying("^a called connectors\\.x\\.get after it had ended: 'late' does not get"),
    },
  },
  {
    says: 'log lines beyond the limit are counted',
    steps: { a: ['', 'for (let n = 0; n < 1005; n++) console.log(n);'] },
    gives: { warnings: saying('^5 more log lines of a were not kept$') },
  },
];

const settled: readonly Case[] = [
  {
    says: 'promises in what a promise brings are waited for as well',
    steps: { a: ['', 'data.p = Promise.resolve([Promise.resolve({ x: Promise.resolve(1) }), 2]);'] },
    gives: { end: 'done/settled', data: { p: [{ x: 1 }, 2] } },
  },
  {
    says: 'what a promise brings is JSON, with a warning for what changed its meaning',
    steps: { a: ['', 'data.p = Promise.resolve({ at: new Date(0) });'] },
    gives: { data: { p: { at: '1970-01-01T00:00:00.000Z' } }, warnings: saying('^a left a Date at data\\.p\\.at') },
  },
  {
    says: 'what is wrong with the place of a result is told where it was asked for',
    steps: { a: ['t: String', "data.n = 1;\nconnectors.x.get({ into: 't.x' });"] },
    data: { t: 'text' },
    scenario: { connectors: { x: { get: { v: 1 } } } },
    gives: { end: 'error/error', error: { name: 'TypeError', message: expect.stringContaining("'t.x'"), line: 4 } },
  },
  {
    says: 'an answer that fails later has its place where it was called',
    steps: { a: ['', "data.n = 1;\nconnectors.x.get({ into: 'r' });"] },
    scenario: { connectors: { x: { get: { $delay: 10, $throw: { name: 'Down', message: 'gone' } } } } },
    gives: { end: 'error/error', error: { name: 'Down', message: 'gone', file: 'steps/a.js', line: 4, column: 14 } },
  },
];

const unhandled: readonly Case[] = [
  {
    says: 'a promise that fails while another one is waited for, and is waited for later, is handled',
    steps: {
      a: [
        '',
        'const [slow, quick] = [connectors.x.slow({}), connectors.x.quick({})]; await slow; try { await quick; } catch (error) { data.caught = error.message; }',
      ],
    },
    scenario: { connectors: { x: { slow: { $delay: 100, $return: 1 }, quick: { $delay: 5, $throw: 'no' } } } },
    gives: { end: 'done/settled', data: { caught: 'no' } },
  },
  {
    says: 'one that nobody ever waits for is the step’s error',
    steps: {
      a: ['', "Promise.reject(new Error('left')); await connectors.utils.sleep({ milliseconds: 10 }); data.n = 1;"],
    },
    gives: { end: 'error/error', data: { n: 1 }, error: { message: 'left' } },
  },
];

const thrown: readonly Case[] = [
  ['null', 'throw null;', 'threw null'],
  ['a text', "throw 'no ' + 'stock';", 'threw "no stock"'],
  ['nothing', 'throw void 0;', 'threw undefined'],
  ['an object', "throw { message: 'm', code: 7 };", 'm'],
  ['the value of a promise', 'throw await Promise.resolve(5);', 'threw 5'],
  ['a calculation', "throw +'2';", 'threw 2'],
  ['what throws when it is read', 'throw { get message() { throw 1; } };', 'threw something that cannot be read'],
  ['again', 'try { throw 7; } catch (e) { throw e; }', 'threw 7'],
].map(([what, code, message]) => ({
  says: `what is thrown has its place, whatever it is: ${what}`,
  steps: { a: ['', `data.n = 1;\n  ${code}`] as const },
  gives: {
    data: { n: 1 },
    error: {
      message,
      step: 'a',
      file: 'steps/a.js',
      line: 4,
      column: (code as string).replace('throw 1', '').lastIndexOf('throw') + 9,
    },
  },
}));

const places: readonly Case[] = [
  ...thrown,
  {
    says: 'a thrown object keeps its name',
    steps: { a: ['', "throw { name: 'Refused', message: 'no' };"] },
    gives: { error: { name: 'Refused', message: 'no', line: 3 } },
  },
  {
    says: 'what is thrown in TypeScript has its place in the source',
    files: {
      'a.ts':
        'interface X {\n  a: number;\n}\nexport const condition = { CASE };\nexport const content = async (): Promise<void> => {\n  const x: X = { a: 1 };\n  if (x.a as number) throw `t${x.a}`; else data.n = 1;\n};',
    },
    gives: { error: { message: 'threw "t1"', file: 'steps/a.ts', line: 7, column: 28 } },
  },
  {
    says: 'an error behind such a throw, on the same line, has its own place',
    steps: { a: ['', "if (data.never) throw 'x'; null.y;"] },
    gives: { error: { name: 'TypeError', line: 3, column: 33 } },
  },
];

const kid = (body: string): Case['steps'] => ({
  a: ['go: 1', "task.subtask('kid', { $case: data.$case, kid: 1 }, { into: 'r', waitFor: true });"],
  kid: ['kid: 1', body],
});

const subtasks: readonly Case[] = [
  {
    says: 'a null that a child gives is a result',
    steps: kid('task.complete(null);'),
    data: { go: 1 },
    gives: { data: { go: 1, r: { result: null } } },
  },
  {
    says: 'without a result nothing is put anywhere',
    steps: kid('task.complete(1); task.complete();'),
    data: { go: 1 },
    gives: { data: { go: 1 } },
  },
  {
    says: 'what a child gives as it expires is its result',
    steps: kid('task.timeout(1000); task.completeOnExpire({ v: 1 });'),
    data: { go: 1 },
    gives: { data: { go: 1, r: { v: 1 } } },
  },
  {
    says: 'a child that expires without being done gives nothing',
    steps: kid('task.timeout(1000);'),
    data: { go: 1 },
    gives: { data: { go: 1 } },
  },
  {
    says: 'a place that would reach a prototype is refused where the subtask is asked for',
    steps: { a: ['', "task.subtask('kid', {}, { into: 'x.__proto__.y' });"] },
    gives: { end: 'error/error', error: { message: expect.stringContaining('__proto__'), line: 3, column: 6 } },
  },
];

const bytes: readonly Case[] = [
  {
    says: 'lib.base64.encode takes what JSON made of a Uint8Array',
    steps: { a: ['', 'data.t = lib.base64.encode(JSON.parse(JSON.stringify(new Uint8Array([1, 2, 255]))));'] },
    gives: { data: { t: 'AQL/' } },
  },
];

describe('semantics §3, §5: what arrives', () => conform([...places, ...settled, ...unhandled, ...subtasks, ...bytes]));
describe('semantics §1, §3: loading', () => conform(loaded));
describe('semantics §2: conditions', () => conform([...conditions, ...stashed]));
describe('semantics §3, §5, §6: nothing is lost', () => conform([...told, ...hidden, ...world]));
