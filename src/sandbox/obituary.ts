// The events that a dead process could not tell any more: how the turn and the task that it ran came to their end.
import type { Ended, TaskEvent } from '../events.ts';
import type { StepInfo } from '../step.ts';
import type { TaskId, TaskState } from '../task.ts';
import { type Cause, killedError } from './death.ts';

/** The turn that was under way, as far as it was told. */
export interface Running {
  readonly task: TaskId;
  readonly step: string;
  readonly turn: number;
  /** On the host's monotonic clock, ms. */
  readonly since: number;
  /** Content was through: what ran was left running by it. */
  hasRun: boolean;
}

/** `state`: of the task after its last whole turn. `inCondition`: a step's condition ran, not its content. */
export function turnDied(
  state: TaskState,
  running: Running | null,
  step: StepInfo | undefined,
  cause: Cause,
  inCondition: boolean,
): TaskEvent[] {
  const rest = running?.hasRun ? 'kept' : 'lost';
  const error = killedError(step, cause, inCondition ? 'condition' : rest);
  const ended = endedBy(state, error, cause);
  if (!running || running.hasRun) return [ended];
  const { task, step: name, turn, since } = running;
  const nothing = { patches: [], clock: state.clock, rearmed: false };
  const runMs = performance.now() - since;
  return [{ kind: 'ran', task, turn, step: name, runMs, ...nothing, error, killed: true }, ended];
}

/** Somebody ended it between turns; it can be resumed. */
export function stoppedByHand(state: TaskState): Ended {
  const durationMs = state.clock - state.createdAt + state.workMs;
  const nothing = { result: null, error: null };
  return { kind: 'ended', task: state.id, state: 'stopped', reason: 'stopped', ...nothing, durationMs };
}

/** Nothing ran, so nothing ends: the agenda of that state is just not known. */
export function rematchDied({ id, turn }: TaskState, step: StepInfo | undefined, cause: Cause): TaskEvent[] {
  const { file, message } = killedError(step, cause, 'condition');
  const hint = 'Nothing is matched before this condition is mended.';
  const problem = { severity: 'error', file, line: 0, column: 0, message, hint } as const;
  const place = { task: id, turn: turn + 1 };
  return [
    { kind: 'warned', ...place, problem },
    { kind: 'rematched', ...place, agenda: [], verdicts: [] },
  ];
}

function endedBy(state: TaskState, error: ReturnType<typeof killedError>, { reason }: Cause): TaskEvent {
  const durationMs = state.clock - state.createdAt + state.workMs;
  return { kind: 'ended', task: state.id, state: 'error', reason, result: null, error, durationMs };
}
