// The first line of a recording, and the lines that tell of steps that changed: made of the workspace as it is loaded.
import { createHash } from 'node:crypto';
import type { RecordedSource, RecordedStep, RecordingHeader, Reloaded } from '../recorded.ts';
import type { Source, StepInfo } from '../step.ts';
import type { Settings, TaskStart } from '../task.ts';

/** The workspace that tasks run in. */
export interface Surroundings {
  readonly settings: Settings;
  readonly steps: readonly StepInfo[];
  readonly sources: readonly Source[];
}

/** `recorded`: the steps, where they are known already. */
export function headerOf(
  start: TaskStart,
  { settings, steps, sources }: Surroundings,
  version: string,
  recorded = recordedSteps(steps, sources),
): RecordingHeader {
  const { id, name, scenario, seed, createdAt, stream, disabled, config, history = [] } = start;
  const { strategy, completion, limits, order, realTime, live } = settings;
  return {
    ...{ format: 'stepscope-recording', version: 1, stepscope: version },
    task: { id, name, scenario, seed, createdAt, stream },
    settings: { strategy, completion, limits, order, realTime, live },
    steps: recorded,
    libraries: sources.filter(({ kind }) => kind === 'library').map(recordedSource),
    ...{ disabled, config, history },
  };
}

/** Of a step that is stale it is the broken text that is on disk: the one in force is not known any more. */
export function recordedSteps(steps: readonly StepInfo[], sources: readonly Source[]): readonly RecordedStep[] {
  const byFile = new Map(sources.map((source) => [source.file, source]));
  return steps.map((step) => {
    const source = byFile.get(step.file);
    return source ? { ...step, ...recordedSource(source) } : { ...step, hash: '', source: '' };
  });
}

function recordedSource(source: Source): RecordedSource {
  const { name, file, text } = source;
  return { name, file, hash: hashOf(text), source: text };
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** null where nothing changed. */
export function reloadOf(before: readonly RecordedStep[], now: readonly RecordedStep[]): Reloaded | null {
  const known = new Map(before.map((step) => [step.name, step]));
  const names = new Set(now.map(({ name }) => name));
  const removed = [...known.keys()].filter((name) => !names.has(name));
  const steps = now.flatMap((step) => changed(known.get(step.name), step) ?? []);
  return steps.length + removed.length > 0 ? { kind: 'reloaded', steps, removed } : null;
}

function changed(before: RecordedStep | undefined, now: RecordedStep): RecordedStep | null {
  if (before?.hash !== now.hash) return now;
  const { source: _, ...info } = now;
  const { source: __, ...known } = before;
  return JSON.stringify(info) === JSON.stringify(known) ? null : info;
}
