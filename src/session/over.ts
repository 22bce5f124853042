// Over a task's subtasks, and out of one: turns are run one by one, whoever's they are, until the task that is meant has moved on.
import type { StopReason } from '../events.ts';
import { say } from './changes.ts';
import type { Desk, Goal } from './desk.ts';
import { currentLog, familyOf, tailOf } from './reduce.ts';
import type { SessionState, TaskLog } from './state.ts';
import { jump } from './travel.ts';

/** The next turn of the task on screen, with all that its subtasks do before it. */
export function stepOver(desk: Desk, log: TaskLog): void {
  const { cursor } = desk.store.state;
  if (cursor < tailOf(log)) return jump(desk, cursor + 1);
  run(desk, { task: log.id, turns: tailOf(log) + 1, shown: log.id });
}

/** Until the subtask on screen has ended; then its parent is on screen. */
export function stepOut(desk: Desk, log: TaskLog): void {
  const above = log.start.parent?.task;
  if (above === undefined || !desk.store.state.tasks.has(above)) return say(desk, 'This is nobody’s subtask.');
  if (log.end) return say(desk, 'This subtask has ended: { goes to the task above it.');
  run(desk, { task: log.id, turns: null, shown: above });
}

function run(desk: Desk, goal: Goal): void {
  desk.goal = goal;
  desk.go(() => desk.sandbox.step(goal.task));
}

/** After a stop: true where another turn has been asked for. */
export function goesOnToGoal(desk: Desk, reason: StopReason, state: SessionState): boolean {
  const { goal } = desk;
  if (goal === null) return false;
  const log = state.tasks.get(goal.task);
  if (reason.kind === 'step' && log && !isReached(goal, log)) {
    desk.send(() => desk.sandbox.step(goal.task));
    return true;
  }
  desk.goal = null;
  return false;
}

/** Who is to be on screen when it has come there; null where it stopped on the way. */
export function shownAtGoal(goal: Goal | null, state: SessionState): SessionState {
  const log = goal && state.tasks.get(goal.task);
  const shown = goal && state.tasks.get(goal.shown);
  if (!goal || !log || !shown || !isReached(goal, log)) return state;
  return { ...state, task: shown.id, cursor: tailOf(shown) };
}

/**
 * A long run that ended the whole family is told where it began: whose turn came last says nothing then. One that went up from
 * a subtask is told above it.
 */
export function shownAtEnd({ task: from }: SessionState, state: SessionState): SessionState {
  if (from === null || state.task === null || from === state.task || from.startsWith(`${state.task}.`)) return state;
  const family = familyOf(state, state.task);
  const began = family.find(({ id }) => id === from);
  return began && family.every(({ end }) => end !== null) ? { ...state, task: from, cursor: tailOf(began) } : state;
}

function isReached({ turns }: Goal, log: TaskLog): boolean {
  return log.end !== null || (turns !== null && tailOf(log) >= turns);
}

/** The subtask that began last by the cursor; null where none did. */
export function childAt({ tasks, cursor }: SessionState, id: string): TaskLog | null {
  const children = [...tasks.values()].filter(
    ({ start, parent }) => parent === null && start.parent?.task === id && start.parent.turn <= cursor,
  );
  return children.find(({ end }) => end === null) ?? children.at(-1) ?? null;
}

export function parentOf(state: SessionState): TaskLog | null {
  const above = currentLog(state)?.start.parent?.task;
  return (above !== undefined && state.tasks.get(above)) || null;
}
