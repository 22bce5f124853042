// Subtasks (semantics §5): what a step may ask for, and what a parent gets when a child has ended.

import type { Ended } from '../events.ts';
import { isObject } from '../json.ts';
import type { Json, JsonObject, Path } from '../step.ts';
import type { AskedForLater, TaskId, TaskStart, TaskState, Wait } from '../task.ts';

import { intoPath, intoValue, refuse } from './into.ts';
import type { Mask } from './mask.ts';
import type { Subtask } from './step-api.ts';

/** A child's data may match the step that makes children: it must end somewhere. */
const DEEPEST = 16;
const MOST = 1_000;

export interface Family {
  /** Children made in all, of all tasks of the family. */
  made: number;
  /** What is secret in one task is secret in all. */
  mask?: Mask;
}

/** `asked` so far in this turn. Throws a TypeError for data that is no object, an Error at a limit. */
export function askForSubtask(
  parent: TaskState,
  family: Family,
  asked: Subtask[],
  name: string,
  data: Json,
  options: unknown,
): string {
  if (!isObject(data)) throw new TypeError(`task.subtask needs an object as its data, not ${JSON.stringify(data)}`);
  if (parent.depth >= DEEPEST) throw new Error(`subtasks are ${DEEPEST} deep already: ${name} would be one too many`);
  if (family.made + asked.length >= MOST)
    throw new Error(`there are ${MOST} subtasks already: ${name} would be one too many`);
  const { into, waitFor } = isObject(options) ? options : {};
  const child = `${parent.id}.${parent.children + asked.length + 1}`;
  const target = typeof into === 'string' && into !== '' ? into : null;
  if (target !== null) refuse(intoPath(target));
  asked.push({ child, name, data: data as JsonObject, into: target, blocks: waitFor === true });
  return child;
}

/** What a child that ended puts into its parent's data; null where it puts nothing. */
export function childResult(
  { into }: Wait,
  { state, reason, result, gaveNull, error }: Ended,
): { path: Path; value: Json } | null {
  if (into === null) return null;
  const path = intoPath(into);
  if (state === 'error' && error) return { path, value: { error: { name: error.name, message: error.message } } };
  const isDone = reason === 'complete' || (reason === 'expired' && state === 'done');
  if (!isDone || (result === null && !gaveNull)) return null;
  return { path, value: intoValue(result, 'result') };
}

/** The state with what a turn asked for beyond itself. Pure: the host follows it from events as well. */
export function withAsked(state: TaskState, asked: AskedForLater): TaskState {
  const { subtasks = [], timeoutMs = state.timeoutMs, onExpire = state.onExpire, blobs } = asked;
  const waits = subtasks.map(({ child, into, blocks }) => ({ child, into, blocks }));
  return {
    ...state,
    children: state.children + subtasks.length,
    waits: [...state.waits, ...waits],
    timeoutMs,
    onExpire,
    blobs: blobs ? { ...state.blobs, ...blobs } : state.blobs,
  };
}

/** Calls and turns are counted in each task anew. */
export function childTape({ tape }: TaskStart, child: TaskId): Pick<TaskStart, 'tape'> {
  if (!tape?.children) return tape ? { tape } : {};
  const { isOnly, children } = tape;
  return { tape: { calls: [], samples: {}, ...children[child], isOnly, children } };
}

/** What a new task starts from. */
export function childStart(
  parent: TaskStart,
  state: TaskState,
  turn: number,
  { child, name, data }: Subtask,
): TaskStart {
  const { clock, seed } = state;
  const stream = `${state.stream}${child.slice(state.id.length)}`;
  const { expected: _, expectedValues: __, ...inherited } = parent;
  return {
    ...inherited,
    ...childTape(parent, child),
    id: child,
    name,
    tags: [],
    createdAt: clock,
    seed,
    stream,
    data,
    parent: { task: state.id, turn },
  };
}
