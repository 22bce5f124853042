// Judges breakpoints while a family of tasks runs on, between its turns. What none of them asks for costs nothing.
import { BEFORE, type Breakpoint, type BreakpointKind, reaches } from '../breakpoints.ts';
import type { TaskFamily } from '../engine/scheduler.ts';
import type { Task } from '../engine/task.ts';
import type { Hit, TaskEvent } from '../events.ts';
import { changedAt } from '../glob.ts';
import type { JsonObject, Path } from '../step.ts';
import type { TaskId } from '../task.ts';
import { type Armed, BreakCode, type BreakPort, type Moment } from './break-code.ts';

/** Where a run stops. */
export interface Halt {
  readonly at: TaskId;
  readonly hit: Hit;
}

/** What is remembered of one family, by key of a breakpoint. */
interface Memory {
  readonly hits: Map<string, number>;
  /** Where each has hit last: going on from there it does not hit again. */
  readonly lately: Map<string, string>;
  /** Where a step by hand has led: a person stands there already. */
  stood: string | null;
  readonly warned: Set<string>;
}

/** What happened to a task since it was judged last. */
interface Seen {
  readonly task: Task;
  readonly on: string[];
  hasSettled: boolean;
  hasFailed: boolean;
}

/** One run of a family, from a continue to its stop. */
interface Run {
  readonly memory: Memory;
  /** Documents as they were judged last. */
  readonly documents: Map<TaskId, JsonObject>;
  readonly seen: Map<TaskId, Seen>;
  halt: Halt | null;
}

export class Breaks {
  #armed: readonly Armed[] = [];
  readonly #code: BreakCode;
  readonly #memories = new WeakMap<TaskFamily, Memory>();
  #run: Run | null = null;

  constructor(port: BreakPort) {
    this.#code = new BreakCode(port);
  }

  /** All there are, from now on. */
  set(list: readonly Breakpoint[]): void {
    this.#armed = list.flatMap((breakpoint, index) => this.#code.arm(breakpoint, index) ?? []);
  }

  /** The family begins to run on. */
  begin(family: TaskFamily): void {
    const documents = new Map(family.tasks.map((task) => [task.state.id, documentOf(task)]));
    this.#run = { memory: this.#memoryOf(family), documents, seen: new Map(), halt: null };
  }

  end(): void {
    this.#run = null;
  }

  /** A turn was made by hand: a person stands before the next one. */
  stand(family: TaskFamily): void {
    const { next } = family;
    this.#memoryOf(family).stood = next && placeOf(next);
  }

  /** Something was told of a task; it is judged when the turn is over. */
  see(task: Task, event: TaskEvent): void {
    if (!this.#run || this.#armed.length === 0) return;
    const { kind } = event;
    if (kind !== 'matched' && kind !== 'ran' && kind !== 'settled' && kind !== 'entered' && kind !== 'ended') return;
    const { seen, documents } = this.#run;
    const { id } = task.state;
    const known = seen.get(id) ?? { task, on: [], hasSettled: false, hasFailed: false };
    seen.set(id, known);
    const isNew = !documents.has(id);
    if (isNew) documents.set(id, documentOf(task));
    // Matched from the beginning, it names all that was on the agenda before as well.
    if (kind === 'matched' && (isNew || !event.fresh)) known.on.push(...event.on);
    if (kind === 'settled') known.hasSettled = true;
    if (kind === 'ended' && event.state === 'error') known.hasFailed = true;
  }

  /** Before the next turn. */
  before(family: TaskFamily): Halt | null {
    const run = this.#run;
    if (!run || this.#armed.length === 0) return null;
    const task = family.next;
    if (!task) return null;
    family.refresh(task);
    if (this.after()) return run.halt;
    const step = task.agenda.at(0);
    if (step === undefined) return null;
    const turn = task.state.turn + 1;
    const moment: Moment = { task, step, turn };
    const place = placeOf(task);
    this.#judge(run, 'step', moment, ({ target }) => target === step, place);
    this.#judge(run, 'turn', moment, ({ target }) => Number(target) === turn, place);
    this.#judge(run, 'several', moment, () => task.agenda.size > 1, place);
    return run.halt;
  }

  /** After a turn, when its children have begun. */
  after(): Halt | null {
    const run = this.#run;
    if (!run || this.#armed.length === 0) return null;
    for (const seen of run.seen.values()) this.#judgeSeen(run, seen);
    run.seen.clear();
    return run.halt;
  }

  #judgeSeen(run: Run, { task, on, hasSettled, hasFailed }: Seen): void {
    const { id, turn } = task.state;
    const moment: Moment = { task, step: task.trace.at(-1)?.step ?? '', turn };
    const before = run.documents.get(id);
    const now = documentOf(task);
    run.documents.set(id, now);
    if (before !== now)
      this.#judge(run, 'change', moment, (_, { glob }) => {
        const path = changedAt(glob, before, now);
        return path ? task.mask.path(path) : undefined;
      });
    if (hasFailed) this.#judge(run, 'error', moment, () => true);
    if (hasSettled) this.#judge(run, 'settle', moment, () => true);
    for (const step of on) this.#judge(run, 'match', { task, step, turn: turn + 1 }, ({ target }) => target === step);
  }

  /** `hits` may give the path that made it hit. `place`: where it hits only once however often one goes on from there. */
  #judge(
    run: Run,
    kind: BreakpointKind,
    moment: Moment,
    hits: (breakpoint: Breakpoint, armed: Armed) => boolean | Path | undefined,
    place?: string,
  ): void {
    for (const armed of this.#armed) {
      const { breakpoint, key } = armed;
      if (breakpoint.kind !== kind || (place !== undefined && run.memory.lately.get(key) === place)) continue;
      const found = hits(breakpoint, armed);
      if (!found || !this.#code.holds(armed, moment, run.memory.warned)) continue;
      if (place !== undefined) run.memory.lately.set(key, place);
      const number = (run.memory.hits.get(key) ?? 0) + 1;
      run.memory.hits.set(key, number);
      if (!reaches(breakpoint.hits, number)) continue;
      if (armed.log) this.#code.note(armed, moment);
      else if (place === undefined || place !== run.memory.stood) run.halt ??= haltAt(moment, breakpoint, found);
    }
  }

  #memoryOf(family: TaskFamily): Memory {
    const known = this.#memories.get(family);
    if (known) return known;
    const made: Memory = { hits: new Map(), lately: new Map(), stood: null, warned: new Set() };
    this.#memories.set(family, made);
    return made;
  }
}

function haltAt({ task }: Moment, { id, kind }: Breakpoint, found: true | Path): Halt {
  const why = found === true ? {} : { path: found };
  const turn = task.state.turn + (BEFORE.has(kind) ? 1 : 0);
  return { at: task.state.id, hit: { breakpoint: id, turn, ...why } };
}

function placeOf({ state }: Task): string {
  return `${state.id} ${state.turn}`;
}

function documentOf({ state: { data, stash } }: Task): JsonObject {
  return Object.keys(stash).length > 0 ? { ...data, $stash: stash } : data;
}
