// semantics.md §3: data is JSON between turns, and behaves as the plain object that it seems to be.
import { describe, expect } from 'vitest';
import { type Case, conform } from './cases.ts';

const naming = (text: string) => [expect.stringMatching(new RegExp(`^a .*${text}`))];

const changes: readonly Case[] = [
  ['Date becomes its ISO string', 'data.x = new Date(0);', { x: '1970-01-01T00:00:00.000Z' }, 'data\\.x'],
  ['an invalid Date becomes null', 'data.x = new Date("nonsense");', { x: null }, 'data\\.x'],
  ['NaN becomes null', 'data.o = { x: Number.NaN };', { o: { x: null } }, 'data\\.o\\.x'],
  ['Infinity becomes null', 'data.x = [1 / 0];', { x: [null] }, 'data\\.x\\.0'],
  ['functions vanish', 'data.x = () => 1; data.y = 1;', { y: 1 }, 'data\\.x'],
  ['symbols vanish', 'data.x = Symbol("s");', {}, 'data\\.x'],
  ['undefined in a list becomes null', 'data.x = [1, undefined];', { x: [1, null] }, 'data\\.x\\.1'],
  ['a hole in a list becomes null', 'data.x = [1, , 3];', { x: [1, null, 3] }, 'data\\.x\\.1'],
  ['a Map becomes what JSON makes of it', 'data.x = new Map([[1, 2]]);', { x: {} }, 'data\\.x'],
  ['a Set becomes what JSON makes of it', 'data.x = new Set([1]);', { x: {} }, 'data\\.x'],
  [
    'a class instance keeps its own fields',
    'class P { a = 1; get b() { return 2; } } data.x = new P();',
    { x: { a: 1 } },
    'data\\.x',
  ],
  ['what has toJSON becomes what that gives', 'data.x = { toJSON: () => 5 };', { x: 5 }, 'data\\.x'],
  ['a match keeps its elements only', "data.x = 'ab'.match(/(?<k>a)/);", { x: ['a', 'a'] }, 'data\\.x'],
  ['an Error becomes what JSON makes of it', 'data.x = new Error("e");', { x: {} }, 'data\\.x'],
  ['a RegExp becomes what JSON makes of it', 'data.x = /a/;', { x: {} }, 'data\\.x'],
  [
    'a Buffer becomes what JSON makes of it',
    'data.x = Buffer.from("a");',
    { x: { type: 'Buffer', data: [97] } },
    'data\\.x',
  ],
].map(([says, body, data, place]) => ({
  says: `${says}, with a warning that names path and step`,
  steps: { a: ['', body as string] as const },
  gives: { end: 'done/settled', data, warnings: naming(place as string) },
}));

const silent: readonly Case[] = [
  {
    says: 'a field set to undefined is not there',
    steps: { a: ['', 'data.x = undefined; data.y = { z: undefined };'] },
    data: { x: 1 },
    gives: { data: { y: {} } },
  },
  {
    says: 'shared references become copies',
    steps: { a: ['', 'const o = { n: 1 }; data.x = o; data.y = o;'], b: ['x: Object', 'data.x.n = 2;'] },
    gives: { data: { x: { n: 2 }, y: { n: 1 } }, warnings: [] },
  },
  {
    says: 'boxed values are their values, and −0 is 0',
    steps: { a: ['', 'data.x = Object(5); data.y = Object("t"); data.z = -0; data.zero = Object.is(data.z, -0);'] },
    gives: { data: { x: 5, y: 't', z: 0, zero: true } },
  },
  {
    says: 'keys of prototypes are data like any other',
    steps: {
      a: [
        '',
        'data.o = JSON.parse(\'{"__proto__": 1, "constructor": 2}\'); data.toString = "t"; data.hasOwnProperty = 1;',
      ],
      b: ['o: { constructor: 2 }, toString: "t"', 'data.b = Object.keys(data.o).join();'],
      never: ['valueOf: Object', ''],
    },
    gives: { steps: ['a', 'b'], data: expect.objectContaining({ b: '__proto__,constructor' }) },
  },
];

const faults: readonly Case[] = [
  {
    says: "nesting more than 1,000 deep is the step's error, told by the beginning of its path",
    steps: { a: ['', 'let deep = {}; for (let n = 0; n < 1_000; n++) deep = { d: deep };\ndata.deep = deep;'] },
    gives: {
      end: 'error/error',
      error: {
        message: expect.stringMatching(/^data\.deep(\.d){11} is nested more than 1000 deep: data must be JSON\. Store/),
      },
    },
  },
  {
    says: "BigInt is the step's error, naming the path",
    steps: { a: ['', 'data.ok = 1; data.o = { n: 10n };'] },
    gives: { end: 'error/error', error: { step: 'a', message: expect.stringMatching(/data\.o\.n.*BigInt/) } },
  },
  {
    says: "a cycle is the step's error, naming the path",
    steps: { a: ['', 'const o = { name: "o" }; o.me = o; data.o = o;'] },
    gives: { end: 'error/error', error: { step: 'a', message: expect.stringMatching(/data\.o\.me.*cycle/) } },
  },
  {
    says: 'a cycle through data itself too',
    steps: { a: ['', 'data.o.up = data.o;'] },
    data: { o: { x: 1 } },
    gives: { end: 'error/error', error: { step: 'a', message: expect.stringMatching(/data\.o\.up.*cycle/) } },
  },
  {
    says: 'data within data too',
    steps: { a: ['', 'data.self = data;'] },
    gives: { end: 'error/error', error: { step: 'a', message: expect.stringMatching(/data\.self.*cycle/) } },
  },
  {
    says: "a getter that throws is the step's error, naming it as the step knows it",
    steps: { a: ['', 'data.o = { get bad() { throw new Error("got"); } };'] },
    gives: { end: 'error/error', error: { step: 'a', message: expect.stringContaining('got') } },
  },
  {
    says: 'errors never speak of drafts or proxies',
    steps: { a: ['', 'const frozen = Object.freeze({ n: 1 }); frozen.n = 2;'] },
    gives: {
      end: 'error/error',
      error: { name: 'TypeError', message: expect.not.stringMatching(/draft|proxy|immer/i) },
    },
  },
];

/** Each gives `data.x`, and nothing else may be said. */
const plain: readonly Case[] = [
  ['structuredClone(data)', 'data.x = structuredClone(data).list;', [3, 1, 2]],
  ['structuredClone of a part', 'data.x = structuredClone(data.o);', { p: { q: 1 } }],
  ['JSON.stringify', 'data.x = JSON.stringify(data.o) + JSON.stringify(data).includes("stash");', '{"p":{"q":1}}false'],
  ['spread', 'const { $case, ...rest } = { ...data }; data.x = Object.keys(rest).sort().join();', 'list,o'],
  [
    'Object.keys, entries, assign',
    'data.x = Object.entries(Object.assign({}, data.o)).length + Object.keys(data).length;',
    4,
  ],
  [
    'for…in and in',
    'let n = 0; for (const key in data) n++; data.x = [n, "o" in data, "$stash" in data, "no" in data];',
    [3, true, true, false],
  ],
  [
    'hasOwn',
    'data.x = [Object.hasOwn(data, "o"), data.hasOwnProperty("list"), Object.hasOwn(data, "x")];',
    [true, true, false],
  ],
  ['sort, reverse and splice', 'data.list.sort().reverse(); data.x = data.list.splice(0, 2);', [3, 2]],
  [
    'map, filter, flat and find',
    'data.x = [data.list.map((n) => n * 2).filter((n) => n > 2), [data.list].flat().find((n) => n < 2)];',
    [[6, 4], 1],
  ],
  [
    'Array.isArray and instanceof',
    'data.x = [Array.isArray(data.list), data.list instanceof Array, data instanceof Object];',
    [true, true, true],
  ],
  ['indexOf an object of its own', 'data.list.push({ id: 1 }); data.x = data.list.indexOf(data.list[3]);', 3],
  ['toSorted and at', 'data.x = [data.list.toSorted(), data.list.at(-1)];', [[1, 2, 3], 2]],
  ['String(data)', 'data.x = String(data);', '[object Object]'],
  ['Object.prototype.toString', 'data.x = Object.prototype.toString.call(data.list);', '[object Array]'],
  ['getOwnPropertyNames', 'data.x = Object.getOwnPropertyNames(data).filter((key) => key !== "$stash").length;', 3],
  ['defineProperty', 'Object.defineProperty(data, "x", { value: 5, enumerable: true });', 5],
  [
    'defineProperty of a part',
    'Object.defineProperty(data.o, "y", { value: 5, enumerable: true }); data.x = data.o.y;',
    5,
  ],
  ['Object.freeze(data)', 'data.x = 1; Object.freeze(data);', 1],
  [
    'Object.freeze(data), read afterwards',
    'data.x = 1; Object.freeze(data); const n = Object.keys(data).length; console.log(n);',
    1,
  ],
  ['Object.freeze of a part', 'Object.freeze(data.o); data.x = data.o.p.q;', 1],
  ['Object.seal and preventExtensions', 'data.x = 1; Object.preventExtensions(data.o); Object.seal(data.list);', 1],
  ['Object.isFrozen(data)', 'data.x = Object.isFrozen(data);', false],
  [
    'Object.groupBy and fromEntries',
    'data.x = Object.fromEntries(Object.entries(data.o).map(([key]) => [key, 1]));',
    { p: 1 },
  ],
  ['a part put elsewhere', 'data.x = data.o.p; data.x.q = 2; data.o.p.q === 2;', { q: 2 }],
  ['a part of a part, replaced and read', 'data.o = { p: { ...data.o.p, r: 2 } }; data.x = data.o.p;', { q: 1, r: 2 }],
  ['await of a part', 'data.x = (await data.o).p.q;', 1],
  ['Object.create(data)', 'const child = Object.create(data); data.x = child.o.p.q;', 1],
  ['Reflect.ownKeys', 'data.x = Reflect.ownKeys(data.o).join();', 'p'],
].map(([says, body, x]) => ({
  says: `data behaves as a plain object: ${says}`,
  steps: { a: ['', body as string] as const },
  data: { list: [3, 1, 2], o: { p: { q: 1 } } },
  gives: { end: 'done/settled', error: null, data: expect.objectContaining({ x }), warnings: [] },
}));

const shown: readonly Case[] = [
  {
    says: 'a cycle in console.log is printed with a marker',
    steps: { a: ['', 'const o = { n: 1 }; o.me = o; console.log(o);'] },
    gives: { end: 'done/settled', logs: [expect.stringContaining('[Circular *1]')] },
  },
  {
    says: 'console.log(data) prints the plain object',
    steps: { a: ['', 'console.log(data.o, data);'] },
    data: { o: { p: [1] } },
    gives: { logs: [expect.stringMatching(/^log \{ p: \[ 1 \] \} \{ .*o: \{ p: \[ 1 \] \}.*\}$/)] },
  },
];

describe('semantics §3: data is JSON between turns', () => {
  conform([...changes, ...silent, ...faults, ...plain, ...shown]);
});
