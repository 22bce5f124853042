// Session states written by hand: a few steps, and turns that are told as patches. Nothing runs.
import { distance, explain, specificity } from '../../../src/engine/condition.ts';
import type { Ended } from '../../../src/events.ts';
import { KeptData } from '../../../src/kept-data.ts';
import { applyPatches, type Patch } from '../../../src/patch.ts';
import { Fired } from '../../../src/session/fired.ts';
import { Snapshot } from '../../../src/session/snapshot.ts';
import type { SessionState, TaskLog, Turn } from '../../../src/session/state.ts';
import type { Condition, JsonObject, ObjectCondition, Scenario, StepInfo } from '../../../src/step.ts';

type Shape = { readonly [key: string]: Shape | Condition | string | number | boolean | null };

/** `{ status: 'pending', total: NUMBER }` as a condition. */
function pattern(shape: Shape): ObjectCondition {
  return { kind: 'object', fields: Object.entries(shape).map(([key, value]) => [key, conditionOf(value)]) };
}

function conditionOf(value: Shape[string]): Condition {
  if (value === null) return { kind: 'null' };
  if (typeof value !== 'object') return { kind: 'literal', value };
  return 'kind' in value && typeof value.kind === 'string' ? (value as Condition) : pattern(value as Shape);
}

export const STRING: Condition = { kind: 'type', type: 'String' };
export const NUMBER: Condition = { kind: 'type', type: 'Number' };

export function stepOf(name: string, shape: Shape, more: Partial<StepInfo> = {}): StepInfo {
  const condition = pattern(shape);
  return {
    name,
    file: `steps/${name}.js`,
    condition,
    specificity: specificity(condition),
    order: 0,
    disabled: false,
    stale: false,
    ...more,
  };
}

export interface Played {
  readonly step: string;
  readonly patches?: readonly Patch[];
  readonly turn?: Partial<Turn>;
}

export interface Script {
  readonly steps: readonly StepInfo[];
  readonly data: JsonObject;
  readonly turns?: readonly Played[];
  readonly end?: Pick<Ended, 'state' | 'reason'> & Partial<Ended>;
  readonly state?: Partial<SessionState>;
}

const START = Date.UTC(2025, 0, 1);

export function stateOf({ steps, data, turns = [], end, state = {} }: Script): SessionState {
  const ordered = steps.map((step, order) => ({ ...step, order }));
  const snapshots = snapshotsOf(ordered, data, turns);
  const task: TaskLog = {
    id: 't1',
    start: {
      kind: 'started',
      parent: null,
      task: 't1',
      name: 'order',
      scenario: 'orders/enterprise',
      tags: [],
      createdAt: START,
      seed: 1,
      stream: 't1',
      data,
    },
    parent: null,
    name: 'order',
    tags: [],
    named: [],
    snapshots,
    turns: turns.map(turnOf),
    entries: [],
    waits: [],
    isWaiting: false,
    stops: [],
    breaks: [],
    notes: [],
    stale: new Map(),
    end: end === undefined ? null : { kind: 'ended', task: 't1', result: null, error: null, durationMs: 12, ...end },
  };
  return {
    dir: '/home/ada/orders',
    steps: ordered,
    sources: new Map(ordered.map(({ name, file }) => [file, sourceOf(name)])),
    scenarios: [scenarioOf('orders/enterprise', data), scenarioOf('orders/small', { order: { total: 3 } })],
    problems: [],
    tasks: new Map([['t1', task]]),
    task: 't1',
    cursor: snapshots.length - 1,
    status: { kind: 'paused' },
    stop: { kind: 'entry' },
    notice: '',
    asking: null,
    disabled: new Set(),
    pins: [],
    marks: [],
    diffFrom: null,
    recording: 'kept',
    progress: null,
    undoable: [],
    breakpoints: [],
    watches: [],
    faults: new Map(),
    throwing: new Map(),
    runTo: null,
    confluence: null,
    ...state,
  };
}

export function emptyState(state: Partial<SessionState> = {}): SessionState {
  const none = {
    steps: [],
    sources: new Map(),
    scenarios: [],
    problems: [],
    tasks: new Map(),
    task: null,
    cursor: 0,
  } as const;
  return {
    dir: '/home/ada/orders',
    ...none,
    status: { kind: 'paused' },
    stop: null,
    notice: '',
    asking: null,
    disabled: new Set(),
    pins: [],
    marks: [],
    diffFrom: null,
    recording: 'kept',
    progress: null,
    undoable: [],
    breakpoints: [],
    watches: [],
    faults: new Map(),
    throwing: new Map(),
    runTo: null,
    confluence: null,
    ...state,
  };
}

function sourceOf(name: string): string {
  return `export const condition = {\n  a: 1,\n};\nexport const content = async () => {\n  data.name = ${JSON.stringify(name)};\n};\n`;
}

function scenarioOf(name: string, data: JsonObject, more: Partial<Scenario> = {}): Scenario {
  const none = { tags: [], expect: {}, connectors: {}, config: {}, history: [], only: false, skip: false } as const;
  return { name, file: `scenarios/${name}.json`, line: 1, data, ...none, ...more };
}

function turnOf(played: Played, index: number): Turn {
  const nothing = { logs: [], droppedLogs: 0, calls: [], taped: [], views: [], problems: [] } as const;
  const plain = {
    why: 'alone',
    over: null,
    matchMs: 0.03,
    runMs: 0.4,
    rearmed: false,
    error: null,
    killed: false,
    finished: true,
  } as const;
  return { number: index + 1, step: played.step, patches: played.patches ?? [], ...nothing, ...plain, ...played.turn };
}

/** A turn that is not finished has no snapshot after it. */
function snapshotsOf(steps: readonly StepInfo[], data: JsonObject, turns: readonly Played[]): readonly Snapshot[] {
  let fired = new Fired();
  const snapshots = [snapshotOf(steps, data, fired, 0, { matchMs: 0.03, runMs: 0 })];
  let now = data;
  let runMs = 0;
  for (const [index, played] of turns.entries()) {
    if (played.turn?.finished === false) break;
    now = applyPatches(now, played.patches ?? []);
    runMs += played.turn?.runMs ?? 0.4;
    fired = fired.after(played.step, index + 1, played.turn?.rearmed === true);
    snapshots.push(snapshotOf(steps, now, fired, index + 1, { matchMs: 0.03 * (index + 2), runMs }));
  }
  return snapshots;
}

function snapshotOf(
  steps: readonly StepInfo[],
  data: JsonObject,
  fired: Fired,
  turns: number,
  times: Pick<Snapshot, 'matchMs' | 'runMs'>,
): Snapshot {
  const matches = (step: StepInfo) => distance(explain(step.condition, data, () => undefined)) === 0;
  const agenda = steps
    .filter((step) => !step.disabled && !fired.has(step.name) && matches(step))
    .sort((one, other) => other.specificity - one.specificity || one.order - other.order)
    .map(({ name }) => name);
  const kept = KeptData.first(data);
  return new Snapshot({ kept, agenda, verdicts: new Map(), fired, clock: START + turns * 250, ...times });
}
