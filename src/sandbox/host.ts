// The sandbox as the rest of the debugger knows it: commands in, events out, and it never dies. When a process does, the
// task whose code ran ends with an error that names the step, and a new process goes on from the last states.
import type { Breakpoint } from '../breakpoints.ts';
import type { Pin } from '../call.ts';
import type { Event, Loaded } from '../events.ts';
import type { Patch } from '../patch.ts';
import type { Source } from '../step.ts';
import type { ForkOptions, PastEdit, Settings, TaskId, TaskStart } from '../task.ts';
import { type OpenProcess, openProcess } from './ahead.ts';
import { buryInterrupted, type Mourner, noteRunning, type Sent, tellDeath, withoutTold } from './burial.ts';
import { Comparing } from './comparing.ts';
import { type Cause, causeOf, toxicProblem } from './death.ts';
import { FactsReader, type HearFacts } from './facts-reader.ts';
import { stoppedByHand } from './obituary.ts';
import type { Death, SandboxProcess } from './process.ts';
import type { AllLoaded, Fork, SandboxCommand, SandboxLine } from './protocol.ts';
import { SourceSet } from './source-set.ts';
import { StepList } from './step-list.ts';
import { taskOf } from './task-command.ts';
import { firstState, forkedState, TaskRecord } from './task-record.ts';
import { pinsOfFork, rootOf, TaskRecords } from './task-records.ts';

type Listener = (events: readonly Event[]) => void;
type Advance = (work: 'load' | 'compare', done: number, total: number) => void;

/** Starts its process with the first load. `advance`: how far long work has come. */
export function openSandbox(listener: Listener, advance: Advance = () => {}, open = openProcess): SandboxHost {
  return new SandboxHost(listener, advance, open);
}

class SandboxHost {
  #process: SandboxProcess | null = null;
  #settings: Settings | null = null;
  readonly #sources = new SourceSet((done, total) => this.advance('load', done, total));
  readonly #records = new TaskRecords();
  readonly #facts = new FactsReader((command) => this.#send(command));
  readonly readFacts = (hear: HearFacts): void => this.#facts.begin(hear);
  /** Families that live in the process that runs now, by their root. */
  #alive = new Set<TaskId>();
  #sent: Sent[] = [];
  readonly #list = new StepList();
  #breakpoints: readonly Breakpoint[] = [];
  readonly #comparing = new Comparing({
    send: (command) => this.#send(command),
    advance: (done, total) => this.advance('compare', done, total),
  });
  /** Which turns of the past would pick another step today. */
  readonly compare = (task: TaskId): void => this.#comparing.begin(this.#records.get(task));
  /** What was found until now is told. */
  readonly stopComparing = (): void => this.listener(this.#comparing.stop());
  #isInterrupted = false;
  /** This process shall run no other task: a new one takes its place as soon as it has nothing to do. */
  #isSpoiled = false;
  #closed: Promise<void> | null = null;
  #onClosed: (() => void) | null = null;

  constructor(
    readonly listener: Listener,
    readonly advance: Advance,
    readonly open: OpenProcess,
  ) {}

  /** All sources as they are now; only what changed is loaded again. */
  load(settings: Settings, sources: readonly Source[]): void {
    const { stepMs, memoryMb } = this.#settings?.limits ?? settings.limits;
    // The watch learns its limits when its process starts.
    this.#isSpoiled ||= stepMs !== settings.limits.stepMs || memoryMb !== settings.limits.memoryMb;
    this.#settings = settings;
    this.#sources.want(sources);
    this.#renew();
    if (!this.#ensureProcess(1)) this.#sendLoad(1);
  }

  start(start: TaskStart): void {
    this.#records.open(new TaskRecord(start, firstState(start)));
    this.#alive.add(start.id);
    this.#send({ kind: 'start', start });
  }

  /** A new task from the state that another had after some turns. */
  fork(id: TaskId, from: Fork['from'], options: ForkOptions = {}): void {
    const { tape: how, resumes = false, edit = [], editOf, made } = options;
    const parent = this.#records.get(from.task);
    const failed = resumes ? parent.failedSteps(from.turns) : [];
    const state = forkedState(parent.stateAfter(from.turns), id, failed);
    const tape = how ? { tape: { ...parent.tape(how), children: this.#records.tapesBelow(from.task, id, how) } } : {};
    const pins = pinsOfFork(parent.start.pins ?? [], from.task, id);
    const start: TaskStart = { ...parent.start, id, pins, ...tape };
    this.#records.open(new TaskRecord(start, state, parent));
    this.#alive.add(id);
    this.#send({
      kind: 'restore',
      start,
      state,
      fork: { from, made, rearmed: failed, edit: editOf ? this.#records.pastEdit(editOf) : edit },
      ended: [],
    });
  }

  /** A hand edit of the task's data as it is now, between turns. */
  edit(task: TaskId, patches: readonly Patch[]): void {
    this.#revive(task);
    this.#send({ kind: 'edit', task, patches });
  }

  /** The edit by hand that another task had, as it really was. */
  editAgain(task: TaskId, of: PastEdit): void {
    this.edit(task, this.#records.pastEdit(of));
  }

  /** The task and its children end here, as the person wishes. */
  stop(task: TaskId): void {
    const root = rootOf(task);
    const events = this.#records.unended(root).map((record) => stoppedByHand(record.stateAfter(record.turns)));
    if (this.#alive.delete(root)) this.#send({ kind: 'drop', task: root });
    for (const event of events) this.#records.add(event);
    this.listener([...events, { kind: 'stopped', task: root, at: task, reason: { kind: 'ended' } }]);
  }

  /** `isOwn`: of this very task, whoever of its family would be next. */
  step(task: TaskId, pick?: string, isOwn = pick !== undefined): void {
    this.#revive(task);
    this.#send({ kind: 'step', task, isOwn, ...(pick === undefined ? {} : { pick }) });
  }

  continue(task: TaskId): void {
    this.#revive(task);
    this.#send({ kind: 'continue', task });
  }

  /** Stops between turns. */
  pause(): void {
    this.#process?.send({ kind: 'pause' });
  }

  /** Ends the turn that runs now, wherever it is: it never happened. */
  interrupt(): void {
    if (this.#sent.length === 0) return;
    this.#isInterrupted = true;
    this.#process?.kill();
  }

  /** Matches a past or present state of a task with today's steps. */
  rematch(task: TaskId, turns: number): void {
    const record = this.#records.get(task);
    this.#send({ kind: 'rematch', start: record.start, state: record.stateAfter(turns) });
  }

  /** Nobody asks for this task and its children any more. */
  drop(task: TaskId): void {
    this.#records.drop(rootOf(task));
    if (this.#alive.delete(rootOf(task))) this.#send({ kind: 'drop', task });
  }

  switchOff(task: TaskId, disabled: readonly string[]): void {
    for (const record of this.#records.family(task)) record.start = { ...record.start, disabled };
    if (this.#alive.has(rootOf(task))) this.#send({ kind: 'switchOff', task, disabled });
  }

  /** These answers, and no other pins, from now on. */
  pin(task: TaskId, pins: readonly Pin[]): void {
    for (const record of this.#records.family(task)) record.start = { ...record.start, pins };
    if (this.#alive.has(rootOf(task))) this.#send({ kind: 'pin', task, pins });
  }

  /** All there are, also while something runs. */
  breakpoints(list: readonly Breakpoint[]): void {
    this.#breakpoints = list;
    this.#process?.send({ kind: 'breakpoints', list });
  }

  close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      if (!this.#process) return resolve();
      this.#onClosed = resolve;
      this.#process.kill();
    });
    return this.#closed;
  }

  /** A family whose process died goes on in the new one from its last states. */
  #revive(task: TaskId): void {
    const root = rootOf(task);
    if (this.#alive.has(root)) return;
    this.#alive.add(root);
    for (const command of this.#records.revivals(root)) this.#send(command);
  }

  #send(command: SandboxCommand, answers = 0): void {
    this.#ensureProcess();
    this.#sent.push({ command, answers, running: null });
    this.#process?.send(command);
  }

  #sendLoad(answers: number): void {
    if (!this.#settings) return;
    this.#send({ kind: 'load', settings: this.#settings, ...this.#sources.take() }, answers);
  }

  /** True where a new process was started; it loads everything and answers that many calls of `load` by it. */
  #ensureProcess(answers = 0): boolean {
    if (this.#process || this.#closed || !this.#settings) return false;
    const made: SandboxProcess = this.open(this.#settings.limits, {
      onLines: (lines) => this.#process === made && this.#receive(lines),
      onDeath: (death) => this.#process === made && this.#bury(death),
    });
    this.#process = made;
    this.#list.begin();
    made.send({ kind: 'breakpoints', list: this.#breakpoints });
    const good = this.#sources.takeGood();
    if (good.length > 0) this.#send({ kind: 'load', settings: this.#settings, sources: good, removed: [] });
    this.#sendLoad(answers);
    return true;
  }

  #receive(lines: readonly SandboxLine[]): void {
    const events: Event[] = [];
    for (const line of lines) {
      if (line.kind === 'answered') this.#sent.shift();
      else if (line.kind === 'loading') this.#sources.noteLoading(line.file);
      else if (line.kind === 'step') this.#list.take(line.step);
      else if (line.kind === 'facts') this.#facts.take(line);
      else if (line.kind === 'spoiled') this.#isSpoiled = true;
      else if (line.kind === 'compared') events.push(...this.#comparing.take(line));
      else if (line.kind === 'loaded') events.push(...this.#loaded(line));
      else {
        this.#records.add(line);
        noteRunning(this.#sent[0], line);
        if (line.kind !== 'vault') events.push(line);
      }
    }
    this.#renew();
    if (events.length > 0) this.listener(events);
  }

  /** What happens to a process that was let go is of no interest; what was to be interrupted in it is over. */
  #renew(): void {
    if (!this.#isSpoiled || this.#sent.length > 0 || this.#closed) return;
    this.#isSpoiled = false;
    this.#isInterrupted = false;
    this.#process?.kill();
    this.#process = null;
    this.#alive = new Set();
  }

  /** One for each call of `load` that it answers. */
  #loaded(line: AllLoaded): readonly Loaded[] {
    const { command, answers = 0 } = this.#sent[0] ?? {};
    this.#list.noteLoaded(line);
    this.#sources.noteLoaded(answers > 0 && command?.kind === 'load' ? command.sources : [], this.#list.isGood);
    return Array.from({ length: answers }, () => this.#list.told(line, this.#sources.toxic));
  }

  #bury(death: Death): void {
    this.#process = null;
    const unanswered = this.#sent;
    this.#sent = [];
    this.#alive = new Set();
    if (this.#onClosed) return this.#onClosed();
    const isInterrupted = this.#isInterrupted;
    this.#isInterrupted = false;
    const rest = isInterrupted ? buryInterrupted(unanswered, this.#mourner()) : this.#buryDead(unanswered, death);
    const loads = unanswered.reduce((sum, { answers }) => sum + answers, 0);
    if (loads > 0) this.#ensureProcess(loads);
    // What came behind it is still wanted.
    for (const { command } of rest) this.#sendAgain(command);
  }

  /** Gives what is still to be done. */
  #buryDead([first, ...rest]: readonly Sent[], death: Death): readonly Sent[] {
    const settings = this.#settings;
    if (!first || !settings) return [];
    if (first.command.kind === 'facts') return rest;
    const cause = causeOf(death, settings.limits);
    if (taskOf(first.command) === null) this.#leaveOut(cause);
    else tellDeath(first, death, cause, this.#mourner());
    return withoutTold(first, rest);
  }

  #mourner(): Mourner {
    const listener: Listener = (events) => this.listener(this.#comparing.afterDeath(events));
    return { records: this.#records, steps: this.#list.steps, breakpoints: this.#breakpoints, listener };
  }

  /** A load died: without the file that did it, the others load. */
  #leaveOut(cause: Cause): void {
    const source = this.#sources.loading;
    if (!source) throw new Error(`the sandbox ${cause.what} while it loaded the workspace`);
    this.#sources.noteToxic(source, toxicProblem(source, cause));
  }

  /** Loads and revivals come by themselves with the new process. */
  #sendAgain(command: SandboxCommand): void {
    if (command.kind === 'load' || (command.kind === 'restore' && !command.fork)) return;
    if (command.kind === 'step' || command.kind === 'continue' || command.kind === 'edit') this.#revive(command.task);
    if (command.kind === 'start' || command.kind === 'restore') this.#alive.add(command.start.id);
    this.#send(command);
  }
}
