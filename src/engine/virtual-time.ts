// A turn's clock and timers. By default no real time passes: when nothing else can happen, the clock moves to the next timer.

/** Every so many clock reads within a turn move the clock by 1 ms, so that a loop that polls the time ends (semantics §5). */
export const READS_PER_MS = 1_000;

interface Timer {
  readonly id: number;
  readonly due: number;
  readonly run: () => void;
  /** Interval in ms; undefined for a single shot. */
  readonly every?: number;
}

/** Real delays are cut to this as well: 2³¹ − 1 ms. */
const LONGEST = 2_147_483_647;

/** Epoch ms beyond which no Date is: a clock stands still there. */
const LAST_MOMENT = 8.64e15;

/** The clock when `ms` more have passed. */
export function clockAfter(clock: number, ms: number): number {
  return Math.min(clock + ms, LAST_MOMENT);
}

export class VirtualTime {
  #now: number;
  #reads = 0;
  #nextId = 1;
  /** Ascending by due time, then by age. */
  #timers: Timer[] = [];

  /** Wall time that went by in waits. */
  waitedMs = 0;
  /** Real calls under way, and who waits for one of them to come back. */
  #calls = 0;
  #onArrival: (() => void)[] = [];

  /** `start`: epoch ms; `wallNow`: monotonic ms. */
  constructor(
    start: number,
    readonly wallNow: () => number = () => 0,
  ) {
    this.#now = start;
  }

  /** Something real is under way: the clock goes with the wall's. */
  get isCalling(): boolean {
    return this.#calls > 0;
  }

  /** A real call moves the clock by the time that it took. */
  async whileReal<T>(call: Promise<T>): Promise<T> {
    const [wall, clock] = [this.wallNow(), this.#now];
    this.#calls++;
    try {
      return await call;
    } finally {
      this.#calls--;
      this.reach(clockAfter(clock, Math.round(this.wallNow() - wall)));
      for (const wake of this.#onArrival.splice(0)) wake();
    }
  }

  /** Resolves when the next real call comes back. */
  arrival(): Promise<void> {
    return new Promise((resolve) => this.#onArrival.push(resolve));
  }

  /** Ms until the next timer; infinite where there is none. */
  get untilNext(): number {
    const [next] = this.#timers;
    return next ? Math.max(0, next.due - this.#now) : Number.POSITIVE_INFINITY;
  }

  /** Real time has passed; the clock never goes back, nor past a timer that has not been run. */
  reach(clock: number): void {
    const due = this.#timers[0]?.due ?? clock;
    this.#now = Math.max(this.#now, Math.min(clock, due));
  }

  /** Whether the step looked at the clock. */
  get wasRead(): boolean {
    return this.#reads > 0;
  }

  get hasTimers(): boolean {
    return this.#timers.length > 0;
  }

  /** Epoch ms as the step sees it; looking costs time, very little. */
  read(): number {
    this.#reads++;
    if (this.#reads % READS_PER_MS === 0) this.#now = clockAfter(this.#now, 1);
    return this.#now;
  }

  /** Epoch ms for the debugger's own use. */
  get now(): number {
    return this.#now;
  }

  setBack(now: number): void {
    this.#now = now;
  }

  /** Delay in ms, read as browsers and Node do: what is no positive number is 0 (1 for intervals). */
  set(run: () => void, delay: unknown, repeat: boolean): number {
    const ms = delayOf(delay);
    const id = this.#nextId++;
    this.#insert({ id, due: clockAfter(this.#now, ms), run, ...(repeat ? { every: Math.max(1, ms) } : {}) });
    return id;
  }

  clear(id: unknown): void {
    const wanted = Number(id);
    this.#timers = this.#timers.filter((timer) => timer.id !== wanted);
  }

  clearAll(): void {
    this.#timers = [];
  }

  /** Moves the clock to the next timer and runs it; what its callback throws is thrown. */
  fireNext(): void {
    const timer = this.#timers.shift();
    if (!timer) return;
    this.#now = Math.max(this.#now, timer.due);
    if (timer.every !== undefined) this.#insert({ ...timer, due: clockAfter(this.#now, timer.every) });
    timer.run();
  }

  /** Runs the next timer for the last time. */
  fireLast(): void {
    const timer = this.#timers.shift();
    if (!timer) return;
    this.#now = Math.max(this.#now, timer.due);
    timer.run();
  }

  #insert(timer: Timer): void {
    const place = this.#timers.findIndex((other) => other.due > timer.due);
    if (place < 0) this.#timers.push(timer);
    else this.#timers.splice(place, 0, timer);
  }
}

function delayOf(delay: unknown): number {
  const ms = Number(delay);
  return ms > 0 ? Math.min(Math.trunc(ms), LONGEST) : 0;
}
