// semantics.md §5: connectors and who answers them, the virtual clock, seeded randomness.
import { describe, expect } from 'vitest';
import { type Case, conform } from './cases.ts';

const mocked = (find: unknown) => ({ connectors: { crm: { find } } });

const answers: readonly Case[] = [
  {
    says: 'a mock is data: the result is a plain value, with or without await',
    steps: { a: ['', 'data.x = connectors.crm.find({ q: 1 }).id; data.y = (await connectors.crm.find()).id;'] },
    scenario: mocked({ id: 7 }),
    gives: {
      data: { x: 7, y: 7 },
      calls: [
        { connector: 'crm', method: 'find', args: { q: 1 }, source: 'mock', result: { id: 7 } },
        { connector: 'crm', method: 'find', source: 'mock', result: { id: 7 } },
      ],
    },
  },
  {
    says: 'answers are copied for each call',
    steps: { a: ['', 'const one = connectors.crm.find(); one.id = 8; data.x = connectors.crm.find().id;'] },
    scenario: mocked({ id: 7 }),
    gives: { data: { x: 7 } },
  },
  {
    says: 'a list is always answers by attempt, the last one repeating, across turns',
    steps: { a: ['list: Array', 'data.list.push(connectors.crm.find()); if (data.list.length < 4) step.redo();'] },
    data: { list: [] },
    scenario: mocked([1, 2, 3]),
    gives: { data: { list: [1, 2, 3, 3] } },
  },
  {
    says: 'so that it can fail twice, then succeed',
    steps: {
      a: [
        '',
        'data.tries = []; for (let i = 0; i < 3; i++) try { data.tries.push(connectors.crm.find().ok); } catch (e) { data.tries.push(`${e.name} ${e.message} ${e.code}`); }',
      ],
    },
    scenario: mocked([{ $throw: 'down' }, { $throw: { name: 'Busy', message: 'later', code: 429 } }, { ok: 'yes' }]),
    gives: {
      data: { tries: ['Error down undefined', 'Busy later 429', 'yes'] },
      calls: [
        { error: { name: 'Error', message: 'down' } },
        { error: { name: 'Busy', message: 'later', code: 429 } },
        { result: { ok: 'yes' } },
      ],
    },
  },
  {
    says: 'what a mock throws and nobody catches ends the task, with the place of the call',
    steps: { a: ['', 'data.x = 1;\nconnectors.crm.find();'] },
    scenario: mocked({ $throw: { name: 'HubSpotError', message: '503' } }),
    gives: {
      end: 'error/error',
      data: { x: 1 },
      error: { name: 'HubSpotError', message: '503', step: 'a', file: 'steps/a.js', line: 4 },
    },
  },
  {
    says: "{$delay, $return} takes its time on the task's clock, and is a promise",
    steps: {
      a: [
        '',
        'const began = Date.now(); const answer = connectors.crm.find(); data.promise = typeof answer.then; data.x = await answer; data.took = Date.now() - began;',
      ],
    },
    scenario: mocked({ $delay: 1500, $return: { id: 1 } }),
    gives: { data: { promise: 'function', x: { id: 1 }, took: 1500 }, calls: [{ result: { id: 1 } }] },
  },
  {
    says: 'a function (args, {attempt}) answers',
    steps: { a: ['', 'data.x = [connectors.desk.ask({ n: 2 }), connectors.desk.ask({ n: 3 })];'] },
    gives: { data: { x: ['2 at 1', '3 at 2'] } },
  },
  {
    says: "an async function's answer is a promise",
    steps: {
      a: ['', 'const given = connectors.desk.slow({ n: 2 }); data.type = typeof given.then; data.x = await given;'],
    },
    gives: { data: { type: 'function', x: 4 } },
  },
  {
    says: "the scenario's own mocks come before scenarios/connectors/",
    steps: { a: ['', 'data.x = [connectors.shop.stock(), connectors.shop.price()];'] },
    scenario: { connectors: { shop: { stock: 5 } } },
    gives: { data: { x: [5, 'from the folder'] } },
  },
  {
    says: 'connectors.fetch is mocked as the connector fetch with the method fetch',
    steps: { a: ['', 'data.x = connectors.fetch({ url: "https://x/y" }).body.ok;'] },
    scenario: { connectors: { fetch: { fetch: { status: 200, ok: true, body: { ok: 'yes' } } } } },
    gives: { data: { x: 'yes' }, calls: [{ connector: 'fetch', method: 'fetch', args: { url: 'https://x/y' } }] },
  },
  {
    says: 'connectors.utils.sleep takes virtual time',
    steps: {
      a: [
        '',
        'const began = Date.now(); await connectors.utils.sleep({ milliseconds: 86400000 }); data.took = Date.now() - began;',
      ],
    },
    gives: { data: { took: 86_400_000 } },
  },
  {
    says: 'an unmocked call is an error naming connector, method, arguments and the line to add',
    steps: { a: ['', 'data.x = 1;\nawait connectors.stripe.charge({ amount: 5 });'] },
    gives: {
      end: 'error/error',
      data: { x: 1 },
      error: {
        line: 4,
        message: expect.stringMatching(
          /connectors\.stripe\.charge.*"amount":5.*"connectors": \{ "stripe": \{ "charge"/,
        ),
      },
      calls: [{ connector: 'stripe', method: 'charge', args: { amount: 5 }, source: 'unmocked' }],
    },
  },
  {
    says: 'an unmocked call is an error also where the step catches it',
    steps: { a: ['', 'try { connectors.stripe.charge({}); } catch { data.caught = true; }'] },
    gives: { end: 'error/error', error: { name: 'UnmockedCall', step: 'a' } },
  },
];

const into = (path: string, body = `connectors.crm.find({ into: ${JSON.stringify(path)} });`) => ({
  a: ['', body] as const,
});

const puts: readonly Case[] = [
  {
    says: 'into: bare if a plain object',
    steps: into('x'),
    scenario: mocked({ n: 1 }),
    gives: { data: { x: { n: 1 } } },
  },
  {
    says: 'into: else as {<method>: value}: a list',
    steps: into('x'),
    scenario: mocked([[1, 2]]),
    gives: { data: { x: { find: [1, 2] } } },
  },
  {
    says: 'into: else as {<method>: value}: null',
    steps: into('x'),
    scenario: mocked(null),
    gives: { data: { x: { find: null } } },
  },
  {
    says: 'into: else as {<method>: value}: a text',
    steps: into('x'),
    scenario: mocked('t'),
    gives: { data: { x: { find: 't' } } },
  },
  {
    says: 'into: missing parents are made, a numeric segment makes an array',
    steps: into('a.b.0.c'),
    scenario: mocked({ n: 1 }),
    gives: { data: { a: { b: [{ c: { n: 1 } }] } } },
  },
  {
    says: 'into: what is there stays beside it',
    steps: into('o.y'),
    data: { o: { x: 1 } },
    scenario: mocked({ n: 1 }),
    gives: { data: { o: { x: 1, y: { n: 1 } } } },
  },
  {
    says: "into: a path through a text is the step's error naming the path",
    steps: into('t.x'),
    data: { t: 'text' },
    scenario: mocked({}),
    gives: { end: 'error/error', error: { step: 'a', message: expect.stringContaining('t.x') } },
  },
  ...['__proto__.x', 'a.constructor.x', 'prototype'].map((path) => ({
    says: `into: ${path} is refused`,
    steps: into(path),
    scenario: mocked({ n: 1 }),
    gives: { end: 'error/error', error: { step: 'a', message: expect.stringContaining(path) } },
  })),
  {
    says: 'into: an awaited call is stored too',
    steps: into('x', 'const y = await connectors.crm.find({ into: "x" }); data.y = y.n;'),
    scenario: mocked({ $delay: 5, $return: { n: 1 } }),
    gives: { data: { x: { n: 1 }, y: 1 } },
  },
  {
    says: 'into: a call that throws puts nothing anywhere',
    steps: into('x', 'try { connectors.crm.find({ into: "x" }); } catch {}'),
    scenario: mocked({ $throw: 'no' }),
    gives: { end: 'done/settled', data: {} },
  },
  {
    says: 'into: a late failure that nobody awaits is the error of the step',
    steps: into('x'),
    scenario: mocked({ $delay: 5, $throw: 'no' }),
    gives: { end: 'error/error', error: { step: 'a', message: 'no' } },
  },
  {
    says: 'into: the result is there before the next step is matched, also after complete',
    steps: into('x', 'connectors.crm.find({ into: "x" }); task.complete();'),
    scenario: mocked({ $delay: 5, $return: { n: 1 } }),
    gives: { end: 'done/complete', data: { x: { n: 1 } } },
  },
];

const time: readonly Case[] = [
  {
    says: 'run starts at 2025-01-01T00:00:00Z unless told; zone UTC, locale en',
    steps: {
      a: [
        '',
        'data.x = [new Date().toISOString(), new Date().getTimezoneOffset(), new Date().toLocaleDateString(), (1234.5).toLocaleString()];',
      ],
    },
    gives: { data: { x: ['2025-01-01T00:00:00.000Z', 0, '1/1/2025', '1,234.5'] } },
  },
  {
    says: "timers take no real time but move the task's clock, and every duration that a step computes adds up",
    steps: {
      a: [
        '',
        'const [d, p] = [Date.now(), performance.now()]; await new Promise((done) => setTimeout(done, 60_000)); data.a = [Date.now() - d, performance.now() - p];',
      ],
      b: ['', 'data.b = Date.now() - new Date(task.createdAt).getTime();'],
    },
    gives: { data: { a: [60_000, 60_000], b: 60_000 } },
  },
  {
    says: 'timers fire in due order, equal ones in the order they were set; cleared ones never',
    steps: {
      a: [
        '',
        'data.x = []; const at = (ms, n) => setTimeout(() => data.x.push(n), ms); at(20, 3); at(10, 1); at(10, 2); clearTimeout(at(5, 0)); await new Promise((done) => setTimeout(done, 30));',
      ],
    },
    gives: { data: { x: [1, 2, 3] } },
  },
  {
    says: 'an interval ticks until it is cleared',
    steps: {
      a: [
        '',
        'let n = 0; await new Promise((done) => { const i = setInterval(() => { if (++n === 5) { clearInterval(i); done(); } }, 100); }); data.x = [n, Date.now() - new Date(task.createdAt).getTime()];',
      ],
    },
    gives: { data: { x: [5, 500] } },
  },
  {
    says: 'each 1,000th clock read moves the clock by 1 ms, so that a polling loop ends',
    steps: { a: ['', 'const end = Date.now() + 50; while (Date.now() < end); data.x = true;'] },
    gives: { end: 'done/settled', data: { x: true } },
  },
  {
    says: "expectedDuration is checked on the task's clock",
    steps: { a: ['', 'await new Promise((done) => setTimeout(done, 5000));'] },
    scenario: { expect: { duration: 4000 } },
    gives: { status: 'failed', failures: [{ check: 'expectedDuration', expected: 4000 }] },
  },
];

const chance: readonly Case[] = [
  {
    says: 'randomness is seeded by (seed, task, turn): each turn has its own',
    steps: {
      a: ['list: Array', 'data.list.push(Math.random(), crypto.randomUUID()); if (data.list.length < 4) step.redo();'],
    },
    data: { list: [] },
    gives: { data: { list: expect.toSatisfy((list: unknown[]) => new Set(list).size === 4) } },
  },
  {
    says: 'crypto.randomUUID gives a UUID of version 4, getRandomValues fills',
    steps: {
      a: [
        '',
        'data.x = crypto.randomUUID(); data.y = [...crypto.getRandomValues(new Uint8Array(16))].some((n) => n > 0);',
      ],
    },
    gives: {
      data: {
        x: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        y: true,
      },
    },
  },
];

describe('semantics §5: connectors, time, randomness', () => {
  conform([...answers, ...puts, ...time, ...chance], {
    'scenarios/connectors/desk.js': `export const ask = ({ n }, { attempt }) => \`\${n} at \${attempt}\`;
export const slow = async ({ n }) => n * 2;`,
    'scenarios/connectors/shop.json': { stock: 1, price: 'from the folder' },
  });
});
