// The state of a task after a change. Field by field: a spread of as many fields takes 50 times as long, and where one is
// added it gives every state a hidden class of its own (V8), which makes whatever reads it slow.
import type { TaskState } from '../task.ts';

/** What a turn changes. */
export type StateChange = Partial<
  Pick<TaskState, 'data' | 'stash' | 'turn' | 'clock' | 'workMs' | 'attempts' | 'name' | 'tags'>
>;

export function nextState(state: TaskState, change: StateChange): TaskState {
  return {
    id: state.id,
    name: change.name ?? state.name,
    scenario: state.scenario,
    tags: change.tags ?? state.tags,
    createdAt: state.createdAt,
    seed: state.seed,
    stream: state.stream,
    parent: state.parent,
    data: change.data ?? state.data,
    stash: change.stash ?? state.stash,
    fired: state.fired,
    turn: change.turn ?? state.turn,
    clock: change.clock ?? state.clock,
    workMs: change.workMs ?? state.workMs,
    attempts: change.attempts ?? state.attempts,
    trace: state.trace,
    depth: state.depth,
    children: state.children,
    waits: state.waits,
    timeoutMs: state.timeoutMs,
    onExpire: state.onExpire,
    blobs: state.blobs,
  };
}
