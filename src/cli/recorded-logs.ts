// The tasks of a recording as far as its lines have come, and which steps were in force when.
import { FamilyLogs } from '../check/family-logs.ts';
import { type RecordedLine, type RecordedStep, type RecordingHeader, reloadedSteps } from '../recorded.ts';
import type { TaskLog } from '../session/state.ts';
import { ranks } from '../session/workspace-view.ts';
import type { TaskId } from '../task.ts';

export class RecordedLogs {
  #steps: readonly RecordedStep[];
  #rankOf: (step: string) => number;
  readonly #logs = new FamilyLogs((step) => this.#rankOf(step));
  /** By task and turn: those in force when it began. */
  readonly #stepsAt = new Map<string, readonly RecordedStep[]>();

  constructor(readonly header: RecordingHeader) {
    this.#steps = header.steps;
    this.#rankOf = ranks(header.steps, header.settings.strategy);
  }

  take(line: RecordedLine): void {
    if (line.kind === 'switched') return;
    if (line.kind === 'reloaded') {
      this.#steps = reloadedSteps(this.#steps, line);
      this.#rankOf = ranks(this.#steps, this.header.settings.strategy);
      return;
    }
    if (line.kind === 'selected') this.#stepsAt.set(`${line.task} ${line.turn}`, this.#steps);
    this.#logs.take(line);
  }

  get(task: TaskId): TaskLog | undefined {
    return this.#logs.get(task);
  }

  all(): readonly TaskLog[] {
    return this.#logs.all();
  }

  /** The turns that a fork began with are those of the task that it left. */
  stepsAt(log: TaskLog, turn: number): readonly RecordedStep[] {
    const own = this.#stepsAt.get(`${log.id} ${turn}`);
    const left = log.parent && this.#logs.get(log.parent.task);
    return own ?? (left ? this.stepsAt(left, turn) : this.#steps);
  }

  childrenOf(log: TaskLog, turn: number): readonly TaskLog[] {
    return this.all().filter(({ start }) => start.parent?.task === log.id && start.parent.turn === turn);
  }
}
