// What a step says while it runs goes out at once and masked: it must survive the step's being killed.
import type { Call, TapedCall } from '../call.ts';
import type { Called } from '../events.ts';
import { isObject } from './condition.ts';
import type { OpenData } from './data.ts';
import type { Mask } from './mask.ts';
import type { EnginePort } from './port.ts';
import type { ApiPort } from './step-api.ts';
import type { Task } from './task.ts';

export class Talk {
  dropped = 0;
  wasAnswered = false;
  /** Calls of this turn so far, as they really were. */
  readonly answered: TapedCall[] = [];
  #attempts: Map<string, number> | null = null;
  #lines = 0;
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
    this.port.emit({ kind: 'logged', ...this.#place, level, text: this.#mask.text(text) });
  };

  readonly view: ApiPort['view'] = (view) => {
    this.port.emit({ kind: 'viewed', ...this.#place, view: this.#mask.json(view) });
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

  /** What the step has just stashed is masked as well. */
  get #mask(): Mask {
    const { mask } = this.task;
    mask.learn(() => this.data.snapshot());
    const stash = this.data.stashNow();
    const { value } = this.port.normaliser.normalise(this.task.state.stash, stash);
    if (isObject(value)) mask.hold(value);
    return mask;
  }

  call(call: Call, taped: Called['taped']): void {
    this.wasAnswered = true;
    const whole: TapedCall = { ...call, ...taped };
    this.answered.push(whole);
    const shown = this.#mask.json(call);
    if (shown !== call) this.port.keep({ kind: 'vault', task: this.#place.task, call: whole });
    this.port.emit({ kind: 'called', ...this.#place, call: shown, taped });
  }
}
