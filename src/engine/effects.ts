// The one door through which step code meets the clock, timers and randomness. Its globals are made anew for each turn.
import type { Makers } from './globals.ts';
import type { Random } from './random.ts';
import { uuidFrom } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

export type Clock = Pick<VirtualTime, 'read' | 'set' | 'clear'>;
type Chance = Pick<Random, 'next'>;

/** Globals of step code that stand for the world outside the data. */
export function effectMakers(time: Clock, random: Chance, createdAt: () => number): Makers {
  return {
    Date: () => dateOf(time),
    Intl: () => intlOf(time),
    Math: () => Object.create(Math, { random: { value: () => random.next(), writable: true, configurable: true } }),
    performance: () => performanceOf(time, createdAt),
    crypto: () => cryptoOf(random),
    ...timersOf(time),
  };
}

function dateOf(time: Clock): object {
  class VirtualDate extends Date {
    constructor(...args: unknown[]) {
      if (args.length === 0) super(time.read());
      else super(...(args as [number]));
    }
    static override now(): number {
      return time.read();
    }
  }
  Object.defineProperty(VirtualDate, 'name', { value: 'Date' });
  // Dates that others have made, structuredClone among them, are dates as well; for a class of the step's own it is as ever.
  Object.defineProperty(VirtualDate, Symbol.hasInstance, {
    value(this: unknown, given: unknown): boolean {
      return this === shown ? given instanceof Date : Function.prototype[Symbol.hasInstance].call(this, given);
    },
  });
  // Date() without new gives a text; a class cannot be called, so a proxy answers.
  const shown: typeof VirtualDate = new Proxy(VirtualDate, { apply: () => new Date(time.read()).toString() });
  return shown;
}

/** A date that is left out is now, which is the task's now. */
function intlOf(time: Clock): object {
  class VirtualFormat extends Intl.DateTimeFormat {
    constructor(...args: ConstructorParameters<typeof Intl.DateTimeFormat>) {
      super(...args);
      // Its own, since it is handed on alone: `dates.map(formatter.format)`.
      const value = (date?: Date | number): string => super.format(date ?? time.read());
      Object.defineProperty(this, 'format', { value, writable: true, configurable: true });
    }
    override formatToParts(date?: Date | number): Intl.DateTimeFormatPart[] {
      return super.formatToParts(date ?? time.read());
    }
  }
  Object.defineProperty(VirtualFormat, 'name', { value: 'DateTimeFormat' });
  // It can be called without new.
  const value = new Proxy(VirtualFormat, {
    apply: (_, __, args: unknown[]) => new VirtualFormat(...(args as [string])),
  });
  return Object.create(Intl, { DateTimeFormat: { value, writable: true, configurable: true } });
}

function performanceOf(time: Clock, createdAt: () => number): object {
  return {
    get timeOrigin() {
      return createdAt();
    },
    now: () => time.read() - createdAt(),
    mark: () => undefined,
    measure: () => undefined,
    toJSON: () => ({ timeOrigin: createdAt() }),
  };
}

function cryptoOf(random: Chance): object {
  return {
    randomUUID: () => uuidFrom(random),
    getRandomValues<T extends ArrayBufferView>(array: T): T {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      for (let index = 0; index < bytes.length; index++) bytes[index] = Math.floor(random.next() * 256);
      return array;
    },
    get subtle() {
      return globalThis.crypto.subtle;
    },
  };
}

type Callback = (...args: unknown[]) => unknown;

function timersOf(time: Clock): Makers {
  const start =
    (repeat: boolean) =>
    (callback: unknown, delay?: unknown, ...args: unknown[]) => {
      if (typeof callback !== 'function')
        throw new TypeError(`a timer needs a function as its first argument, not ${typeof callback}`);
      return timerHandle(
        time,
        time.set(() => void (callback as Callback)(...args), delay, repeat),
      );
    };
  const clear = (handle: unknown): void => time.clear(handle);
  return {
    setTimeout: () => start(false),
    setInterval: () => start(true),
    setImmediate:
      () =>
      (callback: unknown, ...args: unknown[]) =>
        start(false)(callback, 0, ...args),
    clearTimeout: () => clear,
    clearInterval: () => clear,
    clearImmediate: () => clear,
  };
}

/** Like Node's: usable as a number, with ref and unref. */
function timerHandle(time: Clock, id: number): object {
  const handle = {
    ref: () => handle,
    unref: () => handle,
    hasRef: () => true,
    close: () => {
      time.clear(id);
      return handle;
    },
    [Symbol.toPrimitive]: () => id,
  };
  return handle;
}
