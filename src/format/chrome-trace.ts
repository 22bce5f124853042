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
      ...computing(log, index + 1),
      ...onClock(log, index + 1, began),
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

/** In whole microseconds: fractions do not add up, and viewers would see one turn begin before another ends. */
function computing(log: TaskLog, tid: number): readonly TraceEvent[] {
  const place = { ph: 'X', pid: REAL, tid } as const;
  let free = 0;
  return turnsOf(log).flatMap((turn) => {
    const { matchMs = 0, runMs = 0 } = log.snapshots[turn.number - 1] ?? {};
    // What was matched before the turn is part of the sum.
    const begin = Math.max(free, Math.round((matchMs + runMs) * MICROSECONDS));
    const match = { name: 'match', cat: 'match', ...place, ts: free, dur: begin - free, args: { turn: turn.number } };
    const dur = Math.max(1, Math.round(turn.runMs * MICROSECONDS));
    free = begin + dur;
    // What has no length is not there: its begin could not be told from its end.
    return [
      ...(match.dur > 0 ? [match] : []),
      { name: turn.step, cat: 'step', ...place, ts: begin, dur, args: argsOf(turn) },
    ];
  });
}

/** Most turns take no time on the clock: each has a microsecond, behind the one before, or viewers would mix them up. */
function onClock(log: TaskLog, tid: number, began: number): readonly TraceEvent[] {
  let free = 0;
  return turnsOf(log).flatMap((turn) => {
    const [from = 0, end = 0] = [turn.number - 1, turn.number].map(
      (place) => (log.snapshots[place]?.clock ?? began) - began,
    );
    const ts = Math.max(free, Math.round(from * MICROSECONDS));
    const dur = Math.max(1, Math.round(end * MICROSECONDS) - ts);
    free = ts + dur;
    return turnOnClock(turn, { pid: CLOCK, tid, ts }, dur);
  });
}

function turnOnClock(turn: Turn, place: Pick<TraceEvent, 'pid' | 'tid' | 'ts'>, dur: number): readonly TraceEvent[] {
  const calls = turn.calls.map(({ connector, method, source, error }): TraceEvent => {
    const args = { turn: turn.number, source, ...(error ? { error: `${error.name}: ${error.message}` } : {}) };
    return { name: `${connector}.${method}`, cat: 'call', ph: 'i', s: 't', ...place, args };
  });
  return [{ name: turn.step, cat: 'step', ph: 'X', ...place, dur, args: argsOf(turn) }, ...calls];
}

function argsOf({ number, why, over, patches, logs, error }: Turn): Readonly<Record<string, unknown>> {
  const failed = error ? { error: `${error.name}: ${error.message}` } : {};
  return { turn: number, why, over, changes: patches.length, logs: logs.map(({ text }) => text), ...failed };
}
