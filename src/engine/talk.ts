// What a step says while it runs: logs, calls, views. It is told when content has come to its end, since what was said first may
// turn out to be secret later: a token that a call brought is stashed in the next line. Until then it is held where it survives
// the step's being killed.

import type { Call, TapedCall } from '../call.ts';
import type { Called, Logged, Viewed } from '../events.ts';
import { isObject } from '../json.ts';

import type { OpenData } from './data.ts';
import { intoPath } from './into.ts';
import type { Mask } from './mask.ts';
import { maskedCall, maskedView } from './mask-events.ts';
import type { EnginePort } from './port.ts';
import type { ApiPort } from './step-api.ts';
import type { Task } from './task.ts';

/** More text than this is not held: a flood of logs would fill the memory. */
const MOST_HELD = 4_000_000;

type Said = Logged | Called | Viewed;

export class Talk {
  dropped = 0;
  wasAnswered = false;
  /** Calls of this turn so far, as they really were. */
  readonly answered: TapedCall[] = [];
  #attempts: Map<string, number> | null = null;
  #lines = 0;
  /** Null once content has come to its end. */
  #held: Said[] | null = null;
  #isTold = false;
  #size = 0;
  readonly #place: { readonly task: string; readonly turn: number };

  constructor(
    readonly task: Task,
    readonly data: Pick<OpenData, 'stashNow' | 'snapshot'>,
    readonly port: EnginePort,
  ) {
    this.#place = { task: task.state.id, turn: task.state.turn + 1 };
  }

  readonly log: ApiPort['log'] = (level, text) => {
    if (this.#lines >= this.port.limits.logLines) {
      this.dropped++;
      return;
    }
    this.#lines++;
    this.#say({ kind: 'logged', ...this.#place, level, text }, text.length);
  };

  readonly view: ApiPort['view'] = (view) => {
    this.#say({ kind: 'viewed', ...this.#place, view }, JSON.stringify(view).length);
  };

  /** Calls made so far by `connector.method`; written to by whoever calls. */
  get attempts(): Map<string, number> {
    this.#attempts ??= new Map(Object.entries(this.task.state.attempts));
    return this.#attempts;
  }

  /** The same for the next state; the identical object where nothing was called. */
  get attemptsSoFar(): Readonly<Record<string, number>> {
    return this.#attempts ? Object.fromEntries(this.#attempts) : this.task.state.attempts;
  }

  call(call: Call, taped: Called['taped']): void {
    this.wasAnswered = true;
    this.answered.push({ ...call, ...taped });
    // What is going to be stashed is secret from its beginning.
    if (isStashed(call)) this.task.mask.hold({ result: call.result ?? null });
    this.#say({ kind: 'called', ...this.#place, call, taped }, JSON.stringify(call).length);
  }

  /** Content has come to its end: all that it held secret is known. */
  tell(): void {
    this.#isTold = true;
    const held = this.#held;
    this.#held = null;
    if (held === null) return;
    for (const said of held) this.#emit(said);
    this.port.release();
  }

  #say(said: Said, size: number): void {
    this.#size += size;
    if (this.#isTold || this.#size > MOST_HELD) {
      if (!this.#isTold) this.tell();
      this.#emit(said);
      return;
    }
    this.#held ??= [];
    this.#held.push(said);
    this.port.hold(masked(said, this.#mask));
  }

  #emit(said: Said): void {
    const shown = masked(said, this.#mask);
    if (said.kind === 'called' && shown.kind === 'called' && shown.call !== said.call)
      this.port.keep({ kind: 'vault', task: this.#place.task, call: { ...said.call, ...said.taped } });
    this.port.emit(shown);
  }

  /** What the step has just stashed is masked as well. */
  get #mask(): Mask {
    const { mask } = this.task;
    mask.learn(() => this.data.snapshot());
    const stash = this.data.stashNow();
    const { value } = this.port.normaliser.normalise(this.task.state.stash, stash);
    if (isObject(value)) mask.hold(value);
    return mask;
  }
}

function isStashed({ args }: Call): boolean {
  const into = isObject(args) ? args.into : undefined;
  return typeof into === 'string' && intoPath(into)[0] === '$stash';
}

function masked(said: Said, mask: Mask): Said {
  switch (said.kind) {
    case 'logged':
      return { ...said, text: mask.said(said.text) };
    case 'viewed':
      return { ...said, view: maskedView(mask, said.view) };
    case 'called':
      return { ...said, call: maskedCall(mask, said.call) };
  }
}
