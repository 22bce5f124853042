// Figures of the process: read once, and the same again from the tape.
import { expect, test } from 'vitest';
import { Sampler, sampledProcess } from '../../src/engine/samples.ts';

interface Sampled {
  memoryUsage: { (): { rss: number }; rss(): number };
  cpuUsage(since?: unknown): object;
  uptime(): number;
  hrtime: { (since?: [number, number]): [number, number]; bigint(): bigint };
  _getActiveHandles(): object[];
  _getActiveRequests(): object[];
  readonly pid: number;
}

/** A process whose figures grow with every look. */
function machine(): Parameters<typeof sampledProcess>[0] {
  let looks = 0;
  const next = (): number => ++looks;
  return {
    memoryUsage: () => ({ rss: next() }),
    cpuUsage: () => ({ user: next(), system: 0 }),
    uptime: () => next() / 2,
    hrtime: { bigint: () => 9_007_199_254_740_993n * BigInt(next()) },
    _getActiveHandles: () => Array.from({ length: next() }),
    _getActiveRequests: () => [],
    ...{ pid: 7 },
  };
}

function read(sampler: Sampler): unknown[] {
  const process = sampledProcess(machine(), sampler) as Sampled;
  return [
    ...[process.memoryUsage(), process.memoryUsage(), process.memoryUsage.rss(), process.cpuUsage()],
    ...[process.uptime(), process.hrtime.bigint(), process.hrtime(), process.hrtime([1, 1])],
    ...[process._getActiveHandles(), process._getActiveRequests(), process.pid],
  ];
}

test('each is read when it is asked for', () => {
  expect(read(new Sampler(undefined))).toEqual([
    ...[{ rss: 1 }, { rss: 2 }, 3, { user: 4, system: 0 }],
    ...[2.5, 9_007_199_254_740_993n * 6n, [63_050_394, 783_186_951], [72_057_593, 37_927_943]],
    ...[Array.from({ length: 9 }, () => ({})), [], 7],
  ]);
});

test('what is on the tape is given again; what is not is read', () => {
  const first = new Sampler(undefined);
  expect(first.taken).toBe(undefined);
  const values = read(first);
  expect(Object.keys(first.taken ?? {})).toEqual([
    ...['memoryUsage', 'rss', 'cpuUsage', 'uptime', 'hrtime', 'activeHandles', 'activeRequests'],
  ]);
  const again = new Sampler(JSON.parse(JSON.stringify(first.taken)));
  expect(read(again)).toEqual(values);
  expect(again.taken).toEqual(first.taken);
  const longer = new Sampler({ uptime: [5] });
  expect([longer.next('uptime', () => 6), longer.next('uptime', () => 7), longer.next('rss', () => 8)]).toEqual([
    5, 7, 8,
  ]);
});

test('what step code does to a reading is not on the tape', () => {
  const sampler = new Sampler(undefined);
  (sampledProcess(machine(), sampler) as Sampled).memoryUsage().rss = 99;
  expect(sampler.taken).toEqual({ memoryUsage: [{ rss: 1 }] });
});

test('beyond 1,000 readings they are made up, so that a loop that waits for time to pass ends', () => {
  const sampler = new Sampler(undefined);
  const process = sampledProcess(machine(), sampler) as Sampled;
  for (let count = 1; count < 1_000; count++) process.uptime();
  expect([process.uptime(), process.uptime(), process.uptime()]).toEqual([500, 500.001, 500.002]);
  for (let count = 0; count < 1_000; count++) process.hrtime.bigint();
  const last = process.hrtime.bigint();
  expect(process.hrtime.bigint() - last).toBe(1_000_000n);
  for (let count = 0; count < 1_000; count++) process.memoryUsage.rss();
  expect(process.memoryUsage.rss()).toBe(process.memoryUsage.rss());
  expect(sampler.taken?.uptime).toHaveLength(1_000);
});
