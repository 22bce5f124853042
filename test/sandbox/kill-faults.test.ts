// Code that does not come back, or takes all memory: it is ended from outside, and the run goes on.
import { describe, expect } from 'vitest';
import type { Case } from '../check/cases.ts';
import { survive } from './survive.ts';

const timeLimit = (where: RegExp = /^a ran/) => ({
  status: 'failed',
  end: 'error/limit',
  error: { name: 'TimeLimit', step: 'a', file: 'steps/a.js', message: expect.stringMatching(where) },
});

const endless: readonly Case[] = [
  {
    says: 'an endless loop: its logs are kept, its writes are lost, and the entry says so',
    steps: { first: ['x: 1', 'data.first = 1;'], a: ['', 'data.lost = 1; console.log("before"); while (true) {}'] },
    data: { x: 1 },
    gives: {
      ...timeLimit(/^a ran for more than 0.5 s.*limits\.stepMs.*lost.*logs.*kept/),
      steps: ['first', 'a'],
      logs: ['log before'],
      data: { x: 1, first: 1 },
      patches: [[{ path: ['first'] }], []],
    },
  },
  { says: 'an endless loop of awaits', steps: { a: ['', 'while (true) await null;'] }, gives: timeLimit() },
  {
    says: 'an endless loop in a timer that the step waits for',
    steps: { a: ['', 'await new Promise(() => setTimeout(() => { while (true) {} }, 5));'] },
    gives: timeLimit(),
  },
  {
    says: 'timers that set each other for ever',
    steps: { a: ['', 'const again = () => setTimeout(again, 1); again(); await new Promise(() => {});'] },
    gives: timeLimit(),
  },
  {
    says: 'microtasks that queue each other for ever',
    steps: {
      a: ['', 'const again = () => queueMicrotask(again); again(); await new Promise((done) => setTimeout(done, 1));'],
    },
    gives: timeLimit(),
  },
  {
    says: 'a toJSON that does not come back',
    steps: { a: ['', 'data.x = { toJSON() { while (true) {} } };'] },
    gives: timeLimit(),
  },
  {
    says: 'a mock that does not come back: the calls before are kept',
    steps: { a: ['', 'connectors.hang.quick(); connectors.hang.now();'] },
    gives: { ...timeLimit(), calls: [{ connector: 'hang', method: 'quick' }] },
  },
  {
    says: 'a regular expression of a condition that hangs is named as such; the task ends before its first turn',
    steps: { a: ['text: /^(a+)+$/', ''] },
    data: { text: `${'a'.repeat(40)}!` },
    gives: { ...timeLimit(/the condition of a ran for more than/), steps: [] },
  },
  {
    says: 'a predicate of a condition that hangs; the turns before are kept',
    steps: { first: ['', 'data.n = 1;'], a: ['n: (n) => { while (n) {} }', ''] },
    gives: { ...timeLimit(/the condition of a ran for more than/), steps: ['first'], data: { n: 1 } },
  },
  {
    says: 'process.exit of an imported node:process',
    files: {
      'a.js':
        "import real from 'node:process';\nexport const condition = { CASE };\nexport const content = () => { console.log('in'); real.exit(0); };",
    },
    gives: {
      end: 'error/error',
      steps: ['a'],
      logs: ['log in'],
      error: { step: 'a', message: expect.stringMatching(/^a ended the process/) },
    },
  },
  ...crashes(),
];

/** A process that dies without a word of the watch: what can be told of it, and no more. */
function crashes(): readonly Case[] {
  const lost = 'What it had written in this turn is lost, and what it had said in it may be';
  const outside = 'of its own code, from outside, or of the system where memory ran out';
  const rows = [
    ['SIGTERM', `a took the sandbox with it (SIGTERM). ${lost}`],
    ['SIGABRT', `a took the sandbox with it (SIGABRT). ${lost}`],
    ['SIGKILL', `a was ended by a SIGKILL that is none of the debugger: ${outside}. ${lost}`],
  ] as const;
  return rows.map(([signal, message]) => ({
    says: `${signal} of a step that kills its own process`,
    files: {
      'a.js': `import real from 'node:process';\nexport const condition = { CASE };\nexport const content = () => { real.kill(real.pid, '${signal}'); while (true) {} };`,
    },
    gives: { end: 'error/error', steps: ['a'], error: { name: 'SandboxDied', step: 'a', message } },
  }));
}

describe('code that does not come back', () => {
  survive(endless, {
    'stepscope.config.json': { limits: { stepMs: 500 } },
    'scenarios/connectors/hang.js': 'export const quick = () => 1;\nexport const now = () => { while (true) {} };',
  });
});

const memoryLimit = {
  end: 'error/limit',
  error: {
    name: 'MemoryLimit',
    step: 'a',
    message: expect.stringMatching(/^a used more than 300 MB.*limits\.memoryMb/),
  },
};

const hungry: readonly Case[] = (
  [
    ['a list', 'const all = []; while (true) all.push({ a: 1, b: [2] });'],
    ['texts', 'const all = []; while (true) all.push(Buffer.alloc(1e6, 97).toString("latin1"));'],
    ['buffers', 'const all = []; while (true) all.push(Buffer.alloc(1e7, 1));'],
    ['data', 'data.list = []; for (let n = 0; ; n++) data.list.push({ n, text: `${n}`.repeat(50) });'],
    ['a Map', 'const map = new Map(); for (let n = 0; ; n++) map.set(n, { n });'],
  ] as const
).map(([what, body]) => ({ says: `memory, by ${what}`, steps: { a: ['', body] as const }, gives: memoryLimit }));

describe('code that takes all memory', () => {
  survive(hungry, { 'stepscope.config.json': { limits: { stepMs: 8000, memoryMb: 300 } } });
});
