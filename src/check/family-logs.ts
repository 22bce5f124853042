// What a family of tasks did, as its events tell it, forks included.
import type { TaskEvent } from '../events.ts';
import type { TaskLog } from '../session/state.ts';
import { abandonTurn, addEvent, forkLog, openLog, type RankOf } from '../session/task-log.ts';
import type { TaskId } from '../task.ts';

export class FamilyLogs {
  readonly #logs = new Map<TaskId, TaskLog>();

  constructor(readonly rankOf: RankOf) {}

  get(task: TaskId): TaskLog | undefined {
    return this.#logs.get(task);
  }

  all(): readonly TaskLog[] {
    return [...this.#logs.values()];
  }

  readonly take = (event: TaskEvent): void => {
    const log = event.kind === 'forked' ? this.#logs.get(event.from.task) : this.#logs.get(event.task);
    if (event.kind === 'started') this.#logs.set(event.task, openLog(event));
    else if (log) this.#logs.set(event.task, this.#next(log, event));
  };

  #next(log: TaskLog, event: TaskEvent): TaskLog {
    if (event.kind === 'forked') return forkLog(log, event);
    return event.kind === 'abandoned' ? abandonTurn(log, event.turn) : addEvent(log, event, this.rankOf);
  }
}
