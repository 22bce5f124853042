// The vocabulary of tasks: what one starts with, and what is needed to go on with it elsewhere.
import type { Pin, Tape } from './call.ts';
import type { Patch } from './patch.ts';
import type { Condition, Config, Expectations, Json, JsonObject, Mocks, PastTask } from './step.ts';

export type TaskId = string;

export interface TaskOrigin {
  readonly id: TaskId;
  readonly name: string;
  readonly scenario: string | null;
  readonly tags: readonly string[];
  /** Epoch ms on the task's clock. */
  readonly createdAt: number;
  readonly seed: number;
  /**
   * Names its streams of random values together with the seed: a scenario's name, so that it draws the same under `run` and
   * on screen; a fork keeps it.
   */
  readonly stream: string;
  /** The task and turn that made this one; null for one that a person or a scenario began. */
  readonly parent: { readonly task: TaskId; readonly turn: number } | null;
}

/** A child that a task still expects something of. */
export interface Wait {
  readonly child: TaskId;
  /** Where its result goes; null where nobody wants it. */
  readonly into: string | null;
  /** Nothing is matched before it ends. */
  readonly blocks: boolean;
}

export interface TaskStart extends TaskOrigin {
  readonly data: JsonObject;
  /** The scenario's own mocks, then the workspace's. */
  readonly connectors: readonly Mocks[];
  readonly config: Readonly<Record<string, Json>>;
  /** Steps switched off. */
  readonly disabled: readonly string[];
  readonly pins?: readonly Pin[];
  readonly tape?: Tape;
  readonly history?: readonly PastTask[];
  /** What the final data shall match, where its regular expressions have to be judged. */
  readonly expected?: Condition;
  /** What else it expects of its end that may be masked there. */
  readonly expectedValues?: ExpectedValues;
}

export type ExpectedValues = Pick<Expectations, 'validateFinalState' | 'paths' | 'expectedError' | 'error'>;

export interface ShownExpected extends ExpectedValues, Pick<Expectations, 'data'> {
  /** Of paths of which only the sandbox can tell: whether what is there is what was expected. */
  readonly fits: Readonly<Record<string, boolean>>;
}

/** What a turn asked of its task beyond itself. */
export interface AskedForLater {
  readonly subtasks?: readonly (Wait & { readonly name: string })[];
  readonly parkMs?: number;
  readonly timeoutMs?: number;
  readonly onExpire?: { readonly result: Json };
  /** Blobs made, by id. */
  readonly blobs?: Readonly<Record<string, string>>;
}

/** All that is needed to go on with a task in another process. Never leaves the sandbox and its host: it holds secrets as they are. */
export interface TaskState extends TaskOrigin {
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
  /** Steps that ran, in order, with the clock at which each began, epoch ms. */
  readonly trace: readonly { readonly step: string; readonly at: number }[];
  /** 0 for a task that is nobody's child. */
  readonly depth: number;
  /** Children made so far. */
  readonly children: number;
  readonly waits: readonly Wait[];
  /** How long it stays open once nothing matches, ms. */
  readonly timeoutMs: number | null;
  /** What completeOnExpire was given; null where it was not called. */
  readonly onExpire: { readonly result: Json } | null;
  /** Contents of blob.create by id. */
  readonly blobs: Readonly<Record<string, string>>;
}

/** An edit by hand after that turn of a task; `index` among those of that place. */
export interface PastEdit {
  readonly task: TaskId;
  readonly turns: number;
  readonly index: number;
}

export interface ForkOptions {
  /** What it was made by, in words. */
  readonly made?: string;
  /** Its calls are answered as they were then. */
  readonly tape?: Pick<Tape, 'isOnly' | 'byArguments'>;
  /** Steps that failed or were interrupted may run again. */
  readonly resumes?: boolean;
  /** A hand edit that it begins with. */
  readonly edit?: readonly Patch[];
  /** One that another task had: that edit again, as it really was. */
  readonly editOf?: PastEdit;
}

export type NamedSecret = readonly [name: string, value: string];

/** What a sandbox needs to know of the workspace besides its sources. */
export interface Settings
  extends Pick<
    Config,
    'scenarios' | 'order' | 'strategy' | 'completion' | 'limits' | 'secrets' | 'environment' | 'connectors' | 'redact'
  > {
  /** Absolute; what relative imports are resolved against. */
  readonly dir: string;
  /** The workspace's name, for task.workspace(). */
  readonly workspace: string;
  /** Connectors that may reach the network. */
  readonly live: readonly string[];
  /** Waits take the time that they say. */
  readonly realTime: boolean;
  /** Somebody is there to answer a call that nothing else answers. */
  readonly asks: boolean;
  /** What was secret under settings that were in force before: masked still. */
  readonly formerSecrets?: readonly NamedSecret[];
  /** What the texts of steps tell shall be told with them. */
  readonly wantsFacts?: boolean;
}
