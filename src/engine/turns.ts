// The turns of one task: match → select → run → settle, and again (semantics §3). A generator that yields where somebody may
// want to stop, which is not pulling; what happens between is told as it happens. It has no breakpoints and no flags.
import type { Abandoned, Ended, Matched, Ran, Selected, Settled, Waited, Waiting } from '../events.ts';
import { exhausted, limitReached } from './end.ts';
import { maskedVerdicts } from './mask-events.ts';
import type { Task } from './task.ts';
import { Turn } from './turn.ts';
import { clockAfter } from './virtual-time.ts';

/** Yields where somebody may stop; may be sent a step to run next after a matched event. */
export type Turns = AsyncGenerator<Matched | Waiting | Ended, void, { readonly pick?: string } | undefined>;

/** What happens to a task between two stops. */
export type Happening = Selected | Ran | Abandoned | Settled | Waited;

/**
 * Runs a task from its present state to its end. `tell` hears of what happens between two stops: to yield that
 * too would cost a turn a tenth more.
 */
export async function* turns(task: Task, tell: (event: Happening) => void): Turns {
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
      const { timeoutMs } = task.state;
      if (task.agenda.size === 0 && timeoutMs !== null) tell(await pass(task, 'timeout', timeoutMs));
      yield task.agenda.size > 0 ? limitReached(task) : exhausted(task);
      return;
    }
    const selected = select(task, resume?.pick ?? picked);
    picked = undefined;
    tell(selected);
    const turn = new Turn(task, selected);
    tell(turn.enter(await turn.run()));
    const settled = turn.isSettled ? null : await turn.settle();
    if (settled) tell(settled);
    if (turn.isAbandoned) {
      if (selected.why === 'hand') picked = selected.step;
      continue;
    }
    const ended = turn.hasFailed ? await turn.fail() : turn.end();
    if (!ended && turn.parkMs > 0) tell(await pass(task, 'park', turn.parkMs));
    if (!ended) continue;
    yield ended;
    return;
  }
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
  const clock = clockAfter(task.state.clock, ms);
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
