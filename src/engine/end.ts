// How a task ends (semantics §4), told as its last event.
import type { Ended, ErrorInfo } from '../events.ts';
import type { EndReason, Json, JsonObject, StepInfo, TaskEnd } from '../step.ts';
import { type Loop, wayOut } from './loop.ts';
import { maskedError } from './mask-events.ts';
import type { Asked } from './step-api.ts';
import type { Task } from './task.ts';

function ended(
  task: Task,
  state: TaskEnd,
  reason: EndReason,
  more: { result?: Json | undefined; error?: ErrorInfo } = {},
): Ended {
  const { id, clock, createdAt, workMs } = task.state;
  // Whoever waits for the task gets the result as it is; everyone else, as it may be seen.
  task.result = more.result ?? null;
  const result = task.mask.json(task.result);
  if (result !== task.result) task.port.keep({ kind: 'vault', task: id, result: task.result });
  task.failure = more.error ?? null;
  const error = task.failure && maskedError(task.mask, task.failure);
  if (error !== task.failure) task.port.keep({ kind: 'vault', task: id, failure: task.failure });
  const durationMs = clock - createdAt + workMs;
  const given = more.result === null ? ({ gaveNull: true } as const) : {};
  return { kind: 'ended', task: id, state, reason, result, ...given, error, durationMs };
}

/** Nothing is left to match, and nothing is awaited any more. */
export function exhausted(task: Task): Ended {
  const { onExpire, timeoutMs } = task.state;
  if (onExpire) return ended(task, 'done', 'expired', { result: onExpire.result ?? undefined });
  if (timeoutMs !== null) return ended(task, 'incomplete', 'expired');
  if (task.state.turn === 0) return ended(task, 'incomplete', 'rejected');
  if (task.port.completion === 'explicit') return ended(task, 'incomplete', 'expired');
  return ended(task, 'done', 'settled');
}

/** `error` as it really is. */
export function failed(task: Task, error: ErrorInfo): Ended {
  return ended(task, 'error', error.name === 'DataLimit' ? 'limit' : 'error', { error });
}

/** A document that only grows is named before it fills the memory; its length is known. */
export function tooLarge(task: Task, data: JsonObject, step: StepInfo): ErrorInfo | undefined {
  const { name, file } = step;
  const { dataMb } = task.port.limits;
  const mb = task.port.normaliser.lengthOf(data) / 1_000_000;
  if (mb <= dataMb) return undefined;
  const message = `after ${name} the data is ${mb.toFixed(1)} MB of JSON, over its limit of ${dataMb} MB (limits.dataMb)`;
  return { name: 'DataLimit', message, step: name, file, ...task.port.contentPlace(step) };
}

export function limitReached(task: Task): Ended {
  const { turns } = task.port.limits;
  const next = task.agenda.at(0) ?? '';
  const { steps, paths } = task.lately();
  const round = `${steps.join(' → ')} ${steps.length > 1 ? 'go' : 'goes'} round, changing ${paths.join(', ') || 'nothing'}`;
  const message =
    `the task has run ${turns} turns, its limit, and ${next} would be next: ${round}. ` +
    `${wayOut(steps, task.port.rules().infos)} If it is meant, raise limits.turns.`;
  return ended(task, 'error', 'limit', { error: guardError(task, 'TurnLimit', message, next) });
}

/** What code asked for, an emptied task, a loop; null where the task goes on. */
export function endAfterTurn(task: Task, asked: Asked, emptied: boolean, loop: Loop | null): Ended | null {
  if (asked.end === 'complete') return ended(task, 'done', 'complete', { result: asked.result });
  if (asked.end === 'ignore') return ended(task, 'ignored', 'ignored');
  if (emptied) return ended(task, 'done', 'emptied');
  if (!loop) return null;
  return ended(task, 'error', 'loop', { error: guardError(task, 'LoopFound', loop.message, loop.steps.at(-1) ?? '') });
}

function guardError(task: Task, name: string, message: string, step: string): ErrorInfo {
  const info = task.port.rules().infos.get(step);
  const place = info ? task.port.contentPlace(info) : { line: 0, column: 0 };
  return { name, message: task.mask.said(message), step, file: info?.file ?? '', ...place };
}
