// Runs scenarios as tests: each a task of its own, from a fresh state, in sandboxes side by side. A recording is a scenario
// too: it is expected to come out as it did.
import type { TaskEvent } from '../events.ts';
import type { Recording } from '../recorded.ts';
import type { TaskLog } from '../session/state.ts';
import { beginningOf } from '../session/workspace-view.ts';
import type { Problem, Scenario, Workspace } from '../step.ts';
import type { TaskStart } from '../task.ts';
import { failuresOf } from './expect.ts';
import { FamilyLogs } from './family-logs.ts';
import { type Ground, type GroundPorts, openGround } from './ground.ts';
import type { Outcome, RunResult } from './outcome.ts';
import { verify } from './verify.ts';
import { divergenceFailure } from './verify-text.ts';

export interface RunPorts extends GroundPorts {
  /** Monotonic ms. */
  wallNow(): number;
  /** The same name for the same text, so that two runs with one seed give the same report. */
  idFrom(text: string): string;
  /** Sandboxes to run side by side. */
  readonly sandboxes: number;
  /** Without it nothing is recorded. `count`: scenarios that run. */
  openRecords?(count: number): OpenRecord;
}

export type OpenRecord = (scenario: Scenario, start: TaskStart, ground: Ground) => RunRecorder | null;

/** Keeps what one task does. */
export interface RunRecorder {
  add(event: TaskEvent): void;
  /** Gives the file in which it is kept; null where it is not. */
  end(status: Outcome['status']): string | null;
}

/** A recording among the scenarios: read when its turn comes. */
export interface RecordedScenario {
  readonly scenario: Scenario;
  read(): { readonly recording: Recording } | { readonly problem: Problem };
  /** Of a file's text, as recordings have it. */
  hashOf(text: string): string;
}

export interface RunChoice {
  readonly seed: number;
  /** Whether a scenario is to run. */
  wants(scenario: Scenario): boolean;
  readonly recordings?: readonly RecordedScenario[];
  /** Called as each ends, in the order in which they end. */
  onOutcome?(outcome: Outcome): void;
}

/** Where tasks start on their clock: 2025-01-01T00:00:00Z (semantics §5). */
export const RUN_STARTS_AT = Date.UTC(2025, 0, 1);

/** What is to be done for one scenario; gives a Problem where there is nothing that could run. */
type Job = (runner: Runner, record: OpenRecord | undefined) => Promise<Outcome | Problem>;

export async function runScenarios(read: Workspace, ports: RunPorts, choice: RunChoice): Promise<RunResult> {
  const began = ports.wallNow();
  const first = await openRunner(read, ports);
  const jobs = jobsOf(first.ground.view.scenarios, choice);
  const wanted = [...jobs.keys()];
  const onlySome = wanted.some(({ only }) => only);
  const queue = wanted.filter(({ skip, only }) => !skip && (!onlySome || only));
  const problems: Problem[] = [...first.ground.view.problems];
  const record = ports.openRecords?.(queue.length);
  const outcomes = new Map<Scenario, Outcome>(wanted.map((scenario) => [scenario, skipped(scenario)]));
  const work = async (runner: Runner): Promise<void> => {
    for (let scenario = queue.shift(); scenario; scenario = queue.shift()) {
      const outcome = await (jobs.get(scenario) as Job)(runner, record);
      if ('severity' in outcome) {
        outcomes.delete(scenario);
        problems.push(outcome);
      } else {
        outcomes.set(scenario, outcome);
        choice.onOutcome?.(outcome);
      }
    }
    await runner.close();
  };
  const helpers = Math.min(ports.sandboxes, queue.length) - 1;
  const others = Array.from({ length: Math.max(0, helpers) }, async () => work(await openRunner(read, ports)));
  await Promise.all([work(first), ...others]);
  const ordered = [...outcomes.values()];
  problems.push(...ordered.flatMap(runProblems));
  return { dir: read.dir, seed: choice.seed, durationMs: ports.wallNow() - began, outcomes: ordered, problems };
}

function jobsOf(
  scenarios: readonly Scenario[],
  { recordings = [], seed, wants }: RunChoice,
): ReadonlyMap<Scenario, Job> {
  const jobs = scenarios.map((scenario): [Scenario, Job] => [
    scenario,
    (runner, record) => runner.run(scenario, seed, record),
  ]);
  const recorded = recordings.map((one): [Scenario, Job] => [one.scenario, (runner) => runner.verify(one)]);
  return new Map([...jobs, ...recorded].filter(([scenario]) => wants(scenario)));
}

function skipped(scenario: Scenario): Outcome {
  return { scenario, status: 'skipped', log: null, family: [], failures: [], durationMs: 0 };
}

/** Warnings that arose while a task ran, and a word where nothing was tested. */
function runProblems({ scenario, log, status, warnings = [], isRecording }: Outcome): Problem[] {
  if (!log) return [...warnings];
  const all = [...warnings, ...log.turns.flatMap(({ problems }) => problems)];
  const hasNone = !isRecording && Object.keys(scenario.expect).length === 0;
  if (log.end?.reason !== 'rejected' || status !== 'passed' || !hasNone) return all;
  const { file, line } = scenario;
  const message = `${scenario.title ?? scenario.name}: no step ever matched, and nothing is expected, so nothing was tested`;
  const hint = 'Add expectations (expectedSteps: [] if that is right), or look why: stepscope opens it.';
  return [...all, { severity: 'warning', file, line, column: 1, message, hint }];
}

interface Runner {
  readonly ground: Ground;
  run(scenario: Scenario, seed: number, record?: OpenRecord): Promise<Outcome>;
  verify(recorded: RecordedScenario): Promise<Outcome | Problem>;
  close(): Promise<void>;
}

async function openRunner(read: Workspace, ports: RunPorts): Promise<Runner> {
  const ground = await openGround(read, ports);
  return {
    ground,
    run: (scenario, seed, record) => runScenario(scenario, seed, ground, ports, record),
    verify: (recorded) => verifyScenario(recorded, ground, ports),
    close: () => ground.sandbox.close(),
  };
}

async function runScenario(
  scenario: Scenario,
  seed: number,
  ground: Ground,
  ports: RunPorts,
  record: OpenRecord | undefined,
): Promise<Outcome> {
  const began = ports.wallNow();
  const id = ports.idFrom(`${seed}/${scenario.name}`);
  const start = beginningOf(scenario, ground.view.mocks, { id, now: RUN_STARTS_AT, seed, disabled: new Set() });
  const recorder = record?.(scenario, start, ground);
  const { log, family } = await runTask(start, ground, (event) => recorder?.add(event));
  const failures = failuresOf(scenario.expect, log, ground.view.steps);
  const status = failures.length > 0 ? 'failed' : 'passed';
  const recordedTo = recorder?.end(status) ?? null;
  const durationMs = ports.wallNow() - began;
  return { scenario, status, log, family, failures, durationMs, ...(recordedTo === null ? {} : { recordedTo }) };
}

async function verifyScenario(recorded: RecordedScenario, ground: Ground, ports: RunPorts): Promise<Outcome | Problem> {
  const began = ports.wallNow();
  const { scenario } = recorded;
  const read = recorded.read();
  if ('problem' in read) return read.problem;
  const verified = await verify(read.recording, ground, recorded.hashOf);
  const { divergence, log, family, missing } = verified;
  const failures = divergence ? [divergenceFailure(divergence, verified)] : [];
  const hint = 'Values like these may make it come out otherwise: record it anew if they are gone for good.';
  const place = { file: scenario.file, line: 1, column: 1 };
  const warnings = missing.map((message): Problem => ({ severity: 'warning', ...place, message, hint }));
  // A subtask's turns are counted apart.
  const turn = divergence && !divergence.task.includes('.') ? { turn: divergence.turn } : {};
  return {
    ...{ scenario, status: divergence ? 'failed' : 'passed', log, family, failures, ...turn },
    ...{ warnings, isRecording: true, recordedTo: scenario.file, durationMs: ports.wallNow() - began },
  };
}

interface Ran {
  readonly log: TaskLog;
  readonly family: readonly TaskLog[];
}

async function runTask(start: TaskStart, ground: Ground, onEvent: (event: TaskEvent) => void): Promise<Ran> {
  const { ear, sandbox, rankOf } = ground;
  const logs = new FamilyLogs(rankOf);
  const take = (event: TaskEvent): void => {
    onEvent(event);
    logs.take(event);
  };
  const begun = ear.untilStopped(start.id, take);
  sandbox.start(start);
  let stop = await begun;
  // A killed child stops its family; the others go on.
  while (stop !== 'ended') {
    const next = ear.untilStopped(start.id, take);
    sandbox.continue(start.id);
    stop = await next;
  }
  sandbox.drop(start.id);
  const [log, ...family] = logs.all();
  if (!log) throw new Error(`the task of ${start.name} never started`);
  return { log, family };
}
