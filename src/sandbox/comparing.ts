// The past of tasks looked at with today's steps, a piece at a time: what else is asked of the sandbox comes in between, and
// a hundred thousand turns are never one message.
import type { Compared, Event } from '../events.ts';
import type { PastTurn, SandboxCommand } from './protocol.ts';
import type { TaskRecord } from './task-record.ts';

/** Of turns and what they changed, in the first piece and in the largest. */
const FIRST_PIECE = 100;
const LARGEST_PIECE = 5_000;
/** A piece that took less is followed by a larger one, one that took more by a smaller, ms. */
const SHORT = 40;
const LONG = 150;

export interface ComparingPort {
  send(command: Extract<SandboxCommand, { kind: 'compare' }>): void;
  /** Nothing is left where `total` is 0. */
  advance(done: number, total: number): void;
}

interface Comparison {
  readonly record: TaskRecord;
  readonly turns: readonly PastTurn[];
  /** How often it was asked for. */
  readonly asked: number;
  readonly differ: Compared['differ'][number][];
  /** Turns that were sent. */
  sent: number;
}

export class Comparing {
  /** The first is under way. */
  #queue: Comparison[] = [];
  /** Answers to come that nobody waits for. */
  #unwanted = 0;
  /** Turns of those that are over, since there was nothing to do. */
  #over = 0;
  #piece = FIRST_PIECE;
  #sentAt = 0;

  constructor(readonly port: ComparingPort) {}

  /** One that is asked for again begins again, and answers both. */
  begin(record: TaskRecord): void {
    const known = this.#queue.findIndex((comparison) => comparison.record === record);
    const asked = (this.#queue[known]?.asked ?? 0) + 1;
    const fresh: Comparison = { record, turns: record.pastTurns(), asked, differ: [], sent: 0 };
    if (known === 0) this.#unwanted++;
    if (known >= 0) this.#queue[known] = fresh;
    else this.#queue.push(fresh);
    if (this.#queue[0] === fresh) this.#next();
  }

  /** What the sandbox says of a piece; gives what is to be told. */
  take({ differ }: Pick<Compared, 'differ'>): readonly Compared[] {
    if (this.#unwanted > 0) {
      this.#unwanted--;
      return [];
    }
    const [first] = this.#queue;
    if (!first) return [];
    const took = performance.now() - this.#sentAt;
    if (took < SHORT) this.#piece = Math.min(LARGEST_PIECE, this.#piece * 2);
    if (took > LONG) this.#piece = Math.max(1, this.#piece / 2);
    first.differ.push(...differ);
    if (first.sent >= first.turns.length) return this.#finish();
    this.#next();
    return [];
  }

  /** Of what a death tells: a piece that died will not be answered, and what was found until then is told. */
  afterDeath(events: readonly Event[]): readonly Event[] {
    return events.flatMap((event): readonly Event[] => (event.kind === 'compared' ? this.#lost() : [event]));
  }

  #lost(): readonly Compared[] {
    return this.#unwanted > 0 ? this.take({ differ: [] }) : this.#finish();
  }

  /** Nobody wants to know the rest. */
  stop(): readonly Compared[] {
    const stopped = this.#queue;
    if (stopped.length > 0) this.#unwanted++;
    this.#queue = [];
    this.#tell();
    return stopped.flatMap(answersOf);
  }

  #finish(): readonly Compared[] {
    const first = this.#queue.shift();
    if (!first) return [];
    this.#over += first.turns.length;
    if (this.#queue.length > 0) this.#next();
    else this.#tell();
    return answersOf(first);
  }

  #next(): void {
    const [first] = this.#queue;
    if (!first) return;
    const from = first.sent;
    let weight = 0;
    while (first.sent < first.turns.length && weight < this.#piece) {
      weight += weightOf(first.turns[first.sent]);
      first.sent++;
    }
    const { start } = first.record;
    const state = first.record.stateAfter((first.turns[from]?.turn ?? 1) - 1);
    this.#tell(from);
    this.#sentAt = performance.now();
    this.port.send({ kind: 'compare', start, state, turns: first.turns.slice(from, first.sent) });
  }

  #tell(done = 0): void {
    if (this.#queue.length === 0) this.#over = 0;
    const left = this.#queue.reduce((sum, { turns }) => sum + turns.length, 0);
    this.port.advance(left === 0 ? 0 : this.#over + done, left === 0 ? 0 : this.#over + left);
  }
}

function weightOf(turn: PastTurn | undefined): number {
  const patches = turn?.patches ?? [];
  return patches.reduce((sum, patch) => sum + (patch.op === 'splice' ? 1 + patch.insert.length : 1), 1);
}

function answersOf({ record, asked, differ }: Comparison): readonly Compared[] {
  return Array.from({ length: asked }, () => ({ kind: 'compared', task: record.start.id, differ }));
}
