// What `stepscope run` is asked to do.
import type { Shard } from '../check/reporter.ts';
import type { RecordWish } from './recorded-runs.ts';
import type { ReporterWish } from './run-values.ts';
import type { Reality } from './wiring.ts';

export interface RunOptions {
  readonly dir: string;
  readonly filters: readonly string[];
  readonly name?: string;
  /** Instead of the workspace's own scenarios. */
  readonly suites: readonly string[];
  readonly seed: number;
  readonly shuffle: boolean;
  /** 0: never. */
  readonly bail: number;
  readonly retries: number;
  readonly shard: Shard | null;
  readonly reality: Reality;
  readonly reporters: readonly ReporterWish[];
  readonly record?: RecordWish;
  /** What happened becomes what is expected. */
  readonly update: boolean;
  readonly watch: boolean;
  /** Warnings fail it. */
  readonly strict: boolean;
  /** Only what failed when it last ran. */
  readonly lastFailed: boolean;
  readonly coverage: CoverageWish | null;
}

/** `threshold`: percent of leaves seen both ways that are wanted. `suggest`: a folder to save to, true for the output. */
export interface CoverageWish {
  readonly threshold: number | null;
  readonly suggest: string | true | null;
}
