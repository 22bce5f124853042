// What a turn draws from clock, chance and tape, what it waits for, and what it says meanwhile.
import { describe, expect, test } from 'vitest';
import type { TapedCall } from '../../src/call.ts';
import { seededRandom } from '../../src/engine/random.ts';
import type { Event } from '../../src/events.ts';
import type { JsonObject, Mocks } from '../../src/step.ts';
import type { TaskStart } from '../../src/task.ts';
import { openDoor, stepText } from './door.ts';

const START = Date.UTC(2025, 0, 1);

type Steps = Readonly<Record<string, readonly [fields: string, body?: string]>>;

/** All of a task that is run to its end. */
async function run(steps: Steps, data: JsonObject, more: Partial<TaskStart> = {}): Promise<readonly Event[]> {
  const files = Object.entries(steps).map(([name, [fields, body]]) => [`steps/${name}.js`, stepText(fields, body)]);
  const door = await openDoor({ ...Object.fromEntries(files), 'scenarios/one.json': data });
  const start = { ...door.start, ...more };
  return [...(await door.send({ kind: 'start', start })), ...(await door.send({ kind: 'continue', task: 'task' }))];
}

const only = <Kind extends Event['kind']>(events: readonly Event[], kind: Kind) =>
  events.filter((event): event is Extract<Event, { kind: Kind }> => event.kind === kind);

const written = (events: readonly Event[]): unknown[] =>
  [...only(events, 'ran'), ...only(events, 'settled')].flatMap(({ patches }) =>
    patches.flatMap((patch) => ('value' in patch ? [[patch.path.join('.'), patch.value]] : [])),
  );

const answering = (c: Mocks[string]): Pick<TaskStart, 'connectors'> => ({ connectors: [{ c }] });

describe('chance', () => {
  test('hangs on seed, stream and number of the turn', async () => {
    const steps: Steps = { a: ['n: 1', 'data.a = Math.random();'], b: ['n: 1', 'data.b = Math.random();'] };
    const drawn = (turn: number) => seededRandom(() => `7/orders/${turn}`).next();
    expect(written(await run(steps, { n: 1 }, { seed: 7, stream: 'orders' }))).toEqual([
      ['a', drawn(1)],
      ['b', drawn(2)],
    ]);
  });
});

describe('the clock', () => {
  const steps: Steps = { a: ['n: 1', "connectors.c.m({ into: 'r' });"], b: ['r: Object', 'data.b = Date.now();'] };

  test('goes on by what a turn waits for when it settles', async () => {
    const events = await run(steps, { n: 1 }, answering({ m: { $delay: 40, $return: {} } }));
    expect(written(events)).toEqual([
      ['b', START + 40],
      ['r', {}],
    ]);
    expect(only(events, 'settled')).toMatchObject([{ clock: START + 40 }]);
    expect(only(events, 'ended')[0]?.durationMs).toBeGreaterThanOrEqual(40);
  });

  test('stays where what settles took no time', async () => {
    const events = await run(steps, { n: 1 }, answering({ m: {} }));
    expect(written(events)).toContainEqual(['b', START]);
  });
});

describe('a turn settles', () => {
  test.each<[string, string, number]>([
    ['not where it left nothing', 'data.x = 1;', 0],
    ['not for a timer that it waited for', 'await new Promise((done) => setTimeout(done, 5));', 0],
    ['not for a timer that it left behind', 'setTimeout(() => {}, 5);', 0],
    ['with a promise in data', 'data.x = Promise.resolve(1);', 1],
    ['with a timer that throws', "setTimeout(() => { throw new Error('late'); }, 5);", 1],
    ['with a rejection that nobody handled', "data.y = 1; setTimeout(() => Promise.reject(new Error('late')), 5);", 1],
  ])('%s', async (_, body, count) => {
    const events = await run({ a: ['n: 1', body] }, { n: 1 });
    expect(only(events, 'settled')).toHaveLength(count);
    const fails = body.includes('late');
    expect(only(events, 'ended')[0]).toMatchObject(
      fails ? { error: { message: 'late' } } : { state: 'done', error: null },
    );
  });

  test.each<[string, string, string]>([
    ['a promise in data that rejects', "data.x = Promise.reject(new Error('no luck'));", 'no luck'],
    ['one that nothing settles', 'data.x = new Promise(() => {});', 'can never settle'],
  ])('in error: %s', async (_, body, message) => {
    const events = await run({ a: ['n: 1', body] }, { n: 1 }, answering({}));
    expect(only(events, 'ended')[0]?.error?.message).toContain(message);
  });

  test('in call order, promises in data last: what comes behind one that fails is dropped', async () => {
    const body = `data.a = Promise.resolve(1); data.b = new Promise((_, no) => setTimeout(no, 5, new Error('no')));
      data.z = Promise.resolve(2); connectors.c.m({ into: 'c' });`;
    const events = await run({ a: ['n: 1', body] }, { n: 1 }, answering({ m: {} }));
    expect(only(events, 'warned').map(({ problem }) => problem.message)).toEqual([
      "the result for 'z' was dropped, because a failed",
    ]);
    expect(written(events)).toEqual([
      ['c', {}],
      ['a', 1],
    ]);
    expect(only(events, 'ended')[0]).toMatchObject({ state: 'error', error: { message: 'no' } });
  });
});

describe('meanwhile it says', () => {
  test('what it shows, with its secrets masked', async () => {
    const body = "data.$stash.pin = 'stashed-value'; task.visualize({ type: 'table', data: ['stashed-value', 1] });";
    expect(only(await run({ a: ['n: 1', body] }, { n: 1 }), 'viewed')).toEqual([
      { kind: 'viewed', task: 'task', turn: 1, view: { type: 'table', name: 'table', data: ['‹stash›', 1] } },
    ]);
  });

  test('a call that nobody answers, as one with an error, and it is the error even where it is caught', async () => {
    const body = "try { connectors.crm.find({ id: 7 }); } catch {}\nthrow new Error('another');";
    const events = await run({ a: ['n: 1', body] }, { n: 1 });
    expect(only(events, 'called')).toMatchObject([
      {
        call: {
          ...{ connector: 'crm', method: 'find', args: { id: 7 }, source: 'unmocked' },
          error: { name: 'UnmockedCall', message: expect.stringContaining('connectors.crm.find is not mocked') },
        },
        taped: { attempt: 1, form: 'value', tookMs: 0 },
      },
    ]);
    expect(only(events, 'ended')[0]?.error?.name).toBe('UnmockedCall');
  });
});

describe('on a tape', () => {
  const call = (more: Partial<TapedCall>): TapedCall => ({
    ...{ connector: 'c', method: 'm', attempt: 1, source: 'mock', form: 'value', tookMs: 0, args: null, result: 1 },
    ...more,
  });

  test('calls are answered as they were, with the time that it took, and figures of the process by their turn', async () => {
    const steps: Steps = {
      a: ['n: 1', 'data.x = process.uptime(); data.y = connectors.c.m();'],
      b: ['n: 1', 'data.z = process.uptime(); data.w = await connectors.c.m();'],
    };
    const calls = [call({ result: 5 }), call({ attempt: 2, form: 'promise', tookMs: 30, result: [6] })];
    const tape = { calls, samples: { 1: { uptime: [11] }, 2: { uptime: [12] } }, isOnly: true };
    const events = await run(steps, { n: 1 }, { tape });
    expect(written(events)).toEqual([
      ['x', 11],
      ['y', 5],
      ['z', 12],
      ['w', [6]],
    ]);
    expect(only(events, 'called').map(({ taped, call: { source } }) => [source, taped])).toEqual([
      ['tape', { attempt: 1, form: 'value', tookMs: 0 }],
      ['tape', { attempt: 2, form: 'promise', tookMs: 30 }],
    ]);
    expect(only(events, 'ran').map(({ clock }) => clock - START)).toEqual([0, 30]);
  });

  test.each<[string, Partial<TapedCall>]>([
    ['at once', {}],
    ['later', { form: 'promise', tookMs: 5 }],
  ])('errors are thrown again: %s', async (_, more) => {
    const error = { name: 'Busy', message: 'try later', code: 503 };
    const body = 'try { await connectors.c.m(); } catch (error) { data.e = [error.name, error.message, error.code]; }';
    const tape = { calls: [call({ error, ...more })], samples: {}, isOnly: true };
    expect(written(await run({ a: ['n: 1', body] }, { n: 1 }, { tape }))).toEqual([['e', ['Busy', 'try later', 503]]]);
  });
});
