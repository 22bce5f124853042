// What the host keeps of a task so that it can go on in another process: what it was started with, and its events.

import type { Tape, TapedCall } from '../call.ts';
import { withAsked } from '../engine/subtask.ts';
import type { Ran, TaskEvent, Vault } from '../events.ts';
import { isObject } from '../json.ts';
import { applyPatches, type Patch } from '../patch.ts';
import type { TaskId, TaskStart, TaskState } from '../task.ts';

import type { PastTurn } from './protocol.ts';

type Line = TaskEvent | Vault;

/** What was only seen is of no use to it, and may be most of what is told. */
const ONLY_SEEN: ReadonlySet<Line['kind']> = new Set([
  'matched',
  'rematched',
  'logged',
  'viewed',
  'warned',
  'noted',
  'compared',
]);

/** As the next event really was, where it is masked. */
type Real = Omit<Vault, 'kind' | 'task' | 'call'>;

export class TaskRecord {
  readonly #lines: Line[] = [];
  /** What had been told of the task that a fork left, until there. */
  readonly #before: readonly Line[];
  /** States by number of turns, as far as they were asked for. */
  readonly #states = new Map<number, TaskState>();
  /** Turns that are over. */
  turns: number;

  constructor(
    public start: TaskStart,
    readonly first: TaskState,
    /** Of the task that a fork left: its turns until then are the fork's too. */
    readonly parent: TaskRecord | null = null,
  ) {
    this.turns = first.turn;
    const isBefore = (line: Line): boolean => (turnOf(line) ?? 0) <= first.turn;
    this.#before = parent ? parent.#told.filter(isBefore) : [];
  }

  /** Of a fork also what it shares with the task that it left. */
  get #told(): readonly Line[] {
    return this.#before.length > 0 ? [...this.#before, ...this.#lines] : this.#lines;
  }

  add(line: Line): void {
    if (line.kind === 'abandoned') return this.#abandon(line.turn);
    if (ONLY_SEEN.has(line.kind)) return;
    this.#lines.push(line);
    if (line.kind === 'ran') this.turns = line.turn;
    // What settles or enters later belongs to a turn whose state may have been asked for already.
    const turn = turnOf(line);
    if (turn !== null) this.#states.delete(turn);
  }

  /** That turn never happened. */
  #abandon(turn: number): void {
    const from = this.#lines.findIndex((line) => line.kind === 'selected' && line.turn === turn);
    if (from >= 0) this.#lines.length = from;
    this.turns = Math.min(this.turns, turn - 1);
    for (const known of [...this.#states.keys()]) if (known >= turn) this.#states.delete(known);
  }

  /** The state after `turns` turns, with secrets and stash as they are. */
  stateAfter(turns: number): TaskState {
    if (this.parent && turns < this.first.turn) return { ...this.parent.stateAfter(turns), id: this.first.id };
    const known = this.#states.get(turns);
    if (known) return known;
    const nearest = Math.max(-1, ...[...this.#states.keys()].filter((count) => count <= turns));
    let state = this.#states.get(nearest) ?? this.first;
    const trail = new Trail(state);
    let real: Real = {};
    for (const line of this.#lines) {
      const turn = turnOf(line);
      // What enters after a turn comes behind the agenda of the next one, but before its step is selected.
      if (line.kind === 'selected' && line.turn > turns) break;
      if (turn !== null && turn > turns) continue;
      if (line.kind === 'vault') real = merged(real, line);
      else {
        if (line.kind === 'ran' && line.turn > nearest) trail.add(line, state.clock);
        if (turn !== null && turn > nearest) state = advance(state, line, real);
        if (line.kind === 'ran' || line.kind === 'settled' || line.kind === 'entered') real = {};
      }
    }
    const found = { ...state, ...trail.soFar };
    this.#states.set(turns, found);
    return found;
  }

  /** Steps of its last turns that did not come to their end: the one that threw. */
  failedSteps(turns: number): readonly string[] {
    if (this.parent && turns < this.first.turn) return this.parent.failedSteps(turns);
    return this.#lines.flatMap((line) => {
      const isOfTurn = (line.kind === 'ran' || line.kind === 'settled') && line.turn === turns;
      // What a killed step had left running is told with the end alone.
      const isEnd = line.kind === 'ended' && turns === this.turns;
      return (isOfTurn || isEnd) && line.error ? [line.error.step] : [];
    });
  }

  /** All turns as what they did to data and agenda. What came between them counts with the turn before. */
  pastTurns(): readonly PastTurn[] {
    const turns: PastTurn[] = [];
    let isHand = false;
    let real: Real = {};
    for (const line of this.#told) {
      if (line.kind === 'forked') rearmLast(turns, line.rearmed);
      if (line.kind === 'vault') real = merged(real, line);
      if (line.kind === 'selected') isHand = line.why === 'hand';
      if (line.kind !== 'ran' && line.kind !== 'settled' && line.kind !== 'entered') continue;
      const { patches = line.patches, stash } = real;
      real = {};
      const more = { patches, ...(stash ? { stash } : {}) };
      if (line.kind === 'ran') turns.push({ turn: line.turn, step: line.step, isHand, rearmed: line.rearmed, ...more });
      else amendLast(turns, more);
    }
    return turns;
  }

  /** The edits by hand after that turn, as they really were. */
  edits(turns: number): readonly (readonly Patch[])[] {
    const edits: (readonly Patch[])[] = [];
    let real: Real = {};
    for (const line of this.#told) {
      if (line.kind === 'vault') real = merged(real, line);
      if (line.kind === 'entered' && line.cause === 'edit' && line.after === turns)
        edits.push(real.patches ?? line.patches);
      if (line.kind === 'ran' || line.kind === 'settled' || line.kind === 'entered') real = {};
    }
    return edits;
  }

  /** What came from outside in its turns, as it really was. */
  tape(how: Pick<Tape, 'isOnly' | 'byArguments'>): Tape {
    const calls: TapedCall[] = [];
    const samples: Record<number, NonNullable<Ran['samples']>> = {};
    let real: TapedCall | undefined;
    for (const line of this.#told) {
      if (line.kind === 'vault' && line.call) real = line.call;
      if (line.kind === 'called') {
        calls.push(real ?? { ...line.call, ...line.taped });
        real = undefined;
      }
      if (line.kind === 'ran' && line.samples) samples[line.turn] = line.samples;
    }
    return { calls, samples, ...how };
  }
}

/** Steps that ran. Made anew for each turn, its lists would cost as much as all turns before. */
class Trail {
  readonly #fired: Set<string>;
  readonly #trace: { readonly step: string; readonly at: number }[];

  constructor({ fired, trace }: TaskState) {
    this.#fired = new Set(fired);
    this.#trace = [...trace];
  }

  /** `at`: its task's clock before. */
  add({ step, rearmed }: Ran, at: number): void {
    this.#trace.push({ step, at });
    this.#fired.delete(step);
    if (!rearmed) this.#fired.add(step);
  }

  get soFar(): Pick<TaskState, 'fired' | 'trace'> {
    return { fired: [...this.#fired], trace: this.#trace };
  }
}

function amendLast(turns: PastTurn[], { patches, stash }: Pick<PastTurn, 'patches' | 'stash'>): void {
  const last = turns.pop();
  if (last) turns.push({ ...last, patches: [...last.patches, ...patches], ...(stash ? { stash } : {}) });
}

/** The step that had failed may run again. */
function rearmLast(turns: PastTurn[], rearmed: readonly string[]): void {
  const last = turns.pop();
  if (last) turns.push(rearmed.includes(last.step) ? { ...last, rearmed: true } : last);
}

function turnOf(line: Line): number | null {
  if ('turn' in line) return line.turn;
  return 'after' in line ? line.after : null;
}

function merged(real: Real, { patches, stash, ran }: Vault): Real {
  return {
    ...real,
    ...(patches ? { patches: [...(real.patches ?? []), ...patches] } : {}),
    ...(stash ? { stash } : {}),
    ...(ran ? { ran } : {}),
  };
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
export function forkedState(state: TaskState, id: TaskId, rearmed: readonly string[] = []): TaskState {
  // It has no children: what it waited for would never come.
  return { ...state, id, fired: state.fired.filter((step) => !rearmed.includes(step)), waits: [] };
}

function advance(state: TaskState, event: TaskEvent, real: Real): TaskState {
  switch (event.kind) {
    case 'called': {
      const key = `${event.call.connector}.${event.call.method}`;
      return { ...state, attempts: { ...state.attempts, [key]: (state.attempts[key] ?? 0) + 1 } };
    }
    case 'ran':
      return afterRun(state, event, real);
    case 'settled':
      return { ...changed(state, event.patches, real), clock: event.clock };
    case 'waited':
      return { ...state, clock: event.clock };
    case 'entered': {
      const waits = state.waits.filter(({ child }) => child !== event.child);
      return { ...changed(state, event.patches, real), clock: event.clock, waits };
    }
    default:
      return state;
  }
}

function afterRun(state: TaskState, event: Ran, real: Real): TaskState {
  const { name = state.name, tags = state.tags, asked } = real.ran ?? event;
  const after = {
    ...changed(state, event.patches, real),
    turn: event.turn,
    clock: event.clock,
    workMs: state.workMs + event.runMs,
    name,
    tags,
  };
  return asked ? withAsked(after, asked) : after;
}

function changed(state: TaskState, patches: Parameters<typeof applyPatches>[1], real: Real): TaskState {
  return { ...state, data: applyPatches(state.data, real.patches ?? patches), stash: real.stash ?? state.stash };
}
