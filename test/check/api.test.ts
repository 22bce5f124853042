// semantics.md §5, What step code can call: task, step, audit, console, $stash and secrets.
import { describe, expect } from 'vitest';
import { type Case, conform } from './cases.ts';

const task: readonly Case[] = [
  {
    says: 'task.id() gives the id, also usable as a string without the call',
    steps: {
      a: [
        '',
        'data.same = `${task.id}` === task.id() && task.id() === JSON.parse(JSON.stringify({ id: task.id })).id; data.id = task.id();',
      ],
    },
    gives: { data: { same: true, id: expect.stringMatching(/^\w+$/) } },
  },
  {
    says: 'task.createdAt is the start on its clock',
    steps: { a: ['', 'data.at = new Date(task.createdAt).getTime();'] },
    scenario: { now: '2025-06-01T00:00:00Z' },
    gives: { data: { at: Date.UTC(2025, 5, 1) } },
  },
  {
    says: 'task.name(new?) reads and renames',
    steps: { a: ['', 'data.old = task.name(); task.name("Order 7");'], b: ['old: String', 'data.now = task.name();'] },
    gives: { task: { name: 'Order 7' }, data: { old: expect.any(String), now: 'Order 7' } },
  },
  {
    says: 'task.tags(list?) reads and sets',
    steps: { a: ['', 'task.tags(["x", "y"]);'], b: ['', 'data.tags = task.tags();'] },
    scenario: { tags: ['before'] },
    gives: { task: { tags: ['x', 'y'] }, data: { tags: ['x', 'y'] } },
  },
  {
    says: 'task.config(name) is a secret or setting, else undefined; the scenario’s own wins',
    steps: {
      a: [
        '',
        'data.a = task.config("REGION"); data.b = task.config("RATE"); data.c = task.config("none") === undefined; data.d = task.config("API_KEY").length;',
      ],
    },
    scenario: { config: { RATE: 7 } },
    gives: { data: { a: 'north', b: 7, c: true, d: 20 } },
  },
  {
    says: 'task.workspace() and task.region() give a name',
    steps: { a: ['', 'data.x = [typeof task.workspace(), typeof task.region()];'] },
    gives: { data: { x: ['string', 'string'] } },
  },
  {
    says: 'await task.getData() is a copy of the data as it is',
    steps: { a: ['', 'data.x = 1; const copy = await task.getData(); copy.x = 2; data.y = copy.x; data.z = data.x;'] },
    gives: { data: { x: 1, y: 2, z: 1 } },
  },
  {
    says: 'task.visualize takes what to show, and copies it at call time',
    steps: {
      a: ['', 'const rows = [[1]]; task.visualize({ type: "table", name: "rows", data: rows }); rows.push([2]);'],
    },
    gives: { end: 'done/settled', error: null },
  },
  {
    says: 'task.visualize with a type that does not exist shows it all the same, and warns once of each',
    steps: {
      a: [
        '',
        'for (const type of ["tabel", "tabel", "pie", "data", "data-map", "table", "chart", "graph", "document"]) task.visualize({ type, name: "x", data: [1] });',
      ],
    },
    gives: {
      end: 'done/settled',
      error: null,
      problems: ['tabel', 'pie'].map((type) => ({
        severity: 'warning',
        message: expect.stringContaining(`showed something of the type "${type}", which does not exist`),
        hint: 'The types are data, data-map, table, chart, graph, document.',
      })),
    },
  },
  {
    says: 'task.visualize without a type is an error that says what is missing',
    steps: { a: ['', 'task.visualize({ name: "x" });'] },
    gives: { end: 'error/error', error: { message: expect.stringContaining('type'), line: 3 } },
  },
  { says: 'step.name', steps: { 'send mail': ['', 'data.x = step.name;'] }, gives: { data: { x: 'send mail' } } },
  {
    says: 'console.log/info/warn/error/debug, with formats as Node has them',
    steps: {
      a: [
        '',
        'console.log("%s is %d", "a", 1); console.info({ a: 1 }); console.warn([1]); console.error(null); console.debug(undefined, true);',
      ],
    },
    gives: { logs: ['log a is 1', 'info { a: 1 }', 'warn [ 1 ]', 'error null', 'debug undefined true'] },
  },
  {
    says: 'audit.log, audit.reference, audit.get',
    steps: {
      a: [
        '',
        'audit.log("paid", { sum: 3 }); audit.reference({ id: "o1", name: "Order" }); data.n = audit.get().length;',
      ],
    },
    gives: { logs: ['audit paid { sum: 3 }', expect.stringMatching(/^audit .*o1/)], data: { n: 2 } },
  },
];

const KEY = 'sk_live_0123456789ab'; // 20 characters
const reads = 'const key = task.config("API_KEY");';
const hidden = { end: expect.any(String), logs: expect.any(Array) };

const secrets: readonly Case[] = [
  {
    says: 'secrets never appear: in logs, also inside a longer string',
    steps: { a: ['', `${reads} console.log("key=" + key + "!"); audit.log(key);`] },
    gives: { ...hidden, logs: ['log key=‹secret API_KEY›!', 'audit ‹secret API_KEY›'] },
  },
  {
    says: 'secrets never appear: in data and patches',
    steps: { a: ['', `${reads} data.key = key; data.deep = [{ url: "https://x/?k=" + key }]; data[key] = 1;`] },
    gives: {
      data: { key: '‹secret API_KEY›', deep: [{ url: 'https://x/?k=‹secret API_KEY›' }], '‹secret API_KEY›': 1 },
    },
  },
  {
    says: 'steps read them as they are, in later turns too',
    steps: { a: ['', `${reads} data.key = key;`], b: ['key: String', 'data.length = data.key.length;'] },
    gives: { data: { key: '‹secret API_KEY›', length: 20 } },
  },
  {
    says: 'secrets never appear: in errors, calls, results and names',
    steps: {
      a: ['', `${reads} task.name(key); task.tags([key]); connectors.bank.pay({ key }); task.complete({ key });`],
      b: ['', ''],
    },
    scenario: { connectors: { bank: { pay: { ok: true } } } },
    gives: {
      task: { name: '‹secret API_KEY›', tags: ['‹secret API_KEY›'] },
      calls: [{ args: { key: '‹secret API_KEY›' } }],
      result: { key: '‹secret API_KEY›' },
    },
  },
  {
    says: 'secrets never appear: in an error',
    steps: { a: ['', `${reads} throw new Error("refused " + key);`] },
    gives: { error: { message: 'refused ‹secret API_KEY›' } },
  },
  {
    says: 'secrets never appear: in a warning',
    steps: { a: ['', `${reads} data[key] = () => 1;`] },
    gives: { warnings: [expect.stringContaining('data.‹secret API_KEY›')] },
  },
  {
    says: 'secrets never appear: URL-, base64- and JSON-encoded',
    steps: {
      a: [
        '',
        'const key = task.config("ODD"); console.log(encodeURIComponent(key)); console.log(lib.base64.encode(key)); console.log(JSON.stringify({ key }));',
      ],
    },
    gives: { logs: ['log ‹secret ODD›', expect.stringMatching(/^log ‹secret ODD›=*$/), 'log {"key":"‹secret ODD›"}'] },
  },
  {
    says: 'secrets never appear: base64-encoded within a longer text, as HTTP has it (Basic user:secret)',
    steps: { a: ['', `${reads} console.log(lib.base64.encode('user:' + key));`] },
    gives: {
      logs: [expect.toSatisfy((line: string) => !Buffer.from(line.slice(4), 'base64').toString().includes('0123456'))],
    },
  },
  {
    says: 'secrets never appear: of several lines, printed as part of an object',
    steps: { a: ['', 'console.log({ pem: task.config("PEM") });'] },
    gives: { logs: [expect.not.stringContaining('MIIBVQIBADANBg')] },
  },
];

const stash: readonly Case[] = [
  {
    says: 'data.$stash is always there, not enumerable, and survives deleting all keys',
    steps: {
      a: [
        '',
        'data.x = [typeof data.$stash, Object.keys(data).includes("$stash"), "$stash" in { ...data }]; data.$stash.pin = "123456"; delete data.$stash;',
      ],
      b: ['x: Array', 'data.y = typeof data.$stash;'],
    },
    gives: { data: { x: ['object', false, false], y: 'object' } },
  },
  {
    says: 'steps read its values; conditions match them by type only',
    steps: {
      a: ['$stash: { token: String }', 'data.n = data.$stash.token.length;'],
      b: ['$stash: { token: { $ne: null }, other: null }', 'data.b = true;'],
      c: ['$stash: { token: Number }', 'data.c = true;'],
    },
    data: { $stash: { token: 'tok-very-hidden' } },
    gives: { data: { n: 15, b: true } },
  },
  {
    says: 'a literal under $stash never matches, and is an error Problem',
    steps: { a: ['$stash: { token: "tok-very-hidden" }', 'data.a = 1;'] },
    data: { $stash: { token: 'tok-very-hidden' } },
    gives: {
      steps: [],
      data: {},
      problems: [{ severity: 'error', line: 1, message: expect.stringContaining('$stash') }],
    },
  },
  {
    says: 'its values never appear: written by a step, copied, logged, thrown',
    steps: {
      a: [
        '',
        'data.$stash.card = "4111-1111-1111"; data.copy = data.$stash.card; console.log("card", data.$stash.card);',
      ],
      b: ['copy: String', 'connectors.bank.pay({ card: data.$stash.card }); throw new Error(data.$stash.card);'],
    },
    scenario: { connectors: { bank: { pay: {} } } },
    gives: {
      data: { copy: '‹stash›' },
      logs: ['log card ‹stash›'],
      error: { message: '‹stash›' },
      calls: [{ args: { card: '‹stash›' } }],
    },
  },
  {
    says: 'numbers of it never appear either',
    steps: { a: ['', 'data.copy = data.$stash.pin; console.log("pin", data.$stash.pin, `${data.$stash.pin}`);'] },
    data: { $stash: { pin: 40718293 } },
    gives: { data: { copy: expect.not.toSatisfy((copy) => copy === 40718293) }, logs: ['log pin ‹stash› ‹stash›'] },
  },
  {
    says: 'the final data comes without $stash',
    steps: { a: ['', 'data.$stash.more = "another-secret";'] },
    data: { $stash: { token: 'tok-very-hidden' } },
    gives: { data: {}, patches: [[expect.not.objectContaining({ value: 'another-secret' })]] },
  },
];

describe('semantics §5: task, step, console, audit', () => {
  conform([...task, ...secrets, ...stash], {
    'stepscope.config.json': {
      secrets: {
        API_KEY: KEY,
        ODD: 'a "b" & c/d?',
        PEM: '-----BEGIN-----\nMIIBVQIBADANBgkqhkiG9w0\nBAQEFAASCAT8wggE7AgEAAkEAq7BFUpkGp3LQmlQmx2ELb2UiAhz\nVDFk3jZoaP1mGqzrPxvcpWUMoFZmHXnTzdpuDJJ1pDGEYkXXGm\n-----END-----',
      },
      environment: { REGION: 'north', RATE: 1 },
    },
  });
});

const history: readonly Case[] = [
  {
    says: "lib.history answers from the scenario's own history, by the platform's words for states too",
    steps: {
      a: [
        '',
        'data.h = { all: lib.history.count(), done: lib.history.count("done"), failed: lib.history.count("failed"), pending: lib.history.count("pending"), mean: lib.history.averageMs(), rate: lib.history.errorRate(), hourly: lib.history.perHour() };',
      ],
    },
    scenario: {
      now: '2025-01-01T10:00:00Z',
      history: [
        { name: 'x', state: 'done', at: '2025-01-01T08:00:00Z', durationMs: 100 },
        { name: 'y', state: 'error', at: '2025-01-01T09:00:00Z', durationMs: 300, error: { name: 'E', message: 'm' } },
        { state: 'waiting', at: '2025-01-01T09:30:00Z' },
      ],
    },
    gives: { data: { h: { all: 3, done: 1, failed: 1, pending: 1, mean: 200, rate: 0.5, hourly: 1.5 } } },
  },
  {
    says: 'recent errors come newest first, with step, connector and time',
    steps: { a: ['', 'data.e = lib.history.recentErrors(2);'] },
    scenario: {
      now: '2025-01-01T10:00:00Z',
      history: [
        { name: 'old', state: 'error', at: '2025-01-01T07:59:00Z', error: { name: 'E', message: 'too old' } },
        {
          name: 'x',
          state: 'error',
          at: '2025-01-01T08:30:00Z',
          error: { name: 'E', message: 'm', step: 's', connector: 'c' },
        },
        { name: 'y', state: 'error', at: '2025-01-01T09:30:00Z', error: { name: 'F', message: 'n' } },
      ],
    },
    gives: {
      data: {
        e: [
          { name: 'F', message: 'n', task: 'y', timestamp: '2025-01-01T09:30:00.000Z' },
          { name: 'E', message: 'm', step: 's', connector: 'c', task: 'x', timestamp: '2025-01-01T08:30:00.000Z' },
        ],
      },
    },
  },
  {
    says: 'without a history it is empty',
    steps: {
      a: [
        '',
        'data.e = [lib.history.recentErrors(), lib.history.count("done"), lib.history.averageMs(), lib.history.errorRate(), lib.history.perHour()];',
      ],
    },
    gives: { data: { e: [[], 0, 0, 0, 0] } },
  },
  {
    says: 'hours that are no number are refused',
    steps: { a: ['', 'lib.history.recentErrors("many");'] },
    gives: { end: 'error/error', error: { message: 'lib.history.recentErrors needs a number of hours, not many' } },
  },
  {
    says: 'figures of the process are real, and a loop that waits for them ends',
    steps: {
      a: [
        '',
        `const began = process.hrtime(); while (process.hrtime(began)[0] < 1); const up = process.uptime(); while (process.uptime() < up + 0.5);
         data.x = [process.memoryUsage().rss > 1e6, process.memoryUsage.rss() > 1e6, process.hrtime.bigint() > 0n, Array.isArray(process._getActiveHandles())];`,
      ],
    },
    gives: { data: { x: [true, true, true, true] } },
  },
];
const console_: readonly Case[] = [
  {
    says: "a format without a date shows the task's now",
    steps: {
      a: [
        '',
        `data.x = [new Intl.DateTimeFormat('en-US').format(), Intl.DateTimeFormat('en-US').format(), new Intl.DateTimeFormat('en-US').formatToParts()[4].value, new Intl.DateTimeFormat('en-US').format(new Date(0)), new Intl.NumberFormat('en-US').format(1234.5)];`,
      ],
    },
    gives: { data: { x: ['1/1/2025', '1/1/2025', '2025', '1/1/1970', '1,234.5'] } },
  },
  {
    says: "console.time measures on the task's clock; console.count counts within the turn",
    steps: {
      a: [
        '',
        `console.time('x'); await connectors.utils.sleep({ milliseconds: 250 }); console.timeLog('x', 'so far'); console.timeEnd('x'); console.timeEnd('x');
         console.count(); console.count(); console.countReset(); console.count('other'); console.count();`,
      ],
    },
    gives: {
      logs: [
        'log x: 250ms so far',
        'log x: 250ms',
        "warn No such label 'x' for console.time",
        'log default: 1',
        'log default: 2',
        'log other: 1',
        'log default: 1',
      ],
    },
  },
];
describe('semantics §5: the console and formats', () => conform(console_));
describe('semantics §1, §5: the past and the process', () => conform(history));
