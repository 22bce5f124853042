// Clock, timers and randomness as step code sees them.
import { describe, expect, test } from 'vitest';
import { effectMakers } from '../../src/engine/effects.ts';
import { seededRandom } from '../../src/engine/random.ts';
import { VirtualTime } from '../../src/engine/virtual-time.ts';

const START = Date.UTC(2025, 0, 1);

describe('what step code sees', () => {
  const effects = (time = new VirtualTime(START), seed = 'x') => {
    const makers = effectMakers(time, seededRandom(seed), () => START - 500);
    const get = <T>(name: string): T => makers[name]?.() as T;
    return { time, get };
  };

  test('Date is the clock, and otherwise Date', () => {
    const { time, get } = effects();
    const Virtual = get<DateConstructor>('Date');
    expect([Virtual.now(), new Virtual().getTime(), Virtual().slice(0, 15)]).toEqual([START, START, 'Wed Jan 01 2025']);
    expect(new Virtual(5).getTime()).toBe(5);
    expect(new Virtual(2020, 1, 2).getTime()).toBe(new Date(2020, 1, 2).getTime());
    expect([Virtual.name, new Virtual() instanceof Date, Virtual.UTC(2025)]).toEqual(['Date', true, Date.UTC(2025)]);
    expect(time.wasRead).toBe(true);
  });

  test('Math.random is drawn from the seed, the rest of Math is Math', () => {
    const math = effects().get<Math>('Math');
    expect([math.random(), math.random()]).toEqual(((random) => [random.next(), random.next()])(seededRandom('x')));
    expect(math.max(1, 2)).toBe(2);
    math.random = () => 5;
    expect(math.random()).toBe(5);
    expect(Math.random()).toBeLessThan(1);
  });

  test('performance counts from the creation of the task', () => {
    const { time, get } = effects();
    const performance = get<typeof globalThis.performance>('performance');
    time.setBack(START + 7);
    expect([performance.timeOrigin, performance.now()]).toEqual([START - 500, 507]);
    expect(performance.toJSON()).toEqual({ timeOrigin: START - 500 });
    expect([performance.mark('a'), performance.measure('a')]).toEqual([undefined, undefined]);
  });

  test('crypto draws from the seed, into just the bytes that it is given', () => {
    const crypto = effects().get<typeof globalThis.crypto>('crypto');
    const bytes = new Uint8Array(8);
    const part = new Uint16Array(bytes.buffer, 2, 2);
    expect(crypto.getRandomValues(part)).toBe(part);
    const drawn = ((random) => Array.from({ length: 4 }, () => Math.floor(random.next() * 256)))(seededRandom('x'));
    expect([...bytes]).toEqual([0, 0, ...drawn, 0, 0]);
    expect(crypto.randomUUID()).toMatch(/^[\da-f-]{36}$/);
    expect(crypto.subtle).toBe(globalThis.crypto.subtle);
  });

  test('timers hand on their arguments, and their handles are numbers with methods', () => {
    const { time, get } = effects();
    const heard: unknown[] = [];
    const note = (...args: unknown[]): void => void heard.push(args);
    const handle = get<typeof setTimeout>('setTimeout')(note, 5, 'a', 'b');
    get<typeof setImmediate>('setImmediate')(note, 'soon');
    const every = get<typeof setInterval>('setInterval')(note, 2, 'each');
    expect([handle.ref() === handle, handle.unref() === handle, handle.hasRef()]).toEqual([true, true, true]);
    expect(Number(handle)).toBeGreaterThan(0);
    time.fireNext();
    time.fireNext();
    get<typeof clearInterval>('clearInterval')(every);
    time.fireNext();
    expect(heard).toEqual([['soon'], ['each'], ['a', 'b']]);
    expect(time.hasTimers).toBe(false);
  });

  test.each(['clearTimeout', 'clearInterval', 'clearImmediate'])(
    '%s clears any of them, as its own close does',
    (name) => {
      const { time, get } = effects();
      const set = get<typeof setTimeout>('setTimeout');
      get<typeof clearTimeout>(name)(set(() => {}, 5));
      expect(time.hasTimers).toBe(false);
      const handle = set(() => {}, 5) as unknown as { close(): unknown };
      expect(handle.close()).toBe(handle);
      expect(time.hasTimers).toBe(false);
    },
  );

  test.each(['setTimeout', 'setInterval', 'setImmediate'])('%s needs a function', (name) => {
    const set = effects().get<(callback: unknown) => void>(name);
    expect(() => set('code')).toThrow(new TypeError('a timer needs a function as its first argument, not string'));
  });
});
