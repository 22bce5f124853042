// How a task stands after so many turns.
import type { Verdict } from '../events.ts';
import type { KeptData } from '../kept-data.ts';
import type { JsonObject } from '../step.ts';
import type { Fired } from './fired.ts';

type Fields = Omit<Snapshot, 'data' | 'with'>;

/** It never changes; `with` gives another. */
export class Snapshot {
  readonly kept: KeptData;
  /** Steps that match and may run, in firing order; null until matched. */
  readonly agenda: readonly string[] | null;
  /** Verdicts of leaves that only the sandbox can judge, by `verdictKey`. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Steps that ran and were not re-armed, with the turn in which they last ran. */
  readonly fired: Fired;
  readonly clock: number;
  /** Cumulative wall time in ms until here. */
  readonly matchMs: number;
  readonly runMs: number;

  constructor(fields: Fields) {
    this.kept = fields.kept;
    this.agenda = fields.agenda;
    this.verdicts = fields.verdicts;
    this.fired = fields.fired;
    this.clock = fields.clock;
    this.matchMs = fields.matchMs;
    this.runMs = fields.runMs;
  }

  get data(): JsonObject {
    return this.kept.value;
  }

  with(change: Partial<Fields>): Snapshot {
    return new Snapshot({ ...(this as Fields), ...change });
  }
}
