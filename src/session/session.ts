// The debugger: carries out commands through its ports and follows the events that come back. The one effectful file here.
import type { Event, Loaded, StopReason } from '../events.ts';
import type { Scenario } from '../step.ts';
import type { Command, Session } from './command.ts';
import type { OpenSandbox, SandboxPort, WorkspacePort, WorkspaceRead } from './ports.ts';
import { currentLog, emptyState, reduce, tailOf } from './reduce.ts';
import type { SessionState, TaskLog } from './state.ts';
import { beginningOf, ranks, settingsOf, type WorkspaceView, workspaceView } from './workspace-view.ts';

export interface SessionPorts {
  readonly openSandbox: OpenSandbox;
  readonly workspace: WorkspacePort;
  /** Epoch ms. */
  now(): number;
  /** Monotonic ms. */
  wallNow(): number;
  /** A name for a task that no other has. */
  newId(): string;
  newSeed(): number;
  /** Calls back after that many ms; gives what cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** A pause that finds a step still running after this long ends the step, ms. */
const PATIENCE = 250;

/** Opens a workspace, watches it, and stands before the first turn of its first scenario, or of the one named. */
export function openSession(dir: string, ports: SessionPorts, first?: string): Session {
  return new DebuggerSession(dir, ports, first);
}

class DebuggerSession implements Session {
  #state: SessionState;
  #workspace: WorkspaceView | null = null;
  #read: WorkspaceRead | null = null;
  #rankOf: (step: string) => number = () => 0;
  #watching: { close(): Promise<void> } | null = null;
  /** Requests that the sandbox has not answered yet. */
  #awaited = { loads: 0, rematches: 0, stops: 0, reading: 1 };
  /** A long run goes on when the reload that interrupted it is done. */
  #isContinuing = false;
  readonly #sandbox: SandboxPort;
  readonly #listeners = new Set<() => void>();

  constructor(
    dir: string,
    readonly ports: SessionPorts,
    readonly first: string | undefined,
  ) {
    this.#state = emptyState(dir);
    this.#sandbox = ports.openSandbox((events) => this.#hear(events));
    void this.#open();
  }

  getState(): SessionState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  whenIdle(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve();
    return new Promise((resolve) => {
      const unsubscribe = this.subscribe(() => {
        if (!this.#isIdle()) return;
        unsubscribe();
        resolve();
      });
    });
  }

  async close(): Promise<void> {
    await this.#watching?.close();
    await this.#sandbox.close();
  }

  dispatch(command: Command): void {
    switch (command.kind) {
      case 'step':
        return this.#step();
      case 'back':
        return this.#jump(this.#state.cursor - 1);
      case 'forward':
        return this.#jump(this.#state.cursor + 1);
      case 'jump':
        return this.#jump(command.turns);
      case 'continue':
        return this.#continue();
      case 'pause':
        return this.#pause();
      case 'restart':
        return this.#restart();
      case 'choose':
        return this.#choose(command.scenario);
      case 'pick':
        return this.#pick(command.step);
      case 'show':
        return this.#show(command.task);
      case 'toggle':
        return this.#toggle(command.step);
    }
  }

  #isIdle(): boolean {
    const { loads, rematches, stops, reading } = this.#awaited;
    return loads + rematches + stops + reading === 0 && this.#state.status.kind === 'paused';
  }

  #set(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of [...this.#listeners]) listener();
  }

  async #open(): Promise<void> {
    const read = await this.ports.workspace.read();
    this.#take(read);
    this.#watching = this.ports.workspace.watch(read, (changed) => this.#take(changed));
    this.#awaited.reading = 0;
    this.#set({});
  }

  #take(read: WorkspaceRead): void {
    this.#read = read;
    this.#awaited.loads++;
    // A reload lands between turns, also in a long run.
    if (this.#state.status.kind === 'running') this.#sandbox.pause();
    this.#sandbox.load(settingsOf(read), read.sources);
  }

  #hear(events: readonly Event[]): void {
    let state = this.#state;
    for (const event of events) {
      if (event.kind === 'loaded') {
        this.#state = state;
        this.#loaded(event);
        state = this.#state;
        continue;
      }
      if (event.kind === 'rematched') this.#awaited.rematches--;
      if (event.kind === 'stopped') this.#awaited.stops--;
      const { status } = state;
      state = reduce(state, event, this.#rankOf);
      // More was asked for than this stop answers: to the person it is one run.
      if (event.kind === 'stopped' && this.#goesOn(event.reason.kind)) state = { ...state, status };
    }
    this.#set(state);
  }

  #goesOn(stop: StopReason['kind']): boolean {
    if (stop === 'ended') this.#isContinuing = false;
    return this.#awaited.stops > 0 || (this.#isContinuing && this.#awaited.loads > 0);
  }

  #loaded(loaded: Loaded): void {
    if (!this.#read) return;
    this.#awaited.loads--;
    const view = workspaceView(this.#read, loaded, this.ports.workspace);
    this.#workspace = view;
    this.#rankOf = ranks(view.steps, view.read.config.strategy);
    const { steps, scenarios, problems } = view;
    this.#state = { ...this.#state, steps, scenarios, problems };
    const { task, status } = this.#state;
    if (task !== null) {
      if (this.#isContinuing && status.kind === 'running') this.#send(() => this.#sandbox.continue(task));
      else this.#rematch();
      return;
    }
    const wanted = scenarios.find(({ name, title }) => name === this.first || title === this.first);
    const scenario = wanted ?? scenarios[0];
    if (scenario) this.#start(scenario);
    else
      this.#state = {
        ...this.#state,
        status: { kind: 'paused' },
        notice: 'There is no scenario yet: add a file to scenarios/.',
      };
  }

  #rematch(): void {
    const { task, cursor } = this.#state;
    if (task === null) return;
    this.#awaited.rematches++;
    this.#sandbox.rematch(task, cursor);
  }

  #start(scenario: Scenario): void {
    const { now, newId, newSeed } = this.ports;
    const origin = { id: newId(), now: now(), seed: newSeed(), disabled: this.#state.disabled };
    this.#run();
    this.#send(() => this.#sandbox.start(beginningOf(scenario, this.#workspace?.mocks ?? {}, origin)));
  }

  #run(): void {
    const status = { kind: 'running', since: this.ports.wallNow(), step: null } as const;
    this.#state = { ...this.#state, status, stop: null, notice: '' };
  }

  /** The task on screen where it may go on; otherwise says why not. */
  #ready(): TaskLog | null {
    const log = currentLog(this.#state);
    if (this.#state.status.kind === 'running') this.#set({ notice: 'It is running: p pauses it.' });
    else if (!log) this.#set({ notice: 'There is no task: choose a scenario.' });
    else return log;
    return null;
  }

  #step(): void {
    const log = this.#ready();
    if (!log) return;
    if (this.#state.cursor < tailOf(log)) this.#jump(this.#state.cursor + 1);
    else if (log.end) this.#goOnAfterEnd(log);
    else this.#go(() => this.#sandbox.step(log.id));
  }

  #continue(): void {
    const log = this.#ready();
    if (!log) return;
    if (this.#state.cursor < tailOf(log)) this.#jump(tailOf(log));
    else if (log.end) this.#set({ notice: 'The task has ended: r starts it again, , goes back.' });
    else {
      this.#isContinuing = true;
      this.#go(() => this.#sandbox.continue(log.id));
    }
  }

  /** Steps were edited since it ended, and now something matches: it goes on in a fork. */
  #goOnAfterEnd(log: TaskLog): void {
    const [next] = log.snapshots[this.#state.cursor]?.agenda ?? [];
    const canGoOn = log.end?.reason === 'settled' || log.end?.reason === 'rejected';
    if (next !== undefined && canGoOn) this.#forkAndPick(log, next);
    else this.#set({ notice: 'The task has ended: r starts it again, , goes back.' });
  }

  #go(send: () => void): void {
    this.#run();
    this.#set({});
    this.#send(send);
  }

  /** A command that the sandbox answers with a stop. */
  #send(send: () => void): void {
    this.#awaited.stops++;
    send();
  }

  #jump(turns: number): void {
    const log = currentLog(this.#state);
    if (!log) return;
    const cursor = Math.max(0, Math.min(turns, tailOf(log)));
    const edge =
      turns < 0 ? 'This is the beginning.' : turns > tailOf(log) ? 'This is the latest turn: space runs the next.' : '';
    this.#set({ cursor, notice: edge });
  }

  #pause(): void {
    if (this.#state.status.kind !== 'running') {
      this.#set({ notice: 'Nothing is running.' });
      return;
    }
    this.#isContinuing = false;
    this.#sandbox.pause();
    const { since } = this.#state.status;
    this.ports.after(PATIENCE, () => {
      const { status } = this.#state;
      if (status.kind === 'running' && status.since === since) this.#sandbox.interrupt();
    });
  }

  #restart(): void {
    const name = currentLog(this.#state)?.start.scenario;
    if (name) this.#choose(name);
    else this.#set({ notice: 'There is no task to start again.' });
  }

  #choose(name: string): void {
    const scenario = this.#state.scenarios.find((candidate) => candidate.name === name);
    if (this.#state.status.kind === 'running') this.#set({ notice: 'It is running: p pauses it.' });
    else if (!scenario) this.#set({ notice: `There is no scenario ${name} any more.` });
    else {
      this.#start(scenario);
      this.#set({});
    }
  }

  #pick(step: string): void {
    const log = this.#ready();
    if (!log) return;
    const { cursor } = this.#state;
    if (!log.snapshots[cursor]?.agenda?.includes(step)) this.#set({ notice: `${step} is not on the agenda here.` });
    else if (cursor < tailOf(log) || log.end) this.#forkAndPick(log, step);
    else this.#go(() => this.#sandbox.step(log.id, step));
  }

  /** Nothing in the past is rewritten: what happens otherwise happens in a fork. */
  #forkAndPick(log: TaskLog, step: string): void {
    const id = this.ports.newId();
    const from = { task: log.id, turns: this.#state.cursor };
    this.#go(() => {
      this.#send(() => this.#sandbox.fork(id, from));
      this.#sandbox.step(id, step);
    });
  }

  #show(task: string): void {
    const log = this.#state.tasks.get(task);
    if (log) this.#set({ task, cursor: tailOf(log), stop: null, notice: '' });
  }

  #toggle(step: string): void {
    const disabled = new Set(this.#state.disabled);
    if (!disabled.delete(step)) disabled.add(step);
    const notice = disabled.has(step)
      ? `${step} is switched off until you switch it on again.`
      : `${step} is on again.`;
    const { task } = this.#state;
    if (task !== null) {
      this.#sandbox.switchOff(task, [...disabled]);
      this.#rematch();
    }
    this.#set({ disabled, notice });
  }
}
