// Mistakes that were made once: each row failed before it was mended.
import { describe, expect } from 'vitest';
import { type Case, conform } from './cases.ts';

const SETTINGS = { secrets: { KEY: 'supersecretvalue' }, environment: { OPT: { n: 1 } }, redact: ['ssn'] };

const cases: readonly Case[] = [
  {
    says: 'a list may grow by 200,000 elements in one step',
    steps: {
      a: ['items: Array', 'data.items = Array.from({ length: 200_000 }, (_, n) => n); data.last = data.items.at(-1);'],
      b: ['last: Number', 'data.items = [];'],
    },
    data: { items: [] },
    gives: { end: 'done/settled', data: { items: [], last: 199_999 } },
  },
  {
    says: 'a redo loop that changes only $stash goes on',
    steps: {
      a: [
        'go: true',
        'data.$stash.n = (data.$stash.n ?? 0) + 1; if (data.$stash.n < 5) step.redo(); else data.go = false;',
      ],
    },
    data: { go: true },
    gives: { end: 'done/settled', steps: ['a', 'a', 'a', 'a', 'a'], data: { go: false } },
  },
  {
    says: 'an answer that fails later, caught, is no error of the step, also with into',
    steps: { a: ['', "try { await connectors.x.y({ into: 'r' }); } catch (error) { data.fallback = error.message; }"] },
    scenario: { connectors: { x: { y: { $delay: 5, $throw: 'boom' } } } },
    gives: { end: 'done/settled', data: { fallback: 'boom' } },
  },
  {
    says: 'an answer that fails later and that nobody handles is',
    steps: { a: ['', "connectors.x.y({ into: 'r' });"] },
    scenario: { connectors: { x: { y: { $delay: 5, $throw: 'boom' } } } },
    gives: { end: 'error/error', error: { message: 'boom' } },
  },
  {
    says: 'what task.getData() gives is a copy of the step’s own',
    steps: {
      a: ['big: Object', 'const copy = await task.getData(); copy.big.x = 1;'],
      b: ['big: { x: 0 }', 'data.seen = data.big.x;'],
    },
    data: { big: { x: 0, text: 'x'.repeat(20_000) } },
    gives: { end: 'done/settled', steps: ['a', 'b'] },
  },
  {
    says: 'a redacted place is masked in the turn that writes it',
    steps: { a: ['', "data.ssn = '123-45-6789'; console.log('is ' + data.ssn);"] },
    gives: { logs: ['log is ‹redacted›'], data: { ssn: '‹redacted›' } },
  },
  {
    says: 'what is stashed in a parent is masked in its children',
    steps: {
      parent: [
        'go: 1',
        "data.$stash.token = 'stashsecret-123'; task.subtask('kid', { $case: data.$case, kid: data.$stash.token }, { into: 'got', waitFor: true });",
      ],
      child: ['kid: String', "task.complete({ said: 'it is ' + data.kid });"],
    },
    data: { go: 1 },
    gives: { data: { go: 1, got: { said: 'it is ‹stash›' } } },
  },
  {
    says: 'the message of a loop is masked',
    steps: {
      a: [
        'at: Number',
        "const key = task.config('KEY'); if (data[key]) delete data[key]; else data[key] = 1; step.redo();",
      ],
    },
    data: { at: 1 },
    gives: { end: 'error/loop', error: { message: expect.not.stringContaining('supersecretvalue') } },
  },
  {
    says: 'settings that are objects are copies',
    steps: { a: ['n: null', "task.config('OPT').n++; data.n = task.config('OPT').n;"] },
    gives: { data: { n: 1 } },
  },
  {
    says: 'no way leads to the network',
    steps: {
      a: ['n: null', 'data.n = 1; await new Function(\'return fetch("http://127.0.0.1:1/")\')();'],
    },
    gives: { end: 'error/error', error: { message: expect.stringContaining('network') } },
  },
  {
    says: '$stash that was deleted and set again is no field of the data',
    steps: {
      a: ['n: null', "data.n = 1; delete data.$stash; data.$stash = { token: 'abcdef-1' };"],
      b: ['$stash: { token: String }', 'data.keys = Object.keys(data).length;'],
    },
    gives: { end: 'done/settled', data: { n: 1, keys: 2 } },
  },
  {
    says: 'what a call brought and the step then stashed is shown nowhere, nor is what was logged before that',
    steps: {
      a: [
        'n: null',
        "data.n = 1; const { token } = connectors.auth.login(); console.log('got', token); task.visualize({ type: 'data', data: { token } }); data.$stash.token = token;",
      ],
      b: ['$stash: { token: String }', 'data.b = data.$stash.token.length;'],
    },
    scenario: { connectors: { auth: { login: { token: 'sekret-value-1' } } } },
    gives: {
      data: { n: 1, b: 14 },
      logs: ['log got ‹stash›'],
      calls: [{ connector: 'auth', method: 'login', result: { token: '‹stash›' } }],
    },
  },
  {
    says: "into: '$stash…' stashes, from a call and from a subtask",
    steps: {
      a: [
        'n: null',
        "data.n = 1; connectors.auth.login({ into: '$stash.session' }); task.subtask('kid', { $case: data.$case, kid: true }, { into: '$stash.kid', waitFor: true });",
      ],
      b: ['$stash: { session: Object }', 'data.b = data.$stash.session.token.length;'],
    },
    scenario: { connectors: { auth: { login: { token: 'sekret-value-1' } } } },
    gives: { data: { n: 1, b: 14 } },
  },
  {
    says: 'a result that is stashed is shown nowhere; a secret in a result arrives as it is',
    steps: {
      a: [
        'n: null',
        "data.n = 1; task.subtask('one', { $case: data.$case, one: true }, { into: '$stash.s', waitFor: true }); task.subtask('two', { $case: data.$case, two: true }, { into: 'r', waitFor: true });",
      ],
      k: ['one: true', "task.complete({ token: 'sekret-value-2' });"],
      l: ['two: true', "task.complete({ key: task.config('KEY') });"],
      b: [
        'n: 1, r: Object',
        "data.same = data.r.key === task.config('KEY') && data.$stash.s.token === 'sekret-value-2';",
      ],
    },
    gives: { data: { n: 1, r: { key: '‹secret KEY›' }, same: true } },
  },
];

describe('made once', () => conform(cases, { 'stepscope.config.json': SETTINGS }));
