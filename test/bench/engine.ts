// `npm run bench`: time per turn against others, on the same rules, in one run. Trust the ratios, not the figures: machines
// are noisy. A chain of 50 firings; rules and the document are
// ready before it, and the first chains of each engine are not measured.
import { Bench } from 'tinybench';
import { heapPerTurn, SHAPES } from './history.ts';
import { ours, type PrepareChain } from './ours.ts';
import { handWritten, jsonRulesEngine, naiveScan, nodeRules } from './peers.ts';
import { FIRINGS, makeRules, type Rule, type Workload } from './rules.ts';

interface Contender {
  readonly name: string;
  readonly make: (rules: readonly Rule[]) => PrepareChain;
  /** More rules than this take it too long to be measured. */
  readonly most: number;
}

const CONTENDERS: readonly Contender[] = [
  { name: 'stepscope', make: ours, most: 10_000 },
  { name: 'hand-written', make: handWritten, most: 10_000 },
  { name: 'naive scan', make: naiveScan, most: 10_000 },
  { name: 'node-rules', make: nodeRules, most: 1_000 },
  { name: 'json-rules-engine', make: jsonRulesEngine, most: 1_000 },
];

const SIZES = [10, 100, 1_000, 10_000];

/** Microseconds a turn, the median of the runs. */
async function measure(make: Contender['make'], rules: readonly Rule[]): Promise<number> {
  const prepare = make(rules);
  let run = prepare();
  const bench = new Bench({ time: 300, iterations: 3, warmupTime: 300, warmupIterations: 1 });
  const beforeEach = (): void => {
    run = prepare();
  };
  bench.add('chain', async () => void (await run()), { beforeEach });
  await bench.run();
  const result = bench.tasks[0]?.result;
  if (!result || !('latency' in result)) throw new Error('nothing was measured');
  return (result.latency.p50 * 1_000) / Math.min(FIRINGS, rules.length);
}

async function table(workload: Workload): Promise<void> {
  console.log(`\n${workload}: µs a turn, and how many times ours\n`);
  console.log(['rules'.padStart(18), ...SIZES.map((size) => String(size).padStart(20))].join(''));
  const own = new Map<number, number>();
  for (const { name, make, most } of CONTENDERS) {
    const cells: string[] = [];
    for (const size of SIZES) {
      const time = size <= most ? await measure(make, makeRules(size, workload)) : Number.NaN;
      if (name === 'stepscope') own.set(size, time);
      const ratio = time / (own.get(size) ?? Number.NaN);
      cells.push((Number.isNaN(time) ? '–' : `${time.toFixed(1)}  ×${ratio.toFixed(ratio < 10 ? 2 : 0)}`).padStart(20));
    }
    console.log([name.padStart(18), ...cells].join(''));
  }
  const [few = 1, many = 1] = [own.get(10), own.get(10_000)];
  console.log(`\na turn at 10,000 rules costs ${(many / few).toFixed(2)} times one at 10`);
}

/** Whole documents are kept now and then, the others as what changed: what is kept of a turn, however large the document is. */
async function history(): Promise<void> {
  console.log(
    '\nhistory: bytes of heap that a turn leaves behind in the debugger: what is known of it, patches and data included\n',
  );
  console.log(['document'.padStart(18), ...SHAPES.map((shape) => shape.padStart(20))].join(''));
  for (const size of [10_000, 100_000, 1_000_000]) {
    const cells: string[] = [];
    for (const shape of SHAPES) cells.push((await heapPerTurn(size, shape)).toFixed(0).padStart(20));
    console.log([`${size / 1_000} KB`.padStart(18), ...cells].join(''));
  }
}

for (const workload of ['spread', 'adversary'] as const) await table(workload);
await history();
