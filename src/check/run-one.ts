// Runs one scenario in a sandbox, or plays a recording again in it, and says what came of it.
import type { StopReason, TaskEvent } from '../events.ts';
import type { Recording } from '../recorded.ts';
import type { TaskLog } from '../session/state.ts';
import { beginningOf } from '../session/workspace-view.ts';
import type { Problem, Scenario } from '../step.ts';
import type { TaskStart } from '../task.ts';
import { failuresOf } from './expect.ts';
import { FamilyLogs } from './family-logs.ts';
import type { Ground } from './ground.ts';
import type { Failure, Outcome } from './outcome.ts';
import { type Verified, verify } from './verify.ts';
import { divergenceFailure, endlessFailure } from './verify-text.ts';

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

/** Where tasks start on their clock: 2025-01-01T00:00:00Z (semantics §5). */
export const RUN_STARTS_AT = Date.UTC(2025, 0, 1);

/** A person wants no more of it. */
export class Interrupted extends Error {}

/** What running needs besides a ground. */
export interface Tools {
  /** Monotonic ms. */
  wallNow(): number;
  /** The same name for the same text, so that two runs with one seed give the same report. */
  idFrom(text: string): string;
  readonly signal?: AbortSignal | undefined;
}

/** Throws Interrupted. */
export async function runScenario(
  scenario: Scenario,
  seed: number,
  ground: Ground,
  tools: Tools,
  record: OpenRecord | undefined,
): Promise<Outcome> {
  const began = tools.wallNow();
  const id = tools.idFrom(`${seed}/${scenario.name}`);
  const start = beginningOf(scenario, ground.view.mocks, { id, now: RUN_STARTS_AT, seed, disabled: new Set() });
  const recorder = record?.(scenario, start, ground);
  try {
    const { log, family } = await runTask(start, ground, tools.signal, (event) => recorder?.add(event));
    const failures = failuresOf(scenario.expect, log, ground.view.steps);
    const status = failures.length > 0 ? 'failed' : 'passed';
    const recordedTo = recorder?.end(status) ?? null;
    const durationMs = tools.wallNow() - began;
    return { scenario, status, log, family, failures, durationMs, ...(recordedTo === null ? {} : { recordedTo }) };
  } catch (error) {
    recorder?.end('skipped');
    throw error;
  }
}

/** Throws Interrupted. */
export async function verifyScenario(
  recorded: RecordedScenario,
  ground: Ground,
  tools: Tools,
): Promise<Outcome | Problem> {
  const began = tools.wallNow();
  const { scenario } = recorded;
  const read = recorded.read();
  if ('problem' in read) return read.problem;
  const verified = await unlessAborted(verify(read.recording, ground, recorded.hashOf), tools.signal);
  const { divergence, log, family, missing } = verified;
  const failures = failuresIn(verified);
  const hint = 'Values like these may make it come out otherwise: record it anew if they are gone for good.';
  const place = { file: scenario.file, line: 1, column: 1 };
  const warnings = missing.map((message): Problem => ({ severity: 'warning', ...place, message, hint }));
  // A subtask's turns are counted apart.
  const turn = divergence && !divergence.task.includes('.') ? { turn: divergence.turn } : {};
  return {
    ...{ scenario, status: failures.length > 0 ? 'failed' : 'passed', log, family, failures, ...turn },
    ...{ warnings, isRecording: true, recordedTo: scenario.file, durationMs: tools.wallNow() - began },
  };
}

function failuresIn(verified: Verified): readonly Failure[] {
  if (verified.divergence) return [divergenceFailure(verified.divergence, verified)];
  return verified.hasEnd ? [] : [endlessFailure(verified)];
}

interface Ran {
  readonly log: TaskLog;
  readonly family: readonly TaskLog[];
}

async function runTask(
  start: TaskStart,
  ground: Ground,
  signal: AbortSignal | undefined,
  onEvent: (event: TaskEvent) => void,
): Promise<Ran> {
  const { ear, sandbox, rankOf } = ground;
  const logs = new FamilyLogs(rankOf);
  const take = (event: TaskEvent): void => {
    onEvent(event);
    logs.take(event);
  };
  const untilStopped = (): Promise<StopReason['kind']> => unlessAborted(ear.untilStopped(start.id, take), signal);
  const begun = untilStopped();
  sandbox.start(start);
  let stop = await begun;
  // A killed child stops its family; the others go on.
  while (stop !== 'ended') {
    const next = untilStopped();
    sandbox.continue(start.id);
    stop = await next;
  }
  sandbox.drop(start.id);
  const [log, ...family] = logs.all();
  if (!log) throw new Error(`the task of ${start.name} never started`);
  return { log, family };
}

/** Whatever is under way is left where it is. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Interrupted());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
