// A task turn by turn as text: a line each, and below it what was asked for.
import { differences } from '../analysis/differences.ts';
import { unmetPlaces } from '../analysis/unmet.ts';
import type { Paint } from '../check/paint.ts';
import { whyNot } from '../check/why-not.ts';
import { changeText } from '../format/change.ts';
import { cleanLines } from '../format/clean.ts';
import { duration } from '../format/duration.ts';
import { pathText } from '../format/path.ts';
import { endText, selectText } from '../format/reason.ts';
import { valueText } from '../format/value.ts';
import { viewLines } from '../format/view.ts';
import { applyPatches, valueAt } from '../patch.ts';
import type { TaskLog, Turn } from '../session/state.ts';
import type { JsonObject, StepInfo } from '../step.ts';
import { counted, oneLine } from './listing.ts';
import type { RecordedLogs } from './recorded-logs.ts';

export interface LogWish {
  /** Console and audit lines, views, warnings. */
  readonly logs: boolean;
  /** What each turn changed. */
  readonly changes: boolean;
  /** Both, calls, and how the step was chosen. */
  readonly verbose: boolean;
}

/** Values are cut to so many columns: a terminal, or a line of a file, is no place for documents. */
const COLUMNS = 120;
/** Steps that did not match in a turn: more say less. */
const MOST_OTHERS = 100;
/** Ends that came because nothing matched. */
const UNMATCHED: ReadonlySet<string> = new Set(['settled', 'rejected', 'expired']);
const INDENT = '     ';
/** The hints of the screen name its keys. */
const NEXT: Readonly<Record<string, (id: string) => string>> = {
  stopped: (id) => `stepscope task resume ${id} goes on with it`,
  rejected: (id) => `stepscope why STEP --task ${id} says what a step misses`,
};

export class LogText {
  constructor(
    readonly recorded: RecordedLogs,
    readonly wish: LogWish,
    readonly paint: Paint,
  ) {}

  /** Turn 0: with what it began. */
  created({ snapshots, start }: TaskLog): readonly string[] {
    const { changes, verbose } = this.wish;
    const data = snapshots[0]?.data ?? {};
    const keys = Object.keys(data);
    const head = `0  created  ${counted(keys.length, 'key')}${keys.length > 0 ? `: ${keys.map(oneLine).join(', ')}` : ''}`;
    const at = verbose ? [this.#note('clock', new Date(start.createdAt).toISOString())] : [];
    return [head, ...at, ...(changes || verbose ? this.#changes({}, data) : []), ...this.#between(start.task, 0, null)];
  }

  turn(log: TaskLog, turn: Turn): readonly string[] {
    const { verbose, logs, changes } = this.wish;
    const before = log.snapshots[turn.number - 1]?.data ?? {};
    // What came between two turns belongs to neither of them.
    const after = applyPatches(before, turn.patches);
    return [
      this.#line(turn, waitedIn(log, turn)),
      ...(verbose ? this.#choice(log, turn) : []),
      ...(verbose ? turn.calls.map((call) => this.#note('call', callText(call))) : []),
      ...(logs || verbose ? this.#said(turn) : []),
      ...this.recorded.childrenOf(log, turn.number).map((child) => this.#note('subtask', childText(child))),
      ...(changes || verbose ? this.#changes(before, after) : []),
      ...this.#between(log.id, turn.number, after),
    ];
  }

  end(log: TaskLog): readonly string[] {
    const { id, end, turns } = log;
    if (!end) return [this.paint.dim('   it has not ended')];
    const { title, meaning, hint } = endText(end, turns.length);
    const painted = end.state === 'error' ? this.paint.bad(title) : this.paint.good(title);
    const next = NEXT[end.reason]?.(id) ?? hint;
    const text = [painted, meaning, next].filter((part) => part !== '').join('  ');
    const others = this.wish.verbose && UNMATCHED.has(end.reason) ? this.#others(log, turns.length, []) : [];
    return [`   ${text}  ${this.paint.dim(duration(end.durationMs))}`, ...others];
  }

  #line({ number, step, runMs, patches, calls, why, error, finished, killed }: Turn, waitMs: number): string {
    const parts = [
      duration(runMs),
      ...(waitMs > 0 ? [`waited ${duration(waitMs)}`] : []),
      counted(patches.length, 'change'),
      ...(calls.length > 0 ? [counted(calls.length, 'call')] : []),
      ...(why === 'hand' ? ['picked by hand'] : []),
      ...(killed ? ['killed'] : []),
      ...(finished ? [] : ['not over']),
    ];
    const thrown = error ? `  ${this.paint.bad(oneLine(`${error.name}: ${error.message}${placeOf(error)}`))}` : '';
    const words = this.wish.verbose ? 'Step executed  ' : '';
    return `${number}  ${words}${oneLine(step)}  ${this.paint.dim(parts.join(', '))}${thrown}`;
  }

  /** Candidates in the order in which they would have run, and of the others what they missed. */
  #choice(log: TaskLog, { number, step, why, over }: Turn): readonly string[] {
    const steps = this.recorded.stepsAt(log, number);
    const agenda = log.snapshots[number - 1]?.agenda ?? [];
    const fields = (name: string): string => counted(steps.find((one) => one.name === name)?.specificity ?? 0, 'field');
    const candidates = agenda.map((name) => `${name} (${fields(name)})`).join(', ');
    return [
      this.#note('candidates', candidates),
      this.#note('chosen', `specificity ${fields(step)}; ${selectText(why, over)}`),
      ...this.#others(log, number - 1, agenda),
    ];
  }

  /** What each of the others missed after so many turns, the nearest first. */
  #others(log: TaskLog, turns: number, agenda: readonly string[]): readonly string[] {
    const steps = this.recorded.stepsAt(log, turns + 1);
    const others = this.#nearestFirst(
      log,
      turns,
      steps.filter(({ name }) => !agenda.includes(name)),
    );
    const shown = others.slice(0, MOST_OTHERS);
    const more = others.length - shown.length;
    return [
      ...shown.map(({ name }) => this.#note('not', whyNot(name, log, turns, steps))),
      ...(more > 0 ? [this.#note('not', `${counted(more, 'step')} more`)] : []),
    ];
  }

  #nearestFirst(log: TaskLog, turns: number, steps: readonly StepInfo[]): readonly StepInfo[] {
    const { data = {}, verdicts = new Map() } = log.snapshots[turns] ?? {};
    const all = [...verdicts.values()];
    const missing = new Map(
      steps.map(({ name, condition }) => [
        name,
        unmetPlaces(
          condition,
          data,
          all.filter((verdict) => verdict.step === name),
        ).length,
      ]),
    );
    return steps.toSorted((a, b) => (missing.get(a.name) ?? 0) - (missing.get(b.name) ?? 0));
  }

  #said({ logs, droppedLogs, views, problems }: Turn): readonly string[] {
    return [
      ...logs.flatMap(({ level, text }) => {
        const [first = '', ...rest] = cleanLines(text);
        return [
          `${INDENT}${this.#level(level)}  ${first}`,
          ...rest.map((line) => `${INDENT}${' '.repeat(level.length)}  ${line}`),
        ];
      }),
      ...(droppedLogs > 0 ? [this.#note('log', `${counted(droppedLogs, 'line')} more, not kept`)] : []),
      ...views.flatMap((view) => [
        this.#note('view', `${view.type} ${view.name}`),
        ...viewLines(view, COLUMNS - INDENT.length).map((line) => `${INDENT}${line}`),
      ]),
      ...problems.map(({ message }) => `${INDENT}${this.paint.warn('warning')}  ${oneLine(message)}`),
    ];
  }

  #level(level: string): string {
    return level === 'error'
      ? this.paint.bad(level)
      : level === 'warn'
        ? this.paint.warn(level)
        : this.paint.dim(level);
  }

  #changes(before: JsonObject, after: JsonObject): readonly string[] {
    return differences(before, after).map((path) => {
      const [was, is] = [valueAt(before, path), valueAt(after, path)];
      const place = path.length === 0 ? 'data' : pathText(path);
      if (was === undefined) return this.paint.good(`${INDENT}+ ${place}  ${valueText(is, COLUMNS)}`);
      if (is === undefined) return this.paint.bad(`${INDENT}- ${place}  ${valueText(was, COLUMNS)}`);
      const { before: old, now } = changeText(was, is, COLUMNS);
      return this.paint.warn(`${INDENT}~ ${place}  ${old} → ${now}`);
    });
  }

  /** `before`: the data that they change; null where all of it has been told. */
  #between(task: string, after: number, before: JsonObject | null): readonly string[] {
    const { changes, verbose } = this.wish;
    const entries = this.recorded.get(task)?.entries.filter((entry) => entry.after === after) ?? [];
    let data = before;
    return entries.flatMap(({ cause, child, patches }) => {
      const places = [...new Set(patches.map(({ path }) => pathText(path)))].join(', ') || 'nothing';
      const who = cause === 'edit' ? 'an edit by hand' : `the subtask ${child}`;
      const note = this.#note('between', `${who} wrote ${places}`);
      if (data === null || !(changes || verbose)) return [note];
      const was = data;
      data = applyPatches(was, patches);
      return [note, ...this.#changes(was, data)];
    });
  }

  #note(what: string, text: string): string {
    return `${INDENT}${this.paint.dim(what)}  ${oneLine(text)}`;
  }
}

/** On the task's clock: what it slept, waited for and parked. */
function waitedIn({ snapshots }: TaskLog, { number }: Turn): number {
  const [before, after] = [snapshots[number - 1]?.clock ?? 0, snapshots[number]?.clock];
  return after === undefined ? 0 : after - before;
}

function placeOf({ file, line, column }: NonNullable<Turn['error']>): string {
  return line > 0 ? ` (${file}:${line}:${column})` : '';
}

function callText({ connector, method, args, result, error, source }: Turn['calls'][number]): string {
  const answer = error ? `${error.name}: ${error.message}` : valueText(result ?? null, COLUMNS / 2);
  return `${connector}.${method}(${valueText(args, COLUMNS / 2)}) → ${answer}  ${source}`;
}

function childText({ id, name, end, turns }: TaskLog): string {
  return `${id} ${name}  ${end ? `${end.state}/${end.reason}` : 'not ended'} after ${counted(turns.length, 'turn')}`;
}
