// A task in the format of Chrome's traces, which Perfetto and speedscope open: computing in real time, and the task's own clock.
import { tailOf } from '../session/reduce.ts';
import type { TaskLog, Turn } from '../session/state.ts';

interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  /** `X` lasts, `i` is a moment, `M` names a row. */
  readonly ph: 'X' | 'i' | 'M';
  readonly pid: number;
  readonly tid: number;
  /** µs */
  readonly ts: number;
  readonly dur?: number;
  readonly s?: 't';
  readonly args: Readonly<Record<string, unknown>>;
}

const REAL = 1;
const CLOCK = 2;
const MICROSECONDS = 1000;

/** `logs`: the task first, then its subtasks; each is a row. */
export function chromeTrace(logs: readonly TaskLog[]): object {
  const began = Math.min(...logs.map(({ start }) => start.createdAt));
  const traceEvents = [
    named('process_name', REAL, 0, 'computing (real time)'),
    named('process_name', CLOCK, 0, "the task's clock"),
    ...logs.flatMap((log, index) => [
      named('thread_name', REAL, index + 1, titleOf(log)),
      named('thread_name', CLOCK, index + 1, titleOf(log)),
      ...turnsOf(log).flatMap((turn) => [...computing(log, turn, index + 1), ...onClock(log, turn, index + 1, began)]),
    ]),
  ];
  return { traceEvents, displayTimeUnit: 'ms', otherData: { task: logs[0]?.id, state: logs[0]?.end?.state ?? null } };
}

function turnsOf(log: TaskLog): readonly Turn[] {
  return log.turns.slice(0, tailOf(log));
}

function titleOf({ name, id }: TaskLog): string {
  return name === '' ? id : `${name} (${id})`;
}

function named(name: string, pid: number, tid: number, text: string): TraceEvent {
  return { name, cat: '__metadata', ph: 'M', pid, tid, ts: 0, args: { name: text } };
}

function computing({ snapshots }: TaskLog, turn: Turn, tid: number): readonly TraceEvent[] {
  const { matchMs = 0, runMs = 0 } = snapshots[turn.number - 1] ?? {};
  // What was matched before the turn is part of the sum.
  const ts = (matchMs + runMs) * MICROSECONDS;
  const match = turn.matchMs * MICROSECONDS;
  const place = { pid: REAL, tid };
  return [
    { name: 'match', cat: 'match', ph: 'X', ...place, ts: ts - match, dur: match, args: { turn: turn.number } },
    {
      name: turn.step,
      cat: 'step',
      ph: 'X',
      ...place,
      ts,
      dur: turn.runMs * MICROSECONDS,
      args: argsOf(turn),
    },
  ];
}

function onClock({ snapshots }: TaskLog, turn: Turn, tid: number, began: number): readonly TraceEvent[] {
  const [from, end] = [snapshots[turn.number - 1]?.clock ?? began, snapshots[turn.number]?.clock ?? began];
  const ts = (from - began) * MICROSECONDS;
  const place = { pid: CLOCK, tid };
  const calls = turn.calls.map(({ connector, method, source, error }): TraceEvent => {
    const args = { turn: turn.number, source, ...(error ? { error: `${error.name}: ${error.message}` } : {}) };
    return { name: `${connector}.${method}`, cat: 'call', ph: 'i', s: 't', ...place, ts, args };
  });
  return [
    { name: turn.step, cat: 'step', ph: 'X', ...place, ts, dur: (end - from) * MICROSECONDS, args: argsOf(turn) },
    ...calls,
  ];
}

function argsOf({ number, why, over, patches, logs, error }: Turn): Readonly<Record<string, unknown>> {
  const failed = error ? { error: `${error.name}: ${error.message}` } : {};
  return { turn: number, why, over, changes: patches.length, logs: logs.map(({ text }) => text), ...failed };
}
