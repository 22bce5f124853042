// The same scenario in two workspaces: where its task first comes out otherwise, and how the ends differ.
import { differences } from '../analysis/differences.ts';
import type { Call } from '../call.ts';
import { applyPatches, type Patch, valueAt } from '../patch.ts';
import type { TaskLog, Turn } from '../session/state.ts';
import type { Json, JsonObject, Path, Scenario } from '../step.ts';
import { type FirstDifference, firstDifference } from './first-difference.ts';
import type { Outcome } from './outcome.ts';

/** `subtask`: one began with other data, or in one of the two only. `result`: what came in after the turn, from a subtask. */
export type ComparedKind = 'step' | 'call' | 'error' | 'data' | 'result' | 'subtask' | 'end';

export interface ComparedDifference {
  readonly kind: ComparedKind;
  /** Of which task: the scenario's own, or a subtask. */
  readonly task: string;
  /** 0 is before the first. */
  readonly turn: number;
  /** The first place that differs, where it is about a document. */
  readonly path: Path | null;
  /** null where there is nothing. */
  readonly a: Json;
  readonly b: Json;
}

type Ran = Pick<Outcome, 'log' | 'family'>;

/** What came first, as far as that can be known: a subtask's difference comes before what its result makes different. */
function firstComparedDifference(a: Ran, b: Ran): ComparedDifference | null {
  const pairs = pairsOf(a, b);
  const found = pairs.flatMap(([left, right]) => {
    const difference = taskDifference(left, right);
    return difference ? [{ difference, at: placeOf(left ?? right, difference, pairs) }] : [];
  });
  found.sort((one, other) => one.at - other.at);
  return found[0]?.difference ?? null;
}

type Pair = readonly [a: TaskLog | undefined, b: TaskLog | undefined];

/** By id: subtasks are numbered as they are made. */
function pairsOf(a: Ran, b: Ran): readonly Pair[] {
  const children = [...new Set([...a.family, ...b.family].map(({ id }) => id))];
  const own = ({ family }: Ran, id: string): TaskLog | undefined => family.find((log) => log.id === id);
  return [[a.log ?? undefined, b.log ?? undefined], ...children.map((id): Pair => [own(a, id), own(b, id)])];
}

/** In turns of the scenario's own task. What a turn's subtasks do comes after it. */
function placeOf(
  log: TaskLog | undefined,
  { turn, kind }: Pick<ComparedDifference, 'turn' | 'kind'>,
  pairs: readonly Pair[],
): number {
  const parent = log?.start.parent;
  if (!parent) return kind === 'result' ? turn + 0.75 : turn;
  const above = pairs.map(([a, b]) => a ?? b).find((one) => one?.id === parent.task);
  return above?.start.parent ? placeOf(above, { turn: parent.turn, kind: 'subtask' }, pairs) : parent.turn + 0.5;
}

function taskDifference(a: TaskLog | undefined, b: TaskLog | undefined): ComparedDifference | null {
  const task = (a ?? b)?.name ?? '';
  if (!a || !b) return { kind: 'subtask', task, turn: 0, path: null, a: a ? a.name : null, b: b ? b.name : null };
  const began = firstDifference(a.snapshots[0]?.data, b.snapshots[0]?.data);
  if (began) return { kind: 'subtask', task, turn: 0, ...placed(began) };
  for (let number = 1; number <= Math.max(a.turns.length, b.turns.length); number++) {
    const found = turnDifference(a, b, number);
    if (found) return { ...found, task, turn: number };
  }
  const end = firstDifference(endOf(a), endOf(b));
  return end && { kind: 'end', task, turn: a.turns.length, path: null, a: endOf(a), b: endOf(b) };
}

type InTurn = Omit<ComparedDifference, 'task' | 'turn'>;

function turnDifference(a: TaskLog, b: TaskLog, number: number): InTurn | null {
  const [left, right] = [a.turns[number - 1], b.turns[number - 1]];
  if (!left || !right || left.step !== right.step)
    return { kind: 'step', path: null, a: left?.step ?? null, b: right?.step ?? null };
  return callDifference(left.calls, right.calls) ?? errorDifference(left, right) ?? dataDifference(a, b, number);
}

function callDifference(a: readonly Call[], b: readonly Call[]): InTurn | null {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [left, right] = [asked(a[index]), asked(b[index])];
    if (firstDifference(left, right)) return { kind: 'call', path: null, a: left, b: right };
  }
  return null;
}

function asked(call: Call | undefined): Json {
  return call ? { call: `${call.connector}.${call.method}`, args: call.args ?? null } : null;
}

function errorDifference(a: Turn, b: Turn): InTurn | null {
  const [left, right] = [errorText(a), errorText(b)];
  return left === right ? null : { kind: 'error', path: null, a: left, b: right };
}

function errorText({ error }: Turn): string | null {
  return error && `${error.name}: ${error.message}`;
}

function dataDifference(a: TaskLog, b: TaskLog, number: number): InTurn | null {
  const made = firstDifference(dataAfter(a, number), dataAfter(b, number));
  if (made) return { kind: 'data', ...placed(made) };
  const entered = firstDifference(a.snapshots[number]?.data, b.snapshots[number]?.data);
  return entered && { kind: 'result', ...placed(entered) };
}

function dataAfter({ snapshots, turns }: TaskLog, number: number): JsonObject {
  const patches: readonly Patch[] = turns[number - 1]?.patches ?? [];
  return applyPatches(snapshots[number - 1]?.data ?? {}, patches);
}

function placed({ path, recorded, now }: FirstDifference): Pick<InTurn, 'path' | 'a' | 'b'> {
  return { path, a: recorded ?? null, b: now ?? null };
}

function endOf({ end }: TaskLog): JsonObject {
  const error = end?.error ? `${end.error.name}: ${end.error.message}` : null;
  return { state: end?.state ?? 'waiting', reason: end?.reason ?? null, result: end?.result ?? null, error };
}

/** One scenario in both. */
export interface ComparedScenario {
  readonly scenario: Scenario;
  readonly a: Outcome;
  readonly b: Outcome;
  readonly difference: ComparedDifference | null;
  /** Of the final data. */
  readonly places: readonly PlaceDifference[];
}

interface PlaceDifference {
  readonly path: Path;
  /** undefined where there is nothing. */
  readonly a: Json | undefined;
  readonly b: Json | undefined;
}

export function comparedScenario(scenario: Scenario, a: Outcome, b: Outcome): ComparedScenario {
  const [left, right] = [finalData(a), finalData(b)];
  const places = differences(left, right).map((path) => ({ path, a: valueAt(left, path), b: valueAt(right, path) }));
  return { scenario, a, b, difference: firstComparedDifference(a, b), places };
}

export function differs({ difference, places }: ComparedScenario): boolean {
  return difference !== null || places.length > 0;
}

export function stepsOf({ log }: Outcome): readonly string[] {
  return log?.turns.map(({ step }) => step) ?? [];
}

function finalData({ log }: Outcome): JsonObject {
  return log?.snapshots.at(-1)?.data ?? {};
}
