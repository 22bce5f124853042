// What crosses the border to a sandbox in which one turn is run under a debugger.
import type { Loaded } from '../events.ts';
import type { TaskId } from '../task.ts';
import type { AllLoaded, SandboxCommand, SandboxLine, StepLoaded } from './protocol.ts';

export type InspectCommand =
  | Exclude<SandboxCommand, { kind: 'pause' }>
  /** Before this turn of this task runs, it waits for a debugger. */
  | { readonly kind: 'inspect'; readonly task: TaskId; readonly turn: number; readonly port: number };

/** It waits for a debugger there; null where the port is taken. */
export interface Inspecting {
  readonly kind: 'inspecting';
  readonly url: string | null;
}

/** A debugger is there. */
export interface Attached {
  readonly kind: 'attached';
}

export type InspectLine = SandboxLine | Inspecting | Attached;

/** What is told of it: the steps all together. */
export type InspectNews = Exclude<InspectLine, StepLoaded | AllLoaded> | Loaded;
