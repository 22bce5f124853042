// The vocabulary of connector calls: how one is made, answered, and answered again from a tape.
import type { Json, Mock } from './step.ts';

/** Who answered a connector call; `unmocked` where nobody did. */
export type CallSource = 'pin' | 'mock' | 'tape' | 'live' | 'unmocked';

/** This and `TapedCall` are types and no interfaces: so they are known to be JSON. */
export type CallError = {
  readonly name: string;
  readonly message: string;
  readonly code?: Json;
};

export interface Call {
  readonly connector: string;
  readonly method: string;
  readonly args: Json;
  readonly source: CallSource;
  readonly result?: Json;
  readonly error?: CallError;
}

/** A call that nobody answers, on its way to a person. */
export interface Question {
  readonly connector: string;
  readonly method: string;
  readonly args: Json;
  /** Which call of this method in the task it is, from 1. */
  readonly attempt: number;
}

/** An answer that a person gave: to each call of a method, or to one of them by its number in the task (from 1). */
export interface Pin {
  /** The one task that it is for; without it, all. */
  readonly task?: string;
  readonly connector: string;
  readonly method: string;
  readonly attempt?: number;
  readonly answer: Mock;
}

/** A call as it was answered once; on the tape it is answered so again. */
export type TapedCall = {
  readonly connector: string;
  readonly method: string;
  /** Which call of this method in the task it was, from 1. */
  readonly attempt: number;
  readonly source: CallSource;
  /** `never`: a promise that nothing settled. */
  readonly form: 'value' | 'promise' | 'never';
  /** On the task's clock, ms. */
  readonly tookMs: number;
  readonly args?: Json;
  readonly result?: Json;
  readonly error?: CallError;
};

/** What came from outside when a task ran. With the state before, the seed and this a turn comes out the same again. */
export interface Tape {
  readonly calls: readonly TapedCall[];
  /** Turn → name of a figure of `process` → what was read, in order. */
  readonly samples: Readonly<Record<number, Samples>>;
  /** Nothing else answers: a call that is not on it is asked about. */
  readonly isOnly: boolean;
  /** Those of its subtasks, by id; without it they are answered from this one. */
  readonly children?: Readonly<Record<string, Pick<Tape, 'calls' | 'samples'>>>;
  /** A call is answered as one with the same arguments was, whichever it was: turns come in another order. Nothing is live. */
  readonly byArguments?: boolean;
}

export type Samples = Readonly<Record<string, readonly Json[]>>;
