// What the host keeps of a task so that it can go on in another process: what it was started with, and its events.
import { isObject } from '../engine/condition.ts';
import { withAsked } from '../engine/subtask.ts';
import type { TaskEvent, Vault } from '../events.ts';
import { applyPatches } from '../patch.ts';
import type { TaskId, TaskStart, TaskState } from '../task.ts';

type Line = TaskEvent | Vault;

export class TaskRecord {
  readonly #lines: Line[] = [];
  /** States by number of turns, as far as they were asked for. */
  readonly #states = new Map<number, TaskState>();

  constructor(
    public start: TaskStart,
    first: TaskState,
  ) {
    this.#states.set(first.turn, first);
  }

  add(line: Line): void {
    this.#lines.push(line);
    // What settles or enters later belongs to a turn whose state may have been asked for already.
    const turn = 'turn' in line ? line.turn : 'after' in line ? line.after : null;
    if (turn !== null && turn > this.#firstTurn) this.#states.delete(turn);
  }

  /** A turn that was interrupted never happened. */
  abandonTurn(): void {
    const last = this.turns;
    const kept = this.#lines.filter((line) => !('turn' in line) || line.turn <= last || line.kind === 'matched');
    this.#lines.length = 0;
    this.#lines.push(...kept);
  }

  /** Turns that are over. */
  get turns(): number {
    return this.#lines.reduce((last, line) => (line.kind === 'ran' ? line.turn : last), this.#firstTurn);
  }

  get #firstTurn(): number {
    return Math.min(...this.#states.keys());
  }

  /** The state after `turns` turns, with secrets and stash as they are. */
  stateAfter(turns: number): TaskState {
    const known = this.#states.get(turns);
    if (known) return known;
    let state = this.#states.get(this.#firstTurn) as TaskState;
    let vault: Vault | null = null;
    for (const line of this.#lines) {
      if (('turn' in line && line.turn > turns) || ('after' in line && line.after > turns)) break;
      if (line.kind === 'vault') vault = vault ? { ...line, patches: [...vault.patches, ...line.patches] } : line;
      if (line.kind !== 'vault') state = advance(state, line, vault);
      if (line.kind === 'ran' || line.kind === 'settled' || line.kind === 'entered') vault = null;
    }
    this.#states.set(turns, state);
    return state;
  }
}

export function firstState(start: TaskStart): TaskState {
  const { $stash, ...data } = start.data;
  const { id, name, scenario, tags, createdAt, seed, stream, parent } = start;
  return {
    ...{ id, name, scenario, tags, createdAt, seed, stream, parent },
    data,
    stash: isObject($stash) ? $stash : {},
    fired: [],
    turn: 0,
    clock: createdAt,
    workMs: 0,
    attempts: {},
    trace: [],
    depth: parent ? id.split('.').length - 1 : 0,
    children: 0,
    waits: [],
    timeoutMs: null,
    onExpire: null,
    blobs: {},
  };
}

/** A fork starts from a state of its parent; it keeps its stream of random values. */
export function forkedState(state: TaskState, id: TaskId): TaskState {
  return { ...state, id };
}

function advance(state: TaskState, event: TaskEvent, vault: Vault | null): TaskState {
  switch (event.kind) {
    case 'called': {
      const key = `${event.call.connector}.${event.call.method}`;
      return { ...state, attempts: { ...state.attempts, [key]: (state.attempts[key] ?? 0) + 1 } };
    }
    case 'ran': {
      const fired = state.fired.filter((name) => name !== event.step);
      const after = {
        ...changed(state, event.patches, vault),
        fired: event.rearmed ? fired : [...fired, event.step],
        turn: event.turn,
        clock: event.clock,
        workMs: state.workMs + event.runMs,
        name: event.name ?? state.name,
        tags: event.tags ?? state.tags,
        trace: [...state.trace, { step: event.step, at: state.clock }],
      };
      return event.asked ? withAsked(after, event.asked) : after;
    }
    case 'settled':
      return { ...changed(state, event.patches, vault), clock: event.clock };
    case 'waited':
      return { ...state, clock: event.clock };
    case 'entered': {
      const waits = state.waits.filter(({ child }) => child !== event.child);
      return { ...changed(state, event.patches, vault), clock: event.clock, waits };
    }
    default:
      return state;
  }
}

function changed(state: TaskState, patches: Parameters<typeof applyPatches>[1], vault: Vault | null): TaskState {
  return { ...state, data: applyPatches(state.data, vault?.patches ?? patches), stash: vault?.stash ?? state.stash };
}
