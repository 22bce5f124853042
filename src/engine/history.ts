// `lib.history`: what step code may ask of tasks of the past (semantics §1). Answered from a list that came with the task, so
// that the same task gets the same answers again.
import type { PastTask } from '../step.ts';

const HOUR = 3_600_000;

/** The platform's other words for states. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  processing: ['running'],
  pending: ['created', 'waiting'],
  attention: ['incomplete', 'waiting'],
  completed: ['done'],
  failed: ['error'],
};

const FINISHED = new Set(['done', 'incomplete', 'ignored', 'error', 'stopped']);

/** `now`: the task's clock, epoch ms. */
export function historyGlobal(tasks: readonly PastTask[], now: () => number): object {
  const finished = (): readonly PastTask[] => tasks.filter(({ state }) => FINISHED.has(state));
  return {
    /** Newest first: `{ name, message, step, connector, task, timestamp }`. */
    recentErrors(hours: unknown = 24) {
      const since = now() - hoursOf(hours) * HOUR;
      const failed = tasks.flatMap(({ error, name, at = now() }) => (error ? [{ error, name, at }] : []));
      return failed
        .filter(({ at }) => at >= since && at <= now())
        .sort((a, b) => b.at - a.at)
        .map(errorOf);
    },
    /** Of tasks in a state, by the platform's words too; without one, of all. */
    count(state?: unknown) {
      if (state === undefined) return tasks.length;
      const words = WORDS[String(state)] ?? [String(state)];
      return tasks.filter((task) => words.includes(task.state)).length;
    },
    /** Mean duration of finished tasks, ms; 0 where there is none. */
    averageMs() {
      const durations = finished().flatMap(({ durationMs }) => durationMs ?? []);
      return durations.length > 0 ? durations.reduce((sum, ms) => sum + ms, 0) / durations.length : 0;
    },
    /** Share of finished tasks that ended in error, 0 to 1. */
    errorRate() {
      const ended = finished();
      return ended.length > 0 ? ended.filter(({ state }) => state === 'error').length / ended.length : 0;
    },
    /** Tasks an hour, from the first one until now; within the first hour, their number. */
    perHour() {
      if (tasks.length === 0) return 0;
      const first = tasks.reduce((least, { at = now() }) => Math.min(least, at), now());
      return tasks.length / Math.max(1, (now() - first) / HOUR);
    },
  };
}

function hoursOf(hours: unknown): number {
  if (typeof hours === 'number' && hours >= 0) return hours;
  throw new TypeError(`lib.history.recentErrors needs a number of hours, not ${String(hours)}`);
}

type Failure = Pick<PastTask, 'name'> & Required<Pick<PastTask, 'at' | 'error'>>;

function errorOf({ name: task, at, error }: Failure): object {
  return { ...error, ...(task === undefined ? {} : { task }), timestamp: new Date(at).toISOString() };
}
