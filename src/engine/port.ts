// What the engine needs of the place it runs in. The engine itself knows no clock, no process and no files.
import type { ErrorInfo, TaskEvent, Vault } from '../events.ts';
import type { Json, Limits, StepInfo } from '../step.ts';
import type { LiveCall } from './answers.ts';
import type { Judge } from './condition.ts';
import type { Makers } from './globals.ts';
import type { Network } from './network.ts';
import type { Normaliser } from './normalise.ts';
import type { Walkers } from './open-data.ts';
import type { Subtask } from './step-api.ts';

export type StepGlobals = Readonly<Record<string, unknown>>;
export type Content = (data: object) => unknown;

/** A step that can run: its module is evaluated anew, with these globals, for every turn. */
export interface RunnableStep {
  readonly info: StepInfo;
  open(globals: StepGlobals): Content | Promise<Content>;
}

/** Everything that a reload replaces, as one value. */
export interface Rules {
  readonly network: Network;
  readonly steps: ReadonlyMap<string, RunnableStep>;
  readonly infos: ReadonlyMap<string, StepInfo>;
  readonly judge: Judge;
}

export interface EnginePort {
  readonly limits: Limits;
  readonly completion: 'settled' | 'explicit';
  readonly workspace: string;
  /** The folder in which answers for all scenarios stand, as the workspace names it. */
  readonly mocksFolder: string;
  readonly normaliser: Normaliser;
  readonly walkers: Walkers;
  rules(): Rules;
  config(name: string): Json | undefined;
  /** Monotonic wall time in ms. */
  wallNow(): number;
  /** Resolves when all that could run by itself has run and unhandled rejections were reported. */
  tick(): Promise<void>;
  /** Resolves after so many ms of real time, or when `other` settles; the watch does not count them. */
  pause(ms: number, other: Promise<unknown>): Promise<void>;
  /** Waits take the time that they say. */
  readonly realTime: boolean;
  /** Somebody is there to answer a call that nothing else answers. */
  readonly asks: boolean;
  /** How to call a connector for real; null where that is not allowed. */
  live(connector: string, method: string): LiveCall | null;
  /** Resolves when nothing real (a file, say) is in flight any more, or when `other` settles. */
  idle(other: Promise<unknown>): Promise<void>;
  /** Values as a console shows them. */
  format(values: readonly unknown[]): string;
  /** Where in the user's files something was thrown. */
  locate(thrown: unknown, step: StepInfo): ErrorInfo;
  /** Where the content of a step begins, in its file; 0 where unknown. */
  contentPlace(step: StepInfo): Pick<ErrorInfo, 'line' | 'column'>;
  /** Out at once: what a step says must survive its being killed. */
  emit(event: TaskEvent): void;
  /** Not to be told yet, but kept where it survives the step's being killed. */
  hold(event: TaskEvent): void;
  /** All that was held has been told. */
  release(): void;
  /** A child that a step of this task asked for begins. */
  spawn(subtask: Subtask): void;
  /** What a turn really did where its event is masked; stands before that event and stays with whoever restores tasks. */
  keep(vault: Vault): void;
  /** Who hears of rejections that nobody handles, and of those that somebody does later. */
  onUnhandled(listener: ((reason: unknown, isHandledNow: boolean) => void) | null): void;
  /** Globals that only the place can give: process, structuredClone, text and URL classes, lib. */
  placeMakers(): Makers;
  /** Step code begins and ends: the watch on wall time looks at this. */
  watch(step: string | null): void;
}
