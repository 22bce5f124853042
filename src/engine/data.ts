// A task's data while a step may write to it. Step code sees what behaves as the plain object that it seems to be; how it is
// made hangs on the size of the document, what it means does not.
import type { JsonObject } from '../step.ts';
import type { Fault, LeftPromise, Meaning } from './meaning.ts';

export interface OpenData {
  /** What step code sees as `data`. */
  readonly root: object;
  /** A plain copy of how it stands; for logs and views. */
  snapshot(): unknown;
  /** What is stashed at this moment. */
  stashNow(): unknown;
  /** Ends writing and gives JSON. */
  close(): ClosedData;
  /** Whether it was written to after it was closed, as far as no error said so by itself. */
  wasWrittenLate(): boolean;
}

export interface ClosedData {
  readonly data: JsonObject;
  readonly stash: JsonObject;
  readonly changed: readonly Meaning[];
  readonly promises: readonly LeftPromise[];
  readonly faults: readonly Fault[];
}

/** Step code asked for what only a step that has not ended can have. */
export class LateAsk extends Error {
  override readonly name = 'LateAsk';
  constructor(what: string) {
    super(`${what} was called after the step had ended`);
  }
}

/** Step code touched its data after its turn had ended. */
export class LateWrite extends Error {
  override readonly name = 'LateWrite';
  constructor() {
    super('data was used after the step had ended');
  }
}
