// The tasks that live in this sandbox, and the loop that pulls their turns. Whoever stops a task just stops pulling.
import type { Pin } from '../call.ts';
import { publicData } from '../engine/mask.ts';
import { maskedVerdicts } from '../engine/mask-events.ts';
import { judgedPattern, shownExpected } from '../engine/mask-expected.ts';
import type { EnginePort } from '../engine/port.ts';
import { entered, TaskFamily } from '../engine/scheduler.ts';
import type { Subtask } from '../engine/step-api.ts';
import { childStart } from '../engine/subtask.ts';
import { pinsOf, Task, type TaskSetup } from '../engine/task.ts';
import type { StopReason, TaskEvent } from '../events.ts';
import type { Patch } from '../patch.ts';
import type { Settings, TaskId, TaskStart, TaskState } from '../task.ts';
import type { Breaks, Halt } from './breaks.ts';
import { differingTurns } from './compare.ts';
import { withFunctions } from './markers.ts';
import { type OpenMocks, OwnMocks } from './own-mocks.ts';
import type { EndedChild, Fork, PastTurn } from './protocol.ts';
import { firstState } from './task-record.ts';
import { rootOf } from './task-records.ts';

export class TaskRunner {
  readonly #families = new Map<TaskId, TaskFamily>();
  readonly #starts = new Map<TaskId, TaskStart>();
  /** By the root of their family. */
  readonly #mocks = new Map<TaskId, OwnMocks>();
  /** Children that were asked for and have not begun. */
  #unborn: TaskStart[] = [];
  #isPauseAsked = false;

  constructor(
    readonly port: Omit<EnginePort, 'spawn'>,
    readonly settings: () => Settings,
    readonly openMocks: OpenMocks,
    readonly breaks: Breaks,
    /** A whole family has ended. */
    readonly onEnd: () => void,
  ) {}

  /** A new task, matched and stopped before its first turn. */
  async start(start: TaskStart): Promise<void> {
    const family = this.#familyOf(start.id);
    await this.#openMocksFor(start, start.createdAt);
    await this.#begin(family, start);
    this.#stop(family, start.id, reasonOf(family, 'entry'));
  }

  /**
   * A task that ran elsewhere, continued from a state; as a fork where it says of which task. `ended`: its children that
   * ended since it was last told.
   */
  async restore(start: TaskStart, state: TaskState, fork: Fork | null, ended: readonly EndedChild[]): Promise<void> {
    const family = this.#familyOf(state.id);
    family.counts.made += state.children;
    await this.#openMocksFor(start, state.clock);
    const task = this.#task(family, start, state);
    if (fork) this.#tellFork(task, fork);
    await family.add(task);
    for (const { child, event, clock } of ended) await family.tell(state.id, child, event, clock);
    // Going on after a death is nobody's command: the one that made it necessary follows and is answered itself.
    if (fork) this.#stop(family, state.id, reasonOf(family, 'entry'));
  }

  #tellFork(task: Task, { from, made, rearmed, edit }: Fork): void {
    const told = made === undefined ? {} : { made: task.mask.value(made) };
    this.port.emit({ kind: 'forked', task: task.state.id, from, rearmed, ...told });
    if (edit.length > 0) this.port.emit(entered(task, task.edit(edit), null));
  }

  /** Matches a state under today's steps; runs nothing and keeps nothing. */
  rematch(start: TaskStart, state: TaskState): void {
    const { agenda, mask } = this.#task(new TaskFamily(state.id, () => {}), start, state);
    const verdicts = maskedVerdicts(mask, agenda.take().verdicts);
    this.port.emit({ kind: 'rematched', task: state.id, turn: state.turn + 1, agenda: agenda.names(), verdicts });
  }

  /** Which turns would pick another step under today's steps; runs nothing and keeps nothing. */
  compare(start: TaskStart, state: TaskState, turns: readonly PastTurn[]): void {
    const task = this.#task(new TaskFamily(state.id, () => {}), start, state, () => {});
    this.port.emit({ kind: 'compared', task: state.id, differ: differingTurns(task, turns) });
  }

  edit(id: TaskId, patches: readonly Patch[]): void {
    const family = this.#familyOf(id);
    family.edit(id, patches);
    this.#stop(family, id, reasonOf(family, 'entry'));
  }

  /** One turn of the family; of this very task where a step is picked. Nothing where it has ended meanwhile. */
  async step(id: TaskId, pick: string | undefined, isOwn: boolean): Promise<void> {
    const family = this.#familyOf(id);
    const at = await family.turn(isOwn ? id : undefined, pick);
    await this.#bear(family);
    this.breaks.stand(family);
    this.#stop(family, at ?? id, reasonOf(family, 'step'));
  }

  async continue(id: TaskId): Promise<void> {
    const family = this.#familyOf(id);
    this.breaks.begin(family);
    let at: TaskId | null = id;
    let halt: Halt | null = null;
    while (at !== null && !family.hasEnded && !this.#isPauseAsked) {
      halt = this.breaks.before(family);
      if (halt) break;
      at = await family.turn();
      await this.#bear(family);
      if (family.question) break;
      halt = this.breaks.after();
      if (halt) break;
    }
    this.breaks.end();
    if (halt)
      this.#stop(
        family,
        halt.at,
        family.hasEnded ? { kind: 'ended', ...halt.hit } : { kind: 'breakpoint', ...halt.hit },
      );
    else this.#stop(family, at ?? id, reasonOf(family, 'pause'));
  }

  /** A pause that comes before a run begins counts as well; one that came before it was asked for does not. */
  pause(isAsked: boolean): void {
    this.#isPauseAsked = isAsked;
  }

  switchOff(id: TaskId, disabled: readonly string[]): void {
    for (const task of this.#familyOf(id).tasks) {
      task.switchOff(new Set(disabled));
      const start = this.#starts.get(task.state.id);
      // Children that begin later have the same steps switched off.
      if (start) this.#starts.set(task.state.id, { ...start, disabled });
    }
  }

  pin(id: TaskId, pins: readonly Pin[]): void {
    for (const task of this.#familyOf(id).tasks) {
      task.pin(pins);
      const start = this.#starts.get(task.state.id);
      if (start) this.#starts.set(task.state.id, { ...start, pins });
    }
  }

  /** The settings are others: tasks that are under way are given the new secrets, and show them as little as the old ones. */
  hideSecrets(): void {
    for (const { counts } of this.#families.values()) counts.mask?.hideSecrets(this.settings().secrets);
  }

  drop(id: TaskId): void {
    this.#families.delete(rootOf(id));
    this.#mocks.delete(rootOf(id));
  }

  #familyOf(id: TaskId): TaskFamily {
    const root = rootOf(id);
    const known = this.#families.get(root);
    if (known) return known;
    const made = new TaskFamily(root, (task, event) => this.#tell(task, event));
    this.#families.set(root, made);
    return made;
  }

  async #begin(family: TaskFamily, start: TaskStart): Promise<void> {
    const task = this.#task(family, start, firstState(start));
    const { id, name, scenario, tags, createdAt, seed, stream, parent, data, stash } = task.state;
    const shown = task.mask.data(publicData(data, stash));
    const shownName = task.mask.value(name);
    // What the host restores a child from is what it really began with.
    if (parent && (shown !== data || shownName !== name))
      this.port.keep({ kind: 'vault', task: id, patches: [], stash, data, name });
    const origin = { scenario, tags: task.mask.json(tags), createdAt, seed, stream, parent };
    this.port.emit({ kind: 'started', task: id, name: shownName, ...origin, data: shown });
    await family.add(task);
  }

  /** Begins the children that the last turn asked for. */
  async #bear(family: TaskFamily): Promise<void> {
    const starts = this.#unborn;
    this.#unborn = [];
    for (const start of starts) await this.#begin(family, start);
  }

  #spawn(parent: Task, subtask: Subtask): void {
    const start = this.#starts.get(parent.state.id);
    if (start) this.#unborn.push(childStart(start, parent.state, parent.state.turn, subtask));
  }

  #task(family: TaskFamily, start: TaskStart, state: TaskState, keep = this.port.keep): Task {
    const { normaliser } = this.port;
    this.#starts.set(state.id, start);
    const adopted = { ...state, data: normaliser.adopt(state.data), stash: normaliser.adopt(state.stash) };
    const port: EnginePort = Object.create(this.port, {
      spawn: { value: (subtask: Subtask) => this.#spawn(task, subtask) },
      keep: { value: keep },
    });
    const task: Task = new Task(adopted, this.#setup(start), port, family.counts);
    return task;
  }

  async #openMocksFor(start: TaskStart, clock: number): Promise<void> {
    const root = rootOf(start.id);
    const own = this.#mocks.get(root) ?? new OwnMocks(start, clock, this.openMocks);
    this.#mocks.set(root, own);
    await own.add(start.connectors);
  }

  #setup(start: TaskStart): TaskSetup {
    const own = this.#mocks.get(rootOf(start.id));
    return {
      mocks: start.connectors.map((connectors) => withFunctions(connectors, own?.functions ?? new Map())),
      mockWorld: own?.world ?? null,
      pins: pinsOf(start.id, start.pins ?? []),
      tape: start.tape ?? null,
      history: start.history ?? [],
      config: start.config,
      secrets: this.settings().secrets,
      formerSecrets: this.settings().formerSecrets,
      redact: this.settings().redact,
      disabled: new Set(start.disabled),
      ...(start.expected ? { expected: start.expected } : {}),
      ...(start.expectedValues ? { expectedValues: start.expectedValues } : {}),
    };
  }

  #tell(task: Task, event: TaskEvent): void {
    this.port.emit(this.#judged(task, event));
    this.breaks.see(task, event);
  }

  /** Expectations hold regular expressions too, and those run nowhere else. */
  #judged(task: Task, event: TaskEvent): TaskEvent {
    const { expected, expectedValues } = task.setup;
    if (event.kind !== 'ended' || (!expected && !expectedValues)) return event;
    const { mask, state } = task;
    const real = publicData(state.data, state.stash);
    const data = { real, shown: mask.data(real) };
    const judged = expected ? judgedPattern(mask, expected, data, this.port.rules().judge) : {};
    return { ...event, ...judged, ...shownExpected(mask, expected, expectedValues ?? {}, data) };
  }

  #forget(family: TaskFamily): void {
    this.#families.delete(family.root);
    this.#mocks.delete(family.root);
    for (const { state } of family.tasks) this.#starts.delete(state.id);
  }

  #stop(family: TaskFamily, at: TaskId, reason: StopReason): void {
    if (family.hasEnded) {
      this.#forget(family);
      this.onEnd();
    }
    this.port.emit({ kind: 'stopped', task: family.root, at, reason });
  }
}

function reasonOf(family: TaskFamily, otherwise: 'entry' | 'step' | 'pause'): StopReason {
  if (family.hasEnded) return { kind: 'ended' };
  return family.question ? { kind: 'call', ...family.question } : { kind: otherwise };
}
