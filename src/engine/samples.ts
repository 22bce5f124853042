// Figures of the real process are the one thing in a turn that is neither data, clock, chance nor answer: what step code reads
// of them goes on the tape, and comes from it when the turn runs again (semantics §5).
import type { Samples } from '../call.ts';
import type { Json } from '../step.ts';

/** More readings than this of one figure in one turn are made up from the last: a loop that waits for time to pass ends. */
const MOST = 1_000;

export class Sampler {
  /** Most steps look at none. */
  #readings: Map<string, Json[]> | null = null;
  /** Readings beyond the limit, by figure. */
  #extra: Map<string, number> | null = null;

  /** `before`: what was read when this turn ran before. */
  constructor(readonly before: Samples | undefined) {}

  /** In the order in which they were read; undefined where nothing was. */
  get taken(): Samples | undefined {
    return this.#readings ? Object.fromEntries(this.#readings) : undefined;
  }

  /** The next reading of a figure. `later`: what it is after so many more, where they are made up. */
  next(name: string, read: () => Json, later: (last: Json, more: number) => Json = (last) => last): Json {
    this.#readings ??= new Map();
    const readings = this.#readings.get(name) ?? [];
    this.#readings.set(name, readings);
    if (readings.length >= MOST) return later(readings[MOST - 1] as Json, this.#oneMore(name));
    const value = this.before?.[name]?.[readings.length] ?? read();
    readings.push(value);
    return value;
  }

  #oneMore(name: string): number {
    this.#extra ??= new Map();
    const more = (this.#extra.get(name) ?? 0) + 1;
    this.#extra.set(name, more);
    return more;
  }
}

/** What of `process` is read from the machine. */
export interface ProcessFigures {
  memoryUsage(): { readonly rss: number };
  cpuUsage(since?: unknown): object;
  uptime(): number;
  readonly hrtime: { bigint(): bigint };
  _getActiveHandles(): readonly unknown[];
  _getActiveRequests(): readonly unknown[];
}

/** The `process` of step code with its figures sampled. */
export function sampledProcess(process: ProcessFigures, sampler: Sampler): object {
  const copy = (name: string, read: () => object): unknown =>
    structuredClone(sampler.next(name, () => ({ ...read() }) as Json));
  const things = (name: string, read: () => readonly unknown[]): object[] =>
    Array.from({ length: Number(sampler.next(name, () => read().length)) }, () => ({}));
  return {
    ...process,
    memoryUsage: Object.assign(() => copy('memoryUsage', () => process.memoryUsage()), {
      rss: () => sampler.next('rss', () => process.memoryUsage().rss),
    }),
    cpuUsage: (since?: unknown) => copy('cpuUsage', () => process.cpuUsage(since)),
    uptime: () =>
      sampler.next(
        'uptime',
        () => process.uptime(),
        (last, more) => Number(last) + more / 1_000,
      ),
    hrtime: sampledHrtime(process, sampler),
    _getActiveHandles: () => things('activeHandles', () => process._getActiveHandles()),
    _getActiveRequests: () => things('activeRequests', () => process._getActiveRequests()),
  };
}

/** Nanoseconds are more than a JSON number holds: they are sampled as text. */
function sampledHrtime({ hrtime }: ProcessFigures, sampler: Sampler): object {
  const now = (): bigint => {
    const later = (last: Json, more: number): Json => String(BigInt(String(last)) + BigInt(more) * 1_000_000n);
    return BigInt(String(sampler.next('hrtime', () => String(hrtime.bigint()), later)));
  };
  const pair = (since?: unknown): [number, number] => {
    const [seconds = 0, nanos = 0] = Array.isArray(since) ? (since as number[]) : [];
    const passed = now() - (BigInt(seconds) * 1_000_000_000n + BigInt(nanos));
    return [Number(passed / 1_000_000_000n), Number(passed % 1_000_000_000n)];
  };
  return Object.assign(pair, { bigint: now });
}
