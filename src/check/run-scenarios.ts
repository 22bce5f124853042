// Runs scenarios as tests: each a task of its own, from a fresh state, in sandboxes side by side.
import type { Event, Loaded, StopReason, TaskEvent } from '../events.ts';
import type { OpenSandbox, SandboxPort } from '../session/ports.ts';
import type { TaskLog } from '../session/state.ts';
import { addEvent, openLog } from '../session/task-log.ts';
import {
  beginningOf,
  type ModulesPort,
  type Reality,
  ranks,
  settingsOf,
  type WorkspaceView,
  workspaceView,
} from '../session/workspace-view.ts';
import type { Problem, Scenario, Workspace } from '../step.ts';
import type { TaskStart } from '../task.ts';
import { failuresOf } from './expect.ts';
import type { Outcome, RunResult } from './outcome.ts';

export interface RunPorts {
  readonly openSandbox: OpenSandbox;
  readonly workspace: ModulesPort;
  readonly reality: Pick<Reality, 'live' | 'realTime'>;
  /** Monotonic ms. */
  wallNow(): number;
  /** The same name for the same text, so that two runs with one seed give the same report. */
  idFrom(text: string): string;
  /** Sandboxes to run side by side. */
  readonly sandboxes: number;
}

export interface RunChoice {
  readonly seed: number;
  /** Whether a scenario is to run. */
  wants(scenario: Scenario): boolean;
  /** Called as each ends, in the order in which they end. */
  onOutcome?(outcome: Outcome): void;
}

/** Where tasks start on their clock: 2025-01-01T00:00:00Z (semantics §5). */
export const RUN_STARTS_AT = Date.UTC(2025, 0, 1);

export async function runScenarios(read: Workspace, ports: RunPorts, choice: RunChoice): Promise<RunResult> {
  const began = ports.wallNow();
  const first = await openRunner(read, ports);
  const wanted = first.view.scenarios.filter((scenario) => choice.wants(scenario));
  const onlySome = wanted.some(({ only }) => only);
  const isSkipped = ({ skip, only }: Scenario): boolean => skip || (onlySome && !only);
  const queue = wanted.filter((scenario) => !isSkipped(scenario));
  const outcomes = new Map<Scenario, Outcome>(
    wanted
      .filter(isSkipped)
      .map((scenario) => [
        scenario,
        { scenario, status: 'skipped', log: null, family: [], failures: [], durationMs: 0 },
      ]),
  );
  const work = async (runner: Runner): Promise<void> => {
    for (let scenario = queue.shift(); scenario; scenario = queue.shift()) {
      const outcome = await runner.run(scenario, choice.seed);
      outcomes.set(scenario, outcome);
      choice.onOutcome?.(outcome);
    }
    await runner.close();
  };
  const helpers = Math.min(ports.sandboxes, queue.length) - 1;
  const others = Array.from({ length: Math.max(0, helpers) }, async () => work(await openRunner(read, ports)));
  await Promise.all([work(first), ...others]);
  const ordered = wanted.flatMap((scenario) => outcomes.get(scenario) ?? []);
  const problems = [...first.view.problems, ...ordered.flatMap(runProblems)];
  return { dir: read.dir, seed: choice.seed, durationMs: ports.wallNow() - began, outcomes: ordered, problems };
}

/** Warnings that arose while a task ran, and a word where nothing was tested. */
function runProblems({ scenario, log, status }: Outcome): Problem[] {
  if (!log) return [];
  const warnings = log.turns.flatMap(({ problems }) => problems);
  const isRejected = log.end?.reason === 'rejected' && status === 'passed' && Object.keys(scenario.expect).length === 0;
  if (!isRejected) return warnings;
  const { file, line } = scenario;
  const message = `${scenario.title ?? scenario.name}: no step ever matched, and nothing is expected, so nothing was tested`;
  const hint = 'Add expectations (expectedSteps: [] if that is right), or look why: stepscope opens it.';
  return [...warnings, { severity: 'warning', file, line, column: 1, message, hint }];
}

interface Runner {
  readonly view: WorkspaceView;
  run(scenario: Scenario, seed: number): Promise<Outcome>;
  close(): Promise<void>;
}

async function openRunner(read: Workspace, ports: RunPorts): Promise<Runner> {
  const ear = new Ear();
  const sandbox = ports.openSandbox((events) => ear.hear(events));
  const loading = ear.untilLoaded();
  sandbox.load(settingsOf(read, { ...ports.reality, asks: false }), read.sources);
  const view = workspaceView(read, await loading, ports.workspace);
  const rankOf = ranks(view.steps, read.config.strategy);
  return {
    view,
    async run(scenario, seed) {
      const began = ports.wallNow();
      const id = ports.idFrom(`${seed}/${scenario.name}`);
      const start = beginningOf(scenario, view.mocks, { id, now: RUN_STARTS_AT, seed, disabled: new Set() });
      const { log, family } = await runTask(start, sandbox, ear, rankOf);
      const failures = failuresOf(scenario.expect, log);
      const status = failures.length > 0 ? 'failed' : 'passed';
      return { scenario, status, log, family, failures, durationMs: ports.wallNow() - began };
    },
    close: () => sandbox.close(),
  };
}

interface Ran {
  readonly log: TaskLog;
  readonly family: readonly TaskLog[];
}

async function runTask(
  start: TaskStart,
  sandbox: SandboxPort,
  ear: Ear,
  rankOf: (step: string) => number,
): Promise<Ran> {
  const logs = new Map<string, TaskLog>();
  const take = (event: TaskEvent): void => {
    const log = logs.get(event.task);
    if (event.kind === 'started') logs.set(event.task, openLog(event));
    else if (log) logs.set(event.task, addEvent(log, event, rankOf));
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
  const [log, ...family] = logs.values();
  if (!log) throw new Error(`the task of ${start.name} never started`);
  return { log, family };
}

/** Hands events to whoever waits for them. */
class Ear {
  #onLoaded: (loaded: Loaded) => void = () => {};
  #onEvent: (event: TaskEvent) => void = () => {};

  hear(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind === 'loaded') this.#onLoaded(event);
      else this.#onEvent(event);
    }
  }

  untilLoaded(): Promise<Loaded> {
    return new Promise((resolve) => {
      this.#onLoaded = resolve;
    });
  }

  /** Of a task and its children; gives why it stopped. */
  untilStopped(task: string, take: (event: TaskEvent) => void): Promise<StopReason['kind']> {
    return new Promise((resolve) => {
      this.#onEvent = (event) => {
        if (event.task !== task && !event.task.startsWith(`${task}.`)) return;
        take(event);
        if (event.kind === 'stopped') resolve(event.reason.kind);
      };
    });
  }
}
