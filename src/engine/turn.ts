// The turn of one task: match → select → run → settle, and again (semantics §3). A generator that yields an event after each
// phase; stopping it is not pulling. It has no breakpoints and no flags.
import type {
  Abandoned,
  AskedForLater,
  Ended,
  ErrorInfo,
  Matched,
  Ran,
  Selected,
  Settled,
  Waited,
  Waiting,
} from '../events.ts';
import type { JsonObject, StepInfo } from '../step.ts';
import { endAfterTurn, exhausted, failed, limitReached } from './end.ts';
import { nextState } from './next-state.ts';
import type { Meaning } from './normalise.ts';
import type { RunnableStep } from './port.ts';
import { runStep, type StepRun } from './run-step.ts';
import { settle } from './settle.ts';
import { withAsked } from './subtask.ts';
import type { Task, Turns } from './task.ts';

/** Runs a task from its present state to its end. */
export async function* turns(task: Task): Turns {
  /** Picked by hand for a turn that was abandoned. */
  let picked: string | undefined;
  while (true) {
    while (task.isBlocked) yield waiting(task);
    const resume = yield match(task);
    // The steps may have been edited while somebody looked at the agenda.
    if (task.isOutdated) task.port.emit(match(task));
    if (task.agenda.size === 0 && task.isExpecting) {
      yield waiting(task);
      continue;
    }
    if (task.agenda.size === 0 || task.state.turn >= task.port.limits.turns) {
      yield* end(task);
      return;
    }
    const selected = select(task, resume?.pick ?? picked);
    picked = undefined;
    yield selected;
    const ended = yield* runTurn(task, selected);
    if (ended === ABANDONED) {
      if (selected.why === 'hand') picked = selected.step;
      continue;
    }
    if (ended) {
      yield ended;
      return;
    }
  }
}

/** Nothing may run any more; a task with a timeout stays open for that long first. */
async function* end(task: Task): AsyncGenerator<Waited | Ended, void> {
  const { timeoutMs } = task.state;
  if (task.agenda.size > 0) {
    yield limitReached(task);
    return;
  }
  if (timeoutMs !== null) yield await pass(task, 'timeout', timeoutMs);
  yield exhausted(task);
}

function waiting(task: Task): Waiting {
  return { kind: 'waiting', task: task.state.id, after: task.state.turn, why: 'subtask' };
}

const NEVER = new Promise<never>(() => {});

async function pass(task: Task, why: Waited['why'], ms: number): Promise<Waited> {
  if (task.port.realTime) {
    const { id, turn } = task.state;
    // The turn is over: an interrupt while it waits undoes nothing.
    task.port.emit({ kind: 'waiting', task: id, after: turn, why });
    await task.port.pause(ms, NEVER);
  }
  const clock = task.state.clock + ms;
  task.state = { ...task.state, clock };
  return { kind: 'waited', task: task.state.id, after: task.state.turn, why, clock };
}

/** What is on the agenda now, as the change since it was told last. */
export function match(task: Task): Matched {
  const { on, off, fresh, verdicts, matchMs } = task.takeMatch();
  const { id, turn } = task.state;
  return { kind: 'matched', task: id, turn: turn + 1, on, off, fresh, verdicts: task.mask.json(verdicts), matchMs };
}

function select(task: Task, pick: string | undefined): Selected {
  const { agenda } = task;
  const { id: ofTask, turn } = task.state;
  const selected = (step: string, why: Selected['why'], over: string | null): Selected => ({
    kind: 'selected',
    task: ofTask,
    turn: turn + 1,
    step,
    why,
    over,
  });
  const first = agenda.at(0) ?? '';
  if (pick !== undefined && pick !== first && agenda.has(pick)) return selected(pick, 'hand', first);
  const over = agenda.at(1) ?? null;
  if (over === null) return selected(first, 'alone', over);
  const { infos } = task.port.rules();
  const isTie = infos.get(first)?.specificity === infos.get(over)?.specificity;
  return selected(first, isTie ? 'order' : 'specificity', over);
}

/** The turn never happened: it runs again when its call has an answer. */
const ABANDONED = Symbol('abandoned');

type TurnEvent = Ran | Settled | Waited | Abandoned;

async function* runTurn(task: Task, selected: Selected): AsyncGenerator<TurnEvent, Ended | typeof ABANDONED | null> {
  const step = task.port.rules().steps.get(selected.step);
  if (!step) throw new Error(`the agenda holds ${selected.step}, which is not loaded`);
  const warn = warnerOf(task, selected, step.info);
  const start = task.state;
  const before = start.data;
  const run = await runStep(task, step, () =>
    warn(`${step.info.name} used data after it had ended; what it wrote then is lost`, 'Is an `await` missing?'),
  );
  if (run.question() && task.port.asks) {
    yield abandon(task, run, selected);
    return ABANDONED;
  }
  task.again = null;
  for (const meaning of run.closed.changed.slice(0, MOST_MEANINGS)) warnOfMeaning(meaning, step.info, warn);
  const error = run.thrown ? task.port.locate(run.thrown.error, step.info) : tooLarge(task, run, step.info);
  yield conclude(task, run, selected, error);
  const settled = error || run.isQuiet() ? null : await settleTurn(task, run, step, warn);
  if (run.question() && task.port.asks) {
    task.goBack(start);
    yield abandon(task, run, selected);
    return ABANDONED;
  }
  if (settled) yield settled;
  const ended = error ? await drop(task, run, error, warn) : settled?.error ? failed(task, settled.error) : null;
  task.port.watch(null);
  task.port.onUnhandled(null);
  if (ended) return ended;

  const emptied = before !== task.state.data && isEmpty(task.state.data);
  if (run.fromOutside) task.loops.forget();
  const { turn, data, stash, fired } = task.state;
  const loop = task.loops.enter(
    { turn, data, stash, fired, step: selected.step },
    run.asked.rearm,
    task.port.rules().infos,
  );
  const end = endAfterTurn(task, run.asked, emptied, loop);
  task.family.made += run.asked.subtasks.length;
  for (const subtask of run.asked.subtasks) task.port.spawn(subtask);
  if (!end && run.asked.parkMs > 0) yield await pass(task, 'park', run.asked.parkMs);
  return end;
}

/** Whether it has no fields of its own but internal ones. */
function isEmpty(data: JsonObject): boolean {
  for (const key in data) if (Object.hasOwn(data, key) && !key.startsWith('$')) return false;
  return true;
}

/** Nothing of the run counts but the answers that it has had: those are not asked for twice. */
function abandon(task: Task, run: StepRun, { turn, step }: Selected): Abandoned {
  task.port.watch(null);
  task.port.onUnhandled(null);
  task.again = { step, state: task.state, calls: run.answered };
  // What it has just stashed, or put where nothing may be shown, may stand in the question.
  task.mask.hold(run.closed.stash);
  task.mask.learn(() => run.closed.data);
  return { kind: 'abandoned', task: task.state.id, turn, question: task.mask.json(run.question()) };
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
  task.trace.push({ step, at: began });
  const fired = task.fire(step, rearmed, patches);
  const { attempts } = run;
  const workMs = task.state.workMs + runMs;
  const next = nextState(task.state, { turn, name, tags, clock, attempts, fired, workMs });
  task.state = later ? withAsked(next, later) : next;
  const told = later ? { name, tags, asked: later } : { name, tags };
  const shown = task.mask.json(told);
  if (shown !== told) task.port.keep({ kind: 'vault', task: id, ran: told });
  // Fields that most turns lack are added to a literal: a spread for each takes several times as long.
  const ran: Writable<Ran> = {
    kind: 'ran',
    task: id,
    turn,
    step,
    patches,
    runMs,
    clock,
    rearmed,
    name: shown.name,
    tags: shown.tags,
  };
  if (later) ran.asked = shown.asked;
  if (run.droppedLogs) ran.droppedLogs = run.droppedLogs;
  if (run.samples) ran.samples = run.samples;
  if (error) ran.error = masked(task, error);
  return ran;
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

/** null where there was nothing to settle. */
async function settleTurn(task: Task, run: StepRun, step: RunnableStep, warn: Warn): Promise<Settled | null> {
  const settling = await settle(task, run, step.info);
  if (!settling) return null;
  const { settled, arrived } = settling;
  const error = settled.error && masked(task, settled.error);
  if (error) warnOfDropped(run, error, arrived, warn);
  return error ? { ...settled, error } : settled;
}

/** A throw ends the task: what was still on its way is dropped, and said to be. */
async function drop(task: Task, run: StepRun, error: ErrorInfo, warn: Warn): Promise<Ended> {
  warnOfDropped(run, error, 0, warn);
  await run.leftovers();
  return failed(task, masked(task, error));
}

/** `arrived`: results that were in place before it failed. */
function warnOfDropped({ asked, pending }: StepRun, error: ErrorInfo, arrived: number, warn: Warn): void {
  for (const { name } of asked.subtasks) warn(`the subtask ${name} never began, because ${error.step} failed`, '');
  for (const { path } of pending.slice(arrived))
    warn(`the result for '${path.join('.')}' was dropped, because ${error.step} failed`, '');
}

function masked(task: Task, error: ErrorInfo): ErrorInfo {
  return task.mask.json(error);
}

/** A document that only grows is named before it fills the memory. */
function tooLarge(task: Task, { closed }: StepRun, { name, file }: StepInfo): ErrorInfo | undefined {
  const { dataMb } = task.port.limits;
  const mb = task.port.normaliser.lengthOf(closed.data) / 1_000_000;
  if (mb <= dataMb) return undefined;
  const message = `after ${name} the data is ${mb.toFixed(1)} MB of JSON, over its limit of ${dataMb} MB (limits.dataMb)`;
  return { name: 'DataLimit', message, step: name, file, line: 0, column: 0 };
}

type Warn = (message: string, hint: string) => void;

/** A step that fills an array with dates would otherwise fill the screen with warnings. */
const MOST_MEANINGS = 20;

function warnOfMeaning({ path, was, became }: Meaning, step: StepInfo, warn: Warn): void {
  const place = path.length ? `data.${path.join('.')}` : 'data';
  warn(
    `${step.name} left ${was} at ${place}, which became ${became}`,
    'Data is JSON between turns: store a text, a number, a list or a plain object.',
  );
}

function warnerOf(task: Task, { turn }: Selected, step: StepInfo): Warn {
  return (message, hint) => {
    const problem = {
      severity: 'warning',
      file: step.file,
      line: 0,
      column: 0,
      message: task.mask.text(message),
      hint,
    } as const;
    task.port.emit({ kind: 'warned', task: task.state.id, turn, problem });
  };
}
