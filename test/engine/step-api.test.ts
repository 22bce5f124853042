// What step code calls on task, step, console, audit and blob, and what comes of it.
import { describe, expect, test } from 'vitest';
import { type ApiPort, type Asked, stepMakers } from '../../src/engine/step-api.ts';
import type { Json } from '../../src/step.ts';

// biome-ignore lint/suspicious/noExplicitAny: step code is not typed
type Loose = any;

/** The globals over a place that notes all that it is told. */
function globals() {
  const asked: Asked = {
    ...{ rearm: false, end: null, result: null, name: 'order 1', tags: ['x'], parkMs: 0, timeoutMs: null },
    ...{ onExpire: null, oddViews: null, subtasks: [], blobs: {} },
  };
  const said: unknown[] = [];
  const clock = { now: 1_000 };
  const port: ApiPort = {
    ...{ taskId: 'k3f9', stepName: 'charge', createdAt: 0, workspace: 'shop', asked },
    inTime: () => {},
    config: (name) => (name === 'KEY' ? 'secret' : undefined),
    copy: (value) => JSON.parse(JSON.stringify(value)) as Json,
    format: (values) => values.map(String).join(' '),
    log: (level, text) => void said.push(`${level} ${text}`),
    view: (view) => void said.push(view),
    now: () => clock.now,
    data: () => ({ n: 1 }),
    trace: () => [{ step: 'first' }],
    subtask: (...args) => `child ${JSON.stringify(args)}`,
    blob: (content) => `blob ${content}`,
    blobText: (id) => (id === '7' ? 'text' : undefined),
  };
  const makers = stepMakers(() => port);
  const get = (name: string): Loose => makers[name]?.();
  return { asked, said, clock, get };
}

describe('task', () => {
  test('knows who and where it is', async () => {
    const { get } = globals();
    const task = get('task');
    expect([task.id(), `${task.id}`, String(task.id), JSON.stringify({ id: task.id })]).toEqual([
      ...['k3f9', 'k3f9', 'k3f9', '{"id":"k3f9"}'],
    ]);
    expect(task.id.valueOf()).toBe('k3f9');
    expect([task.createdAt, task.workspace(), task.region()]).toEqual(['1970-01-01T00:00:00.000Z', 'shop', 'local']);
    expect([task.config('KEY'), task.config('OTHER')]).toEqual(['secret', undefined]);
    expect([await task.getData(), await task.getExecutionTrace()]).toEqual([{ n: 1 }, [{ step: 'first' }]]);
    expect(task.subtask(5, { a: 1 }, { into: 'x' })).toBe('child ["5",{"a":1},{"into":"x"}]');
  });

  test('is renamed and tagged; asking alone changes nothing', () => {
    const { asked, get } = globals();
    const task = get('task');
    expect([task.name(), task.name(undefined), task.tags(), task.tags(undefined)]).toEqual([
      'order 1',
      'order 1',
      ['x'],
      ['x'],
    ]);
    expect([task.name(7), task.tags(['a', 1, 'a'])]).toEqual(['7', ['a', '1']]);
    task.tags().push('b');
    expect([asked.name, asked.tags, task.tags('one')]).toEqual(['7', ['a', '1'], ['one']]);
    expect(task.name('')).toBe('');
  });

  test('ends as the last call has it', () => {
    const { asked, get } = globals();
    const task = get('task');
    const result = { n: 1 };
    task.complete(result);
    result.n = 2;
    expect(asked).toMatchObject({ end: 'complete', result: { n: 1 } });
    task.ignore();
    expect(asked).toMatchObject({ end: 'ignore', result: undefined });
    task.complete();
    expect(asked).toMatchObject({ end: 'complete', result: undefined });
    task.complete(null);
    expect(asked).toMatchObject({ end: 'complete', result: null });
    task.completeOnExpire();
    expect(asked.onExpire).toEqual({ result: null });
    task.completeOnExpire([1]);
    expect(asked.onExpire).toEqual({ result: [1] });
  });

  test.each(['park', 'timeout'])('%s takes milliseconds', (method) => {
    const { asked, get } = globals();
    const key = `${method}Ms`;
    for (const ms of [5, 0]) {
      get('task')[method](ms);
      expect(asked).toHaveProperty(key, ms);
    }
    for (const ms of [-1, '5', Number.NaN, Number.POSITIVE_INFINITY, undefined])
      expect(() => get('task')[method](ms)).toThrow(
        new TypeError(`task.${method} needs a number of milliseconds, not ${ms}`),
      );
  });

  test.each([
    [
      { type: 'table', name: 'n', data: [1], options: { a: 1 } },
      { type: 'table', name: 'n', data: [1], options: { a: 1 } },
    ],
    [{ type: 'chart' }, { type: 'chart', name: 'chart', data: null }],
    [
      { type: 'data', name: 5, data: 0 },
      { type: 'data', name: '5', data: 0 },
    ],
  ])('shows %j', (given, view) => {
    const { said, get } = globals();
    get('task').visualize(given);
    expect(said).toEqual([view]);
  });

  test.each([
    [undefined, 'task.visualize needs an object: { type, name, data }'],
    [null, 'task.visualize needs an object: { type, name, data }'],
    ['table', 'task.visualize needs an object: { type, name, data }'],
    [{ name: 'x' }, 'task.visualize needs a type: data, data-map, table, chart, graph or document'],
  ])('cannot show %j', (given, message) => {
    expect(() => globals().get('task').visualize(given)).toThrow(new TypeError(message));
  });
});

test('step has its name, and re-arms', () => {
  const { asked, get } = globals();
  const step = get('step');
  expect([step.name, asked.rearm]).toEqual(['charge', false]);
  step.redo();
  expect(asked.rearm).toBe(true);
});

test.each([
  ['log', 'log'],
  ['info', 'info'],
  ['warn', 'warn'],
  ['error', 'error'],
  ['debug', 'debug'],
  ['trace', 'debug'],
  ['table', 'log'],
  ['group', 'log'],
])('console.%s', (method, level) => {
  const { said, get } = globals();
  get('console')[method]('a', 1);
  expect(said).toEqual([`${level} a 1`]);
});

test('console.dir shows its first argument; groupEnd says nothing; assert only what fails', () => {
  const { said, get } = globals();
  const { dir, groupEnd, assert } = get('console');
  dir('a', 1);
  expect(groupEnd()).toBe(undefined);
  assert(true, 'fine');
  assert(false);
  assert(0, 'n', 5);
  expect(said).toEqual(['log a', 'error Assertion failed', 'error Assertion failed: n 5']);
});

test('console.time tells what has passed on the clock of the task', () => {
  const { said, clock, get } = globals();
  const { time, timeLog, timeEnd } = get('console');
  time();
  clock.now += 5;
  time('b');
  clock.now += 2;
  timeLog();
  timeLog('b', 'x', 1);
  timeEnd('b');
  timeEnd('b');
  timeEnd();
  expect(said).toEqual([
    ...[
      'log default: 7ms',
      'log b: 2ms x 1',
      'log b: 2ms',
      "warn No such label 'b' for console.time",
      'log default: 7ms',
    ],
  ]);
});

test('console.count counts by label', () => {
  const { said, get } = globals();
  const { count, countReset } = get('console');
  count();
  count('b');
  count();
  countReset();
  count();
  countReset('b');
  count('b');
  expect(said).toEqual(['log default: 1', 'log b: 1', 'log default: 2', 'log default: 1', 'log b: 1']);
});

test('audit keeps what it was told', () => {
  const { said, get } = globals();
  const audit = get('audit');
  audit.log('paid', 5);
  const reference = { id: 'r1' };
  audit.reference(reference);
  reference.id = 'changed';
  expect(said).toEqual(['audit paid 5', 'audit reference {"id":"r1"}']);
  const entries = audit.get();
  expect(entries).toEqual([{ message: 'paid 5' }, { reference: { id: 'r1' } }]);
  entries.pop();
  expect(audit.get()).toHaveLength(2);
});

describe('blob', () => {
  test('keeps a text as it is, anything else as its JSON', () => {
    const blob = globals().get('blob');
    expect([blob.create({ content: 'a' }), blob.create({ content: { n: 1 } })]).toEqual(['blob a', 'blob {"n":1}']);
    expect(blob.getContent(7)).toBe('text');
    expect(() => blob.getContent('8')).toThrow(new Error('there is no blob 8 in this task'));
  });

  test.each([[undefined], [null], ['text'], [{}]])('cannot be made of %j', (given) => {
    const message = 'blob.create needs an object: { content, name?, mimetype? }';
    expect(() => globals().get('blob').create(given)).toThrow(new TypeError(message));
  });
});
