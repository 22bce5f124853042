// Runs one step's content once: its globals made, its writes collected, its time told, its errors caught.
import type { Call, Question, Samples, TapedCall } from '../call.ts';
import type { Path } from '../step.ts';
import { asJson } from './as-json.ts';
import { connectorsGlobal, type PendingInto, UnmockedCall } from './connectors.ts';
import type { ClosedData } from './data.ts';
import { effectMakers } from './effects.ts';
import { lazyGlobals } from './globals.ts';
import { historyGlobal } from './history.ts';
import type { Fault } from './meaning.ts';
import type { EnginePort, RunnableStep, StepGlobals } from './port.ts';
import { idFrom, seededRandom } from './random.ts';
import { type ProcessFigures, Sampler, sampledProcess } from './samples.ts';
import { type ApiPort, type Asked, stepMakers } from './step-api.ts';
import { askForSubtask } from './subtask.ts';
import { Talk } from './talk.ts';
import type { Task } from './task.ts';
import { VirtualTime } from './virtual-time.ts';
import { finishLeftovers, whenDone } from './wait.ts';

/** The name under which whoever makes `lib` finds what it knows of the past. */
export const HISTORY = 'lib.history';

/** A result on its way: of a call with `into`, or a promise that was left in data. */
export type Pending = PendingInto | { readonly path: Path; readonly result: unknown; readonly method: null };

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
  readonly attempts: Readonly<Record<string, number>>;
  /** The outcome hangs on clock, chance or answers. */
  readonly fromOutside: boolean;
  /** The first call that nobody answered, also of what it left running. */
  question(): Question | null;
  /** Calls so far, as they were answered. */
  readonly answered: readonly TapedCall[];
  /** Figures of the process that it looked at. */
  readonly samples: Samples | undefined;
  /** Nothing is on its way, and nothing was left behind. */
  isQuiet(): boolean;
  /** Runs what the step left behind, when the turn has settled; errors other than late writes are given back. */
  leftovers(): Promise<{ readonly error: unknown } | null>;
}

/** `onLate` hears of a use of data after the step had ended. Never throws for what the step does. */
export async function runStep(task: Task, step: RunnableStep, onLate: () => void): Promise<StepRun> {
  const { state, port } = task;
  const time = new VirtualTime(state.clock, () => port.wallNow());
  const random = seededRandom(() => `${state.seed}/${state.stream}/${state.turn + 1}`);
  const data = port.walkers.open(step.info.name, state.data, state.stash, port.normaliser);
  const pending: PendingInto[] = [];
  const stray: unknown[] = [];
  let question: Question | null = null;
  const asked: Asked = {
    rearm: false,
    end: null,
    result: undefined,
    name: state.name,
    tags: state.tags,
    parkMs: 0,
    timeoutMs: null,
    onExpire: null,
    subtasks: [],
    blobs: {},
  };
  const talk = new Talk(task, data, port);
  let api: ApiPort | null = null;
  const apiOnce = (): ApiPort => {
    api ??= apiPort(task, step, port, asked, talk, data, time);
    return api;
  };
  const sampler = new Sampler(task.setup.tape?.samples[state.turn + 1]);
  const connectors = (): object =>
    connectorsGlobal({
      answers: task.setup,
      again: task.again?.step === step.info.name && task.again.state === state ? task.again.calls : [],
      live: (connector, method) => port.live(connector, method),
      time,
      normaliser: port.normaliser,
      attempts: talk.attempts,
      onCall: (call, taped) => talk.call(call, taped),
      onUnmocked: (error) => {
        stray.unshift(error);
        question ??= error.question;
        if (!port.asks) talk.call(unanswered(error), { attempt: error.question.attempt, form: 'value', tookMs: 0 });
      },
      onInto: (into) => pending.push(into),
    });
  const places = port.placeMakers();
  const globals = lazyGlobals(
    { data: () => data.root, connectors },
    () => stepMakers(apiOnce),
    () => effectMakers(time, random, state.createdAt),
    {
      process: () => sampledProcess(places.process?.() as ProcessFigures, sampler),
      [HISTORY]: () => historyGlobal(task.setup.history, () => time.now),
    },
    places,
  );

  port.onUnhandled((reason, isHandledNow) => {
    if (!isHandledNow) stray.push(reason);
    else if (stray.includes(reason)) stray.splice(stray.indexOf(reason), 1);
  });
  port.watch(step.info.name);
  const started = port.wallNow();
  const thrown = await attempt(step, globals, data.root, time, port);
  // Waits that took real time are on the task's clock already.
  const runMs = Math.max(0, port.wallNow() - started - time.waitedMs);
  port.walkers.note(step.info.name, state.data, runMs, port.normaliser);
  talk.tell();
  const closed = data.close();
  const [fault] = closed.faults;
  // A call that nobody answers is the turn's error even where the step caught it.
  const unmocked = stray.find((error): error is UnmockedCall => error instanceof UnmockedCall);
  const unhandled = stray.splice(0);
  const left = closed.promises.map(({ path, promise }) => ({ path, result: promise, method: null }));
  const onTheirWay = [...pending, ...left];
  return {
    closed,
    asked,
    pending: onTheirWay,
    time,
    thrown: firstOf(unmocked, thrown, unhandled, fault),
    attempts: talk.attemptsSoFar,
    runMs,
    droppedLogs: talk.dropped,
    fromOutside: time.wasRead || random.wasUsed || talk.wasAnswered,
    // A getter here would cost a hidden class a turn (V8).
    question: () => question,
    answered: talk.answered,
    samples: sampler.taken,
    isQuiet: () => onTheirWay.length === 0 && stray.length === 0 && !time.hasTimers && !time.isCalling,
    leftovers: () => finishLeftovers(time, port, stray, onLate, data),
  };
}

/** For those whom nobody can be asked. */
function unanswered({ question, name, message }: UnmockedCall): Call {
  const { connector, method, args } = question;
  return { connector, method, args, source: 'unmocked', error: { name, message } };
}

async function attempt(
  step: RunnableStep,
  globals: StepGlobals,
  root: object,
  time: VirtualTime,
  port: EnginePort,
): Promise<{ readonly error: unknown } | null> {
  try {
    const content = await step.open(globals);
    await whenDone(content(root), time, port);
    return null;
  } catch (error) {
    return { error };
  }
}

/** Of all that went wrong the one that explains the others. */
function firstOf(
  unmocked: unknown,
  thrown: { readonly error: unknown } | null,
  unhandled: readonly unknown[],
  fault: Fault | undefined,
): { readonly error: unknown } | null {
  if (unmocked) return { error: unmocked };
  if (thrown) return thrown;
  if (unhandled.length > 0) return { error: unhandled[0] };
  return fault ? (fault.thrown ?? { error: notJson(fault) }) : null;
}

function notJson({ path, what, hint }: Fault): TypeError {
  return new TypeError(`data.${path.join('.')} ${what}: data must be JSON. ${hint}`);
}

function apiPort(
  task: Task,
  step: RunnableStep,
  port: EnginePort,
  asked: Asked,
  talk: Talk,
  data: { snapshot(): unknown },
  time: VirtualTime,
): ApiPort {
  const { state } = task;
  return {
    taskId: state.id,
    stepName: step.info.name,
    createdAt: state.createdAt,
    workspace: port.workspace,
    asked,
    config: (name: string) =>
      Object.hasOwn(task.setup.config, name) ? structuredClone(task.setup.config[name]) : port.config(name),
    copy: (value: unknown) => asJson(value, port.normaliser),
    format: (values: readonly unknown[]) => port.format(values),
    now: () => time.now,
    log: talk.log,
    view: talk.view,
    data: () => data.snapshot(),
    trace: () => task.trace.map(({ step: name, at }) => ({ step: name, timestamp: new Date(at).toISOString() })),
    subtask: (name: string, given: unknown, options: unknown) =>
      askForSubtask(state, task.family, asked.subtasks, name, asJson(given, port.normaliser), options),
    blob(content: string) {
      const id = idFrom(`${state.seed}/${state.stream}/${state.turn}/${Object.keys(asked.blobs).length}`);
      asked.blobs[id] = content;
      return id;
    },
    blobText: (id: string) => asked.blobs[id] ?? state.blobs[id],
  };
}
