// What following events and carrying out commands have in common: the state, the sandbox, and the workspace as it is now.
import type { JsonObject, Problem, Scenario } from '../step.ts';
import type { TaskId } from '../task.ts';
import type { ConfluenceCheck } from './confluence-check.ts';
import type {
  BreakpointsPort,
  OpenRecordings,
  OpenSandbox,
  RecordingPort,
  SandboxPort,
  ScenarioFilesPort,
  WatchesPort,
  WorkspacePort,
} from './ports.ts';
import { progressed } from './progress.ts';
import { SessionStore } from './store.ts';
import { type Rerun, Versions } from './versions.ts';
import { beginningOf, type Reality, type WorkspaceView } from './workspace-view.ts';

/** Until `task` has made so many turns, or, where that is null, has ended; then `shown` is on screen. */
export interface Goal {
  readonly task: string;
  readonly turns: number | null;
  readonly shown: string;
}

/** Masks what is secret in a workspace. */
export interface Hider {
  /** In the source of a step. */
  text(text: string): string;
  /** In what is said of it. */
  said(text: string): string;
  data(data: JsonObject): JsonObject;
}

export interface SessionPorts {
  readonly openSandbox: OpenSandbox;
  readonly openRecordings: OpenRecordings;
  readonly workspace: WorkspacePort;
  readonly scenarioFiles: ScenarioFilesPort;
  readonly breakpoints: BreakpointsPort;
  readonly watches: WatchesPort;
  /** What of the world outside tasks may reach. */
  readonly reality: Pick<Reality, 'live' | 'realTime'>;
  hider(secrets: Readonly<Record<string, string>>): Hider;
  /** Epoch ms. */
  now(): number;
  /** Monotonic ms. */
  wallNow(): number;
  /** A name for a task that no other has. */
  newId(): string;
  newSeed(): number;
  /** Calls back after that many ms. */
  after(ms: number, run: () => void): void;
}

const LOADS = 'loads file';
const COMPARES = 'looks again at turn';

export class Desk {
  readonly store: SessionStore;
  readonly sandbox: SandboxPort;
  readonly recordings: RecordingPort;
  /** What is wrong with the debugger's own files. */
  readonly troubles: Problem[] = [];
  workspace: WorkspaceView | null = null;
  /** A long run goes on when the reload that interrupted it is done. */
  isContinuing = false;
  /** What runs was begun as a single turn. */
  isOneTurn = false;
  /** What ran when a call asked for an answer was a long run. */
  wasContinuing = false;
  rerun: Rerun | null = null;
  /** Turns are run until a task has come so far. */
  goal: Goal | null = null;
  confluence: ConfluenceCheck | null = null;
  /** What is to be said when it has stopped. */
  announce = '';
  readonly versions = new Versions();

  constructor(
    dir: string,
    readonly ports: SessionPorts,
    hear: Parameters<OpenSandbox>[0],
  ) {
    this.store = new SessionStore(dir);
    this.sandbox = ports.openSandbox(hear, (work, done, total) => this.#heardOf(work, done, total));
    this.recordings = ports.openRecordings((problem) => {
      this.store.state = { ...this.store.state, recording: 'lost' };
      this.trouble(problem);
    });
  }

  /** One turn runs that a person asked for, and nothing longer. */
  get isStepping(): boolean {
    const isLong = this.isContinuing || this.rerun !== null || this.confluence !== null;
    return this.store.state.status.kind === 'running' && this.isOneTurn && !isLong;
  }

  start(scenario: Scenario): void {
    const { now, newId, newSeed } = this.ports;
    const { disabled, pins } = this.store.state;
    const origin = { id: newId(), now: now(), seed: newSeed(), disabled };
    const beginning = { ...beginningOf(scenario, this.workspace?.mocks ?? {}, origin), pins };
    this.recordings.begin(beginning);
    this.go(() => this.sandbox.start(beginning));
  }

  /** Something is wrong with the debugger's own files. */
  trouble(problem: Problem): void {
    this.troubles.push(problem);
    const { problems } = this.store.state;
    this.store.set({ problems: [...problems, problem], notice: problem.message });
  }

  /** From now on it runs, until the sandbox says that it has stopped. */
  go(send: () => void, isOneTurn = false): void {
    this.isOneTurn = isOneTurn;
    const status = { kind: 'running', since: this.ports.wallNow(), step: null } as const;
    this.store.set({ status, stop: null, notice: '', runTo: null });
    this.send(send);
  }

  /** So much of long work is done; nothing of it is left where `total` is 0. */
  advance(what: string, done: number, total: number, isStoppable = true): void {
    const { state } = this.store;
    const heard = { what, done, total, isStoppable };
    const progress = total === 0 ? null : progressed(state.progress, heard, this.ports.wallNow());
    this.store.state = { ...state, progress };
  }

  /** The same, of work that goes on beside what a person asked for: it ends nothing but itself. */
  beside(what: string, done: number, total: number, isStoppable = false): void {
    const { progress } = this.store.state;
    if (progress !== null && progress.what !== what) return;
    this.advance(what, done, total, isStoppable);
    this.store.set({});
  }

  #heardOf(work: 'load' | 'compare', done: number, total: number): void {
    if (work === 'load') this.beside(LOADS, done, total);
    else this.beside(COMPARES, done, total, true);
  }

  /** A command that the sandbox answers with a stop. */
  send(send: () => void): void {
    this.store.awaited.stops++;
    send();
  }

  /** Matches anew where the cursor is. */
  rematch(): void {
    const { task, cursor } = this.store.state;
    if (task === null) return;
    this.store.awaited.rematches++;
    this.sandbox.rematch(task, cursor);
  }

  /** Looks at all of its past with the steps of today. */
  compare(task: TaskId): void {
    this.store.awaited.rematches++;
    this.sandbox.compare(task);
  }
}
