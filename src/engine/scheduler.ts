// Which task's turn is next: a family is a task with all its subtasks. The one whose clock is least goes first, so that
// what a child brings comes at its time; among equals the older. Each runs on a clock of its own, and siblings share
// nothing, so turn by turn gives the same as side by side.
import type { Question } from '../call.ts';
import type { Ended, Entered, TaskEvent } from '../events.ts';
import type { Patch } from '../patch.ts';
import type { StepInfo } from '../step.ts';
import type { TaskId } from '../task.ts';
import { failed, tooLarge } from './end.ts';
import { intoPath } from './into.ts';
import type { Family } from './subtask.ts';
import type { Task } from './task.ts';
import { type Happening, match, type Turns, turns } from './turns.ts';

interface Member {
  readonly task: Task;
  readonly turns: Turns;
  state: 'ready' | 'waiting' | 'ended';
}

/** A child has ended; its parent hears of it when its own clock, and those of all others, have come as far. */
interface Due {
  readonly parent: Member;
  readonly child: TaskId;
  readonly ended: Ended;
  readonly clock: number;
}

export class TaskFamily {
  readonly counts: Family = { made: 0 };
  /** The call that the turn before asked about; that turn runs again. */
  question: Question | null = null;
  readonly #members = new Map<TaskId, Member>();
  readonly #due: Due[] = [];

  constructor(
    readonly root: TaskId,
    readonly emit: (task: Task, event: TaskEvent) => void,
  ) {}

  get hasEnded(): boolean {
    return [...this.#members.values()].every(({ state }) => state === 'ended');
  }

  get(task: TaskId): Task | undefined {
    return this.#members.get(task)?.task;
  }

  get tasks(): readonly Task[] {
    return [...this.#members.values()].map(({ task }) => task);
  }

  /** The task joins and is matched for the first time. */
  async add(task: Task): Promise<void> {
    const member: Member = { task, turns: turns(task, (event) => this.#hear(task, event)), state: 'ready' };
    this.#members.set(task.state.id, member);
    await this.#pull(member, undefined);
    await this.#deliverDue();
  }

  /** One turn of whoever is next, or of the task named; gives whose it was, null where nobody could go on. */
  async turn(wanted?: TaskId, pick?: string): Promise<TaskId | null> {
    const named = wanted === undefined ? undefined : this.#members.get(wanted);
    // What was picked for one task is nothing for another.
    const isOther = named?.state !== 'ready' && pick !== undefined;
    const member = named?.state === 'ready' ? named : isOther ? undefined : this.#next();
    if (!member) return null;
    await this.#pull(member, pick);
    await this.#deliverDue();
    return member.task.state.id;
  }

  /** Somebody changes a task's data between turns; what matches then is told at once. */
  edit(id: TaskId, patches: readonly Patch[]): void {
    const member = this.#members.get(id);
    if (!member || member.state === 'ended') return;
    const { task } = member;
    this.emit(task, entered(task, task.edit(patches), null));
    if (!task.isBlocked) this.emit(task, match(task));
  }

  /** A child ended in another process: its parent hears of it here. */
  async tell(parent: TaskId, child: TaskId, ended: Ended, clock: number): Promise<void> {
    const member = this.#members.get(parent);
    if (member) this.#due.push({ parent: member, child, ended, clock });
    await this.#deliverDue();
  }

  #next(): Member | undefined {
    let next: Member | undefined;
    for (const member of this.#members.values()) {
      if (member.state !== 'ready') continue;
      if (!next || member.task.state.clock < next.task.state.clock) next = member;
    }
    return next;
  }

  /** Whose turn is next. */
  get next(): Task | null {
    return this.#next()?.task ?? null;
  }

  /** Tells what matches as the rules and the data are now, where that was not told yet. */
  refresh(task: Task): void {
    if (task.isOutdated) this.emit(task, match(task));
  }

  /** On to the next agenda that has something on it, to a wait, or to the end. */
  async #pull(member: Member, pick: string | undefined): Promise<void> {
    const { task } = member;
    this.question = null;
    let next = await member.turns.next(pick === undefined ? undefined : { pick });
    while (!next.done) {
      const event = next.value.kind === 'ended' ? this.#hidden(task, next.value) : next.value;
      this.emit(task, event);
      if (event.kind === 'matched' && task.agenda.size > 0) return;
      if (event.kind === 'waiting') {
        member.state = 'waiting';
        return;
      }
      if (event.kind === 'ended') this.#end(member, event);
      next = await member.turns.next(undefined);
    }
  }

  #hear(task: Task, event: Happening): void {
    this.emit(task, event);
    if (event.kind === 'abandoned') this.question = event.question;
  }

  /** A result that is going to be stashed is secret from its beginning. */
  #hidden(task: Task, event: Ended): Ended {
    const { parent, id } = task.state;
    const above = parent && this.#members.get(parent.task);
    const wait = above?.task.state.waits.find(({ child }) => child === id);
    if (!wait?.into || intoPath(wait.into)[0] !== '$stash') return event;
    task.mask.hold({ result: task.result });
    task.port.keep({ kind: 'vault', task: id, result: task.result });
    return { ...event, result: task.mask.json(task.result) };
  }

  #end(member: Member, ended: Ended): void {
    member.state = 'ended';
    const { result, failure, state } = member.task;
    const parent = state.parent && this.#members.get(state.parent.task);
    if (parent)
      this.#due.push({ parent, child: state.id, ended: { ...ended, result, error: failure }, clock: state.clock });
  }

  async #deliverDue(): Promise<void> {
    for (let due = this.#takeDue(); due !== undefined; due = this.#takeDue()) await this.#deliver(due);
  }

  /** The earliest, unless somebody is still behind it; among equals the one that ended first. */
  #takeDue(): Due | undefined {
    const [first, ...others] = this.#due;
    if (first === undefined) return undefined;
    const earliest = others.reduce((one, other) => (other.clock < one.clock ? other : one), first);
    const behind = this.#next();
    if (behind && behind.task.state.clock < earliest.clock) return undefined;
    this.#due.splice(this.#due.indexOf(earliest), 1);
    return earliest;
  }

  async #deliver({ parent, child, ended, clock }: Due): Promise<void> {
    if (parent.state === 'ended') return;
    const { task } = parent;
    let patches: readonly Patch[] = [];
    let thrown: { readonly error: unknown } | null = null;
    try {
      patches = task.receive(child, ended, clock);
    } catch (error) {
      thrown = { error };
    }
    this.emit(task, entered(task, patches, child));
    const failure = thrown ? failureOf(task, thrown.error) : grownTooLarge(task);
    if (failure) this.#fail(parent, failure);
    else if (parent.state === 'waiting' && !task.isBlocked) {
      parent.state = 'ready';
      await this.#pull(parent, undefined);
    }
  }

  /** There is no place for the result: that is an error of the task that wanted it there. */
  #fail(member: Member, ended: Ended): void {
    this.emit(member.task, ended);
    this.#end(member, ended);
  }
}

function failureOf(task: Task, error: unknown): Ended {
  const step = lastStepOf(task);
  if (!step) throw error;
  return failed(task, task.port.locate(error, step));
}

function grownTooLarge(task: Task): Ended | null {
  const step = lastStepOf(task);
  const error = step && tooLarge(task, task.state.data, step);
  return error ? failed(task, error) : null;
}

function lastStepOf(task: Task): StepInfo | undefined {
  return task.port.rules().infos.get(task.trace.at(-1)?.step ?? '');
}

/** A change of a task's data between its turns: by a child that ended, or by hand. */
export function entered(task: Task, patches: readonly Patch[], child: TaskId | null): Entered {
  const { id, turn, clock } = task.state;
  return { kind: 'entered', task: id, after: turn, cause: child === null ? 'edit' : 'child', child, patches, clock };
}
