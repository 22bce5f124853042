// When did this change: every turn, result and hand edit that changed the value at a path, with the value before and after;
// and why: what let the step run, and who had written that.
import { applyPatches, valueAt } from '../../patch.ts';
import type { Json, Path } from '../../step.ts';
import type { SessionState, TaskLog } from '../state.ts';
import { explainStep } from './explaining.ts';
import { createMemo } from './memo.ts';
import { type Blame, blameFor } from './writer.ts';

export interface PathChange {
  /** Turns done by then. */
  readonly turn: number;
  readonly by:
    | { readonly kind: 'step'; readonly step: string; readonly connector: string | null }
    | { readonly kind: 'child'; readonly name: string }
    | { readonly kind: 'edit' };
  /** Absent where nothing was there. */
  readonly before?: Json;
  readonly after?: Json;
}

/** A leaf that let a step run in a turn, and the turn that made it true. */
export interface Cause extends Blame {
  readonly path: Path;
  readonly actual?: Json;
}

/** Of the task on screen, oldest first. */
export function createPathHistory(): (state: SessionState, path: Path | null) => readonly PathChange[] {
  const memo = createMemo<readonly PathChange[]>();
  return (state, path) => {
    const log = state.task === null ? undefined : state.tasks.get(state.task);
    const key = path === null ? '' : JSON.stringify(path);
    return memo([log, key, log?.turns.length], () => (log && path ? pathHistory(log, path, state.tasks) : []));
  };
}

export function pathHistory(log: TaskLog, path: Path, tasks: SessionState['tasks']): readonly PathChange[] {
  const changes: PathChange[] = [];
  let before = valueAt(log.start.data, path);
  for (const [turns, { data }] of log.snapshots.entries()) {
    const after = valueAt(data, path);
    // States share what did not change: the identical value needs no second look.
    if (after === before) continue;
    changes.push(...changesAt(log, turns, path, tasks));
    before = after;
  }
  return changes;
}

/** What a turn, and what came after it, did to the value. */
function changesAt(log: TaskLog, turns: number, path: Path, tasks: SessionState['tasks']): PathChange[] {
  const turn = log.turns[turns - 1];
  const previous = log.snapshots[turns - 1]?.data ?? log.start.data;
  const own = turn ? [{ by: stepOf(turn.step, turn.calls, path), patches: turn.patches }] : [];
  const entries = log.entries
    .filter(({ after }) => after === turns)
    .map(({ child, patches }) => ({ by: entryOf(child, tasks), patches }));
  const changes: PathChange[] = [];
  let data = previous;
  for (const { by, patches } of [...own, ...entries]) {
    const next = applyPatches(data, patches);
    const [before, after] = [valueAt(data, path), valueAt(next, path)];
    data = next;
    if (JSON.stringify(before) === JSON.stringify(after)) continue;
    changes.push({
      turn: turns,
      by,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    });
  }
  return changes;
}

/** A result with `into` was put there by the call that asked for it. */
function stepOf(step: string, calls: TaskLog['turns'][number]['calls'], path: Path): PathChange['by'] {
  const into = calls.find(({ args }) => {
    const target = valueAt(args, ['into']);
    return typeof target === 'string' && target !== '' && isRelated(target.split('.'), path.map(String));
  });
  return { kind: 'step', step, connector: into ? `${into.connector}.${into.method}` : null };
}

function isRelated(one: readonly string[], other: readonly string[]): boolean {
  return one.slice(0, Math.min(one.length, other.length)).every((key, index) => key === other[index]);
}

function entryOf(child: string | null, tasks: SessionState['tasks']): PathChange['by'] {
  return child === null ? { kind: 'edit' } : { kind: 'child', name: tasks.get(child)?.name ?? child };
}

/** What let the step of a turn run: each leaf of its condition, and who wrote the value that fulfilled it. */
export function causesOf(state: SessionState, log: TaskLog, turn: number): readonly Cause[] {
  const ran = log.turns[turn - 1];
  const step = ran && state.steps.find(({ name }) => name === ran.step);
  const snapshot = log.snapshots[turn - 1];
  if (!step || !snapshot) return [];
  const leaves = (explained: ReturnType<typeof explainStep>): ReturnType<typeof explainStep>[] =>
    explained.children.length === 0 ? [explained] : explained.children.flatMap(leaves);
  return leaves(explainStep(step, snapshot))
    .filter(({ leaf }) => leaf.length > 0)
    .map(({ at, actual }) => ({
      path: at,
      ...(actual === undefined ? {} : { actual }),
      ...blameFor({ task: log, cursor: turn - 1 }, state.tasks, at, actual === undefined),
    }));
}

export interface ChainedCause extends Cause {
  /** 0 for what let the turn itself run; 1 for what let the writer of that run, and so on. */
  readonly depth: number;
}

/** Causes of causes are followed so far. */
const DEEPEST = 6;

/** What let a turn run, and below each cause what let its writer run; each turn is explained once. */
export function causeChain(state: SessionState, log: TaskLog, turn: number): readonly ChainedCause[] {
  const explained = new Set<number>();
  const below = (of: number, depth: number): ChainedCause[] => {
    if (depth > DEEPEST || explained.has(of)) return [];
    explained.add(of);
    return causesOf(state, log, of).flatMap((cause) => [
      { ...cause, depth },
      ...(cause.writer && cause.writer.turn > 0 ? below(cause.writer.turn, depth + 1) : []),
    ]);
  };
  return below(turn, 0);
}
