// The turns of one task: match → select → run → settle, and again (semantics §3). A generator that yields an event after each
// phase; stopping it is not pulling. It has no breakpoints and no flags. It does its yielding itself: handing on what another
// generator yields costs as much again as a small step.
import type { Ended, Matched, Selected, Waited, Waiting } from '../events.ts';
import { exhausted, limitReached } from './end.ts';
import { maskedVerdicts } from './mask-events.ts';
import type { Task, Turns } from './task.ts';
import { Turn } from './turn.ts';

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
    const turn = new Turn(task, selected);
    yield turn.enter(await turn.run());
    const settled = turn.isSettled ? null : await turn.settle();
    if (settled) yield settled;
    if (turn.isAbandoned) {
      if (selected.why === 'hand') picked = selected.step;
      continue;
    }
    const ended = turn.hasFailed ? await turn.fail() : turn.end();
    if (!ended && turn.parkMs > 0) yield await pass(task, 'park', turn.parkMs);
    if (!ended) continue;
    yield ended;
    return;
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
  return {
    kind: 'matched',
    task: id,
    turn: turn + 1,
    on,
    off,
    fresh,
    verdicts: maskedVerdicts(task.mask, verdicts),
    matchMs,
  };
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
