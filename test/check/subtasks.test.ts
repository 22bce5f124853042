// semantics.md §5: subtasks, park, timeout, blobs. A child's data carries the case along, so that its steps match.
import { describe, expect } from 'vitest';
import { type Case, conform } from './cases.ts';

const START = Date.UTC(2025, 0, 1);
const child = (data: string, options = ''): string =>
  `task.subtask('child', { $case: data.$case, ${data} }${options && `, ${options}`})`;

const results: readonly Case[] = [
  {
    says: 'task.complete(r) in the child puts r at into of the parent, bare if r is a plain object',
    steps: {
      parent: ['go: 1', `${child('n: 2', "{ into: 'got.here', waitFor: true }")};`],
      work: ['n: Number', 'task.complete({ twice: data.n * 2 });'],
    },
    data: { go: 1 },
    gives: { steps: ['parent'], end: 'done/settled', data: { go: 1, got: { here: { twice: 4 } } } },
  },
  {
    says: 'anything else goes there as {result: r}',
    steps: {
      parent: ['go: 1', `${child('n: 2', "{ into: 'got', waitFor: true }")};`],
      work: ['n: Number', 'task.complete([data.n]);'],
    },
    data: { go: 1 },
    gives: { data: { go: 1, got: { result: [2] } } },
  },
  {
    says: 'without a result nothing is put there',
    steps: {
      parent: ['go: 1', `${child('n: 2', "{ into: 'got', waitFor: true }")};`],
      work: ['n: Number', 'task.complete();'],
    },
    data: { go: 1 },
    gives: { end: 'done/settled', data: { go: 1 } },
  },
  {
    says: 'a child that fails ends the waiting with {error: {name, message}} at into',
    steps: {
      parent: ['go: 1', `${child('n: 2', "{ into: 'got', waitFor: true }")};`],
      work: ['n: Number', 'throw new RangeError("too much");'],
    },
    data: { go: 1 },
    gives: { status: 'passed', data: { go: 1, got: { error: { name: 'RangeError', message: 'too much' } } } },
  },
  ...['task.ignore();', ''].map(
    (end): Case => ({
      says: `a child that is ${end ? 'ignored' : 'settled'} ends the waiting and leaves into untouched`,
      steps: { parent: ['go: 1', `${child('n: 2', "{ into: 'got', waitFor: true }")};`], work: ['n: Number', end] },
      data: { go: 1 },
      gives: { end: 'done/settled', data: { go: 1 } },
    }),
  ),
  {
    says: 'a child that no step matches (rejected) ends the waiting too',
    steps: { parent: ['go: 1', `${child('other: 1', "{ into: 'got', waitFor: true }")};`] },
    data: { go: 1 },
    gives: { end: 'done/settled', data: { go: 1 } },
  },
  {
    says: 'into through a text is the error of the parent, naming the path',
    steps: {
      parent: ['go: 1', `data.got = 'text'; ${child('n: 2', "{ into: 'got.deep', waitFor: true }")};`],
      work: ['n: Number', 'task.complete({});'],
    },
    data: { go: 1 },
    gives: { end: 'error/error', error: { message: expect.stringContaining('got.deep') } },
  },
];

const order: readonly Case[] = [
  {
    says: 'with waitFor the parent matches nothing until the child has ended',
    steps: {
      parent: ['go: 1', `data.asked = true; ${child('n: 2', "{ into: 'got', waitFor: true }")};`],
      work: ['n: Number', 'await connectors.utils.sleep({ milliseconds: 5000 }); task.complete({ at: Date.now() });'],
      next: ['asked: true, at: null', 'data.at = Date.now();'],
    },
    data: { go: 1 },
    gives: {
      steps: ['parent', 'next'],
      data: { go: 1, asked: true, got: { at: START + 5000 }, at: START + 5000 },
    },
  },
  {
    says: 'without waitFor the parent goes on, and does not settle before the result is in',
    steps: {
      parent: ['go: 1', `${child('n: 2', "{ into: 'got' }")};`],
      work: ['n: Number', 'await connectors.utils.sleep({ milliseconds: 5000 }); task.complete({ at: Date.now() });'],
      meanwhile: ['go: 1, more: 1, got: null', 'data.early = Date.now();'],
      after: ['got: Object', 'data.late = Date.now();'],
    },
    data: { go: 1, more: 1 },
    gives: {
      steps: ['meanwhile', 'parent', 'after'],
      data: { go: 1, more: 1, early: START, got: { at: START + 5000 }, late: START + 5000 },
    },
  },
  {
    says: 'children of one step run side by side: each on a clock of its own',
    steps: {
      parent: [
        'go: 1',
        `for (const n of [3, 1, 2]) task.subtask('c', { $case: data.$case, n }, { into: 'got.' + n, waitFor: true });`,
      ],
      work: [
        'n: Number',
        'await connectors.utils.sleep({ milliseconds: data.n * 1000 }); task.complete({ at: Date.now() });',
      ],
      after: ['got: Array', 'data.at = Date.now();'],
    },
    data: { go: 1 },
    gives: {
      steps: ['parent', 'after'],
      data: {
        go: 1,
        got: [null, { at: START + 1000 }, { at: START + 2000 }, { at: START + 3000 }],
        at: START + 3000,
      },
    },
  },
  {
    says: 'of several results for one place the one that comes last stands, whoever began first',
    steps: {
      parent: [
        'go: 1',
        `for (const n of [3, 1, 2]) task.subtask('c', { $case: data.$case, n }, { into: 'got', waitFor: true });`,
      ],
      work: [
        'n: Number',
        'await connectors.utils.sleep({ milliseconds: data.n * 1000 }); task.complete({ n: data.n });',
      ],
    },
    data: { go: 1 },
    gives: { data: { go: 1, got: { n: 3 } } },
  },
  {
    says: 'a result comes when its child ends: until then the parent goes on by its own clock',
    steps: {
      parent: ['go: 1', `data.asked = true; ${child('n: 2', "{ into: 'got' }")};`],
      work: ['n: Number', 'await connectors.utils.sleep({ milliseconds: 5000 }); task.complete({ at: Date.now() });'],
      first: ['asked: true', 'await connectors.utils.sleep({ milliseconds: 10 }); data.first = Date.now();'],
      second: ['first: Number, got: null', 'data.second = Date.now();'],
    },
    data: { go: 1 },
    gives: {
      steps: ['parent', 'first', 'second'],
      data: { go: 1, asked: true, first: START + 10, second: START + 10, got: { at: START + 5000 } },
    },
  },
  {
    says: 'a child has its own JSON copy of the data',
    steps: {
      parent: ['go: 1', "data.list = [1]; task.subtask('c', { $case: data.$case, n: data.list }, { waitFor: true });"],
      work: ['n: Array', 'data.n.push(2);'],
    },
    data: { go: 1 },
    gives: { data: { go: 1, list: [1] } },
  },
  {
    says: 'subtasks that a failing step asked for never begin, and that is said',
    steps: {
      parent: ['go: 1', `${child('n: 2')}; throw new Error('no');`],
      work: ['n: Number', ''],
    },
    data: { go: 1 },
    gives: { end: 'error/error', warnings: [expect.stringContaining('never began')] },
  },
  {
    says: 'nested: a child waits for its own child',
    steps: {
      top: ['level: 0', "task.subtask('c', { $case: data.$case, level: 1 }, { into: 'got', waitFor: true });"],
      middle: ['level: 1', "task.subtask('c', { $case: data.$case, level: 2 }, { into: 'got', waitFor: true });"],
      bottom: ['level: 2', 'task.complete({ deep: true });'],
      up: ['level: 1, got: Object', 'task.complete({ got: data.got });'],
    },
    data: { level: 0 },
    gives: { data: { level: 0, got: { got: { deep: true } } } },
  },
  {
    says: 'subtasks nest at most 16 deep: the step that wants one more fails',
    steps: {
      down: [
        'depth: Number',
        "task.subtask('c', { $case: data.$case, depth: data.depth + 1 }, { into: 'below', waitFor: true });",
      ],
      up: ['depth: Number, below: Object', 'task.complete({ deepest: data.below.deepest ?? data.depth + 1 });'],
    },
    data: { depth: 0 },
    gives: { end: 'done/complete', result: { deepest: 16 } },
  },
  {
    says: 'there are at most 1,000 of them',
    steps: {
      many: ['go: 1', "for (let n = 0; n < 1001; n++) task.subtask('c', { n });"],
    },
    data: { go: 1 },
    gives: { end: 'error/error', error: { message: expect.stringContaining('1000 subtasks') } },
  },
  {
    says: 'data that is no object is refused',
    steps: { a: ['go: 1', "task.subtask('c', [1]);"] },
    data: { go: 1 },
    gives: { end: 'error/error', error: { name: 'TypeError', message: expect.stringContaining('object') } },
  },
];

const waiting: readonly Case[] = [
  {
    says: 'task.park(ms): nothing runs for that long after this turn',
    steps: {
      a: ['go: 1', 'task.park(60_000); data.before = Date.now();'],
      b: ['before: Number', 'data.after = Date.now();'],
    },
    data: { go: 1 },
    gives: { data: { go: 1, before: START, after: START + 60_000 } },
  },
  {
    says: 'task.timeout(ms): it stays open that long once nothing matches, and is then incomplete, expired',
    steps: { a: ['', 'task.timeout(60_000);'] },
    gives: { end: 'incomplete/expired' },
  },
  {
    says: 'with completeOnExpire(r) it is done, expired, with r',
    steps: { a: ['', 'task.timeout(60_000); task.completeOnExpire({ r: 1 });'] },
    gives: { end: 'done/expired', result: { r: 1 } },
  },
  {
    says: 'completeOnExpire without a timeout ends the task once nothing matches',
    steps: { a: ['', 'task.completeOnExpire();'], b: ['x: null', 'data.x = 1;'] },
    gives: { end: 'done/expired', steps: ['b', 'a'] },
  },
  {
    says: 'a time that is none is refused',
    steps: { a: ['', "task.park('soon');"] },
    gives: { end: 'error/error', error: { message: expect.stringContaining('park') } },
  },
];

const blobs: readonly Case[] = [
  {
    says: 'blob.create gives an id, blob.getContent the text; a string as it is, anything else as its JSON',
    steps: {
      a: ['go: 1', "data.ids = [blob.create({ content: 'text' }), blob.create({ content: { n: 1 } })];"],
      b: ['ids: Array', 'data.texts = data.ids.map((id) => blob.getContent(id)); delete data.ids;'],
    },
    data: { go: 1 },
    gives: { data: { go: 1, texts: ['text', '{"n":1}'] } },
  },
  {
    says: 'a blob that is not there is an error that names the id',
    steps: { a: ['', "blob.getContent('nothing');"] },
    gives: { end: 'error/error', error: { message: expect.stringContaining('nothing') } },
  },
  {
    says: 'task.getExecutionTrace() gives the steps that ran before',
    steps: { a: ['x: null', 'data.x = 1;'], b: ['x: 1', 'data.trace = await task.getExecutionTrace();'] },
    gives: { data: { x: 1, trace: [{ step: 'a', timestamp: '2025-01-01T00:00:00.000Z' }] } },
  },
];

describe('semantics §5: what a parent gets', () => conform(results));
describe('semantics §5: when who runs', () => conform(order));
describe('semantics §5: park and timeout', () => conform(waiting));
describe('semantics §5: blobs and the trace', () => conform(blobs));
