// What it means for a step's data to be made JSON: what became of values that are none, and what is still to come.
import type { Json, JsonObject, Path } from '../step.ts';

/** A value that does not survive as it was. */
export interface Meaning {
  readonly path: Path;
  readonly was: string;
  readonly became: string;
}

/** A promise that was left in data: its value is put at `path` when it arrives. */
export interface LeftPromise {
  readonly path: Path;
  readonly promise: PromiseLike<unknown>;
}

export interface Normalised<T extends Json | undefined = JsonObject> {
  readonly value: T;
  readonly changed: readonly Meaning[];
  readonly promises: readonly LeftPromise[];
  readonly faults: readonly Fault[];
}

/** A BigInt, a cycle, what cannot even be read: it has no JSON and is left out; for a step's data that is the step's error. */
export interface Fault {
  readonly path: Path;
  /** Such as `is a cycle`. */
  readonly what: string;
  readonly hint: string;
  /** What reading it threw, wrapped, since anything can be thrown. */
  readonly thrown?: { readonly error: unknown };
}
