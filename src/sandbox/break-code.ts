// What a breakpoint has of code: its condition and the text of its log point. It runs between turns; whatever it does, the
// task goes on as if it had not been there.
import { breakpointText, logParts } from '../breakpoint-text.ts';
import type { Breakpoint } from '../breakpoints.ts';
import { publicData } from '../engine/mask.ts';
import type { Task } from '../engine/task.ts';
import type { TaskEvent } from '../events.ts';
import { type Glob, parseGlob } from '../glob.ts';
import type { JsonObject } from '../step.ts';
import { type Expression, Expressions } from './expressions.ts';

export interface BreakPort {
  emit(event: TaskEvent): void;
  /** Values as a console shows them. */
  format(values: readonly unknown[]): string;
  /** The watch on wall time shall know whose code runs: its place in the list; null when it is over. */
  watch(index: number | null): void;
}

/** A breakpoint that is on and can be judged. */
export interface Armed {
  readonly breakpoint: Breakpoint;
  /** Another one as soon as anything of it is another. */
  readonly key: string;
  /** Its place in the list. */
  readonly index: number;
  readonly glob: Glob;
  readonly condition: Expression | null;
  readonly log: readonly (string | Expression)[] | undefined;
}

/** What its code is told of: the step that is next, or that ran last. */
export interface Moment {
  readonly task: Task;
  readonly step: string;
  readonly turn: number;
}

export class BreakCode {
  #expressions: Expressions | null = null;
  /** The last data that were copied: several may look at the same. */
  #copied: { readonly data: JsonObject; readonly stash: JsonObject; readonly copy: unknown } | null = null;

  constructor(readonly port: BreakPort) {}

  /** null for one that is off, or has a fault: that is told elsewhere. */
  arm(breakpoint: Breakpoint, index: number): Armed | null {
    const { kind, target, condition, log, isOn } = breakpoint;
    const glob = kind === 'change' ? parseGlob(target) : [];
    const parts = log === undefined ? null : logParts(log);
    if (!isOn || typeof glob === 'string' || typeof parts === 'string') return null;
    try {
      return {
        breakpoint,
        index,
        key: JSON.stringify(breakpoint),
        glob,
        condition: condition === undefined ? null : this.#compile(condition),
        log: parts?.map(({ text, code }) => (code === undefined ? text : this.#compile(code))),
      };
    } catch {
      return null;
    }
  }

  /** A condition that throws does not hold, and says so once: `warned` are those that have. */
  holds(armed: Armed, moment: Moment, warned: Set<string>): boolean {
    const { condition, key } = armed;
    if (!condition) return true;
    try {
      return Boolean(this.#run(armed, condition, moment, this.#copyOf(moment.task)));
    } catch (thrown) {
      if (!warned.has(key)) this.#warn(armed, moment, thrown);
      warned.add(key);
      return false;
    }
  }

  /** The text shows nothing that others may not see, so that its code sees masked data only. */
  note(armed: Armed, moment: Moment): void {
    const { state, mask } = moment.task;
    const seen = this.#world.copyOf(mask.data(publicData(state.data, state.stash)));
    const texts = (armed.log ?? []).map((part) =>
      typeof part === 'string' ? part : this.#show(armed, part, moment, seen),
    );
    const text = mask.said(texts.map((text) => mask.said(text)).join(''));
    const { id } = armed.breakpoint;
    this.port.emit({ kind: 'noted', task: state.id, after: state.turn, about: moment.turn, breakpoint: id, text });
  }

  #show(armed: Armed, part: Expression, moment: Moment, data: unknown): string {
    try {
      return this.port.format([this.#run(armed, part, moment, data)]);
    } catch (thrown) {
      return `{${errorText(thrown)}}`;
    }
  }

  #run(armed: Armed, expression: Expression, { step, turn }: Moment, data: unknown): unknown {
    this.port.watch(armed.index);
    try {
      return expression(data, step, turn);
    } finally {
      this.port.watch(null);
    }
  }

  #warn({ breakpoint }: Armed, { task }: Moment, thrown: unknown): void {
    const { id, turn } = task.state;
    const fault = `threw ${task.mask.said(errorText(thrown))}`;
    const message = `the condition of the breakpoint ${task.mask.text(breakpointText(breakpoint))} ${fault}: it counts as false`;
    const place = { file: '', line: 0, column: 0 };
    const problem = { severity: 'warning', ...place, message, hint: '' } as const;
    const about = { id: breakpoint.id, fault };
    this.port.emit({ kind: 'warned', task: id, turn: Math.max(1, turn), problem, breakpoint: about });
  }

  #copyOf({ state: { data, stash } }: Task): unknown {
    if (this.#copied?.data === data && this.#copied.stash === stash) return this.#copied.copy;
    const copy = this.#world.copyOf(Object.keys(stash).length > 0 ? { ...data, $stash: stash } : data);
    this.#copied = { data, stash, copy };
    return copy;
  }

  /** Made when the first code is there: most breakpoints have none. */
  get #world(): Expressions {
    this.#expressions ??= new Expressions();
    return this.#expressions;
  }

  #compile(code: string): Expression {
    return this.#world.compile(code);
  }
}

/** Anything can be thrown, also what cannot be read. */
function errorText(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return 'something that cannot be read';
  }
}
