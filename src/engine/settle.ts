// The last phase of a turn: what is on its way arrives and is put in its place, in call order; what the step left
// running comes to its end.
import type { Settled } from '../events.ts';
import type { Patch } from '../patch.ts';
import type { Json, JsonObject, Path, StepInfo } from '../step.ts';
import type { TaskState } from '../task.ts';
import { asJson } from './as-json.ts';
import { intoValue, landed, putAt } from './into.ts';
import type { Meaning } from './meaning.ts';
import { nextState } from './next-state.ts';
import type { Pending, StepRun } from './run-step.ts';
import type { Task } from './task.ts';
import { NeverSettles, whenDone } from './wait.ts';

const FAILED = Symbol('failed');

export interface Settling {
  readonly settled: Settled;
  /** Results that are in their place; the one after them failed, if any did. */
  readonly arrived: number;
  /** Values in what promises brought that do not survive as they were. */
  readonly changed: readonly Meaning[];
}

/** null where there was nothing to settle. */
export async function settle(task: Task, run: StepRun, step: StepInfo): Promise<Settling | null> {
  const { id, turn } = task.state;
  const patches: Patch[] = [];
  const changed: Meaning[] = [];
  let arrived = 0;
  let thrown: { readonly error: unknown } | null = null;
  try {
    for (const pending of run.pending) {
      patches.push(...(await arrive(task, run, pending, changed)));
      arrived++;
    }
  } catch (error) {
    thrown = { error: placed(run.explained(error), run.pending[arrived]) };
  }
  if (task.state.clock !== run.time.now) task.state = nextState(task.state, { clock: run.time.now });
  const left = await run.leftovers();
  thrown ??= left;
  const attempts = run.attempts();
  if (attempts !== task.state.attempts) task.state = nextState(task.state, { attempts });
  if (run.pending.length === 0 && !thrown) return null;
  const event = { kind: 'settled', task: id, turn, patches, clock: run.time.now } as const;
  const settled = thrown ? { ...event, error: task.port.locate(thrown.error, step) } : event;
  // The one that failed says so itself.
  return { settled, arrived: thrown ? arrived + 1 : arrived, changed };
}

/** Which promise it is that never settles. */
function placed(error: unknown, pending: Pending | undefined): unknown {
  if (error instanceof NeverSettles && pending?.method === null)
    error.message += `. It was left at data.${pending.path.join('.')}`;
  return error;
}

async function arrive(task: Task, run: StepRun, pending: Pending, changed: Meaning[]): Promise<readonly Patch[]> {
  const { port, state } = task;
  const arrived = await whenDone(pending.result, run.time, port).catch((error: unknown) => {
    // A call that failed puts nothing anywhere; its error is the step's, which may have caught it.
    if (pending.method !== null && !(error instanceof NeverSettles)) return FAILED;
    throw error;
  });
  if (arrived === FAILED) return [];
  const value =
    pending.method === null
      ? await whole(arrived, pending.path, task, run, changed)
      : intoValue(asJson(arrived, port.normaliser), pending.method);
  const normalised = (before: JsonObject, after: JsonObject): JsonObject =>
    port.normaliser.normalise(before, after).value as JsonObject;
  const { data, stash } = putDown(state, pending, value);
  return task.enter(normalised(state.data, data), normalised(state.stash, stash));
}

/** What a promise brought may hold promises itself: those are waited for as well. */
async function whole(arrived: unknown, at: Path, task: Task, run: StepRun, changed: Meaning[]): Promise<Json> {
  const { normaliser } = task.port;
  const { promises, changed: inside } = normaliser.normalise(undefined, arrived);
  for (const meaning of inside) changed.push({ ...meaning, path: [...at, ...meaning.path] });
  let json = asJson(arrived, normaliser);
  for (const { path, promise } of promises) {
    const inner = await whole(await whenDone(promise, run.time, task.port), [...at, ...path], task, run, changed);
    json = putAt(json, path, inner);
  }
  return json;
}

/** What is wrong with a place is told where it was asked for. */
function putDown(state: TaskState, pending: Pending, value: Json): ReturnType<typeof landed> {
  try {
    return landed(state, pending.path, value);
  } catch (error) {
    if (pending.method === null || !(error instanceof TypeError)) throw error;
    throw Object.assign(pending.from, { message: error.message });
  }
}
