// The turn of one task: match → select → run → settle, and again (semantics §3). A generator that yields an event after each
// phase; stopping it is not pulling. It has no breakpoints and no flags.
import type { Ended, ErrorInfo, Matched, Ran, Selected, Settled } from '../events.ts';
import type { Json, StepInfo } from '../step.ts';
import { endAfterTurn, exhausted, failed, limitReached } from './end.ts';
import type { Meaning } from './normalise.ts';
import type { RunnableStep } from './port.ts';
import { runStep, type StepRun } from './run-step.ts';
import { settle } from './settle.ts';
import type { Task, Turns } from './task.ts';

/** Runs a task from its present state to its end. */
export async function* turns(task: Task): Turns {
  while (true) {
    const resume = yield match(task);
    // The steps may have been edited while somebody looked at the agenda.
    if (task.isOutdated) task.port.emit(match(task));
    const over = exhaustion(task);
    if (over) {
      yield over;
      return;
    }
    const selected = select(task, resume?.pick);
    yield selected;
    const ended = yield* runTurn(task, selected);
    if (ended) {
      yield ended;
      return;
    }
  }
}

/** Nothing may run any more. */
function exhaustion(task: Task): Ended | null {
  if (task.agenda.size === 0) return exhausted(task);
  return task.state.turn >= task.port.limits.turns ? limitReached(task) : null;
}

function match(task: Task): Matched {
  return { kind: 'matched', task: task.state.id, turn: task.state.turn + 1, ...task.takeMatch() };
}

function select(task: Task, pick: string | undefined): Selected {
  const { agenda } = task;
  const place = { kind: 'selected', task: task.state.id, turn: task.state.turn + 1 } as const;
  const first = agenda.at(0) ?? '';
  if (pick !== undefined && pick !== first && agenda.has(pick))
    return { ...place, step: pick, why: 'hand', over: first };
  const over = agenda.at(1) ?? null;
  if (over === null) return { ...place, step: first, why: 'alone', over };
  const { infos } = task.port.rules();
  const isTie = infos.get(first)?.specificity === infos.get(over)?.specificity;
  return { ...place, step: first, why: isTie ? 'order' : 'specificity', over };
}

async function* runTurn(task: Task, selected: Selected): AsyncGenerator<Ran | Settled, Ended | null> {
  const step = task.port.rules().steps.get(selected.step);
  if (!step) throw new Error(`the agenda holds ${selected.step}, which is not loaded`);
  const warn = warnerOf(task, selected, step.info);
  const before = task.state.data;
  const run = await runStep(task, step, () =>
    warn(`${step.info.name} used data after it had ended; what it wrote then is lost`, 'Is an `await` missing?'),
  );
  for (const meaning of run.closed.changed.slice(0, MOST_MEANINGS)) warnOfMeaning(meaning, step.info, warn);
  const error = run.thrown ? task.port.locate(run.thrown.error, step.info) : undefined;
  yield conclude(task, run, selected, error);
  const ended = error ? await drop(task, run, error, warn) : yield* settleTurn(task, run, step);
  task.port.onUnhandled(null);
  if (ended) return ended;

  const emptied = before !== task.state.data && Object.keys(task.state.data).every((key) => key.startsWith('$'));
  if (run.fromOutside) task.loops.forget();
  const { turn, data, fired } = task.state;
  const loop = task.loops.enter({ turn, data, fired, step: selected.step }, run.asked.rearm, task.port.rules().infos);
  return endAfterTurn(task, run.asked, emptied, loop);
}

/** What the run means for the task, and its event. What a failing step had written is kept. */
function conclude(task: Task, run: StepRun, selected: Selected, error: ErrorInfo | undefined): Ran {
  const { asked, runMs } = run;
  const rearmed = asked.rearm && !error;
  const patches = task.enter(run.closed.data, run.closed.stash);
  const { name, tags } = asked;
  const clock = run.time.now;
  task.state = {
    ...task.state,
    turn: selected.turn,
    name,
    tags,
    clock,
    workMs: task.state.workMs + runMs,
    attempts: run.attempts,
  };
  task.fire(selected.step, rearmed);
  const { kind: _, why: __, over: ___, ...place } = selected;
  const shown = { name: task.mask.text(name), tags: tags.map((tag) => task.mask.text(tag)) };
  const dropped = run.droppedLogs ? { droppedLogs: run.droppedLogs } : {};
  return {
    kind: 'ran',
    ...place,
    patches,
    runMs,
    clock,
    rearmed,
    ...shown,
    ...dropped,
    ...(error ? { error: masked(task, error) } : {}),
  };
}

async function* settleTurn(task: Task, run: StepRun, step: RunnableStep): AsyncGenerator<Settled, Ended | null> {
  const settled = await settle(task, run, step.info);
  if (!settled) return null;
  const error = settled.error && masked(task, settled.error);
  yield error ? { ...settled, error } : settled;
  return error ? failed(task, error) : null;
}

/** A throw ends the task: what was still on its way is dropped, and said to be. */
async function drop(task: Task, run: StepRun, error: ErrorInfo, warn: Warn): Promise<Ended> {
  for (const { path } of run.pending)
    warn(`the result for '${path.join('.')}' was dropped, because ${error.step} failed`, '');
  await run.leftovers();
  return failed(task, masked(task, error));
}

function masked(task: Task, error: ErrorInfo): ErrorInfo {
  return task.mask.json(error as unknown as Json) as unknown as ErrorInfo;
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
