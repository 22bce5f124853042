// All that one run of a step's content sees and touches: its data, clock, chance, connectors and what it asks of its task. Each
// global is made when it is first asked for; most steps ask for few.
import type { Call, Question } from '../call.ts';
import { asJson } from './as-json.ts';
import { connectorsGlobal, type DueCall, type PendingInto, type UnmockedCall } from './connectors.ts';
import { LateAsk, type OpenData } from './data.ts';
import { effectMakers } from './effects.ts';
import { lazyGlobals } from './globals.ts';
import { historyGlobal } from './history.ts';
import type { StepGlobals } from './port.ts';
import { idFrom, type Random, seededRandom } from './random.ts';
import { type ProcessFigures, Sampler, sampledProcess } from './samples.ts';
import { type ApiPort, type Asked, stepMakers } from './step-api.ts';
import { askForSubtask } from './subtask.ts';
import { Talk } from './talk.ts';
import type { Task } from './task.ts';
import { VirtualTime } from './virtual-time.ts';
import { NeverSettles } from './wait.ts';

/** The name under which whoever makes `lib` finds what it knows of the past. */
export const HISTORY = 'lib.history';

export class StepWorld {
  readonly data: OpenData;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly talk: Talk;
  readonly sampler: Sampler;
  readonly asked: Asked;
  /** Results with `into` that are on their way. */
  readonly pending: PendingInto[] = [];
  readonly due = new Set<DueCall>();
  /** What it asked for when it was too late; null as long as it is not. */
  tooLate: Set<string> | null = null;
  /** What was thrown where nobody waited for it, and calls that nobody answered. */
  readonly stray: unknown[] = [];
  /** The first call that nobody answered. */
  question: Question | null = null;
  #api: ApiPort | null = null;

  constructor(
    readonly task: Task,
    readonly step: string,
  ) {
    const { state, port, setup } = task;
    this.data = port.walkers.open(step, state.data, state.stash, port.normaliser);
    this.time = new VirtualTime(state.clock, () => port.wallNow());
    this.random = seededRandom(() => `${state.seed}/${state.stream}/${state.turn + 1}`);
    this.talk = new Talk(task, this.data, port);
    this.sampler = new Sampler(setup.tape?.samples[state.turn + 1]);
    this.asked = {
      rearm: false,
      end: null,
      result: undefined,
      name: state.name,
      tags: state.tags,
      parkMs: 0,
      timeoutMs: null,
      onExpire: null,
      oddViews: null,
      subtasks: [],
      blobs: {},
    };
  }

  /** Whether the outcome hangs on clock, chance, answers or figures of the process. */
  get wasReached(): boolean {
    return this.time.wasRead || this.random.wasUsed || this.talk.wasAnswered || this.sampler.taken !== undefined;
  }

  globals(): StepGlobals {
    const { task, time, random, sampler } = this;
    const places = task.port.placeMakers();
    return lazyGlobals(
      { data: () => this.data.root, connectors: () => this.#connectors() },
      () => stepMakers(() => this.#apiOnce()),
      () => effectMakers(time, random, () => task.state.createdAt),
      {
        process: () => sampledProcess(places.process?.() as ProcessFigures, sampler),
        [HISTORY]: () => historyGlobal(task.setup.history, () => time.now),
      },
      places,
    );
  }

  /** A rejection that nobody handles, or one that somebody handles after all. */
  hearUnhandled(reason: unknown, isHandledNow: boolean): void {
    const { stray } = this;
    if (!isHandledNow) stray.push(reason);
    else if (stray.includes(reason)) stray.splice(stray.indexOf(reason), 1);
  }

  #connectors(): object {
    const { task, step, time, talk } = this;
    const { port, setup, again, state } = task;
    return connectorsGlobal({
      answers: setup,
      again: again?.step === step && again.state === state ? again.calls : [],
      live: (connector, method) => port.live(connector, method),
      time,
      normaliser: port.normaliser,
      mocksFolder: port.mocksFolder,
      attempts: talk.attempts,
      onCall: (call, taped) => talk.call(call, taped),
      onUnmocked: (error) => this.#unmocked(error),
      onInto: (into) => this.pending.push(into),
      due: this.due,
      onMockCode: (question) => this.#enterMocks(question),
    });
  }

  #inTime(what: string): void {
    if (!this.tooLate) return;
    this.tooLate.add(what);
    throw new LateAsk(what);
  }

  /** Says which calls are without answer where that is why nothing goes on. */
  explained(error: unknown): unknown {
    const [first] = this.due;
    if (!first || !(error instanceof NeverSettles)) return error;
    const names = [...this.due].map(({ call }) => `${call.connector}.${call.method}`);
    return first.from.because(names);
  }

  /** The turn is over: what is due never comes. */
  tellUnanswered(): void {
    for (const { call, attempt } of this.due) this.talk.call(call, { attempt, form: 'never', tookMs: 0 });
    this.due.clear();
  }

  /** What code of mocks finds while it answers. */
  #enterMocks({ connector, method, attempt }: Question): void {
    const { createdAt, seed, stream, turn } = this.task.state;
    const own = (): string => `${seed}/${stream}/${turn + 1}/${connector}.${method}/${attempt}`;
    this.task.setup.mockWorld?.enter({ time: this.time, createdAt, seed: own });
  }

  #unmocked(error: UnmockedCall): void {
    this.stray.unshift(error);
    this.question ??= error.question;
    if (this.task.port.asks) return;
    this.talk.call(unanswered(error), { attempt: error.question.attempt, form: 'value', tookMs: 0 });
  }

  #apiOnce(): ApiPort {
    this.#api ??= this.#makeApi();
    return this.#api;
  }

  #makeApi(): ApiPort {
    const { task, step, asked, talk, data, time } = this;
    const { state, port } = task;
    return {
      taskId: state.id,
      stepName: step,
      createdAt: state.createdAt,
      workspace: port.workspace,
      asked,
      inTime: (what) => this.#inTime(what),
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
}

/** For those whom nobody can be asked. */
function unanswered({ question, name, message }: UnmockedCall): Call {
  const { connector, method, args } = question;
  return { connector, method, args, source: 'unmocked', error: { name, message } };
}
