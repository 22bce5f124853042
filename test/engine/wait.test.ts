// Waiting for what a step started, and for what it left behind.
import { describe, expect, test } from 'vitest';
import { LateWrite } from '../../src/engine/data.ts';
import { VirtualTime } from '../../src/engine/virtual-time.ts';
import { finishLeftovers, NeverSettles, whenDone } from '../../src/engine/wait.ts';

describe('waiting', () => {
  /** A place in which nothing real is ever in flight, and real time passes when it is waited for. */
  const place = (realTime = false) => {
    const said: string[] = [];
    let wall = 0;
    return {
      said,
      realTime,
      wallNow: () => wall,
      tick: () => new Promise<void>((resolve) => setImmediate(resolve)),
      idle: async () => void said.push('idle'),
      async pause(ms: number, until: Promise<unknown>) {
        said.push(`pause ${ms}`);
        if (Number.isFinite(ms)) wall += ms;
        else await until;
      },
    };
  };
  const later = (time: VirtualTime, ms: number): Promise<string> =>
    new Promise((resolve) => time.set(() => resolve('done'), ms, false));

  test('takes no time on the wall, but on the clock', async () => {
    const [time, port] = [new VirtualTime(0), place()];
    expect(await whenDone(later(time, 5_000), time, port)).toBe('done');
    expect([time.now, port.said]).toEqual([5_000, []]);
  });

  test('a plain value needs no waiting; what rejects rejects', async () => {
    const [time, port] = [new VirtualTime(0), place()];
    expect(await whenDone(5, time, port)).toBe(5);
    await expect(whenDone(Promise.reject(new Error('no')), time, port)).rejects.toThrow('no');
    expect(port.said).toEqual([]);
  });

  test('what nothing can settle says so', async () => {
    const [time, port] = [new VirtualTime(0), place()];
    await expect(whenDone(new Promise(() => {}), time, port)).rejects.toThrow(
      'it waits for a promise that can never settle: no timer, call or other work is left that could do it',
    );
    expect(new NeverSettles().name).toBe('NeverSettles');
    expect(port.said).toEqual(['idle']);
  });

  test('what settles while it is idle is waited for', async () => {
    const [time, port] = [new VirtualTime(0), place()];
    let resolve: (value: string) => void = () => {};
    const idle = async (other: Promise<unknown>): Promise<void> => {
      resolve('real');
      await other;
    };
    const result = new Promise((done) => {
      resolve = done;
    });
    expect(await whenDone(result, time, { ...port, idle })).toBe('real');
  });

  test('in real time a timer is due when the wall says so', async () => {
    const [time, port] = [new VirtualTime(0), place(true)];
    expect(await whenDone(later(time, 40), time, port)).toBe('done');
    expect([time.now, port.said]).toEqual([40, ['pause 40']]);
  });

  test('in real time a pause may end early: the clock goes as far as the wall', async () => {
    const time = new VirtualTime(0);
    let wall = 0;
    const passed: number[] = [];
    const pause = async (ms: number): Promise<void> => {
      passed.push(ms);
      wall += Math.min(ms, 15.5);
    };
    const port = { ...place(true), wallNow: () => wall, pause };
    await whenDone(later(time, 40), time, port);
    expect([passed, time.now]).toEqual([[40, 25, 10], 40]);
  });

  describe('for what is left behind', () => {
    const leftovers = async (set: (time: VirtualTime) => void, stray: unknown[] = [], wasWrittenLate = () => false) => {
      const time = new VirtualTime(100);
      let late = 0;
      set(time);
      const error = await finishLeftovers(time, place(), stray, () => late++, { wasWrittenLate });
      return { error, late, time };
    };

    test('timers run, each once, and the clock is set back', async () => {
      const heard: number[] = [];
      const { error, late, time } = await leftovers((clock) => {
        clock.set(() => heard.push(clock.now), 10, true);
        clock.set(() => clock.set(() => heard.push(clock.now), 5, false), 20, false);
      });
      expect({ heard, error, late }).toEqual({ heard: [110, 125], error: null, late: 0 });
      expect([time.now, time.hasTimers]).toEqual([100, false]);
    });

    test('an endless chain of them ends', async () => {
      let count = 0;
      const again = (clock: VirtualTime) => (): void => {
        count++;
        clock.set(again(clock), 1, false);
      };
      const { time } = await leftovers((clock) => again(clock)());
      expect([count, time.hasTimers]).toEqual([1_001, false]);
    });

    test('the first error counts; a late write is none, but is told', async () => {
      const boom = new Error('boom');
      const throwing =
        (...errors: unknown[]) =>
        (clock: VirtualTime) => {
          for (const error of errors)
            clock.set(
              () => {
                throw error;
              },
              1,
              false,
            );
        };
      expect(await leftovers(throwing(boom, new Error('second')))).toMatchObject({ error: { error: boom }, late: 0 });
      expect(await leftovers(throwing(new LateWrite()))).toMatchObject({ error: null, late: 1 });
      const revoked = new TypeError("Cannot perform 'set' on a proxy that has been revoked");
      expect(await leftovers(throwing(revoked))).toMatchObject({ error: null, late: 1 });
      expect(await leftovers(throwing(new TypeError('x is undefined')))).toMatchObject({ late: 0 });
      expect(await leftovers(() => {}, [boom])).toMatchObject({ error: { error: boom }, late: 0 });
      expect((await leftovers(() => {}, [new Error('proxy that has been revoked')])).error).not.toBe(null);
    });

    test('data that was written to by a timer is told, that without timers is not', async () => {
      expect(
        await leftovers(
          (clock) => clock.set(() => {}, 1, false),
          [],
          () => true,
        ),
      ).toMatchObject({ late: 1 });
      expect(
        await leftovers(
          () => {},
          [],
          () => true,
        ),
      ).toMatchObject({ late: 0 });
      expect(new LateWrite()).toMatchObject({ name: 'LateWrite', message: 'data was used after the step had ended' });
    });

    test('a real call that nobody waited for belongs to the turn', async () => {
      const [time, port] = [new VirtualTime(0), place()];
      let isBack = false;
      const call = time.whileReal(port.tick().then(port.tick)).then(() => {
        isBack = true;
      });
      await finishLeftovers(time, port, [], () => {}, { wasWrittenLate: () => false });
      await call;
      expect([isBack, port.said]).toEqual([true, ['pause Infinity']]);
    });
  });
});
