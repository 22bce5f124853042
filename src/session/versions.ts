// Which version of a step ran in each turn, and a re-run of turns whose steps have been edited.
import type { Source } from '../step.ts';
import type { TaskId } from '../task.ts';
import type { TaskLog, Turn } from './state.ts';

/** A re-run that is under way: `fork` follows `original` turn by turn. */
export interface Rerun {
  readonly original: TaskLog;
  readonly fork: TaskId;
  /** All its turns have run again: the family goes on to its end. */
  readonly isAtEnd: boolean;
}

/** With which version of its step each turn ran; forks share the turns before them. */
export class Versions {
  readonly #ran = new WeakMap<Turn, Source>();
  #now: ReadonlyMap<string, Source> = new Map();

  take(sources: readonly Source[]): void {
    this.#now = new Map(sources.flatMap((source) => (source.kind === 'step' ? [[source.name, source]] : [])));
  }

  /** Turns are told of when they are over; those known already ran with what was there then. */
  note(log: TaskLog): void {
    for (const turn of log.turns) {
      const source = this.#now.get(turn.step);
      if (source && turn.finished && !this.#ran.has(turn)) this.#ran.set(turn, source);
    }
  }

  isEdited(turn: Turn): boolean {
    const ran = this.#ran.get(turn);
    return ran !== undefined && this.#now.get(turn.step)?.text !== ran.text;
  }
}
