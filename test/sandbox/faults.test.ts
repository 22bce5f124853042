// What can go wrong in step code, mocks and data without hanging: what the user is told, what is kept, and that the run goes on.
import { describe, expect } from 'vitest';
import type { Case } from '../check/cases.ts';
import { survive } from './survive.ts';

const says = (text: string) => expect.stringContaining(text);
const at = (line: number, column?: number) => ({
  step: 'a',
  file: 'steps/a.js',
  line,
  ...(column === undefined ? {} : { column }),
});

/** Something odd is thrown in line 4, after a write. */
const thrown: readonly Case[] = (
  [
    ['null', 'null', 'null'],
    ['undefined', 'undefined', 'undefined'],
    ['a text', '"just text"', 'just text'],
    ['a number', '404', '404'],
    ['a symbol', 'Symbol("s")', 'Symbol(s)'],
    ['a plain object with a message', '{ message: "from an object" }', 'from an object'],
    ['a plain object without one', '{ code: 7 }', '7'],
    ['a function', '() => 1', ''],
    ['a revoked proxy', '(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()', ''],
    [
      'a proxy whose traps throw',
      'new Proxy({}, { get() { throw new Error("trap"); }, has() { throw 1; }, getPrototypeOf() { throw 2; } })',
      '',
    ],
    [
      'an error whose message getter throws',
      'Object.defineProperty(new Error(), "message", { get() { throw new Error("m"); } })',
      '',
    ],
    [
      'an error whose stack getter throws',
      'Object.defineProperty(new Error("kept"), "stack", { get() { throw new Error("s"); } })',
      'kept',
    ],
    [
      'an error whose name is an object',
      'Object.assign(new Error("named"), { name: { toString() { throw 1; } } })',
      'named',
    ],
    ['an error whose message is an object', 'Object.assign(new Error(), { message: { deep: "in here" } })', ''],
    [
      'an error of a class of its own',
      'new (class PaymentError extends Error { name = "PaymentError"; })("declined")',
      'declined',
    ],
    ['an AggregateError', 'new AggregateError([new Error("x"), new Error("y")], "several")', 'several'],
    [
      'an error with a cause that is a cycle',
      '(() => { const e = new Error("round"); e.cause = e; return e; })()',
      'round',
    ],
    ['a frozen error', 'Object.freeze(new Error("cold"))', 'cold'],
    ['an error with a message of 1 MB', 'new Error("long ".repeat(200_000))', 'long long'],
    ['an error with control characters', 'new Error("\\u001b[2J\\u0000bell\\u0007")', 'bell'],
    ['data', 'data', ''],
    ['a part of data', 'data.part', ''],
    ['a promise', 'Promise.resolve(1)', ''],
    ['an object with a null prototype', 'Object.create(null)', ''],
  ] as const
).map(([what, expression, message]) => ({
  says: `throws ${what}: the message tells, what was written before is kept`,
  steps: { a: ['', `data.before = true;\nthrow ${expression};`] as const },
  data: { part: { n: 1 } },
  gives: {
    status: 'failed',
    end: 'error/error',
    steps: ['a'],
    data: { part: { n: 1 }, before: true },
    error: { step: 'a', file: 'steps/a.js', message: says(message) },
  },
}));

const code: readonly Case[] = [
  {
    says: 'a stack overflow',
    steps: { a: ['', 'data.before = 1;\nconst deeper = (n) => deeper(n + 1) + 1;\ndeeper(0);'] },
    gives: {
      end: 'error/error',
      data: { before: 1 },
      error: { ...at(4), name: 'RangeError', message: says('call stack') },
    },
  },
  {
    says: 'a type error: the place of the mistake',
    steps: { a: ['', '  data.customer.name = 1;'] },
    gives: { error: { ...at(3, 17), name: 'TypeError', message: says("'name'") } },
  },
  {
    says: 'an error within a callback of an array method',
    steps: { a: ['', 'data.list.map((item) =>\n  item.price.toFixed(2));'] },
    data: { list: [{ price: 1 }, {}] },
    gives: { error: { ...at(4), name: 'TypeError' } },
  },
  {
    says: 'an error after an await',
    steps: { a: ['', 'await null;\nawait connectors.utils.sleep({ milliseconds: 5 });\nnull.x;'] },
    gives: { error: at(5) },
  },
  {
    says: 'an error in a library: its file, and the step that called it',
    steps: { a: ['', 'lib.broken.parse("{");'] },
    gives: { end: 'error/error', error: { name: 'SyntaxError', step: 'a', file: 'steps/lib/broken.js', line: 2 } },
  },
  {
    says: 'a rejection that nobody handles, deep in what it called',
    steps: { a: ['', 'const work = async () => {\n  throw new Error("lost");\n};\nwork();\ndata.after = 1;'] },
    gives: { end: 'error/error', data: { after: 1 }, error: { ...at(4), message: 'lost' } },
  },
  {
    says: 'a microtask that throws',
    steps: { a: ['', 'data.before = 1;\nqueueMicrotask(() => { throw new Error("micro"); });'] },
    gives: { end: 'error/error', data: { before: 1 }, error: { ...at(4), message: 'micro' } },
  },
  {
    says: 'a timer callback that throws after content has returned',
    steps: { a: ['', 'data.before = 1;\nsetTimeout(() => { throw new Error("later"); }, 10);'] },
    gives: { end: 'error/error', data: { before: 1 }, error: { ...at(4), message: 'later' } },
  },
  {
    says: 'a timer without a function',
    steps: { a: ['', 'setTimeout("data.x = 1", 10);'] },
    gives: { end: 'error/error', error: { ...at(3), message: says('function') } },
  },
  {
    says: 'a promise that never settles: the step is named',
    steps: { a: ['', 'await new Promise(() => {});'] },
    gives: { end: 'error/error', error: { step: 'a', file: 'steps/a.js', message: says('never settle') } },
  },
  {
    says: 'a thenable that never calls back',
    steps: { a: ['', 'await { then() {} };'] },
    gives: { end: 'error/error', error: { step: 'a', message: says('never settle') } },
  },
  {
    says: 'a promise in data that never settles',
    steps: { a: ['', 'data.x = new Promise(() => {}); data.y = 1;'] },
    gives: { end: 'error/error', error: { step: 'a', message: says('never settle') }, data: { y: 1 } },
  },
  {
    says: 'an assignment to a constant global',
    steps: { a: ['', '"use strict"; undefined = 1;'] },
    gives: { end: 'error/error', error: { name: 'TypeError' } },
  },
  {
    says: 'globalThis is written to: nothing of it is there in the next turn',
    steps: { a: ['', 'globalThis.leak = 1; data.a = 1;'], b: ['a: 1', 'data.b = typeof globalThis.leak;'] },
    gives: { data: { a: 1, b: 'undefined' } },
  },
  {
    says: 'globals are overwritten: nothing of it is there in the next turn',
    steps: {
      a: ['', 'console.log = null; connectors.x = 1; Math.random = () => 4; data.a = 1;'],
      b: ['a: 1', 'console.log("still"); data.b = Math.random() < 1;'],
    },
    gives: { data: { a: 1, b: true }, logs: ['log still'] },
  },
];

const late: readonly Case[] = [
  {
    says: 'a late write to the root',
    steps: { a: ['', 'setTimeout(() => { data.late = 1; }, 1);'] },
    gives: { end: 'done/settled', data: {}, warnings: [says('a used data after it had ended')] },
  },
  {
    says: 'a late write to a nested list, kept before',
    steps: { a: ['', 'const { list } = data; setTimeout(() => list.push(1), 1);'] },
    data: { list: [] },
    gives: { end: 'done/settled', data: { list: [] }, warnings: [says('a used data after it had ended')] },
  },
  {
    says: 'late writes after a failure are no second failure',
    steps: { a: ['', 'setTimeout(() => { data.late = 1; }, 1);\nthrow new Error("first");'] },
    gives: { end: 'error/error', data: {}, error: { message: 'first', line: 4 } },
  },
  {
    says: 'data kept in a global of an earlier turn cannot be written',
    steps: {
      a: ['', 'Intl.kept = data; data.a = 1;'],
      b: ['a: 1', 'try { Intl.kept.x = 1; } catch {} data.b = 1; delete Intl.kept;'],
    },
    gives: { data: { a: 1, b: 1 } },
  },
];

const data: readonly Case[] = [
  // what it leaves, how, and what of it is told
  ['a BigInt in a list', 'data.l = [1, 2n];', 'data.l.1 is a BigInt'],
  ['a cycle of two', 'const x = {}; const y = { x }; x.y = y; data.o = x;', 'data.o.y.x is a cycle'],
  [
    'a getter that throws',
    'data.o = Object.defineProperty({}, "g", { enumerable: true, get() { throw new Error("no get"); } });',
    'no get',
  ],
  ['a toJSON that throws', 'data.o = { toJSON() { throw new Error("no json"); } };', 'no json'],
  ['a proxy whose traps throw', 'data.o = new Proxy({}, { ownKeys() { throw new Error("no keys"); } });', 'no keys'],
  ['a revoked proxy', 'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); data.o = proxy;', ''],
  ['a thenable that throws', 'data.o = { then() { throw new Error("no then"); } };', 'no then'],
].map(([what, body, message]) => ({
  says: `leaves ${what} in data: its error, and the rest is kept`,
  steps: { a: ['', `data.ok = 1;\n${body}`] as const },
  gives: {
    end: 'error/error',
    steps: ['a'],
    data: expect.objectContaining({ ok: 1 }),
    error: { step: 'a', message: expect.stringMatching(new RegExp(`^(?!.*sandbox).*${message}`)) },
  },
}));

const odd: readonly Case[] = [
  {
    says: 'a function at data.then vanishes like any other; data itself is no promise',
    steps: { a: ['', 'data.ok = 1; data.then = () => {};'], b: ['ok: 1', 'data.b = 1;'] },
    gives: { end: 'done/settled', steps: ['a', 'b'], data: { ok: 1, b: 1 }, warnings: [says('data.then')] },
  },
  {
    says: 'data from the scenario may be frozen by a step and written by the next',
    steps: {
      a: ['', 'data.o = Object.freeze({ n: Object.freeze([1]) });'],
      b: ['o: Object', 'data.o.n.push(2); data.o.m = 3;'],
    },
    gives: { end: 'done/settled', data: { o: { n: [1, 2], m: 3 } } },
  },
  {
    says: 'keys of prototypes in a scenario are matched as data and never as what they are elsewhere',
    steps: {
      a: ['o: { ["__proto__"]: 1, constructor: String }', 'data.keys = Object.keys(data.o);'],
      b: ['toString: { $ne: null }', ''],
      c: ['o: { valueOf: null }', ''],
    },
    data: { o: JSON.parse('{"__proto__": 1, "constructor": "c"}') },
    gives: { steps: ['a', 'c'], data: expect.objectContaining({ keys: ['__proto__', 'constructor'] }) },
  },
  {
    says: 'odd numbers of a step: NaN, Date, Map and a function, each with its warning',
    steps: { a: ['', 'Object.assign(data, { n: NaN, d: new Date(0), m: new Map(), f() {} });'] },
    gives: {
      end: 'done/settled',
      data: { n: null, d: '1970-01-01T00:00:00.000Z', m: {} },
      warnings: [says('data.n'), says('data.d'), says('data.m'), says('data.f')],
    },
  },
  {
    says: 'a list of 1,000 dates gives a handful of warnings, the last of which counts the others',
    steps: { a: ['', 'data.list = Array.from({ length: 1000 }, () => new Date(0));'] },
    gives: {
      end: 'done/settled',
      warnings: expect.toSatisfy(
        (list: string[]) =>
          list.length === 20 && list.at(-1)?.startsWith('a left 981 more values that are no JSON') === true,
      ),
    },
  },
  {
    says: 'a list with a length of forty million',
    steps: { a: ['', 'data.list = [1]; data.list.length = 40_000_000;'] },
    gives: { end: 'error/limit', error: { step: 'a' } },
  },
  {
    says: '100 MB of log',
    steps: { a: ['', 'for (let n = 0; n < 100_000; n++) console.log(`${n} ${"x".repeat(1000)}`); data.done = true;'] },
    gives: {
      end: 'done/settled',
      data: { done: true },
      logs: expect.toSatisfy((lines: unknown[]) => lines.length === 1000),
    },
  },
];

describe('what step code throws', () => survive(thrown));
describe('what step code does wrong', () =>
  survive([...code, ...late], { 'steps/lib/broken.js': 'export const parse = (text) =>\n  JSON.parse(text);' }));
describe('what step code leaves in data', () =>
  survive([...data, ...odd], { 'stepscope.config.json': { limits: { stepMs: 4000, memoryMb: 300 } } }));
