// semantics.md §4, How a task ends; §6, Guards; §7, Origin of a task.
import { describe, expect } from 'vitest';
import { type Case, conform } from './cases.ts';

const ends: readonly Case[] = [
  {
    says: 'done, complete: task.complete()',
    steps: { a: ['', 'task.complete({ sum: 3 });'] },
    gives: { status: 'passed', end: 'done/complete', result: { sum: 3 }, error: null },
  },
  {
    says: 'done, emptied: after a turn no key is left but $… keys',
    steps: { a: ['x: 1', 'delete data.x;'], b: ['', 'data.y = 1;'] },
    data: { x: 1 },
    gives: { steps: ['a'], end: 'done/emptied', data: {} },
  },
  {
    says: 'not emptied where nothing was there to begin with',
    steps: { a: ['', 'console.log("ran");'], b: ['', ''] },
    gives: { steps: ['a', 'b'], end: 'done/settled' },
  },
  {
    says: 'done, settled: nothing left to match after one step or more',
    steps: { a: ['', 'data.x = 1;'] },
    gives: { end: 'done/settled' },
  },
  {
    says: 'incomplete, rejected: no step ever matched',
    steps: { a: ['x: String', ''] },
    data: { x: 1 },
    gives: { status: 'passed', end: 'incomplete/rejected', steps: [] },
  },
  {
    says: 'ignored, ignored: task.ignore()',
    steps: { a: ['', 'task.ignore();'] },
    gives: { status: 'passed', end: 'ignored/ignored' },
  },
  {
    says: 'error, error: a throw; nobody expected it, so the scenario fails',
    steps: { a: ['', 'throw new Error("x");'] },
    gives: { status: 'failed', end: 'error/error', failures: [{ check: 'error' }] },
  },
  {
    says: 'error, loop: a loop found',
    steps: { a: ['', 'step.redo();'] },
    gives: { end: 'error/loop', steps: ['a', 'a'] },
  },
  {
    says: 'error, limit: the turn limit reached',
    steps: { a: ['n: Number', 'data.n++; step.redo();'] },
    data: { n: 0 },
    gives: { end: 'error/limit', data: { n: 40 }, error: { step: 'a', message: expect.stringMatching(/40.*a/) } },
  },
];

const loops: readonly Case[] = [
  {
    says: 'a loop is named: the steps that go round, the path that toggles, the leaf that would end it',
    steps: {
      on: ['light: false', 'data.light = true; step.redo();'],
      off: ['light: true', 'data.light = false; step.redo();'],
    },
    data: { light: false },
    gives: {
      end: 'error/loop',
      error: { name: 'LoopFound', message: expect.stringMatching(/(?=.*\bon\b)(?=.*\boff\b)(?=.*light)/) },
    },
  },
  {
    says: 'a redo that changes nothing the condition reads names the leaf that would end it',
    steps: { a: ['todo: { open: true }', 'step.redo();'] },
    data: { todo: { open: true } },
    gives: { end: 'error/loop', error: { message: expect.stringContaining('todo.open') } },
  },
  {
    says: 'at the turn limit, too, the message says which steps go round and which path grows',
    steps: { a: ['list: Array', 'data.list.push(1); step.redo();'] },
    data: { list: [] },
    gives: { end: 'error/limit', error: { message: expect.stringMatching(/(?=.*\ba\b)(?=.*list)/) } },
  },
  {
    says: 'a redo loop that still changes data is legitimate: draining a list',
    steps: { a: ['list: [String]', 'data.done = (data.done ?? 0) + 1; data.list.shift(); step.redo();'] },
    data: { list: ['a', 'b', 'c'] },
    gives: { end: 'done/settled', steps: ['a', 'a', 'a'], data: { list: [], done: 3 } },
  },
  {
    says: 'no loop where the clock came in between',
    steps: {
      a: ['', 'if (Date.now() % 30000 < 20000) { await new Promise((done) => setTimeout(done, 1000)); step.redo(); }'],
    },
    gives: { end: 'done/settled' },
  },
  ...['uptime()', 'hrtime()[0]', 'hrtime.bigint()', 'cpuUsage().user', 'memoryUsage().rss', 'memoryUsage.rss()'].map(
    (figure): Case => ({
      says: `no loop where a figure of the process came in between: ${figure}`,
      steps: { a: ['', `if (process.${figure} < 0) task.complete(); else step.redo();`] },
      gives: { end: 'error/limit' },
    }),
  ),
  {
    says: 'no loop where a random value came in between',
    steps: { a: ['', 'if (Math.random() > 0.2) step.redo();'] },
    gives: { end: 'done/settled' },
  },
  {
    says: 'no loop where an answer of a connector came in between',
    steps: { a: ['', 'if (connectors.job.poll() !== "ready") step.redo();'] },
    scenario: { connectors: { job: { poll: ['wait', 'wait', 'wait', 'ready'] } } },
    gives: { end: 'done/settled', steps: ['a', 'a', 'a', 'a'] },
  },
  {
    says: 'no loop where an answer came in between that nobody awaited in the step',
    steps: {
      a: ['', 'connectors.job.poll({ into: "seen" }); data.seen = { poll: "wait" }; step.redo();'],
      b: ['seen: { poll: "ready" }', 'task.complete();'],
    },
    scenario: { connectors: { job: { poll: ['wait', 'wait', 'ready'].map((end) => ({ $delay: 5, $return: end })) } } },
    gives: { end: 'done/complete', steps: ['a', 'a', 'a', 'b'] },
  },
];

const guards: readonly Case[] = [
  {
    says: "one step's wall time: it is ended from outside and the task gets the error, with the step's name",
    steps: { a: ['', 'console.log("in"); while (true) {}'] },
    kills: true,
    gives: {
      end: 'error/limit',
      steps: ['a'],
      error: { step: 'a', message: expect.stringContaining('limits.stepMs') },
      logs: ['log in'],
    },
  },
  {
    says: 'log lines kept per turn (the rest counted)',
    steps: { a: ['', 'for (let i = 0; i < 50; i++) console.log(i);'], b: ['', 'console.log("b");'] },
    gives: { end: 'done/settled', logs: [...Array.from({ length: 20 }, (_, index) => `log ${index}`), 'log b'] },
  },
  {
    says: 'data has a limit; reaching it ends the task in error with reason limit',
    steps: { a: ['', 'data.big = "x".repeat(3_000_000);'] },
    gives: { end: 'error/limit', error: { step: 'a', message: expect.stringMatching(/dataMb|data/) } },
  },
  ...[
    ['a result', 'connectors.x.y({ into: "q" }); data.p = Promise.resolve(1); task.subtask("k", { other: 1 });'],
    ['a promise', 'data.p = Promise.resolve("x".repeat(3_000_000)); task.subtask("k", { other: 1 });'],
  ].map(
    ([what, body = '']): Case => ({
      says: `data has a limit, also where ${what} brings it`,
      steps: { a: ['', body], b: ['p: String', ''] },
      scenario: { connectors: { x: { y: { big: 'x'.repeat(3_000_000) } } } },
      gives: {
        ...{ steps: ['a'], end: 'error/limit' },
        error: {
          step: 'a',
          message: expect.stringMatching(/after .*a the data is 3\.0 MB of JSON, over its limit of 2 MB/),
        },
        warnings: [expect.stringMatching(/^the subtask k never began, because .*a failed$/)],
      },
    }),
  ),
  {
    says: 'data has a limit, also where a subtask brings it',
    steps: {
      a: ['go: true', 'task.subtask("k", { $case: data.$case, child: true }, { into: "kid", waitFor: true });'],
      k: ['child: true', 'task.complete({ big: "x".repeat(3_000_000) });'],
      b: ['kid: Object', ''],
    },
    data: { go: true },
    gives: { steps: ['a'], end: 'error/limit', error: { step: 'a', message: expect.stringMatching(/dataMb/) } },
  },
];

const origin: readonly Case[] = [
  {
    says: '$via is ordinary data: conditions match it by value',
    steps: {
      hook: ['$via: { type: "webhook", name: /^orders/ }', 'data.from = data.$via.id;'],
      mail: ['$via: { type: "connector" }', ''],
    },
    data: { $via: { id: 'w1', name: 'orders in', type: 'webhook', received: 1735689600000 } },
    gives: { steps: ['hook'], data: expect.objectContaining({ from: 'w1' }) },
  },
  {
    says: 'any other $key is ordinary data: $debug',
    steps: { a: ['$debug: { level: 2 }', 'data.seen = data.$debug.level;'] },
    data: { $debug: { level: 2 } },
    gives: { data: { $debug: { level: 2 }, seen: 2 } },
  },
  {
    says: 'testing keys are taken out before the task starts; testMode, environment and all others are data',
    steps: { a: ['', 'data.keys = Object.keys(data).filter((key) => key !== "$case").join();'] },
    data: {
      scenario: 'x',
      expectedSteps: ['a'],
      expectedDuration: 1000,
      validateFinalState: { testMode: true },
      testMode: true,
      environment: 'test',
    },
    gives: { status: 'failed', data: { keys: 'testMode,environment', testMode: true, environment: 'test' } },
  },
];

describe('semantics §4, §6, §7: ends, guards, origin', () => {
  conform([...ends, ...loops, ...guards, ...origin], {
    'stepscope.config.json': { limits: { turns: 40, stepMs: 400, logLines: 20, dataMb: 2 } },
  });
});

describe('semantics §4: completion "explicit"', () => {
  conform(
    [
      {
        says: 'turns done/settled into incomplete/expired',
        steps: { a: ['', ''] },
        gives: { end: 'incomplete/expired' },
      },
      {
        says: 'and leaves task.complete() as it is',
        steps: { a: ['', 'task.complete();'] },
        gives: { end: 'done/complete' },
      },
    ],
    { 'stepscope.config.json': { completion: 'explicit' } },
  );
});

describe('the strategy "order"', () => {
  conform(
    [
      {
        says: 'selects the step created first, however many fields it asks for',
        steps: { a: ['', ''], b: ['x: 1', ''] },
        data: { x: 1 },
        gives: { steps: ['a', 'b'] },
      },
    ],
    { 'stepscope.config.json': { strategy: 'order' } },
  );
});
