// Runs one step's content once: its globals made, its writes collected, its time told, its errors caught.
import type { Question, Samples, TapedCall } from '../call.ts';
import type { Path } from '../step.ts';
import { type PendingInto, UnmockedCall } from './connectors.ts';
import type { ClosedData } from './data.ts';
import type { Fault } from './meaning.ts';
import type { RunnableStep } from './port.ts';
import type { Asked } from './step-api.ts';
import { StepWorld } from './step-world.ts';
import type { Task } from './task.ts';
import type { VirtualTime } from './virtual-time.ts';
import { finishLeftovers, isObjectLike, whenDone } from './wait.ts';

/** A result on its way: of a call with `into`, or a promise that was left in data. */
export type Pending = PendingInto | { readonly path: Path; readonly result: unknown; readonly method: null };

/** Gets the rest of a sentence about the step. */
type OnLate = (what: string) => void;

const LATE_USE = 'used data after it had ended; what it wrote then is lost';

export interface StepRun {
  readonly closed: ClosedData;
  readonly asked: Asked;
  readonly pending: readonly Pending[];
  readonly time: VirtualTime;
  /** What it threw, wrapped, since anything can be thrown. */
  readonly thrown: { readonly error: unknown } | null;
  readonly runMs: number;
  readonly droppedLogs: number;
  /** Calls made so far by `connector.method`. */
  attempts(): Readonly<Record<string, number>>;
  /** The outcome hangs on clock, chance, answers or figures of the process; asked when all has settled. */
  fromOutside(): boolean;
  /** The first call that nobody answered, also of what it left running. */
  question(): Question | null;
  /** An error as the step's, with what is known of its cause. */
  explained(error: unknown): unknown;
  /** Calls so far, as they were answered. */
  readonly answered: readonly TapedCall[];
  /** Figures of the process that it looked at. */
  readonly samples: Samples | undefined;
  /** Nothing is on its way, and nothing was left behind. */
  isQuiet(): boolean;
  /** Runs what the step left behind, when the turn has settled; errors other than late writes are given back. */
  leftovers(): Promise<{ readonly error: unknown } | null>;
}

/** `onLate` hears what the step did after it had ended. Never throws for what the step does. */
export async function runStep(task: Task, step: RunnableStep, onLate: OnLate): Promise<StepRun> {
  const { state, port } = task;
  const { name } = step.info;
  const world = new StepWorld(task, name);
  const { data, time, talk } = world;
  const globals = world.globals();
  port.onUnhandled((reason, isHandledNow) => world.hearUnhandled(reason, isHandledNow));
  port.watch(name);
  let thrown: Thrown = null;
  const started = port.wallNow();
  // Every function that is waited for costs a turn as much as a small step does: what need not be waited for is not.
  try {
    const opened = step.open(globals);
    const content = typeof opened === 'function' ? opened : await opened;
    const result = content(data.root);
    if (isObjectLike(result)) await whenDone(result, time, port);
    else await port.tick();
  } catch (error) {
    thrown = { error: world.explained(error) };
  }
  // Waits that took real time are on the task's clock already.
  const runMs = Math.max(0, port.wallNow() - started - time.waitedMs);
  port.walkers.note(name, state.data, runMs, port.normaliser);
  talk.tell();
  return concluded(world, data.close(), thrown, runMs, onLate);
}

function concluded(world: StepWorld, closed: ClosedData, thrown: Thrown, runMs: number, onLate: OnLate): StepRun {
  const { data, time, talk, stray } = world;
  // A call that nobody answers is the turn's error even where the step caught it.
  const unmocked = stray.find((error): error is UnmockedCall => error instanceof UnmockedCall);
  const unhandled = stray.splice(0);
  const left = closed.promises.map(({ path, promise }) => ({ path, result: promise, method: null }));
  const pending = [...world.pending, ...left];
  const awaited = world.pending.length;
  const tooLate = new Set<string>();
  world.tooLate = tooLate;
  return {
    closed,
    asked: world.asked,
    pending,
    time,
    thrown: firstOf(unmocked, thrown, unhandled, closed.faults[0]),
    attempts: () => talk.attemptsSoFar,
    runMs,
    droppedLogs: talk.dropped,
    // Getters here would cost a hidden class a turn (V8).
    fromOutside: () => world.wasReached,
    question: () => world.question,
    explained: (error) => world.explained(error),
    answered: talk.answered,
    samples: world.sampler.taken,
    isQuiet: () =>
      pending.length === 0 && stray.length === 0 && !time.hasTimers && !time.isCalling && world.due.size === 0,
    async leftovers() {
      const error = await finishLeftovers(
        time,
        world.task.port,
        stray,
        () => onLate(LATE_USE),
        data,
        () => world.due.size > 0,
      );
      world.tellUnanswered();
      for (const what of tooLate) onLate(`called ${what} after it had ended, which does nothing`);
      for (const { connector, method, path } of world.pending.slice(awaited))
        onLate(
          `called connectors.${connector}.${method} after it had ended: '${path.join('.')}' does not get the answer`,
        );
      return error;
    },
  };
}

type Thrown = { readonly error: unknown } | null;

/** Of all that went wrong the one that explains the others. */
function firstOf(unmocked: unknown, thrown: Thrown, unhandled: readonly unknown[], fault: Fault | undefined): Thrown {
  if (unmocked) return { error: unmocked };
  if (thrown) return thrown;
  if (unhandled.length > 0) return { error: unhandled[0] };
  return fault ? (fault.thrown ?? { error: notJson(fault) }) : null;
}

function notJson({ path, what, hint }: Fault): TypeError {
  return new TypeError(`data.${path.join('.')} ${what}: data must be JSON. ${hint}`);
}
