// `stepscope task log`: what a task did, turn by turn; with --follow as it happens.
import { setTimeout as wait } from 'node:timers/promises';
import { reportOf } from '../check/report-json.ts';
import { whyNot } from '../check/why-not.ts';
import type { History } from '../history/history.ts';
import type { TaskRow } from '../history/rows.ts';
import { RecordingTail } from '../recording/tail.ts';
import type { TaskLog } from '../session/state.ts';
import { EXIT } from './exit-codes.ts';
import { jsonText } from './listing.ts';
import { paintFor } from './paint.ts';
import { print } from './print.ts';
import { RecordedLogs } from './recorded-logs.ts';
import { refuse } from './say.ts';
import { goneProblem, withTask } from './task-find.ts';
import { LogText, type LogWish } from './task-log-text.ts';
import { refuseRecording } from './task-show.ts';

export interface LogOptions extends LogWish {
  readonly dir: string;
  readonly json: boolean;
  readonly task: string;
  /** One turn only; 0 is how it was created. */
  readonly step: number | undefined;
  readonly follow: boolean;
}

/** How often a recording is looked at that somebody else writes, ms. */
const LOOKS_EVERY = 100;

export function logCommand(options: LogOptions): Promise<number> {
  const { dir, task, follow, json } = options;
  if (follow && json)
    return Promise.resolve(refuse('task log', '--follow prints lines as they come: leave --json out.'));
  return withTask({ who: 'task log', dir }, task, (row, history) => {
    const reader = new Reader(row);
    return follow ? followTask(reader, options, history) : tellTask(reader, options);
  });
}

/** A recording as far as it is written. */
class Reader {
  readonly #tail: RecordingTail;
  recorded: RecordedLogs | null = null;

  constructor(readonly row: TaskRow) {
    this.#tail = new RecordingTail(row.recording);
  }

  get problem(): RecordingTail['problem'] {
    return this.#tail.problem;
  }

  /** The task, as soon as it has begun. */
  read(): TaskLog | null {
    const lines = this.#tail.more();
    if (this.#tail.header) this.recorded ??= new RecordedLogs(this.#tail.header);
    for (const line of lines) this.recorded?.take(line);
    return this.recorded?.get(this.row.id) ?? null;
  }
}

async function tellTask(reader: Reader, options: LogOptions): Promise<number> {
  const log = reader.read();
  if (!log || !reader.recorded) return refuseRecording('task log', reader.problem ?? goneProblem(reader.row));
  const { step, json } = options;
  if (step !== undefined && step > log.turns.length) return refuse('task log', noTurn(log, step));
  if (json) await print(jsonText(jsonOf(log, reader.recorded, options)));
  else
    await print(`${textOf(log, new LogText(reader.recorded, options, paintFor(process.stdout)), step).join('\n')}\n`);
  return reader.problem ? refuseRecording('task log', reader.problem) : EXIT.ok;
}

function noTurn({ turns }: TaskLog, step: number): string {
  const count = turns.length === 1 ? '1 turn' : `${turns.length} turns`;
  return `there is no turn ${step}: the task has ${count}; 0 is how it was created.`;
}

function textOf(log: TaskLog, text: LogText, step: number | undefined): readonly string[] {
  if (step === 0) return text.created(log);
  const turns = log.turns.filter(({ number }) => step === undefined || number === step);
  const lines = turns.flatMap((turn) => text.turn(log, turn));
  return step === undefined ? [...text.created(log), ...lines, ...text.end(log)] : lines;
}

function jsonOf(log: TaskLog, recorded: RecordedLogs, { step, verbose }: LogOptions): object {
  const { turns, ...report } = reportOf(log, recorded.all());
  const created = log.snapshots[0]?.data ?? {};
  if (step === 0) return { turn: 0, data: created };
  const told = turns.map((turn) => (verbose ? { ...turn, not: othersOf(log, recorded, turn) } : turn));
  return step === undefined ? { ...report, created, turns: told } : (told[step - 1] ?? {});
}

function othersOf(
  log: TaskLog,
  recorded: RecordedLogs,
  { turn, agenda }: { readonly turn: number; readonly agenda: readonly string[] },
): readonly { readonly step: string; readonly why: string }[] {
  const steps = recorded.stepsAt(log, turn);
  const others = steps.filter(({ name }) => !agenda.includes(name));
  return others.map(({ name }) => ({ step: name, why: whyNot(name, log, turn - 1, steps) }));
}

/** Until it has ended, the process that runs it is gone, or nobody reads any more. */
async function followTask(reader: Reader, options: LogOptions, history: History): Promise<number> {
  const { row } = reader;
  const text = (): LogText => new LogText(reader.recorded as RecordedLogs, options, paintFor(process.stdout));
  let told = -1;
  for (;;) {
    // Asked first: what it wrote before its end is read afterwards.
    const isOver = isLeft(history, row);
    const log = reader.read();
    if (reader.problem) return refuseRecording('task log', reader.problem);
    if (log) {
      const begun = told < 0 ? text().created(log) : [];
      const ready = log.end || isOver ? log.turns : log.turns.filter((_, index) => index < settledTurns(log));
      const news = ready.slice(Math.max(told, 0)).flatMap((turn) => text().turn(log, turn));
      const end = log.end || isOver ? text().end(log) : [];
      const said = lines([...begun, ...news, ...end]);
      if (said !== '' && !(await print(said))) return EXIT.ok;
      if (log.end || isOver) return EXIT.ok;
      told = Math.max(told, ready.length);
    } else if (isOver) return refuseRecording('task log', goneProblem(row));
    await wait(LOOKS_EVERY);
  }
}

/** A turn is told when the next match has begun: what it waits for belongs to it. */
function settledTurns({ turns, snapshots }: TaskLog): number {
  const done = turns.filter(({ finished }) => finished).length;
  return snapshots[done]?.agenda === null ? done - 1 : done;
}

function isLeft(history: History, { id }: TaskRow): boolean {
  history.settle();
  // One that was removed meanwhile is over too.
  return (history.task(id)?.pid ?? null) === null;
}

function lines(texts: readonly string[]): string {
  return texts.map((line) => `${line}\n`).join('');
}
