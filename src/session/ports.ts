// What the session needs of the outside, handed in by the command line: it never imports those rooms.
import type { Breakpoint } from '../breakpoints.ts';
import type { Pin } from '../call.ts';
import type { Event } from '../events.ts';
import type { StepFacts } from '../facts.ts';
import type { Patch } from '../patch.ts';
import type { Json, JsonObject, Mocks, Path, Problem, Scenario, Source, StepInfo, Workspace } from '../step.ts';
import type { ForkOptions, PastEdit, Settings, TaskId, TaskStart } from '../task.ts';

export interface WorkspacePort {
  /** `advance`: so many files of a folder are read. */
  read(advance?: (done: number, total: number) => void): Promise<Workspace>;
  /** Calls back after each change on disk until it is closed. */
  watch(read: Workspace, onChange: (read: Workspace) => void): { close(): Promise<void> };
  /** What a JS scenario or connector file exports, once the sandbox has evaluated it. */
  scenariosOf(
    read: Workspace,
    file: string,
    value: Json,
  ): { scenarios: readonly Scenario[]; problems: readonly Problem[] };
  /** Of scenarios that share a name none is taken. */
  /** What is secret in their conditions is masked. */
  shownSteps(steps: readonly StepInfo[], secrets: Readonly<Record<string, string>>): readonly StepInfo[];
  withoutDoubles(scenarios: readonly Scenario[]): { scenarios: readonly Scenario[]; problems: readonly Problem[] };
  mocksOf(read: Workspace, file: string, value: Json): { mocks: Mocks; problems: readonly Problem[] };
}

/** Writes into the workspace; `refused` says why nothing was written, in words for a person. */
export interface ScenarioFilesPort {
  /** A new file for a scenario in the explicit form, without its name. No file is overwritten. */
  save(read: Workspace, name: string, scenario: JsonObject): Written;
  /** Answers of connectors into the file that the scenario stands in. */
  keepAnswers(read: Workspace, scenario: Pick<Scenario, 'name' | 'file'>, answers: Mocks): Written;
}

/** `file` is relative to the workspace. */
export type Written = { readonly file: string } | { readonly refused: string };

export interface SandboxPort {
  load(settings: Settings, sources: readonly Source[]): void;
  start(start: TaskStart): void;
  fork(id: TaskId, from: { readonly task: TaskId; readonly turns: number }, options?: ForkOptions): void;
  /** A hand edit of the data as it is now. */
  edit(task: TaskId, patches: readonly Patch[]): void;
  /** Which turns of the past would pick another step today. */
  compare(task: TaskId): void;
  /** Those that are being looked at: what was found until now is told. */
  stopComparing(): void;
  /** Ends it; it can be resumed. */
  stop(task: TaskId): void;
  /** `isOwn`: of this very task, whoever of its family would be next; so it is with a pick. */
  step(task: TaskId, pick?: string, isOwn?: boolean): void;
  /** The edit by hand that another task had, as it really was. */
  editAgain(task: TaskId, of: PastEdit): void;
  continue(task: TaskId): void;
  pause(): void;
  interrupt(): void;
  rematch(task: TaskId, turns: number): void;
  /** Nobody asks for this task and its children any more. */
  drop(task: TaskId): void;
  /** These answers, and no other pins, from now on. */
  pin(task: TaskId, pins: readonly Pin[]): void;
  switchOff(task: TaskId, disabled: readonly string[]): void;
  /** All there are, from now on, also while something runs. */
  breakpoints(list: readonly Breakpoint[]): void;
  /** What the texts of the steps in force tell, but for those that cannot be understood. Only who asks last is told. */
  readFacts(hear: (facts: readonly StepFacts[]) => void): void;
  close(): Promise<void>;
}

/** Where breakpoints outlive the debugger. Nothing of it throws; `refused` says what is wrong, in words for a person. */
export interface BreakpointsPort {
  read(): { readonly list: readonly Breakpoint[]; readonly refused?: string };
  write(list: readonly Breakpoint[]): { readonly refused?: string };
}

/** Where watches outlive the debugger; likewise. */
export interface WatchesPort {
  read(): { readonly list: readonly Path[]; readonly refused?: string };
  write(list: readonly Path[]): { readonly refused?: string };
}

/** Keeps what happens for another day. Nothing of it throws. */
export interface RecordingPort {
  /** What tasks run in from now on. */
  loaded(settings: Settings, steps: readonly StepInfo[], sources: readonly Source[]): void;
  /** This task starts next. */
  begin(start: TaskStart): void;
  hear(events: readonly Event[]): void;
  /** These steps of a task, and no others, are off from now on. */
  switched(task: TaskId, disabled: readonly string[]): void;
  /** It was only a trial: nothing of this task and its children is kept. */
  forget(task: TaskId): void;
  close(): Promise<void>;
}

/** `onProblem` is called once, where nothing can be kept any more. */
export type OpenRecordings = (onProblem: (problem: Problem) => void) => RecordingPort;

/** Opens a sandbox that tells `listener` what happens, and `advance` how far long work has come; nothing is left of 0. */
export type OpenSandbox = (
  listener: (events: readonly Event[]) => void,
  advance?: (work: 'load' | 'compare', done: number, total: number) => void,
) => SandboxPort;
