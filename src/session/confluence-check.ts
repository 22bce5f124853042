// A check of other orders that is under way.
import type { TaskId } from '../task.ts';
import type { ConfluenceOrder, TaskLog } from './state.ts';

export interface ConfluenceCheck {
  readonly log: TaskLog;
  readonly turns: number;
  /** Steps that match here, tried or not. */
  readonly matching: number;
  /** Steps that are still to be tried first. */
  readonly left: readonly string[];
  readonly tried: readonly ConfluenceOrder[];
  readonly current: { readonly step: string; readonly fork: TaskId } | null;
}
