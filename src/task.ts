// The vocabulary of tasks: what one starts with, and what is needed to go on with it elsewhere.
import type { Condition, Config, Json, JsonObject, Mocks } from './step.ts';

export type TaskId = string;

export interface TaskOrigin {
  readonly id: TaskId;
  readonly name: string;
  readonly scenario: string | null;
  readonly tags: readonly string[];
  /** Epoch ms on the task's clock. */
  readonly createdAt: number;
  readonly seed: number;
}

export interface TaskStart extends TaskOrigin {
  readonly data: JsonObject;
  /** The scenario's own mocks, then the workspace's. */
  readonly connectors: readonly Mocks[];
  readonly config: Readonly<Record<string, Json>>;
  /** Steps switched off. */
  readonly disabled: readonly string[];
  /** What the final data shall match, where its regular expressions have to be judged. */
  readonly expected?: Condition;
}

/** All that is needed to go on with a task in another process. Never leaves the sandbox and its host: it holds secrets as they are. */
export interface TaskState extends TaskOrigin {
  /** Names its streams of random values together with the seed; a fork keeps it. */
  readonly stream: string;
  readonly data: JsonObject;
  readonly stash: JsonObject;
  /** Steps that ran and were not re-armed. */
  readonly fired: readonly string[];
  /** Turns done. */
  readonly turn: number;
  readonly clock: number;
  /** Wall time spent in content so far, ms. */
  readonly workMs: number;
  /** Calls made so far by `connector.method`: which answer of a list comes next. */
  readonly attempts: Readonly<Record<string, number>>;
}

/** What a sandbox needs to know of the workspace besides its sources. */
export interface Settings
  extends Pick<Config, 'order' | 'strategy' | 'completion' | 'limits' | 'secrets' | 'environment'> {
  /** Absolute; what relative imports are resolved against. */
  readonly dir: string;
  /** The workspace's name, for task.workspace(). */
  readonly workspace: string;
}
