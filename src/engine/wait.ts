// Waiting for what a step started, on the task's virtual clock: when nothing can go on by itself, the next timer is due.
import { LateWrite, type OpenData } from './data.ts';
import type { EnginePort } from './port.ts';
import type { VirtualTime } from './virtual-time.ts';

/** The step waits for a promise that nothing will ever settle. */
export class NeverSettles extends Error {
  override readonly name = 'NeverSettles';
  constructor() {
    super('it waits for a promise that can never settle: no timer, call or other work is left that could do it');
  }
}

/** More timers than this left behind by one step are not run: an endless chain of them would never end. */
const MOST_LEFTOVERS = 1_000;

type WaitPort = Pick<EnginePort, 'tick' | 'idle'>;

/**
 * Resolves as `result` does, moving the clock from timer to timer while it waits. What a timer's callback throws is
 * thrown. In any case one tick passes, so that rejections nobody handled are known by then.
 */
export async function whenDone(result: unknown, time: VirtualTime, port: WaitPort): Promise<unknown> {
  let done = false;
  const end = (): void => {
    done = true;
  };
  const promise = Promise.resolve(result);
  const ended = promise.then(end, end);
  await port.tick();
  while (!done) {
    if (!time.hasTimers) await port.idle(ended);
    if (!done && !time.hasTimers) throw new NeverSettles();
    if (!done) time.fireNext();
    await port.tick();
  }
  return promise;
}

/** Runs the timers that a step left behind, without keeping the clock, and tells late writes from real errors. */
export async function finishLeftovers(
  time: VirtualTime,
  port: WaitPort,
  stray: unknown[],
  onLate: () => void,
  data: Pick<OpenData, 'wasWrittenLate'>,
): Promise<{ readonly error: unknown } | null> {
  const { now, hasTimers } = time;
  for (let count = 0; time.hasTimers && count < MOST_LEFTOVERS; count++) {
    try {
      time.fireLast();
    } catch (error) {
      stray.push(error);
    }
    await port.tick();
  }
  time.clearAll();
  time.setBack(now);
  const real = stray.filter((error) => !isLate(error));
  if (real.length < stray.length || (hasTimers && data.wasWrittenLate())) onLate();
  return real.length > 0 ? { error: real[0] } : null;
}

/** A nested part of data that was kept and used late is a revoked proxy; that error must not speak of proxies. */
function isLate(error: unknown): boolean {
  return (
    error instanceof LateWrite || (error instanceof TypeError && /proxy that has been revoked/.test(error.message))
  );
}
