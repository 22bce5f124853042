// The tasks of a workspace, on disk: an index of its recordings that several processes may read and write at once.
// It loads native code: import this file lazily.
// All of it is synchronous and takes well below a millisecond, but for statistics. Times are epoch ms; rows hold no secret. It
// throws what the system says where the folder cannot be written and is to be, and a NewerError for a database of a newer stepscope.
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { keptRecordings, recordingsFolder } from '../recording/folder.ts';
import type { TaskId } from '../task.ts';
import { callStats, calls, writeCall } from './call-table.ts';
import { DamagedError, type Database, IN_MEMORY, loadDriver } from './database.ts';
import { settleLost } from './lost.ts';
import { forget, type Limits, type Pruned, prune, pruneIfDue } from './prune.ts';
import { isDenied, openCopy } from './read-only.ts';
import { type Reread, writeRecordedRows } from './rebuild.ts';
import type {
  CallQuery,
  CallStats,
  NumberedCall,
  Rows,
  ScenarioRun,
  StepQuery,
  StepRun,
  StepStats,
  TaskQuery,
  TaskRow,
} from './rows.ts';
import { latestScenarioRuns, scenarioRuns, writeScenarioRuns } from './run-table.ts';
import { stepRuns, stepStats, writeStepRun } from './step-table.ts';
import { databasePath, openStore, repairStore, type StorePorts } from './store.ts';
import { takeStrays } from './strays.ts';
import { TaskTable, writeTask } from './task-table.ts';

export interface HistoryOptions {
  /** Told in a sentence what was wrong and has been put right. */
  warn(text: string): void;
}

/** More tasks than this are not named where one was meant. */
const MOST_ALIKE = 20;

/** Where nothing was ever kept nothing is made: the history is empty then, and forgets what is written. */
export async function openHistory(dir: string, { warn }: HistoryOptions, isToWrite = false): Promise<History> {
  const open = await loadDriver();
  const isEmpty = !isToWrite && !existsSync(databasePath(dir)) && keptRecordings(dir).length === 0;
  const ports: StorePorts = { dir, open, warn, write: writeRows };
  if (isEmpty) return new History(ports, open(IN_MEMORY));
  try {
    return upToDate(new History(ports, await openStore(ports)));
  } catch (error) {
    if (isToWrite || !isDenied(error)) throw error;
    return upToDate(new History(ports, openCopy(ports), error));
  }
}

function upToDate(history: History): History {
  history.settle();
  history.takeStrays();
  return history;
}

export class History {
  #database: Database;

  /** `denied`: why nothing may be written; it is a copy then. */
  constructor(
    readonly ports: StorePorts,
    database: Database,
    readonly denied: unknown = null,
  ) {
    this.#database = database;
  }

  /** What a reader of events made (row-maker.ts), all or nothing. */
  write(rows: Rows): void {
    if (Object.values(rows).every(({ length }) => length === 0)) return;
    this.#do((database) => database.together(() => writeRows(database, rows)));
  }

  /** All of one run of scenarios. */
  writeScenarioRuns(runs: readonly ScenarioRun[]): void {
    this.#do((database) => database.together(() => writeScenarioRuns(database, runs)));
  }

  tasks(query: TaskQuery = {}): readonly TaskRow[] {
    return this.#inTasks((table) => table.find(query));
  }

  /** So many at a time, all as they are now, until `take` says that it has enough. */
  async pages(query: TaskQuery, size: number, take: (rows: readonly TaskRow[]) => Promise<boolean>): Promise<void> {
    const { limit = Number.MAX_SAFE_INTEGER } = query;
    this.#do((database) => database.run('begin'));
    try {
      for (let offset = 0; offset < limit; offset += size) {
        const rows = this.tasks({ ...query, offset, limit: Math.min(size, limit - offset) });
        if (rows.length > 0 && !(await take(rows))) return;
        if (rows.length < size) return;
      }
    } finally {
      this.#do((database) => database.run('commit'));
    }
  }

  count(query: TaskQuery = {}): number {
    return this.#inTasks((table) => table.count(query));
  }

  task(id: TaskId): TaskRow | null {
    return this.#inTasks((table) => table.byId(id));
  }

  childrenOf(id: TaskId): readonly TaskRow[] {
    return this.#inTasks((table) => table.childrenOf(id));
  }

  /** Forks, and what it was resumed as. */
  goingOnFrom(id: TaskId): readonly TaskRow[] {
    return this.#inTasks((table) => table.goingOnFrom(id));
  }

  /** By its id, its name (of several the newest), or the beginning of its id; else those that it could be, newest first. */
  find(text: string): TaskRow | readonly TaskRow[] {
    return this.#inTasks((table) => {
      const exact = table.byId(text) ?? table.newestOfName(text);
      if (exact) return exact;
      const alike = text === '' ? [] : table.byBeginning(text, MOST_ALIKE);
      const [first, ...others] = alike;
      return first && others.length === 0 ? first : alike;
    });
  }

  stepRuns(query: StepQuery = {}): readonly StepRun[] {
    return this.#do((database) => stepRuns(database, query));
  }

  stepStats(): readonly StepStats[] {
    return this.#do(stepStats);
  }

  /** Oldest first. */
  calls(query: CallQuery = {}): readonly NumberedCall[] {
    return this.#do((database) => calls(database, query));
  }

  callStats(): readonly CallStats[] {
    return this.#do(callStats);
  }

  /** Of each scenario the last run in which it was not skipped: those that failed are what --last-failed runs. */
  latestScenarioRuns(): readonly ScenarioRun[] {
    return this.#do(latestScenarioRuns);
  }

  /** Newest first. */
  scenarioRuns(scenario?: string, limit = 1_000): readonly ScenarioRun[] {
    return this.#do((database) => scenarioRuns(database, scenario, limit));
  }

  /** Whoever runs that task is to end it. */
  wishToStop(task: TaskId): void {
    this.#mustWrite();
    this.#do((database) => database.run("insert or replace into wishes (task, wish) values (?, 'stop')", task));
  }

  isToStop(task: TaskId): boolean {
    return this.#do((database) => database.all('select wish from wishes where task = ?', task).length > 0);
  }

  /** Tasks with their recordings. */
  prune(limits: Limits): Pruned {
    this.#mustWrite();
    return this.#do((database) => prune(database, this.ports.dir, limits));
  }

  /** All that is known of the tasks of these recordings. */
  forget(recordings: readonly string[]): void {
    this.#do((database) =>
      database.together(() => {
        for (const path of recordings) forget(database, basename(path));
      }),
    );
  }

  /** As it is done by itself, every now and then. `now`: epoch ms. */
  pruneIfDue(now: number): void {
    this.#do((database) => pruneIfDue(database, this.ports.dir, now));
  }

  /** Anew from the recordings; runs of scenarios stay. */
  rebuild(): Reread {
    this.#mustWrite();
    return this.#do((database) => {
      let reread: Reread = { tasks: 0, unread: [] };
      database.together(() => {
        const running = this.tasks({ subtasks: true }).filter(({ pid }) => pid !== null);
        for (const table of ['tasks', 'step_runs', 'calls']) database.run(`delete from ${table}`);
        reread = writeRecordedRows(this.ports.dir, (rows) => writeRows(database, rows));
        // Of those their processes know more.
        for (const row of running) writeTask(database, row, basename);
      });
      return reread;
    });
  }

  /** Tasks whose process is gone have come to their end. */
  settle(): void {
    this.#do((database) => settleLost(database, this.tasks.bind(this), (rows) => this.write(rows)));
  }

  /** Those that nobody has told of are known afterwards. */
  takeStrays(): void {
    this.#do((database) => takeStrays(database, this.ports, Date.now()));
  }

  /** How long to wait for other processes that write, ms. */
  patience(ms: number): void {
    this.#database.patience(ms);
  }

  close(): void {
    this.#database.close();
  }

  #inTasks<T>(ask: (table: TaskTable) => T): T {
    return this.#do((database) => ask(new TaskTable(database, (name) => join(recordingsFolder(this.ports.dir), name))));
  }

  #mustWrite(): void {
    if (this.denied !== null) throw this.denied;
  }

  /** That a file is damaged may be seen only when that part of it is read. */
  #do<T>(work: (database: Database) => T): T {
    try {
      return work(this.#database);
    } catch (error) {
      if (!(error instanceof DamagedError)) throw error;
      this.#database.close();
      this.#database = repairStore(this.ports);
      return work(this.#database);
    }
  }
}

function writeRows(database: Database, { tasks, stepRuns: runs, calls: made, undone }: Rows): void {
  for (const { task, turn } of undone) {
    database.run('delete from step_runs where task = ? and turn = ?', task, turn);
    database.run('delete from calls where task = ? and turn = ?', task, turn);
  }
  for (const row of tasks) writeTask(database, row, basename);
  for (const run of runs) writeStepRun(database, run);
  for (const call of made) writeCall(database, call);
}
