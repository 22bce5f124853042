// The vocabulary of recordings: what stands in a file of one, so that it can be played and run again anywhere.
import type { TaskEvent } from './events.ts';
import type { Config, Json, PastTask, StepInfo } from './step.ts';
import type { TaskId, TaskOrigin } from './task.ts';

/** The text that a step or library had; secrets in it are masked. `hash` is of the text as it was. */
export interface RecordedSource {
  readonly name: string;
  readonly file: string;
  readonly hash: string;
  readonly source: string;
}

export interface RecordedStep extends StepInfo, Omit<RecordedSource, 'source'> {
  /** Missing where it is as it was told before. */
  readonly source?: string;
}

/** The first line. */
export interface RecordingHeader {
  readonly format: 'stepscope-recording';
  readonly version: 1;
  /** The version of stepscope that wrote it. */
  readonly stepscope: string;
  readonly task: Pick<TaskOrigin, 'id' | 'name' | 'scenario' | 'seed' | 'createdAt' | 'stream'> & {
    /** Of a fork: what it was made by, in words. */
    readonly made?: string | undefined;
  };
  readonly settings: Pick<Config, 'strategy' | 'completion' | 'limits' | 'order'> & {
    readonly realTime: boolean;
    readonly live: readonly string[];
  };
  readonly steps: readonly RecordedStep[];
  readonly libraries: readonly RecordedSource[];
  /** Steps switched off. */
  readonly disabled: readonly string[];
  /** The scenario's. */
  readonly config: Readonly<Record<string, Json>>;
  readonly history: readonly PastTask[];
}

/** The steps were loaded anew: those that came or changed, and those that are gone. */
export interface Reloaded {
  readonly kind: 'reloaded';
  readonly steps: readonly RecordedStep[];
  readonly removed: readonly string[];
}

/** A person switched steps off or on: these are off from here on. */
export interface Switched {
  readonly kind: 'switched';
  readonly task: TaskId;
  readonly disabled: readonly string[];
}

export type RecordedLine = TaskEvent | Reloaded | Switched;

export interface Recording {
  /** As it was named. */
  readonly file: string;
  readonly header: RecordingHeader;
  readonly lines: readonly RecordedLine[];
  /** Its last line was cut short, and left out. */
  readonly isTruncated: boolean;
}

/** What recordings are named after. */
export const RECORDING_ENDING = '.stepscope.jsonl';

/** The steps in force after so many lines. */
export function stepsAfter({ header, lines }: Recording, count = lines.length): readonly RecordedStep[] {
  let steps = header.steps;
  for (const line of lines.slice(0, count)) if (line.kind === 'reloaded') steps = reloadedSteps(steps, line);
  return steps;
}

/** By name; one that is told without its source keeps that which it had. */
export function reloadedSteps(before: readonly RecordedStep[], { steps, removed }: Reloaded): readonly RecordedStep[] {
  const all = new Map(before.map((step) => [step.name, step]));
  for (const name of removed) all.delete(name);
  for (const step of steps) {
    const source = step.source ?? all.get(step.name)?.source;
    all.set(step.name, source === undefined ? step : { ...step, source });
  }
  return [...all.values()];
}
