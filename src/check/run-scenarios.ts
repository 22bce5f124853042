// Runs scenarios as tests: each a task of its own, from a fresh state, in sandboxes side by side. A recording is a scenario
// too: it is expected to come out as it did.
import { type Coverage, CoverageCollector } from '../analysis/coverage.ts';
import type { Problem, Scenario, StepInfo, Workspace } from '../step.ts';
import { type Ground, type GroundPorts, openGround } from './ground.ts';
import { momentsOf } from './moments.ts';
import type { Outcome, RunResult } from './outcome.ts';
import { type PlanChoice, type Planned, planOf } from './plan.ts';
import {
  Interrupted,
  type OpenRecord,
  type RecordedScenario,
  runScenario,
  type Tools,
  verifyScenario,
} from './run-one.ts';
import { runProblems } from './run-problems.ts';

export interface RunPorts extends GroundPorts, Omit<Tools, 'signal'> {
  /** Sandboxes to run side by side. */
  readonly sandboxes: number;
  /** Without it nothing is recorded. `count`: scenarios that run. */
  openRecords?(count: number): OpenRecord;
}

export interface RunChoice extends PlanChoice {
  readonly recordings?: readonly RecordedScenario[];
  /** After so many that failed no other begins. */
  readonly bail?: number | undefined;
  /** So often one that failed is tried again. */
  readonly retries?: number | undefined;
  /** Whether conditions are watched. */
  readonly coverage?: boolean | undefined;
  /** What happened is not kept once `onOutcome` has been told: for many scenarios. */
  readonly forgets?: boolean | undefined;
  /** What becomes of one that failed: its file may be made to expect what happened. */
  mend?(outcome: Outcome): Promise<Outcome>;
  /** Ends the run; what has not run by then is skipped. */
  readonly signal?: AbortSignal | undefined;
  /** Called before any of them is looked at. */
  onLoaded?(ground: Ground): void;
  /** Called before the first begins. */
  onPlan?(plan: readonly Planned[]): void;
  /** Called as each ends, in the order in which they end; those that do not run come first or last. */
  onOutcome?(outcome: Outcome, place: number, problems: readonly Problem[]): void;
}

export async function runScenarios(read: Workspace, ports: RunPorts, choice: RunChoice): Promise<RunResult> {
  const began = ports.wallNow();
  const first = await openGround(read, ports);
  const run = await orClosed(first, () => new Run(first, ports, choice));
  const helpers = Math.min(ports.sandboxes, run.waiting) - 1;
  const others = Array.from({ length: Math.max(0, helpers) }, async () => run.work(await openGround(read, ports)));
  await Promise.all([run.work(first), ...others]);
  return { dir: read.dir, seed: choice.seed, durationMs: ports.wallNow() - began, ...run.result() };
}

/** A sandbox that nobody closes keeps the program from ending. */
async function orClosed<T>({ sandbox }: Ground, make: () => T): Promise<T> {
  try {
    return make();
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

class Run {
  readonly #plan: readonly Planned[];
  readonly #queue: Planned[];
  readonly #outcomes = new Map<number, Outcome>();
  readonly #problems: Problem[];
  readonly #inRuns = new Map<number, readonly Problem[]>();
  readonly #recordings: ReadonlyMap<Scenario, RecordedScenario>;
  readonly #record: OpenRecord | undefined;
  readonly #collector: CoverageCollector | null;
  readonly #steps: readonly StepInfo[];
  #failed = 0;

  constructor(
    ground: Ground,
    readonly ports: RunPorts,
    readonly choice: RunChoice,
  ) {
    choice.onLoaded?.(ground);
    this.#recordings = new Map((choice.recordings ?? []).map((one) => [one.scenario, one]));
    this.#plan = planOf([...ground.view.scenarios, ...this.#recordings.keys()], choice);
    this.#queue = this.#plan.filter(({ runs }) => runs);
    this.#problems = [...ground.view.problems];
    this.#record = ports.openRecords?.(this.#queue.length);
    this.#collector = choice.coverage ? new CoverageCollector(ground.view.steps) : null;
    this.#steps = ground.view.steps;
    choice.onPlan?.(this.#plan);
    for (const planned of this.#plan) if (!planned.runs) this.#end(planned, skipped(planned.scenario));
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** Until nothing is left to do. */
  async work(ground: Ground): Promise<void> {
    try {
      for (let next = this.#next(); next; next = this.#next()) {
        const outcome = await this.#tried(next.scenario, ground);
        if ('severity' in outcome) this.#problems.push(outcome);
        else this.#end(next, await this.#mended(outcome));
      }
    } finally {
      await ground.sandbox.close();
    }
  }

  result(): Pick<RunResult, 'outcomes' | 'problems' | 'coverage' | 'isInterrupted'> {
    for (const planned of this.#queue.splice(0)) this.#end(planned, skipped(planned.scenario));
    const byPlace = <T>(all: ReadonlyMap<number, T>): T[] => [...all].sort(([a], [b]) => a - b).map(([, one]) => one);
    const coverage: Coverage | null = this.#collector?.coverage() ?? null;
    return {
      outcomes: byPlace(this.#outcomes),
      problems: [...this.#problems, ...byPlace(this.#inRuns).flat()],
      coverage,
      isInterrupted: this.choice.signal?.aborted ?? false,
    };
  }

  #next(): Planned | undefined {
    const { bail = 0, signal } = this.choice;
    if (signal?.aborted || (bail > 0 && this.#failed >= bail)) return undefined;
    return this.#queue.shift();
  }

  async #mended(outcome: Outcome): Promise<Outcome> {
    return outcome.status === 'failed' && this.choice.mend ? this.choice.mend(outcome) : outcome;
  }

  /** Again where it failed, as often as that is wanted: with the same seed, so only the world outside can differ. */
  async #tried(scenario: Scenario, ground: Ground): Promise<Outcome | Problem> {
    const { retries = 0 } = this.choice;
    for (let attempts = 1; ; attempts++) {
      const outcome = await this.#once(scenario, ground);
      const isOver = 'severity' in outcome || outcome.status !== 'failed' || attempts > retries;
      if (isOver) return attempts === 1 || 'severity' in outcome ? outcome : { ...outcome, attempts };
    }
  }

  async #once(scenario: Scenario, ground: Ground): Promise<Outcome | Problem> {
    const { signal, seed } = this.choice;
    const { wallNow, idFrom } = this.ports;
    const tools: Tools = { wallNow, idFrom, signal };
    const recording = this.#recordings.get(scenario);
    try {
      if (recording) return await verifyScenario(recording, ground, tools);
      return await runScenario(scenario, seed, ground, tools, this.#record);
    } catch (error) {
      if (error instanceof Interrupted) return skipped(scenario);
      throw error;
    }
  }

  #end({ place }: Planned, outcome: Outcome): void {
    const { log, family, status } = outcome;
    if (status === 'failed') this.#failed++;
    const problems = runProblems(outcome, this.#steps);
    if (problems.length > 0) this.#inRuns.set(place, problems);
    for (const one of log ? [log, ...family] : [])
      this.#collector?.add(
        momentsOf(one),
        one.turns.map(({ step }) => step),
      );
    this.choice.onOutcome?.(outcome, place, problems);
    this.#outcomes.set(place, this.choice.forgets ? { ...outcome, log: null, family: [] } : outcome);
  }
}

function skipped(scenario: Scenario): Outcome {
  return { scenario, status: 'skipped', log: null, family: [], failures: [], durationMs: 0 };
}
