// Reads the stream of events and makes rows of it. The debugger, the command `task` and the rebuilding of an index all do so
// here.
import type { Called, Ended, Event, Forked, Ran, Settled, Started, TaskEvent } from '../events.ts';
import type { TaskId } from '../task.ts';
import { placesOf, short } from './row-parts.ts';
import type { CallRow, RowError, Rows, StepRun, TaskRow } from './rows.ts';

/** What no event tells. */
export interface RowOrigin {
  /** Of the recording of the family of that task; null where it is not kept. */
  recordingOf(task: TaskId): string | null;
  readonly pid: number | null;
  readonly by: TaskRow['by'];
  /** Epoch ms, real time. */
  now(): number;
}

interface Named extends Pick<TaskRow, 'name' | 'tags'> {
  readonly turn: number;
}

/** Until the end of a turn, what came in behind it included; ms. `workMs`: spent computing. */
interface Sum extends Pick<TaskRow, 'durationMs'> {
  readonly workMs: number;
}

interface Known {
  row: TaskRow;
  /** Its clock at its start. */
  readonly clock: number;
  /** Time spent computing so far, ms. */
  workMs: number;
  /** By turn; of turns that ran elsewhere only the last one has any. */
  sums: Sum[];
  matchMs: number;
  step: string;
  /** Calls of the turn that is under way. */
  calls: number;
  /** Turns that changed name or tags, ascending, with both as they were afterwards; first as it began. */
  named: readonly Named[];
  lastRun: StepRun | null;
}

export class RowMaker {
  readonly #known = new Map<TaskId, Known>();
  readonly #tasks = new Map<TaskId, TaskRow>();
  readonly #stepRuns = new Map<string, StepRun>();
  #calls: CallRow[] = [];
  #undone: { readonly task: TaskId; readonly turn: number }[] = [];

  constructor(readonly origin: RowOrigin) {}

  hear(event: Event): void {
    if (event.kind === 'loaded') return;
    if (event.kind === 'started') this.#started(event);
    else if (event.kind === 'forked') this.#forked(event);
    else {
      const known = this.#known.get(event.task);
      if (known) this.#happened(known, event);
    }
  }

  /** All that is new since the last time. On screen a task stands before its first turn: until that runs it is not worth a row. */
  take(): Rows {
    const held = [...this.#tasks.values()].filter((row) => row.by === 'screen' && isUntouched(row));
    for (const { id } of held) this.#tasks.delete(id);
    const rows = {
      tasks: [...this.#tasks.values()],
      stepRuns: [...this.#stepRuns.values()],
      calls: this.#calls,
      undone: this.#undone,
    };
    this.#tasks.clear();
    this.#stepRuns.clear();
    this.#calls = [];
    this.#undone = [];
    return rows;
  }

  /** A task that is known already, and may be forked. `clock`: its own at its start; `workMs`: spent computing. */
  adopt(row: TaskRow, clock: number, workMs: number): void {
    const named = [{ turn: 0, name: row.name, tags: row.tags }];
    const sums: Sum[] = [];
    sums[row.turns] = { workMs, durationMs: row.durationMs };
    this.#known.set(row.id, { row, clock, workMs, sums, matchMs: 0, step: '', calls: 0, named, lastRun: null });
  }

  /** Nothing more is said of this task and its children. Gives which they are. */
  forget(task: TaskId): ReadonlySet<TaskId> {
    const gone = new Set([...this.#known.keys()].filter((id) => id === task || id.startsWith(`${task}.`)));
    for (const id of gone) {
      this.#known.delete(id);
      this.#tasks.delete(id);
    }
    for (const [place, run] of this.#stepRuns) if (gone.has(run.task)) this.#stepRuns.delete(place);
    this.#calls = this.#calls.filter((call) => !gone.has(call.task));
    return gone;
  }

  /** null for one that it has not heard of. */
  rowOf(task: TaskId): TaskRow | null {
    return this.#known.get(task)?.row ?? null;
  }

  /** Nobody runs them any more: what has not ended stays as it is, and can be gone on with. */
  leave(): void {
    for (const known of this.#known.values())
      if (known.row.endedAt === null) this.#set(known, { state: 'stopped', reason: 'stopped', ...this.#end() });
  }

  #started({ task, name, tags, scenario, createdAt, parent }: Started): void {
    const { by, pid, now, recordingOf } = this.origin;
    const recording = recordingOf(task);
    if (recording === null) return;
    const row: TaskRow = {
      ...{ id: task, name, tags, scenario, state: 'created', reason: null, createdAt: now(), endedAt: null },
      ...{ durationMs: 0, turns: 0, error: null, recording, parent, from: null, pid, by },
    };
    this.#know(row, createdAt, 0);
  }

  #forked({ task, from }: Forked): void {
    const left = this.#known.get(from.task);
    const recording = this.origin.recordingOf(task);
    if (!left || recording === null) return;
    const { pid, now } = this.origin;
    const { workMs, durationMs } = sumAfter(left, from.turns);
    const row: TaskRow = {
      ...{ ...left.row, id: task, from, recording, turns: from.turns, state: 'running', reason: null, durationMs },
      ...{ createdAt: now(), endedAt: null, error: null, pid, ...nameAfter(left, from.turns) },
    };
    this.#know(row, left.clock, workMs);
    const known = this.#known.get(task);
    if (!known) return;
    known.named = left.named.filter(({ turn }) => turn <= from.turns);
    known.sums = left.sums.slice(0, from.turns + 1);
  }

  #know(row: TaskRow, clock: number, workMs: number): void {
    this.adopt(row, clock, workMs);
    this.#tasks.set(row.id, row);
  }

  #happened(known: Known, event: Exclude<TaskEvent, Started | Forked>): void {
    switch (event.kind) {
      case 'matched':
        known.matchMs = event.matchMs;
        return;
      case 'selected':
        known.step = event.step;
        known.calls = 0;
        return;
      case 'called':
        this.#calls.push(this.#callOf(known, event));
        return;
      case 'abandoned':
        return this.#abandoned(known, event.turn);
      case 'ran':
        return this.#ran(known, event);
      case 'settled':
        return this.#settled(known, event);
      case 'waiting':
        return this.#set(known, { state: 'waiting', reason: event.why });
      case 'waited':
        return this.#passed(known, event.clock);
      case 'stopped':
        if (event.reason.kind === 'call' && event.at === known.row.id)
          this.#set(known, { state: 'waiting', reason: 'call' });
        return;
      case 'ended':
        return this.#ended(known, event);
    }
  }

  #callOf(known: Known, { task, turn, call, taped }: Called): CallRow {
    const { connector, method, source, error = null, args, result = null } = call;
    const place = known.calls++;
    return {
      ...{ task, turn, place, step: known.step, connector, method, at: this.origin.now(), ms: taped.tookMs, source },
      ...{ error, args: short(args), result: short(result) },
    };
  }

  #abandoned(known: Known, turn: number): void {
    const { id } = known.row;
    this.#undone.push({ task: id, turn });
    this.#stepRuns.delete(`${id} ${turn}`);
    this.#calls = this.#calls.filter((call) => call.task !== id || call.turn !== turn);
    if (known.row.turns < turn) return;
    const { workMs, durationMs } = sumAfter(known, turn - 1);
    known.workMs = workMs;
    this.#set(known, { turns: turn - 1, durationMs, ...nameAfter(known, turn - 1) });
    known.named = known.named.filter((named) => named.turn < turn);
  }

  #ran(known: Known, event: Ran): void {
    const { task, turn, step, runMs, patches, clock, name, tags } = event;
    const error = errorOf(event.error);
    known.workMs += runMs;
    known.lastRun = {
      ...{
        task,
        turn,
        step,
        at: this.origin.now(),
        runMs,
        matchMs: known.matchMs,
        error,
        wrote: placesOf(patches, []),
      },
    };
    this.#stepRuns.set(`${task} ${turn}`, known.lastRun);
    this.#set(known, { turns: turn, state: 'running', reason: null, ...defined({ name, tags }) });
    if (name !== undefined || tags !== undefined) known.named = withName(known, turn);
    this.#passed(known, clock);
  }

  #settled(known: Known, { task, turn, patches, clock, error }: Settled): void {
    const { lastRun } = known;
    if (lastRun?.turn === turn) {
      known.lastRun = {
        ...{ ...lastRun, error: lastRun.error ?? errorOf(error), wrote: placesOf(patches, lastRun.wrote) },
      };
      this.#stepRuns.set(`${task} ${turn}`, known.lastRun);
    }
    this.#passed(known, clock);
  }

  #passed(known: Known, clock: number): void {
    const durationMs = clock - known.clock + known.workMs;
    known.sums[known.row.turns] = { workMs: known.workMs, durationMs };
    this.#set(known, { durationMs });
  }

  #ended(known: Known, { state, reason, durationMs, error }: Ended): void {
    this.#set(known, { state, reason, durationMs, error: errorOf(error), ...this.#end() });
  }

  #end(): Pick<TaskRow, 'endedAt' | 'pid'> {
    return { endedAt: this.origin.now(), pid: null };
  }

  #set(known: Known, change: Partial<TaskRow>): void {
    known.row = { ...known.row, ...change };
    this.#tasks.set(known.row.id, known.row);
  }
}

function nameAfter({ row, named }: Known, turns: number): Pick<TaskRow, 'name' | 'tags'> {
  const { name, tags } = named.findLast(({ turn }) => turn <= turns) ?? row;
  return { name, tags };
}

function sumAfter({ sums }: Known, turns: number): Sum {
  return sums.slice(0, turns + 1).findLast((sum) => sum !== undefined) ?? { workMs: 0, durationMs: 0 };
}

/** Where something is masked each turn tells them. */
function withName({ row: { name, tags }, named }: Known, turn: number): readonly Named[] {
  const last = named.at(-1);
  const isSame = last?.name === name && last.tags.join('\n') === tags.join('\n');
  return isSame ? named : [...named, { turn, name, tags }];
}

function isUntouched({ turns, state, reason }: TaskRow): boolean {
  return turns === 0 && (state === 'created' || reason === 'stopped');
}

function errorOf(error: RowError | null | undefined): RowError | null {
  if (!error) return null;
  const { name, message, step, file, line, column } = error;
  return { name, message, step, file, line, column };
}

function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
