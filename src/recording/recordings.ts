// Everything that runs in a debugger is recorded, each family of tasks in a file of its own, a fork with its past.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Event, Forked, TaskEvent } from '../events.ts';
import { type RecordingHeader, reloadedSteps, type Switched } from '../recorded.ts';
import type { Problem, Source } from '../step.ts';
import type { TaskId, TaskStart } from '../task.ts';
import { asError } from '../thrown.ts';
import { makeFolder, recordingName } from './folder.ts';
import { pastOf } from './fork.ts';
import { type Hide, headerOf, headerPieces, reloadOf, type Surroundings } from './header.ts';
import { RecordedSteps } from './recorded-steps.ts';
import { Recorder, textOf } from './write.ts';

export interface RecordingsPorts {
  readonly dir: string;
  /** Of stepscope. */
  readonly version: string;
  /** Epoch ms. */
  now(): number;
  hider(settings: Surroundings['settings'], start: TaskStart): Hide;
  /** Called once. */
  onProblem(problem: Problem): void;
}

interface Kept {
  readonly recorder: Pick<Recorder, 'path' | 'add' | 'text' | 'close'>;
  /** Made when it is asked for: with thousands of steps that takes a while. */
  readonly header: () => RecordingHeader;
  readonly start: TaskStart;
  readonly hide: Hide;
  /** The steps that it has been told of. */
  steps: Pick<RecordedSteps, 'all'>;
  disabled: readonly string[];
}

/** None of its methods throws: debugging goes on without it. */
export class Recordings {
  readonly #kept = new Map<TaskId, Kept>();
  #now: (Surroundings & { readonly recorded: RecordedSteps }) | null = null;
  #isBroken = false;

  constructor(readonly ports: RecordingsPorts) {}

  /** What tasks run in from now on; the sources are those in force. */
  loaded(settings: Surroundings['settings'], steps: Surroundings['steps'], sources: readonly Source[]): void {
    const before = this.#now?.recorded;
    const recorded = new RecordedSteps(steps, sources, before);
    const isSame = before !== undefined && reloadOf(before.all, recorded.all) === null;
    this.#now = { settings, steps, sources, recorded: isSame ? before : recorded };
  }

  /** This task starts next. */
  begin(start: TaskStart): void {
    const now = this.#now;
    if (!now || this.#isBroken) return;
    const { version } = this.ports;
    const hide = this.ports.hider(now.settings, start);
    const steps = now.recorded;
    const header = (): RecordingHeader => hide.header(headerOf(start, now, version, steps.all));
    const recorder = this.#open(start.id);
    if (steps.areMany) recorder?.beginLong(headerPieces(start, now, version, steps.pieces(), hide));
    else recorder?.begin(header());
    if (recorder) this.#kept.set(start.id, { recorder, header, start, hide, steps, disabled: start.disabled });
  }

  /** A task that was recorded before, in that file: forks of it begin with what stands there, and nothing is added to it. */
  adopt(header: RecordingHeader, start: TaskStart, path: string): void {
    if (!this.#now) return;
    const hide = this.ports.hider(this.#now.settings, start);
    const recorder = { path, add: () => {}, close: () => {}, text: () => textOf(path) };
    this.#kept.set(start.id, {
      recorder,
      header: () => header,
      start,
      hide,
      steps: this.#now.recorded,
      disabled: start.disabled,
    });
  }

  hear(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind === 'loaded') continue;
      if (event.kind === 'forked') this.#fork(event);
      const kept = this.#of(event);
      if (kept) this.#tellSteps(kept);
      kept?.recorder.add(event);
    }
  }

  switched(task: TaskId, disabled: readonly string[]): void {
    const kept = this.#of({ task });
    if (!kept) return;
    kept.disabled = disabled;
    kept.recorder.add({ kind: 'switched', task, disabled });
  }

  /** Its recording is gone afterwards. */
  forget(task: TaskId): void {
    const kept = this.#kept.get(task);
    if (!kept) return;
    this.#kept.delete(task);
    kept.recorder.close();
    try {
      rmSync(kept.recorder.path, { force: true });
    } catch {
      // It goes when it is old.
    }
  }

  /** null where it is not recorded. */
  pathOf(task: TaskId): string | null {
    return this.#of({ task })?.recorder.path ?? null;
  }

  close(): void {
    for (const { recorder } of this.#kept.values()) recorder.close();
  }

  #of({ task }: Pick<TaskEvent, 'task'>): Kept | undefined {
    return this.#isBroken ? undefined : this.#kept.get(rootOf(task));
  }

  #open(task: TaskId): Recorder | null {
    const { dir, now } = this.ports;
    try {
      const folder = makeFolder(dir);
      const recorder = new Recorder(join(folder, recordingName(task, now())), (error) => this.#break(error));
      return this.#isBroken ? null : recorder;
    } catch (error) {
      this.#break(asError(error));
      return null;
    }
  }

  /**
   * What it has not been told of the steps in force: a task that nothing happens in need not know. Their texts are masked as
   * they are written; what they are compared by is not.
   */
  #tellSteps(kept: Kept): void {
    if (!this.#now || kept.steps === this.#now.recorded) return;
    const now = this.#now.recorded;
    const reload = reloadOf(kept.steps.all, now.all);
    kept.steps = now;
    if (reload) kept.recorder.add({ ...reload, steps: kept.hide.steps(reload.steps) });
  }

  #fork({ task, from, made }: Forked): void {
    const parent = this.#of({ task: from.task });
    if (!parent) return;
    const past = this.#past(parent, from);
    const recorder = past && this.#open(task);
    if (!recorder) return;
    const { header, start, hide, disabled } = parent;
    const before = header();
    const { made: _, ...origin } = before.task;
    const ofFork = { ...before, task: { ...origin, id: task, ...(made !== undefined && { made }) } };
    recorder.begin(ofFork);
    recorder.addText(past.texts);
    let { steps } = before;
    for (const line of past.lines) if (line.kind === 'reloaded') steps = reloadedSteps(steps, line);
    const kept: Kept = {
      recorder,
      header: () => ofFork,
      start: { ...start, id: task },
      hide,
      steps: { all: steps },
      disabled,
    };
    this.#kept.set(task, kept);
    this.#tellSteps(kept);
    const off = past.lines.findLast((line): line is Switched => line.kind === 'switched')?.disabled ?? before.disabled;
    if (String(off) !== String(disabled)) recorder.add({ kind: 'switched', task: from.task, disabled });
  }

  /** null where it is gone: the fork is not recorded then, as the task is not any more. */
  #past({ recorder }: Kept, from: Forked['from']): ReturnType<typeof pastOf> | null {
    try {
      const text = recorder.text();
      return text === null ? null : pastOf(text, from);
    } catch (error) {
      this.#break(asError(error));
      return null;
    }
  }

  #break(error: Error): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    const message = `nothing is recorded from here on: ${error.message}`;
    const hint = 'Make .stepscope/ in the workspace writable, or free space; then start stepscope again.';
    this.ports.onProblem({ severity: 'warning', file: '.stepscope', line: 0, column: 0, message, hint });
  }
}

/** A child's id begins with its root's. */
function rootOf(id: TaskId): TaskId {
  return id.split('.')[0] ?? id;
}
