// The last phase of a turn: what is on its way arrives and is put in its place, in call order; what the step left
// running comes to its end.
import type { Settled } from '../events.ts';
import type { Patch } from '../patch.ts';
import type { JsonObject, StepInfo } from '../step.ts';
import { asJson } from './as-json.ts';
import { intoValue, landed } from './into.ts';
import { nextState } from './next-state.ts';
import type { Pending, StepRun } from './run-step.ts';
import type { Task } from './task.ts';
import { NeverSettles, whenDone } from './wait.ts';

const FAILED = Symbol('failed');

export interface Settling {
  readonly settled: Settled;
  /** Results that are in their place; the one after them failed, if any did. */
  readonly arrived: number;
}

/** null where there was nothing to settle. */
export async function settle(task: Task, run: StepRun, step: StepInfo): Promise<Settling | null> {
  const { id, turn } = task.state;
  const patches: Patch[] = [];
  let arrived = 0;
  let thrown: { readonly error: unknown } | null = null;
  try {
    for (const pending of run.pending) {
      patches.push(...(await arrive(task, run, pending)));
      arrived++;
    }
  } catch (error) {
    thrown = { error };
  }
  if (task.state.clock !== run.time.now) task.state = nextState(task.state, { clock: run.time.now });
  thrown ??= await run.leftovers();
  if (run.pending.length === 0 && !thrown) return null;
  const event = { kind: 'settled', task: id, turn, patches, clock: run.time.now } as const;
  const settled = thrown ? { ...event, error: task.port.locate(thrown.error, step) } : event;
  // The one that failed says so itself.
  return { settled, arrived: thrown ? arrived + 1 : arrived };
}

async function arrive(task: Task, run: StepRun, pending: Pending): Promise<readonly Patch[]> {
  const { port, state } = task;
  const arrived = await whenDone(pending.result, run.time, port).catch((error: unknown) => {
    // A call that failed puts nothing anywhere; its error is the step's, which may have caught it.
    if (pending.method !== null && !(error instanceof NeverSettles)) return FAILED;
    throw error;
  });
  if (arrived === FAILED) return [];
  const result = asJson(arrived, port.normaliser);
  const value = pending.method === null ? result : intoValue(result, pending.method);
  const normalised = (before: JsonObject, after: JsonObject): JsonObject =>
    port.normaliser.normalise(before, after).value as JsonObject;
  const { data, stash } = landed(state, pending.path, value);
  return task.enter(normalised(state.data, data), normalised(state.stash, stash));
}
