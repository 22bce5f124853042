// How the debugger's state follows from events. Pure: it decides nothing and starts nothing.
import type { Breakpoint } from '../breakpoints.ts';
import type { Event, Stopped, StopReason, TaskEvent, Warned } from '../events.ts';
import type { SessionState, TaskLog } from './state.ts';
import { abandonTurn, addEvent, brokenAt, forkLog, openLog, type RankOf, stoppedAt } from './task-log.ts';

export function emptyState(dir: string): SessionState {
  return {
    dir,
    steps: [],
    sources: new Map(),
    scenarios: [],
    problems: [],
    tasks: new Map(),
    task: null,
    cursor: 0,
    status: { kind: 'loading' },
    stop: null,
    asking: null,
    recording: 'kept',
    progress: null,
    notice: '',
    disabled: new Set(),
    pins: [],
    marks: [],
    diffFrom: null,
    undoable: [],
    breakpoints: [],
    watches: [],
    faults: new Map(),
    throwing: new Map(),
    runTo: null,
    confluence: null,
  };
}

/** Turns that are over; the cursor of someone who watches is there. */
export function tailOf(log: TaskLog): number {
  return log.turns.at(-1)?.finished === false ? log.turns.length - 1 : log.turns.length;
}

/** Tasks that are nobody's subtasks: each stands for its family. */
export function rootsOf({ tasks }: SessionState): readonly string[] {
  return [...new Set([...tasks.keys()].map((id) => id.split('.')[0] ?? id))].filter((id) => tasks.has(id));
}

/** The task with all its parents, children and siblings: a child's id begins with its root's. */
export function familyOf(state: SessionState, task: string): readonly TaskLog[] {
  const [root] = task.split('.');
  return [...state.tasks.values()].filter(({ id }) => id.split('.')[0] === root);
}

/**
 * A subtask that is awaited after so many turns of a task: one that began, and had neither brought anything by then nor was
 * stopped by hand. What nobody waits for is in nobody's way.
 */
export function pendingChild(state: SessionState, parent: TaskLog, turns: number): TaskLog | null {
  const hasCome = (id: string): boolean => parent.entries.some(({ child, after }) => child === id && after <= turns);
  const awaited = parent.waits.filter(({ turn, child }) => turn <= turns && !hasCome(child));
  const logs = awaited.flatMap(({ child }) => state.tasks.get(child) ?? []);
  return logs.find(({ end }) => end?.state !== 'stopped') ?? null;
}

export function currentLog(state: SessionState): TaskLog | null {
  return (state.task !== null && state.tasks.get(state.task)) || null;
}

/** `loaded` events are not for here: the workspace they belong to is known to the session only. */
export function reduce(state: SessionState, event: Exclude<Event, { kind: 'loaded' }>, rankOf: RankOf): SessionState {
  if (event.kind === 'started') {
    const opened = withLog(state, openLog(event));
    // A child does not take the screen from its parent before its turn comes.
    return event.parent ? opened : show(opened, event.task, 0);
  }
  if (event.kind === 'stopped') return stopped(state, event);
  if (event.kind === 'forked') {
    const parent = state.tasks.get(event.from.task);
    if (!parent) return state;
    return show(withLog(state, forkLog(parent, event)), event.task, event.from.turns);
  }
  const log = state.tasks.get(event.task);
  if (event.kind === 'abandoned') return abandoned(state, log, event.turn);
  // Matching anew can fail where no turn has begun: then it is the workspace's problem until something is saved.
  if (event.kind === 'warned' && log && event.turn > log.turns.length) {
    return { ...state, problems: [...state.problems, event.problem], notice: event.problem.message };
  }
  const seen = event.kind === 'warned' && event.breakpoint ? withThrowing(state, event.breakpoint) : state;
  return log ? follow(seen, log, event, rankOf) : seen;
}

function withThrowing(state: SessionState, { id, fault }: NonNullable<Warned['breakpoint']>): SessionState {
  return { ...state, throwing: new Map(state.throwing).set(id, fault) };
}

function follow(state: SessionState, log: TaskLog, event: TaskEvent, rankOf: RankOf): SessionState {
  const wasAtTail = state.cursor === tailOf(log);
  const next = addEvent(log, event, rankOf);
  const changed = withLog(state, next);
  if (event.task !== state.task) return changed;
  // The cursor follows the tail only if it was there.
  const cursor = wasAtTail ? tailOf(next) : state.cursor;
  if (event.kind === 'selected' && state.status.kind === 'running') {
    return { ...changed, cursor, status: { ...state.status, step: event.step } };
  }
  return { ...changed, cursor };
}

/** The screen follows to whoever's turn it was, unless the person was looking at the past. */
function stopped(state: SessionState, { at, reason }: Stopped): SessionState {
  const asking = reason.kind === 'call' ? at : null;
  const paused: SessionState = { ...state, status: { kind: 'paused' }, stop: reason, asking };
  const log = state.tasks.get(at);
  if (!log) return paused;
  const current = currentLog(state);
  const isWatching = current === null || state.cursor >= tailOf(current);
  const marked = withLog(paused, withBreak(stoppedAt(log, tailOf(log)), reason));
  return isWatching ? { ...marked, task: at, cursor: tailOf(log) } : marked;
}

/** A breakpoint stopped it: before the turn that is next, or after the last one. */
function withBreak(log: TaskLog, reason: StopReason): TaskLog {
  if (reason.kind !== 'breakpoint' && reason.kind !== 'ended') return log;
  const { breakpoint, turn = tailOf(log) } = reason;
  const isHit = breakpoint !== undefined && !('fault' in reason);
  return isHit ? brokenAt(log, turn, breakpoint) : log;
}

export function breakpointOf({ breakpoints, runTo }: SessionState, id: string): Breakpoint | undefined {
  return [...breakpoints, ...(runTo ? [runTo] : [])].find((known) => known.id === id);
}

function abandoned(state: SessionState, log: TaskLog | undefined, turn: number): SessionState {
  if (!log) return state;
  const changed = withLog(state, abandonTurn(log, turn));
  return log.id === state.task ? { ...changed, cursor: Math.min(state.cursor, turn - 1) } : changed;
}

function withLog(state: SessionState, log: TaskLog): SessionState {
  return { ...state, tasks: new Map(state.tasks).set(log.id, log) };
}

function show(state: SessionState, task: string, cursor: number): SessionState {
  return { ...state, task, cursor, stop: null };
}
