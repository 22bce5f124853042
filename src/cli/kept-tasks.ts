// Keeps what runs: each family of tasks in a recording, and rows of them in the history. The history is native code, so it is
// loaded a while after the first task began, and written beside what runs: no turn waits for it.

import type { Event } from '../events.ts';
import { isBusy } from '../history/busy.ts';
import type { History } from '../history/history.ts';
import { RowMaker } from '../history/row-maker.ts';
import { NO_ROWS, type Rows, type TaskRow } from '../history/rows.ts';
import type { Recording } from '../recorded.ts';
import { prune } from '../recording/folder.ts';
import type { Recordings } from '../recording/recordings.ts';
import type { RecordingPort } from '../session/ports.ts';
import type { Problem } from '../step.ts';
import type { TaskId, TaskStart } from '../task.ts';
import { asError } from '../thrown.ts';

/** How long rows may wait, ms. */
const LATEST = 250;
/** The history is loaded when a task has been there for so long, ms: the screen has been drawn by then. */
const OPENS_AFTER = 400;
/** Turns that are written in one go: keys are heard in between. */
const SLICE = 500;
/** Ms. */
const BETWEEN_SLICES = 30;
/** While something runs: another process is not waited for longer, the rows come with the next ones. */
const PATIENCE = 20;
const LAST_PATIENCE = 2_000;

export interface KeptTasksPorts {
  readonly dir: string;
  readonly by: TaskRow['by'];
  /** Loads and opens it, to be written. */
  openHistory(): Promise<History>;
  /** Called once. */
  onProblem(problem: Problem): void;
}

/** None of its methods throws: debugging goes on without it. */
export class KeptTasks implements RecordingPort {
  readonly #maker: RowMaker;
  #opening: Promise<void> | null = null;
  #history: History | null = null;
  /** Rows that could not be written yet. */
  #left: Rows = NO_ROWS;
  /** Recordings that are gone, of which the history may still know. */
  #forgotten: readonly string[] = [];
  #timer: NodeJS.Timeout | null = null;
  #isBroken = false;

  constructor(
    readonly recordings: Recordings,
    readonly ports: KeptTasksPorts,
  ) {
    const { by } = ports;
    const recordingOf = (task: TaskId): string | null => recordings.pathOf(task);
    this.#maker = new RowMaker({ recordingOf, pid: process.pid, by, now: () => Date.now() });
  }

  loaded(...what: Parameters<RecordingPort['loaded']>): void {
    this.recordings.loaded(...what);
  }

  begin(...what: Parameters<RecordingPort['begin']>): void {
    this.recordings.begin(...what);
  }

  /** A task of another day, of which one goes on from here. */
  adopt({ header }: Recording, start: TaskStart, row: TaskRow, workMs: number): void {
    this.recordings.adopt(header, start, row.recording);
    this.#maker.adopt(row, start.createdAt, workMs);
  }

  switched(...what: Parameters<RecordingPort['switched']>): void {
    this.recordings.switched(...what);
  }

  forget(task: TaskId): void {
    const path = this.recordings.pathOf(task);
    if (path === null) return;
    this.recordings.forget(task);
    const gone = this.#maker.forget(task);
    this.#left = without(this.#left, gone);
    this.#forgotten = [...this.#forgotten, path];
    this.#timer ??= setTimeout(() => void this.#write(), LATEST).unref();
  }

  hear(events: readonly Event[]): void {
    this.recordings.hear(events);
    if (this.#isBroken) return;
    for (const event of events) this.#maker.hear(event);
    this.#timer ??= setTimeout(() => void this.#write(), this.#history ? LATEST : OPENS_AFTER).unref();
  }

  /** As it is now; null where it is not kept. */
  rowOf(task: TaskId): TaskRow | null {
    return this.#maker.rowOf(task);
  }

  /** Asks the history something; null where there is none. */
  async reading<T>(ask: (history: History) => T): Promise<T | null> {
    await this.#open();
    return this.#history && !this.#isBroken ? ask(this.#history) : null;
  }

  /** Somebody wants it ended. */
  isToStop(task: TaskId): boolean {
    let isWished = false;
    this.#try((history) => {
      isWished = history.isToStop(task);
    });
    return isWished;
  }

  /** All that is known by now is in the history afterwards. */
  async flush(): Promise<void> {
    await this.#open();
    this.#history?.patience(LAST_PATIENCE);
    await this.#write(Number.POSITIVE_INFINITY);
    this.#history?.patience(PATIENCE);
  }

  async close(): Promise<void> {
    this.recordings.close();
    if (this.#isBroken) return;
    this.#maker.leave();
    await this.flush();
    if (this.#timer) clearTimeout(this.#timer);
    this.#try((history) => history.pruneIfDue(Date.now()));
    this.#history?.close();
    this.#isBroken = true;
  }

  /** `most`: turns, and calls, that are written in one go. */
  async #write(most = SLICE): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#left = joined(this.#left, this.#maker.take());
    if (isEmpty(this.#left) && this.#forgotten.length === 0) return;
    await this.#open();
    this.#try((history) => {
      const { stepRuns, calls } = this.#left;
      history.write({ ...this.#left, stepRuns: stepRuns.slice(0, most), calls: calls.slice(0, most) });
      this.#left = { ...NO_ROWS, stepRuns: stepRuns.slice(most), calls: calls.slice(most) };
      if (this.#forgotten.length > 0) history.forget(this.#forgotten);
      this.#forgotten = [];
      if (!isEmpty(this.#left)) this.#timer ??= setTimeout(() => void this.#write(), BETWEEN_SLICES).unref();
    });
  }

  #open(): Promise<void> {
    if (this.#isBroken) return Promise.resolve();
    this.#opening ??= this.ports.openHistory().then(
      (history) => {
        history.patience(PATIENCE);
        this.#history = history;
      },
      (error: Error) => this.#break(error),
    );
    return this.#opening;
  }

  #try(work: (history: History) => void): void {
    try {
      if (this.#history && !this.#isBroken) work(this.#history);
    } catch (error) {
      if (!isBusy(error)) this.#break(asError(error));
      else this.#timer ??= setTimeout(() => void this.#write(), LATEST).unref();
    }
  }

  #break(error: Error): void {
    this.#isBroken = true;
    prune(this.ports.dir, Date.now());
    const message = `tasks do not go into the history from here on: ${error.message}`;
    const hint =
      'Make .stepscope/ in the workspace writable, or free space; `stepscope history rebuild` then adds them.';
    this.ports.onProblem({ severity: 'warning', file: '.stepscope', line: 0, column: 0, message, hint });
  }
}

/** Later rows of a task or a turn are written over earlier ones; what never happened is taken away before both. */
function joined(before: Rows, after: Rows): Rows {
  const isUndone = ({ task, turn }: { readonly task: TaskId; readonly turn: number }): boolean =>
    after.undone.some((gone) => gone.task === task && gone.turn === turn);
  return {
    tasks: [...before.tasks, ...after.tasks],
    stepRuns: [...before.stepRuns.filter((run) => !isUndone(run)), ...after.stepRuns],
    calls: [...before.calls.filter((call) => !isUndone(call)), ...after.calls],
    undone: [...before.undone, ...after.undone],
  };
}

function without({ tasks, stepRuns, calls, undone }: Rows, gone: ReadonlySet<TaskId>): Rows {
  return {
    tasks: tasks.filter(({ id }) => !gone.has(id)),
    stepRuns: stepRuns.filter(({ task }) => !gone.has(task)),
    calls: calls.filter(({ task }) => !gone.has(task)),
    undone,
  };
}

function isEmpty(rows: Rows): boolean {
  return Object.values(rows).every(({ length }) => length === 0);
}
