// One turn of one task: its step runs, what it wrote is taken over, what it started is settled (semantics §3).
import type { Abandoned, Ended, ErrorInfo, Ran, Selected, Settled, Vault } from '../events.ts';
import type { JsonObject, Path, StepInfo } from '../step.ts';
import type { AskedForLater, TaskState } from '../task.ts';
import { endAfterTurn, failed, tooLarge } from './end.ts';
import { maskedError, maskedQuestion, maskedTold } from './mask-events.ts';
import type { Meaning } from './meaning.ts';
import { nextState } from './next-state.ts';
import type { RunnableStep } from './port.ts';
import { runStep, type StepRun } from './run-step.ts';
import { settle } from './settle.ts';
import { VIEW_TYPES } from './step-api.ts';
import { withAsked } from './subtask.ts';
import type { Task } from './task.ts';

/** Its phases are called in order, each once: `run`, `enter`, `settle` unless it is, and, where it was not abandoned, `fail` or `end`. */
export class Turn {
  /** It never happened: it runs again when its call has an answer. */
  isAbandoned = false;
  readonly #step: RunnableStep;
  readonly #start: TaskState;
  readonly #warn: Warn;
  /** Null until the step has run. */
  #run: StepRun | null = null;
  #error: ErrorInfo | undefined;
  /** What went wrong with what it had started. */
  #lateError: ErrorInfo | undefined;

  constructor(
    readonly task: Task,
    readonly selected: Selected,
  ) {
    const step = task.port.rules().steps.get(selected.step);
    if (!step) throw new Error(`the agenda holds ${selected.step}, which is not loaded`);
    this.#step = step;
    this.#start = task.state;
    this.#warn = warnerOf(task, selected, step.info);
  }

  /** Resolves when content has come to its end. */
  run(): Promise<StepRun> {
    const { name } = this.#step.info;
    return runStep(this.task, this.#step, (what) => this.#warn(`${name} ${what}`, 'Is an `await` missing?'));
  }

  /** What has run counts, and is told. */
  enter(run: StepRun): Ran | Abandoned {
    const { task, selected } = this;
    const { info } = this.#step;
    this.#run = run;
    if (run.question() && task.port.asks) return this.#abandon(run);
    task.again = null;
    warnOfMeanings(run.closed.changed, info, this.#warn);
    for (const type of run.asked.oddViews ?? []) warnOfView(type, info, this.#warn);
    this.#error = run.thrown ? task.port.locate(run.thrown.error, info) : tooLarge(task, run.closed.data, info);
    return conclude(task, run, selected, this.#error);
  }

  /** Nothing is on its way that would have to be settled: asked first, since every wait costs. */
  get isSettled(): boolean {
    const run = this.#run as StepRun;
    return this.isAbandoned || (this.#error !== undefined && !run.question()) || run.isQuiet();
  }

  /** Null where nobody needs to be told. */
  async settle(): Promise<Settled | Abandoned | null> {
    const { task } = this;
    const run = this.#run as StepRun;
    const settled = this.#error ? null : await settleTurn(task, run, this.#step, this.#warn);
    if (run.question() && task.port.asks) {
      task.goBack(this.#start);
      return this.#abandon(run);
    }
    this.#lateError = settled?.error;
    return settled?.error ? { ...settled, error: maskedError(task.mask, settled.error) } : settled;
  }

  /** Nothing of the run counts but the answers that it has had: those are not asked for twice. */
  #abandon(run: StepRun): Abandoned {
    const { task, selected } = this;
    const { turn, step } = selected;
    this.isAbandoned = true;
    this.#letGo();
    task.again = { step, state: task.state, calls: run.answered };
    // What it has just stashed, or put where nothing may be shown, may stand in the question.
    task.mask.hold(run.closed.stash);
    task.mask.learn(() => run.closed.data);
    return { kind: 'abandoned', task: task.state.id, turn, question: maskedQuestion(task.mask, run.question()) };
  }

  get hasFailed(): boolean {
    return this.#error !== undefined || this.#lateError !== undefined;
  }

  /** A throw ends the task: what was still on its way is dropped, and said to be. */
  async fail(): Promise<Ended> {
    const { task } = this;
    const run = this.#run as StepRun;
    const error = this.#error;
    if (error) {
      warnOfDropped(run, error, 0, this.#warn);
      await run.leftovers();
    }
    this.#letGo();
    return failed(task, error ?? (this.#lateError as ErrorInfo));
  }

  /** How it ends the task, if it does. */
  end(): Ended | null {
    const { task } = this;
    const run = this.#run as StepRun;
    this.#letGo();
    const emptied = this.#start.data !== task.state.data && isEmpty(task.state.data);
    if (run.fromOutside()) task.loops.forget();
    const { turn, data, stash } = task.state;
    const state = { turn, data, stash, step: this.selected.step };
    const loop = task.loops.enter(state, run.asked.rearm, task.port.rules().infos);
    const end = endAfterTurn(task, run.asked, emptied, loop);
    task.family.made += run.asked.subtasks.length;
    for (const subtask of run.asked.subtasks) task.port.spawn(subtask);
    return end;
  }

  #letGo(): void {
    this.task.port.watch(null);
    this.task.port.onUnhandled(null);
  }

  /** How long the task is to be parked now, ms. */
  get parkMs(): number {
    return this.#run?.asked.parkMs ?? 0;
  }
}

/** Whether it has no fields of its own but internal ones. */
function isEmpty(data: JsonObject): boolean {
  for (const key in data) if (Object.hasOwn(data, key) && !key.startsWith('$')) return false;
  return true;
}

/** What the run means for the task, and its event. What a failing step had written is kept. */
function conclude(task: Task, run: StepRun, selected: Selected, error: ErrorInfo | undefined): Ran {
  const { asked, runMs } = run;
  const rearmed = asked.rearm && !error;
  const began = task.state.clock;
  const patches = task.enter(run.closed.data, run.closed.stash);
  const { name, tags } = asked;
  const { task: id, turn, step } = selected;
  const clock = run.time.now;
  const later = askedForLater(run, error !== undefined);
  const named = isNamed(task, run) ? { name, tags } : null;
  task.trace.push({ step, at: began });
  task.fire(step, rearmed, patches);
  const attempts = run.attempts();
  const workMs = task.state.workMs + runMs;
  const next = nextState(task.state, { turn, name, tags, clock, attempts, workMs });
  task.state = later ? withAsked(next, later) : next;
  // Fields that most turns lack are added to a literal: a spread for each takes several times as long.
  const ran: Writable<Ran> = { kind: 'ran', task: id, turn, step, patches, runMs, clock, rearmed };
  if (named || later) Object.assign(ran, toldMasked(task, { ...named, ...(later && { asked: later }) }));
  if (run.droppedLogs) ran.droppedLogs = run.droppedLogs;
  if (run.samples) ran.samples = run.samples;
  if (error) ran.error = maskedError(task.mask, error);
  return ran;
}

/** Whether name or tags have to be told: they are others, or what they were may have to be hidden by now. */
function isNamed({ state, mask }: Task, { asked }: StepRun): boolean {
  return asked.name !== state.name || asked.tags !== state.tags || mask.isActive;
}

function toldMasked(task: Task, told: NonNullable<Vault['ran']>): NonNullable<Vault['ran']> {
  const shown = maskedTold(task.mask, told);
  if (shown !== told) task.port.keep({ kind: 'vault', task: task.state.id, ran: told });
  return shown;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A step that failed begins no subtasks. null where nothing was asked for. */
function askedForLater({ asked }: StepRun, hasFailed: boolean): AskedForLater | null {
  const { subtasks, parkMs, timeoutMs, onExpire, blobs } = asked;
  const isNothing = !subtasks.length && !parkMs && timeoutMs === null && !onExpire;
  if (isNothing && Object.keys(blobs).length === 0) return null;
  const later = {
    ...(subtasks.length && !hasFailed ? { subtasks: subtasks.map(({ data: _, ...subtask }) => subtask) } : {}),
    ...(parkMs > 0 ? { parkMs } : {}),
    ...(timeoutMs === null ? {} : { timeoutMs }),
    ...(onExpire ? { onExpire } : {}),
    ...(Object.keys(blobs).length ? { blobs } : {}),
  };
  return Object.keys(later).length ? later : null;
}

/** Null where there was nothing to settle; its error as it really is. */
async function settleTurn(task: Task, run: StepRun, step: RunnableStep, warn: Warn): Promise<Settled | null> {
  const settling = await settle(task, run, step.info);
  if (!settling) return null;
  const { arrived, changed } = settling;
  const error = settling.settled.error ?? tooLarge(task, task.state.data, step.info);
  const settled = error ? { ...settling.settled, error } : settling.settled;
  warnOfMeanings(changed, step.info, warn);
  if (settled.error) warnOfDropped(run, settled.error, arrived, warn);
  return settled;
}

const DROPPED = 'Mend that error first: what a step asked for comes only where nothing of it fails.';

/** `arrived`: results that were in place before it failed. */
function warnOfDropped({ asked, pending }: StepRun, error: ErrorInfo, arrived: number, warn: Warn): void {
  for (const { name } of asked.subtasks) warn(`the subtask ${name} never began, because ${error.step} failed`, DROPPED);
  for (const { path } of pending.slice(arrived))
    warn(`the result for '${path.join('.')}' was dropped, because ${error.step} failed`, DROPPED);
}

type Warn = (message: string, hint: string) => void;

/** A step that fills an array with dates would otherwise fill the screen with warnings: the others are counted. */
const MOST_MEANINGS = 20;

function warnOfMeanings(changed: readonly Meaning[], { name }: StepInfo, warn: Warn): void {
  const hint = 'Data is JSON between turns: store a text, a number, a list or a plain object.';
  const told = changed.length > MOST_MEANINGS ? MOST_MEANINGS - 1 : changed.length;
  for (const { path, was, became } of changed.slice(0, told))
    warn(`${name} left ${was} at ${placeText(path)}, which became ${became}`, hint);
  const rest = changed.length - told;
  if (rest === 0) return;
  warn(`${name} left ${rest} more values that are no JSON, the last at ${placeText(changed.at(-1)?.path ?? [])}`, hint);
}

function placeText(path: Path): string {
  return path.length ? `data.${path.join('.')}` : 'data';
}

function warnOfView(type: string, { name }: StepInfo, warn: Warn): void {
  const hint = `The types are ${VIEW_TYPES.join(', ')}.`;
  warn(`${name} showed something of the type "${type}", which does not exist: it is shown as data`, hint);
}

function warnerOf(task: Task, { turn }: Selected, step: StepInfo): Warn {
  return (message, hint) => {
    const problem = {
      severity: 'warning',
      file: step.file,
      ...task.port.contentPlace(step),
      message: task.mask.said(message),
      hint,
    } as const;
    task.port.emit({ kind: 'warned', task: task.state.id, turn, problem });
  };
}
