// The world as code of mocks sees it. One file of mocks serves all turns of a task and its subtasks: the clock and the timers
// are those of whoever called last, and chance is its own for each call, so that an answer hangs on nothing but its call.
import { type Clock, effectMakers } from './effects.ts';
import type { Makers } from './globals.ts';
import { type Random, seededRandom } from './random.ts';
import { READS_PER_MS, VirtualTime } from './virtual-time.ts';

export interface Caller {
  readonly time: Pick<VirtualTime, 'now' | 'set' | 'clear'>;
  readonly createdAt: number;
  /** What its randomness comes from. */
  readonly seed: () => string;
}

export class MockWorld {
  #caller: Caller;
  #random: Random;
  #reads = 0;

  /** Until the first call it is the moment at which the task began. */
  constructor({ clock, seed, stream }: { readonly clock: number; readonly seed: number; readonly stream: string }) {
    this.#caller = { time: new VirtualTime(clock), createdAt: clock, seed: () => `${seed}/${stream}/mocks` };
    this.#random = seededRandom(this.#caller.seed);
  }

  enter(caller: Caller): void {
    this.#caller = caller;
    this.#random = seededRandom(caller.seed);
    this.#reads = 0;
  }

  makers(): Makers {
    const clock: Clock = {
      // Looking moves no clock but the mock's own: on the tape nobody looks.
      read: () => this.#caller.time.now + Math.floor(++this.#reads / READS_PER_MS),
      set: (run, delay, repeat) => this.#caller.time.set(run, delay, repeat),
      clear: (id) => this.#caller.time.clear(id),
    };
    return effectMakers(clock, { next: () => this.#random.next() }, () => this.#caller.createdAt);
  }
}
