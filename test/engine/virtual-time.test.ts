// A turn's clock and its timers.
import { describe, expect, test } from 'vitest';
import { VirtualTime } from '../../src/engine/virtual-time.ts';

const START = Date.UTC(2025, 0, 1);

describe('timers', () => {
  const run = (time: VirtualTime): void => {
    for (let count = 0; time.hasTimers && count < 20; count++) time.fireNext();
  };

  test('go off in order of their time, the older first, each moving the clock', () => {
    const time = new VirtualTime(START);
    const heard: string[] = [];
    for (const [name, ms] of [
      ['c', 30],
      ['a', 10],
      ['d', 30],
      ['b', 20],
      ['now', 0],
    ] as const)
      time.set(() => heard.push(`${name}@${time.now - START}`), ms, false);
    expect(time.untilNext).toBe(0);
    run(time);
    expect(heard).toEqual(['now@0', 'a@10', 'b@20', 'c@30', 'd@30']);
    expect([time.hasTimers, time.untilNext]).toEqual([false, Number.POSITIVE_INFINITY]);
  });

  test.each([
    [5, 5],
    [2.9, 2],
    ['7', 7],
    [0, 0],
    [-3, 0],
    [Number.NaN, 0],
    [undefined, 0],
    [Number.POSITIVE_INFINITY, 2_147_483_647],
    [2 ** 40, 2_147_483_647],
  ])('a delay of %s is %d ms', (delay, ms) => {
    const time = new VirtualTime(0);
    time.set(() => {}, delay, false);
    expect(time.untilNext).toBe(ms);
  });

  test('an interval goes on, at least 1 ms apart, until it is cleared', () => {
    const time = new VirtualTime(0);
    const heard: number[] = [];
    const id = time.set(() => heard.push(time.now), 0, true);
    time.set(() => time.clear(String(id)), 3, false);
    run(time);
    expect(heard).toEqual([0, 1, 2]);
  });

  test('an interval of 10 ms keeps its distance', () => {
    const time = new VirtualTime(0);
    const heard: number[] = [];
    time.set(() => heard.push(time.now), 10, true);
    for (let count = 0; count < 3; count++) time.fireNext();
    expect([heard, time.untilNext]).toEqual([[10, 20, 30], 10]);
    time.fireLast();
    expect([heard, time.hasTimers]).toEqual([[10, 20, 30, 40], false]);
  });

  test('one cleared never goes off; others do', () => {
    const time = new VirtualTime(0);
    const heard: string[] = [];
    const first = time.set(() => heard.push('first'), 1, false);
    const second = time.set(() => heard.push('second'), 2, false);
    expect(first).not.toBe(second);
    time.clear(first);
    time.clear(undefined);
    run(time);
    expect(heard).toEqual(['second']);
    time.set(() => heard.push('third'), 1, false);
    time.clearAll();
    time.fireNext();
    time.fireLast();
    expect(heard).toEqual(['second']);
  });
});

describe('the clock', () => {
  test('moves 1 ms by every 1,000th look', () => {
    const time = new VirtualTime(5);
    expect([time.wasRead, time.now]).toEqual([false, 5]);
    for (let count = 1; count < 1_000; count++) expect(time.read()).toBe(5);
    expect([time.read(), time.read(), time.wasRead]).toEqual([6, 6, true]);
    for (let count = 0; count < 998; count++) time.read();
    expect(time.read()).toBe(7);
  });

  test('stands still at the last moment that a Date can hold', () => {
    const time = new VirtualTime(8.64e15);
    time.set(() => {}, 1_000, true);
    time.fireNext();
    for (let count = 0; count < 1_000; count++) time.read();
    expect([time.now, time.untilNext, new Date(time.now).getTime()]).toEqual([8.64e15, 0, 8.64e15]);
  });

  test('never goes back, nor past a timer that has not gone off', () => {
    const time = new VirtualTime(100);
    time.reach(50);
    expect(time.now).toBe(100);
    time.reach(150);
    expect(time.now).toBe(150);
    time.set(() => {}, 30, false);
    time.reach(500);
    expect([time.now, time.untilNext]).toEqual([180, 0]);
    time.setBack(200);
    expect(time.untilNext).toBe(0);
    time.fireNext();
    expect(time.now).toBe(200);
    time.setBack(3);
    expect(time.now).toBe(3);
  });

  test('a real call takes the time that it took, and tells when it is back', async () => {
    let wall = 10;
    const time = new VirtualTime(1_000, () => wall);
    let answer: (value: string) => void = () => {};
    const call = time.whileReal(
      new Promise<string>((resolve) => {
        answer = resolve;
      }),
    );
    const arrival = time.arrival();
    expect(time.isCalling).toBe(true);
    wall = 52.4;
    answer('here');
    expect(await call).toBe('here');
    await arrival;
    expect([time.now, time.isCalling]).toEqual([1_042, false]);
    await expect(time.whileReal(Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(time.isCalling).toBe(false);
  });
});
