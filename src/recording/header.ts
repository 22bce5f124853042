// The first line of a recording, and the lines that tell of steps that changed: made of the workspace as it is loaded.
import { hash } from 'node:crypto';
import type { RecordedSource, RecordedStep, RecordingHeader, Reloaded } from '../recorded.ts';
import type { Source, StepInfo } from '../step.ts';
import type { Settings, TaskStart } from '../task.ts';

/** The workspace that tasks run in. */
export interface Surroundings {
  readonly settings: Settings;
  readonly steps: readonly StepInfo[];
  readonly sources: readonly Source[];
}

/** Masks what is secret in a workspace, and in the data that a task begins with. */
export interface Hide {
  header(header: RecordingHeader): RecordingHeader;
  steps(steps: readonly RecordedStep[]): readonly RecordedStep[];
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

function recordedSteps(steps: readonly StepInfo[], sources: readonly Source[]): readonly RecordedStep[] {
  const byFile = new Map(sources.map((source) => [source.file, source]));
  return steps.map((step) => recordedStep(step, byFile.get(step.file)));
}

const knownSteps = new WeakMap<StepInfo, { readonly text: string | undefined; readonly made: RecordedStep }>();

/** The very same one while neither step nor text changes: thousands that are as they were need not be looked into. */
export function recordedStep(step: StepInfo, source: Source | undefined): RecordedStep {
  const before = knownSteps.get(step);
  if (before && before.text === source?.text) return before.made;
  const made = source ? { ...step, ...recordedSource(source) } : { ...step, hash: '', source: '' };
  knownSteps.set(step, { text: source?.text, made });
  return made;
}

const known = new WeakMap<Source, RecordedSource>();

/** Once for each: of thousands it takes long enough to be noticed. */
function recordedSource(source: Source): RecordedSource {
  const before = known.get(source);
  if (before) return before;
  const { name, file, text } = source;
  const made = { name, file, hash: hashOf(text), source: text };
  known.set(source, made);
  return made;
}

export function hashOf(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 16);
}

/** The text of a header in pieces, of which each is made when it is asked for. */
export function* headerPieces(
  start: TaskStart,
  surroundings: Surroundings,
  version: string,
  steps: Iterable<readonly RecordedStep[]>,
  hide: Hide,
): Generator<string, void> {
  const others = JSON.stringify(hide.header(headerOf(start, surroundings, version, [])));
  // What stands in a text has a backslash before its quotes.
  const place = others.indexOf(STEPS) + STEPS.length;
  yield others.slice(0, place);
  let comma = '';
  for (const piece of steps) {
    yield `${comma}${JSON.stringify(hide.steps(piece)).slice(1, -1)}`;
    comma = ',';
  }
  yield others.slice(place);
}

const STEPS = ',"steps":[';

/** null where nothing changed. */
export function reloadOf(before: readonly RecordedStep[], now: readonly RecordedStep[]): Reloaded | null {
  const isSameList = before.length === now.length && now.every(({ name }, place) => name === before[place]?.name);
  const known = isSameList ? null : new Map(before.map((step) => [step.name, step]));
  const steps: RecordedStep[] = [];
  for (const [place, step] of now.entries()) {
    const change = changed(known ? known.get(step.name) : before[place], step);
    if (change) steps.push(change);
  }
  const removed = known ? goneFrom(known, now) : [];
  return steps.length + removed.length > 0 ? { kind: 'reloaded', steps, removed } : null;
}

function goneFrom(known: ReadonlyMap<string, RecordedStep>, now: readonly RecordedStep[]): readonly string[] {
  const names = new Set(now.map(({ name }) => name));
  return [...known.keys()].filter((name) => !names.has(name));
}

function changed(before: RecordedStep | undefined, now: RecordedStep): RecordedStep | null {
  if (before === now) return null;
  if (before?.hash !== now.hash) return now;
  const { source: _, ...info } = now;
  const { source: __, ...known } = before;
  return JSON.stringify(info) === JSON.stringify(known) ? null : info;
}
