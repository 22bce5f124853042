// The tasks that live in this sandbox, and the loop that pulls their turns. Whoever stops a task just stops pulling.
import { publicData } from '../engine/mask.ts';
import type { EnginePort } from '../engine/port.ts';
import { Task, type TaskSetup, type Turns } from '../engine/task.ts';
import { turns } from '../engine/turn.ts';
import { verdictsOf } from '../engine/verdicts.ts';
import type { StopReason, TaskEvent } from '../events.ts';
import type { Settings, TaskId, TaskStart, TaskState } from '../task.ts';
import { type MockFunction, withFunctions } from './markers.ts';
import { firstState } from './task-record.ts';

interface Running {
  readonly task: Task;
  readonly turns: Turns;
}

export class TaskRunner {
  readonly #running = new Map<TaskId, Running>();
  #isPauseAsked = false;

  constructor(
    readonly port: EnginePort,
    readonly settings: () => Settings,
    readonly functions: ReadonlyMap<string, MockFunction>,
  ) {}

  /** A new task, matched and stopped before its first turn. */
  async start(start: TaskStart): Promise<void> {
    const state = this.#adopted(firstState(start));
    const task = new Task(state, this.#setup(start), this.port);
    const { id, name, scenario, tags, createdAt, seed, stream, data, stash } = state;
    const shown = task.mask.json(publicData(data, stash));
    this.port.emit({ kind: 'started', task: id, name, scenario, tags, createdAt, seed, stream, data: shown });
    const hasEnded = await this.#begin(task);
    this.#stop(id, hasEnded ? 'ended' : 'entry');
  }

  /** A task that ran elsewhere, continued from a state; as a fork where it says of which task. */
  async restore(
    start: TaskStart,
    state: TaskState,
    from: { readonly task: TaskId; readonly turns: number } | null,
  ): Promise<void> {
    const task = this.#restored(start, state);
    if (from) this.port.emit({ kind: 'forked', task: state.id, from });
    const hasEnded = await this.#begin(task);
    // Going on after a death is nobody's command: the one that made it necessary follows and is answered itself.
    if (from) this.#stop(task.state.id, hasEnded ? 'ended' : 'entry');
  }

  /** Matches a state under today's steps; runs nothing and keeps nothing. */
  rematch(start: TaskStart, state: TaskState): void {
    const { agenda } = this.#restored(start, state);
    const { verdicts } = agenda.take();
    this.port.emit({ kind: 'rematched', task: state.id, turn: state.turn + 1, agenda: agenda.names(), verdicts });
  }

  /** One turn; nothing where the task has ended meanwhile. */
  async step(id: TaskId, pick: string | undefined): Promise<void> {
    const running = this.#running.get(id);
    const hasEnded = !running || (await this.#pull(running, pick));
    this.#stop(id, hasEnded ? 'ended' : 'step');
  }

  async continue(id: TaskId): Promise<void> {
    const running = this.#running.get(id);
    this.#isPauseAsked = false;
    let hasEnded = !running;
    while (running && !hasEnded && !this.#isPauseAsked) hasEnded = await this.#pull(running, undefined);
    this.#stop(id, hasEnded ? 'ended' : 'pause');
  }

  pause(): void {
    this.#isPauseAsked = true;
  }

  switchOff(id: TaskId, disabled: readonly string[]): void {
    this.#running.get(id)?.task.switchOff(new Set(disabled));
  }

  drop(id: TaskId): void {
    this.#running.delete(id);
  }

  #restored(start: TaskStart, state: TaskState): Task {
    return new Task(this.#adopted(state), this.#setup(start), this.port);
  }

  #adopted(state: TaskState): TaskState {
    const { normaliser } = this.port;
    return { ...state, data: normaliser.adopt(state.data), stash: normaliser.adopt(state.stash) };
  }

  #setup(start: TaskStart): TaskSetup {
    const mocks = start.connectors.map((connectors) => withFunctions(connectors, this.functions));
    return {
      mocks,
      config: start.config,
      secrets: this.settings().secrets,
      disabled: new Set(start.disabled),
      ...(start.expected ? { expected: start.expected } : {}),
    };
  }

  /** Matches for the first time; true where the task has ended at once. */
  #begin(task: Task): Promise<boolean> {
    const running = { task, turns: turns(task) };
    this.#running.set(task.state.id, running);
    return this.#pull(running, undefined);
  }

  /** On to the next agenda that has something on it; true where the task has ended instead. */
  async #pull({ task, turns }: Running, pick: string | undefined): Promise<boolean> {
    let next = await turns.next(pick === undefined ? undefined : { pick });
    while (!next.done) {
      const event = this.#judged(task, next.value);
      this.port.emit(event);
      if (event.kind === 'matched' && task.agenda.size > 0) return false;
      next = await turns.next(undefined);
    }
    this.#running.delete(task.state.id);
    return true;
  }

  /** Expectations hold regular expressions too, and those run nowhere else. */
  #judged(task: Task, event: TaskEvent): TaskEvent {
    const { expected } = task.setup;
    if (event.kind !== 'ended' || !expected) return event;
    const shown = task.mask.json(publicData(task.state.data, task.state.stash));
    return { ...event, expected: verdictsOf(expected, shown, this.port.rules().judge) };
  }

  #stop(task: TaskId, kind: StopReason['kind'] & ('entry' | 'step' | 'pause' | 'ended')): void {
    this.port.emit({ kind: 'stopped', task, reason: { kind } });
  }
}
