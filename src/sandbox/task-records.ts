// The tasks of one debugger as the host knows them, by family: what it takes to go on with all of them in another process.

import type { Pin, Tape } from '../call.ts';
import { childTape } from '../engine/subtask.ts';
import type { Ended, ErrorInfo, TaskEvent, Vault } from '../events.ts';
import type { Patch } from '../patch.ts';
import type { Json } from '../step.ts';
import type { PastEdit, TaskId, TaskStart } from '../task.ts';
import type { EndedChild, SandboxCommand } from './protocol.ts';
import { firstState, TaskRecord } from './task-record.ts';

type Restore = Extract<SandboxCommand, { kind: 'restore' }>;

export class TaskRecords {
  readonly #records = new Map<TaskId, TaskRecord>();
  readonly #ends = new Map<TaskId, Ended>();
  /** Results and errors as they really are, where their event shows them masked. */
  readonly #results = new Map<TaskId, Json>();
  readonly #failures = new Map<TaskId, ErrorInfo | null>();
  /** What the child that begins next really begins with. */
  #vault: Vault | null = null;

  open(record: TaskRecord): void {
    this.#records.set(record.start.id, record);
  }

  get(task: TaskId): TaskRecord {
    const record = this.#records.get(task);
    if (!record) throw new Error(`no task ${task}`);
    return record;
  }

  add(line: TaskEvent | Vault): void {
    if (line.kind === 'vault' && line.result !== undefined) this.#results.set(line.task, line.result);
    if (line.kind === 'vault' && line.failure !== undefined) this.#failures.set(line.task, line.failure);
    if (line.kind === 'vault' && line.data) this.#vault = line;
    else if (line.kind === 'started' && line.parent) this.#openChild(line);
    else this.#records.get(line.task)?.add(line);
    if (line.kind === 'ended') this.#ends.set(line.task, line);
  }

  /** The commands that bring a family to life again in a new process, parents before children. */
  revivals(root: TaskId): Restore[] {
    const family = [...this.#records].filter(([id]) => rootOf(id) === root && !this.#ends.has(id));
    return family.map(([id, record]) => {
      const state = record.stateAfter(record.turns);
      const ended = state.waits.flatMap(({ child }) => this.#endOf(child));
      return { kind: 'restore', start: this.get(id).start, state, fork: null, ended };
    });
  }

  /** Of a task's subtasks and theirs, by the ids that they have below its fork. */
  tapesBelow(task: TaskId, fork: TaskId, how: Parameters<TaskRecord['tape']>[0]): NonNullable<Tape['children']> {
    const below = [...this.#records].filter(([id]) => id.startsWith(`${task}.`));
    return Object.fromEntries(below.map(([id, record]) => [`${fork}${id.slice(task.length)}`, record.tape(how)]));
  }

  /** An edit by hand as it really was. */
  pastEdit({ task, turns, index }: PastEdit): readonly Patch[] {
    return this.get(task).edits(turns)[index] ?? [];
  }

  family(task: TaskId): TaskRecord[] {
    return [...this.#records].flatMap(([id, record]) => (rootOf(id) === rootOf(task) ? [record] : []));
  }

  /** Of a family, those that have not ended. */
  unended(root: TaskId): TaskRecord[] {
    return [...this.#records].flatMap(([id, record]) => (rootOf(id) === root && !this.#ends.has(id) ? [record] : []));
  }

  /** Whether nothing of a family is left to run. */
  hasEnded(root: TaskId): boolean {
    return [...this.#records.keys()].every((id) => rootOf(id) !== root || this.#ends.has(id));
  }

  drop(root: TaskId): void {
    for (const id of [...this.#records.keys()]) {
      if (rootOf(id) !== root) continue;
      this.#records.delete(id);
      this.#ends.delete(id);
      this.#results.delete(id);
      this.#failures.delete(id);
    }
  }

  #endOf(child: TaskId): EndedChild[] {
    const told = this.#ends.get(child);
    const record = this.#records.get(child);
    if (!told || !record) return [];
    const error = this.#failures.get(child) ?? told.error;
    const event = { ...told, result: this.#results.get(child) ?? told.result, error };
    return [{ child, event, clock: record.stateAfter(record.turns).clock }];
  }

  #openChild(event: Extract<TaskEvent, { kind: 'started' }>): void {
    const { task: id, scenario, tags, createdAt, seed, stream, parent } = event;
    const above = parent && this.#records.get(parent.task);
    if (!above) return;
    const vault = this.#vault?.task === id ? this.#vault : null;
    const name = vault?.name ?? event.name;
    const data = vault?.data ? { ...vault.data, $stash: vault.stash ?? {} } : event.data;
    const origin = { id, name, scenario, tags, createdAt, seed, stream, parent };
    const start: TaskStart = { ...above.start, ...childTape(above.start, id), ...origin, data };
    this.#vault = null;
    this.open(new TaskRecord(start, firstState(start)));
  }
}

/** A child's id begins with its parent's. */
export function rootOf(id: TaskId): TaskId {
  return id.split('.')[0] ?? id;
}

/** An answer that was given to a task, or a subtask of it, is its fork's as well. */
export function pinsOfFork(pins: readonly Pin[], task: TaskId, fork: TaskId): readonly Pin[] {
  const isOfTask = (id: TaskId): boolean => id === task || id.startsWith(`${task}.`);
  return pins.map((pin) =>
    pin.task !== undefined && isOfTask(pin.task) ? { ...pin, task: `${fork}${pin.task.slice(task.length)}` } : pin,
  );
}
