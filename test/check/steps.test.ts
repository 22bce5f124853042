// semantics.md §1, Steps: each row is a sentence of it.
import { describe, expect } from 'vitest';
import { type Case, conform } from './cases.ts';

const content = (body: string) => `export const content = async () => {\n${body}\n};\n`;
const step = (body: string) => `export const condition = { CASE };\n${content(body)}`;
const containing = (...texts: readonly string[]) =>
  texts.map((text) => expect.stringContaining(text) as unknown as string);

const forms: readonly Case[] = [
  {
    says: 'a step is a file .js .mjs .ts .mts, and .ts may have types; ties go by name',
    files: {
      'a.js': step('data.a = 1;'),
      'b.mjs': step('data.b = 2;'),
      'c.ts': step('const c: number = 3; data.c = c as number;'),
      'd.mts': step('interface D { d: number } const d: D = { d: 4 }; data.d = d.d;'),
    },
    gives: { steps: ['a', 'b', 'c', 'd'], data: { a: 1, b: 2, c: 3, d: 4 }, problems: [] },
  },
  {
    says: 'content may be sync',
    files: { 'a.js': 'export const condition = { CASE };\nexport const content = () => { data.a = 1; };' },
    gives: { steps: ['a'], data: { a: 1 } },
  },
  {
    says: 'content is called with data as its argument too',
    files: {
      'a.js':
        'export const condition = { CASE };\nexport const content = async (given) => { given.a = given === data; };',
    },
    gives: { data: { a: true } },
  },
  {
    says: 'also accepted: match = () => ({…}) with a default export (data) => {…}',
    files: { 'a.js': 'export const match = () => ({ CASE });\nexport default (data) => { data.a = 1; };' },
    gives: { steps: ['a'], data: { a: 1 } },
  },
  {
    says: 'a step with disabled = true never runs',
    files: { 'a.js': `export const disabled = true;\n${step('data.a = 1;')}`, 'b.js': step('data.b = 1;') },
    gives: { steps: ['b'], data: { b: 1 } },
  },
  {
    says: 'its name is its path without extension, spaces and all; a header comment is information only',
    files: { 'billing/charge card.js': `/* Step: something else\n   ID: abc */\n${step('data.name = step.name;')}` },
    gives: { steps: ['billing/charge card'], data: { name: expect.stringMatching(/billing\/charge card$/) } },
  },
  {
    says: 'steps sort by name in code-unit order',
    files: Object.fromEntries(['b', 'B', 'a-b', 'a b', 'ä', 'a', 'Z/a'].map((name) => [`${name}.js`, step('')])),
    gives: { agendas: expect.arrayContaining([['B', 'Z/a', 'a', 'a b', 'a-b', 'b', 'ä']]) },
  },
  {
    says: 'two files with one name: a Problem names both, and neither silently wins',
    files: { 'a.js': step('data.a = "js";'), 'a.ts': step('data.a = "ts";'), 'b.js': step('data.b = 1;') },
    gives: { steps: ['b'], errors: [expect.stringMatching(/a\.js.*a\.ts/)] },
  },
];

const own: readonly Case[] = [
  {
    says: 'helpers outside content work, with a warning that they are missing after deploy',
    files: { 'a.js': `const RATE = 2;\nfunction twice(n) { return n * RATE; }\n${step('data.a = twice(4);')}` },
    gives: { data: { a: 8 }, warnings: expect.arrayContaining(containing('deploy')) },
  },
  {
    says: 'imports of relative files work, with a warning that they are missing after deploy',
    files: {
      'a.js': `import { twice } from './help/twice.js';\n${step('data.a = twice(4);')}`,
      'help/twice.js':
        'export const disabled = true; export const condition = {}; export const content = () => {}; export const twice = (n) => n * 2;',
    },
    gives: { data: { a: 8 }, warnings: expect.arrayContaining(containing('deploy')) },
  },
  {
    says: 'imports of packages work, with a warning that their own state and clock are neither virtual nor taped',
    files: { 'a.js': `import { basename } from 'node:path';\n${step('data.a = basename("/x/y.txt");')}` },
    gives: { data: { a: 'y.txt' }, warnings: expect.arrayContaining(containing('deploy')) },
  },
  {
    says: 'network modules are refused',
    files: { 'a.js': `import http from 'node:http';\n${step('data.a = typeof http;')}` },
    gives: { steps: [], errors: [expect.stringMatching(/node:http/)] },
  },
  {
    says: 'module scope is made afresh for every turn: no hidden state survives in it',
    files: {
      'a.js': `let count = 0;\nexport const condition = { CASE, n: Number };\n${content('count++; data.n += count; if (data.n < 3) step.redo();')}`,
    },
    data: { n: 0 },
    gives: { steps: ['a', 'a', 'a'], data: { n: 3 } },
  },
  {
    says: 'assigning data itself is a Problem at load',
    files: { 'a.js': step('  data = { a: 1 };'), 'b.js': step('data.b = 1;') },
    gives: {
      steps: ['b'],
      problems: [{ severity: 'error', line: 3, column: 3, message: expect.stringContaining('data') }],
    },
  },
  {
    says: 'a file that cannot be loaded is a Problem with file, line and column; all others keep working',
    files: {
      'a.js': `export const condition = { CASE };\nexport const content = async () => {\n  data.a = = 1;\n};`,
      'b.js': step('data.b = 1;'),
    },
    gives: {
      steps: ['b'],
      problems: [{ severity: 'error', file: expect.stringMatching(/a\.js$/), line: 3, column: 12 }],
    },
  },
];

const globals: readonly Case[] = [
  {
    says: 'globals of step code: data task step connectors audit console lib, timers, Date, Math, crypto, performance, process',
    steps: {
      a: [
        '',
        `data.types = [typeof data, typeof task, typeof step, typeof connectors, typeof audit, typeof console, typeof lib,
        typeof setTimeout, typeof setInterval, typeof clearTimeout, typeof clearInterval, typeof Date, typeof Math,
        typeof crypto.randomUUID, typeof performance.now, typeof process].join(' ');`,
      ],
    },
    gives: {
      data: {
        types:
          'object object object object object object object function function function function function object function function object',
      },
    },
  },
  {
    says: 'process has memoryUsage, cpuUsage, uptime, hrtime and the active handles and requests',
    steps: {
      a: [
        '',
        `data.heap = process.memoryUsage().heapUsed > 0; data.cpu = process.cpuUsage().user > 0;
        data.up = process.uptime() > 0; data.hr = process.hrtime().length === 2 && typeof process.hrtime.bigint() === 'bigint';
        data.active = [process._getActiveHandles(), process._getActiveRequests()].every(Array.isArray);`,
      ],
    },
    gives: { end: 'done/settled', data: { heap: true, cpu: true, up: true, hr: true, active: true } },
  },
  {
    says: "process.env is limited to the workspace's settings",
    steps: { a: ['', 'data.env = { ...process.env };'] },
    gives: { data: { env: { REGION: 'north' } } },
  },
  {
    says: 'process.exit ends the step with an error, not the debugger',
    steps: { a: ['', 'data.before = 1;\nprocess.exit(3);'] },
    gives: {
      end: 'error/error',
      data: { before: 1 },
      error: { step: 'a', line: 4, message: expect.stringContaining('process.exit') },
    },
  },
  {
    says: 'fetch only when live',
    steps: { a: ['', 'await fetch("https://example.com");'] },
    gives: { end: 'error/error', error: { message: expect.stringContaining('connectors.fetch') } },
  },
  {
    says: 'steps/lib/<name> is lib.<name>: exports, module.exports, or a content whose body ends in module.exports',
    steps: { a: ['', 'data.a = [lib.named.twice(2), lib.common.twice(3), lib.body.twice(4), lib.typed.twice(5)];'] },
    gives: { data: { a: [4, 6, 8, 10] } },
  },
  {
    says: 'a library may call on what steps may: data, connectors, console',
    steps: { a: ['', 'lib.reach.mark("x");'] },
    gives: { data: { x: true }, logs: ['log marked x'] },
  },
  {
    says: 'the exports of steps/lib/globals are visible to all steps under their bare names, with a warning',
    steps: { a: ['', 'data.a = greet("Mira");'] },
    gives: {
      data: { a: 'Hello, Mira' },
      warnings: [expect.stringMatching(/greet of steps\/lib\/globals works here.*will be missing after deploy/)],
    },
  },
  {
    says: 'a library that is not there is undefined, and calling it names what is missing',
    steps: { a: ['', 'lib.nowhere.call();'] },
    gives: { end: 'error/error', error: { name: 'TypeError', step: 'a', line: 3, column: 13 } },
  },
  {
    says: 'lib.base64 encodes and decodes text, bytes, and what JSON made of bytes',
    steps: {
      a: [
        '',
        `data.a = lib.base64.encode('žluť'); data.b = lib.base64.decode(data.a);
        data.c = lib.base64.encode(new Uint8Array([104, 105])); data.d = lib.base64.encode(JSON.parse(JSON.stringify(Buffer.from('hi'))));`,
      ],
    },
    gives: { data: { a: 'xb5sdcWl', b: 'žluť', c: 'aGk=', d: 'aGk=' } },
  },
];

describe('semantics §1: steps', () => {
  conform([...forms, ...own, ...globals], {
    'stepscope.config.json': { environment: { REGION: 'north' } },
    'steps/lib/named.js': 'export const twice = (n) => n * 2;',
    'steps/lib/common.js': 'module.exports = { twice: (n) => n * 2 };',
    'steps/lib/body.js': 'export const content = () => { const twice = (n) => n * 2; module.exports = { twice }; };',
    'steps/lib/typed.ts': 'export const twice = (n: number): number => n * 2;',
    'steps/lib/reach.js': 'export const mark = (key) => { data[key] = true; console.log("marked", key); };',
    'steps/lib/globals.js': 'export const greet = (name) => `Hello, ${name}`;',
  });
});
