// A call of a connector, from what step code writes to what it gets, and what is noted of it.
import { describe, expect, test } from 'vitest';
import type { Call, Tape, TapedCall } from '../../src/call.ts';
import type { AnswerSetup, LiveCall } from '../../src/engine/answers.ts';
import { connectorsGlobal, type PendingInto, UnmockedCall } from '../../src/engine/connectors.ts';
import { Normaliser } from '../../src/engine/normalise.ts';
import { VirtualTime } from '../../src/engine/virtual-time.ts';
import type { Json } from '../../src/step.ts';

// biome-ignore lint/suspicious/noExplicitAny: step code is not typed
type Loose = any;

const THEN: readonly (readonly [string, Json])[] = [['then', 1]];

interface Given {
  readonly mock?: unknown;
  readonly tape?: Tape;
  readonly live?: LiveCall;
}

/** Connectors of which `c.m` is answered as given, and all that is told of them. */
function connectors({ mock, tape, live }: Given) {
  const time = new VirtualTime(0);
  const noted: (Pick<Call, 'args' | 'source' | 'result' | 'error'> & {
    attempt: number;
    form: string;
    tookMs: number;
  })[] = [];
  const unmocked: UnmockedCall[] = [];
  const intos: PendingInto[] = [];
  const answers: AnswerSetup = { pins: [], tape: tape ?? null, mocks: mock === undefined ? [] : [{ c: { m: mock } }] };
  const attempts = new Map<string, number>();
  const global = connectorsGlobal({
    ...{ answers, again: [], time, normaliser: new Normaliser(), attempts },
    mocksFolder: 'cases/connectors',
    live: (connector, method) => (connector === 'c' && method === 'm' ? (live ?? null) : null),
    onCall: ({ connector: _, method: __, ...call }, taped) => void noted.push({ ...call, ...taped } as never),
    onUnmocked: (error) => void unmocked.push(error),
    onInto: (into) => void intos.push(into),
    onMockCode: () => {},
    due: new Set(),
  }) as Loose;
  return { global, time, noted, unmocked, intos, attempts };
}

/** What comes of a promise once the clock has gone on to every timer. */
async function arrived(time: VirtualTime, promise: Promise<unknown>): Promise<unknown> {
  let isDone = false;
  const end = (): void => {
    isDone = true;
  };
  promise.then(end, end);
  for (let round = 0; round < 100 && !isDone; round++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (!isDone) time.fireNext();
  }
  return promise;
}

const taped = (more: Partial<TapedCall>): Tape => ({
  calls: [
    {
      connector: 'c',
      method: 'm',
      attempt: 1,
      source: 'live',
      form: 'value',
      tookMs: 0,
      args: null,
      result: 5,
      ...more,
    },
  ],
  ...{ samples: {}, isOnly: true },
});

describe('names', () => {
  test('any namespace and method is there; a promise, JSON and symbols find nothing', async () => {
    const { global } = connectors({ mock: 1 });
    const { any } = global;
    expect([typeof any.thing, typeof any]).toEqual(['function', 'function']);
    expect(global.any).toBe(any);
    for (const holder of [global, global.any]) {
      expect([holder.then, holder.toJSON, holder[Symbol.toStringTag]]).toEqual([undefined, undefined, undefined]);
      expect(await holder).toBe(holder);
    }
  });

  test('a namespace that is called is the method of its own name', () => {
    const { global, attempts } = connectors({});
    expect(() => global.fetch({ url: 'u' })).toThrow('connectors.fetch.fetch is not mocked');
    expect([...attempts]).toEqual([['fetch.fetch', 1]]);
  });
});

describe('a mock', () => {
  test.each<[string, unknown, Json]>([
    ['a value', 5, 5],
    ['null', null, null],
    ['an object', { n: [1] }, { n: [1] }],
    ['a list: the first answer', [1, 2], 1],
    ['a function', (args: Json, context: object) => ({ args, ...context }), { args: { id: 7 }, attempt: 1 }],
    ['a function of nothing', () => undefined, null],
    ['a date of a function', () => new Date(0), '1970-01-01T00:00:00.000Z'],
    ['a field then that is none', Object.fromEntries(THEN), Object.fromEntries(THEN)],
  ])('%s', (_, mock, result) => {
    const { global, noted } = connectors({ mock });
    expect(global.c.m({ id: 7 })).toEqual(result);
    expect(noted).toEqual([{ args: { id: 7 }, source: 'mock', result, attempt: 1, form: 'value', tookMs: 0 }]);
  });

  test('a list answers in turn, the last one for ever', () => {
    const { global, noted, attempts } = connectors({ mock: [1, { $throw: 'no' }, 3] });
    expect(global.c.m()).toBe(1);
    expect(() => global.c.m()).toThrow(new Error('no'));
    expect([global.c.m(), global.c.m()]).toEqual([3, 3]);
    expect(noted.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
    expect(attempts.get('c.m')).toBe(4);
  });

  test('what is given and what is got are copies', () => {
    const answer = { n: 1 };
    const heard: Loose[] = [];
    const { global, noted } = connectors({
      mock: (args: Loose) => [heard.push(args), Object.assign(args, { id: 0 }), answer][2],
    });
    const args = { id: 7 };
    const got = global.c.m(args);
    got.n = 2;
    expect([args, answer, noted[0]?.args, noted[0]?.result]).toEqual([{ id: 7 }, { n: 1 }, { id: 7 }, { n: 1 }]);
    expect(global.c.m(args)).toEqual({ n: 1 });
  });

  test.each<[string, Json, object, object]>([
    ['a text', 'no', { name: 'Error', message: 'no' }, { name: 'Error', message: 'no' }],
    ['a number', 5, { message: '5' }, { name: 'Error', message: '5' }],
    [
      'name, message and code',
      { name: 'Busy', message: 'later', code: 503, more: 1 },
      { name: 'Busy', message: 'later', code: 503, more: 1 },
      { name: 'Busy', message: 'later', code: 503 },
    ],
    [
      'a code that is a text',
      { message: 'm', code: 'E1' },
      { code: 'E1' },
      { name: 'Error', message: 'm', code: 'E1' },
    ],
    ['a code that is neither', { message: 'm', code: [1] }, { code: [1] }, { name: 'Error', message: 'm' }],
    ['no message', {}, { message: '' }, { name: 'Error', message: '' }],
  ])('throws %s', async (_, $throw, thrown, error) => {
    const { global, noted } = connectors({ mock: { $throw } });
    let caught: unknown;
    try {
      global.c.m();
    } catch (reason) {
      caught = reason;
    }
    expect(caught).toBeInstanceOf(Error);
    expect(caught).toMatchObject(thrown);
    expect(noted).toEqual([{ args: null, source: 'mock', error, attempt: 1, form: 'value', tookMs: 0 }]);
  });

  test('a function may throw anything', () => {
    const { global, noted } = connectors({
      mock: () => {
        throw 'a text';
      },
    });
    expect(() => global.c.m()).toThrow('a text');
    expect(noted[0]?.error).toEqual({ name: 'Error', message: 'a text' });
  });
});

describe('a promise', () => {
  test.each<[string, Given, Json, string, number]>([
    ['of a delay', { mock: { $delay: 30, $return: { n: 1 } } }, { n: 1 }, 'mock', 30],
    ['of a delay of nothing', { mock: { $delay: 0 } }, null, 'mock', 0],
    ['of an async function', { mock: async (args: Json) => [args] }, [{ id: 7 }], 'mock', 0],
    ['of the tape', { tape: taped({ form: 'promise', tookMs: 40 }) }, 5, 'tape', 40],
    ['of the tape, at once', { tape: taped({ form: 'promise' }) }, 5, 'tape', 0],
    ['of a real call', { live: async (args) => ({ got: args }) }, { got: { id: 7 } }, 'live', 0],
  ])('%s', async (name, given, result, source, tookMs) => {
    const { global, time, noted } = connectors(given);
    const promise = global.c.m({ id: 7 });
    expect(promise).toBeInstanceOf(Promise);
    expect(noted).toEqual([]);
    expect(time.hasTimers).toBe(name.includes('delay') || tookMs > 0);
    expect(await arrived(time, promise)).toEqual(result);
    expect(noted).toEqual([{ args: { id: 7 }, source, result, attempt: 1, form: 'promise', tookMs }]);
    expect([time.now, time.hasTimers]).toEqual([tookMs, false]);
  });

  test('that took its time is told by that time alone', async () => {
    const { global, time, noted } = connectors({ mock: { $delay: 30, $return: 1 } });
    time.setBack(1_000);
    await arrived(time, global.c.m());
    expect(noted[0]?.tookMs).toBe(30);
  });

  test.each<[string, Given]>([
    ['of a delay', { mock: { $delay: 5, $throw: { message: 'no', code: 1 } } }],
    ['of an async function', { mock: () => Promise.reject(Object.assign(new Error('no'), { code: 1 })) }],
    ['of a real call', { live: () => Promise.reject(Object.assign(new Error('no'), { code: 1 })) }],
    ['of the tape', { tape: taped({ form: 'promise', error: { name: 'Error', message: 'no', code: 1 } }) }],
  ])('may fail: %s', async (_, given) => {
    const { global, time, noted } = connectors(given);
    await expect(arrived(time, global.c.m())).rejects.toMatchObject({ message: 'no', code: 1 });
    expect(noted).toMatchObject([{ form: 'promise', error: { name: 'Error', message: 'no', code: 1 } }]);
  });

  test('the tape gives values and errors as they were', () => {
    expect(connectors({ tape: taped({}) }).global.c.m()).toBe(5);
    expect(connectors({ tape: taped({ result: undefined }) }).global.c.m()).toBe(null);
    const error = { name: 'Busy', message: 'no', code: 7 };
    expect(() => connectors({ tape: taped({ error }) }).global.c.m()).toThrow(expect.objectContaining(error));
  });
});

describe('into', () => {
  test.each<[string, unknown, object[]]>([
    [
      'a path',
      { into: 'a.0' },
      [{ path: ['a', 0], connector: 'c', method: 'm', result: 5, from: expect.any(TypeError) }],
    ],
    ['an empty text', { into: '' }, []],
    ['a number', { into: 0 }, []],
    ['nothing', {}, []],
    ['no object', ['into'], []],
  ])('%s', (_, args, expected) => {
    const { global, intos } = connectors({ mock: 5 });
    global.c.m(args);
    expect(intos).toEqual(expected);
  });

  test('of a call that threw is none', () => {
    const { global, intos } = connectors({ mock: { $throw: 'no' } });
    expect(() => global.c.m({ into: 'a' })).toThrow();
    expect(intos).toEqual([]);
  });
});

describe('without an answer', () => {
  test('only sleeping is built in, once', async () => {
    const { global, time, noted, unmocked } = connectors({});
    const slept = global.utils.sleep({ milliseconds: 25 });
    expect(time.untilNext).toBe(25);
    expect(await arrived(time, slept)).toBe(undefined);
    expect([time.now, time.hasTimers, noted]).toEqual([25, false, []]);
    global.utils.sleep('text');
    expect(time.untilNext).toBe(0);
    expect(() => global.utils.other()).toThrow(UnmockedCall);
    expect(() => global.c.sleep()).toThrow(UnmockedCall);
    expect(unmocked.map(({ question }) => question)).toEqual([
      { connector: 'utils', method: 'other', args: null, attempt: 1 },
      { connector: 'c', method: 'sleep', args: null, attempt: 1 },
    ]);
  });

  test('the error says what to add, and what it was called with, at most 200 characters of it', () => {
    const { global } = connectors({});
    const add = (method: string) =>
      `Add the answer to cases/connectors/c.json: { "${method}": {} }; or, where the scenario has "name" and "data", ` +
      `beside them: "connectors": { "c": { "${method}": {} } }`;
    const says = (method: string, args: string) =>
      `connectors.c.${method} is not mocked, so nobody answers it. It was called with ${args}. ${add(method)}`;
    expect(() => global.c.find({ id: 7 })).toThrow(says('find', '{"id":7}'));
    expect(() => global.c.none()).toThrow(says('none', 'null'));
    expect(() => global.c.just('x'.repeat(198))).toThrow(says('just', `"${'x'.repeat(198)}"`));
    expect(() => global.c.long('x'.repeat(199))).toThrow(says('long', `"${'x'.repeat(199)}…`));
  });

  test('what is no JSON cannot be sent', () => {
    const { global, attempts } = connectors({ mock: 1 });
    expect(() => global.c.m({ id: 1n })).toThrow('id is a BigInt: only JSON can be passed here');
    expect(attempts.size).toBe(0);
  });
});
