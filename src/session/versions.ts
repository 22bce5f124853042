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
  /** So many turns of a task's list are known: what is over does not change. */
  readonly #known = new WeakMap<readonly Turn[], number>();
  /** Of each step, by its name. */
  readonly #now = new Map<string, Source>();

  take(sources: readonly Source[]): void {
    const steps = sources.filter(({ kind }) => kind === 'step');
    for (const source of steps) if (this.#now.get(source.name) !== source) this.#now.set(source.name, source);
    if (this.#now.size === steps.length) return;
    const names = new Set(steps.map(({ name }) => name));
    for (const name of this.#now.keys()) if (!names.has(name)) this.#now.delete(name);
  }

  /** Turns are told of when they are over; those known already ran with what was there then. */
  note({ turns }: TaskLog): void {
    for (let index = this.#known.get(turns) ?? 0; index < turns.length; index++) {
      const turn = turns[index];
      if (!turn?.finished) break;
      const source = this.#now.get(turn.step);
      if (source && !this.#ran.has(turn)) this.#ran.set(turn, source);
      // The last one may still settle.
      if (index < turns.length - 1) this.#known.set(turns, index + 1);
    }
  }

  isEdited(turn: Turn): boolean {
    const ran = this.#ran.get(turn);
    return ran !== undefined && this.#now.get(turn.step)?.text !== ran.text;
  }
}
