// After a tick it is known which rejections nobody handled: of this turn, not of the next.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tick } from '../../src/sandbox/tick.ts';

const heard: unknown[] = [];
const hear = (reason: unknown): void => void heard.push(reason);
let others: NodeJS.UnhandledRejectionListener[] = [];

// The runner of tests takes each for a failure.
beforeAll(() => {
  others = process.listeners('unhandledRejection') as NodeJS.UnhandledRejectionListener[];
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', hear);
});

afterAll(() => {
  process.off('unhandledRejection', hear);
  for (const other of others) process.on('unhandledRejection', other);
});

it('each tick of many, one behind the other', async () => {
  for (let turn = 0; turn < 40; turn++) {
    void Promise.reject(turn);
    await tick();
    expect(heard).toEqual(Array.from({ length: turn + 1 }, (_, index) => index));
  }
});

it('what was handled within it is not told', async () => {
  heard.length = 0;
  const rejected = Promise.reject(new Error('handled in time'));
  queueMicrotask(() => void rejected.catch(() => {}));
  await tick();
  expect(heard).toEqual([]);
});

it('several at once, each comes', async () => {
  await expect(Promise.all(Array.from({ length: 20 }, () => tick()))).resolves.toHaveLength(20);
});

it('others have their turn meanwhile, however many ticks follow each other', async () => {
  let isOver = false;
  setTimeout(() => {
    isOver = true;
  }, 1);
  while (!isOver) await tick();
  expect(isOver).toBe(true);
});
