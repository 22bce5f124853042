// Waiting for what a step started, on the task's virtual clock: when nothing can go on by itself, the next timer is due.
import { LateAsk, LateWrite, type OpenData } from './data.ts';
import type { EnginePort } from './port.ts';
import { clockAfter, type VirtualTime } from './virtual-time.ts';

/** The step waits for a promise that nothing will ever settle. */
export class NeverSettles extends Error {
  override readonly name = 'NeverSettles';
  constructor() {
    super('it waits for a promise that can never settle: no timer, call or other work is left that could do it');
  }

  /** The same, with calls that have no answer, by name. */
  because(unanswered: readonly string[]): this {
    const names = [...new Set(unanswered)].map((name) => `connectors.${name}`);
    this.message += `. ${names.join(', ')} ${names.length > 1 ? 'were' : 'was'} called and will never answer`;
    return this;
  }
}

/** More timers than this left behind by one step are not run: an endless chain of them would never end. */
const MOST_LEFTOVERS = 1_000;

type WaitPort = Pick<EnginePort, 'tick' | 'idle' | 'pause' | 'realTime' | 'wallNow'>;

/**
 * Resolves as `result` does, moving the clock from timer to timer while it waits. What a timer's callback throws is
 * thrown. In any case one tick passes, so that rejections nobody handled are known by then.
 */
export async function whenDone(result: unknown, time: VirtualTime, port: WaitPort): Promise<unknown> {
  if (!isObjectLike(result)) {
    await port.tick();
    return result;
  }
  let done = false;
  const end = (): void => {
    done = true;
  };
  const promise = Promise.resolve(result);
  const ended = promise.then(end, end);
  await port.tick();
  while (!done) {
    if (time.isCalling || (port.realTime && time.hasTimers)) await passReally(time, port, ended);
    else await passAtOnce(time, port, ended);
    await port.tick();
  }
  return await promise;
}

/** Nothing else can be waited for. */
export function isObjectLike(value: unknown): boolean {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

async function passAtOnce(time: VirtualTime, port: WaitPort, ended: Promise<void>): Promise<void> {
  if (time.hasTimers) return time.fireNext();
  let isOver = false;
  const over = ended.then(() => {
    isOver = true;
  });
  await port.idle(over);
  if (!isOver && !time.hasTimers && !time.isCalling) throw new NeverSettles();
}

/** A real call is under way, or waits take their time: the next timer is due when the wall's clock says so. */
async function passReally(time: VirtualTime, port: WaitPort, ended: Promise<void>): Promise<void> {
  const [ms, clock, wall] = [time.untilNext, time.now, port.wallNow()];
  await port.pause(ms, Promise.race([ended, time.arrival()]));
  const passed = port.wallNow() - wall;
  time.waitedMs += passed;
  if (passed >= ms) time.fireNext();
  else time.reach(clockAfter(clock, Math.floor(passed)));
}

/** Runs the timers that a step left behind, without keeping the clock, and tells late writes from real errors. */
export async function finishLeftovers(
  time: VirtualTime,
  port: WaitPort,
  stray: unknown[],
  onLate: () => void,
  data: Pick<OpenData, 'wasWrittenLate'>,
  isAnswerDue: () => boolean = () => false,
): Promise<{ readonly error: unknown } | null> {
  // What it called for real and did not wait for belongs to this turn.
  while (time.isCalling) await port.pause(Number.POSITIVE_INFINITY, time.arrival());
  const { now, hasTimers } = time;
  for (let count = 0; count < MOST_LEFTOVERS; count++) {
    // What mocks are at (a file, say) belongs to it as well.
    if (!time.hasTimers && isAnswerDue()) await port.idle(new Promise(() => {}));
    if (!time.hasTimers) break;
    try {
      time.fireLast();
    } catch (error) {
      stray.push(error);
    }
    await port.tick();
  }
  time.clearAll();
  time.setBack(now);
  const real = stray.filter((error) => !isLateUse(error) && !(error instanceof LateAsk));
  if (stray.some(isLateUse) || (hasTimers && data.wasWrittenLate())) onLate();
  return real.length > 0 ? { error: real[0] } : null;
}

/** A nested part of data that was kept and used late is a revoked proxy; that error must not speak of proxies. */
function isLateUse(error: unknown): boolean {
  return (
    error instanceof LateWrite || (error instanceof TypeError && /proxy that has been revoked/.test(error.message))
  );
}
