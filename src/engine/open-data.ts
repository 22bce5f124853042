// Which way a document is opened for writing hangs on its size and on what the step did before; what step code sees does not.
import type { JsonObject } from '../step.ts';
import type { OpenData } from './data.ts';
import { openCopy } from './data-copy.ts';
import { openDraft } from './data-draft.ts';
import type { Normaliser } from './normalise.ts';

/** Up to this many characters of JSON a copy costs next to nothing, and it is a plain object in every respect. */
const LONGEST_COPIED = 64_000;

/** What copying and comparing costs, in ms for a character of JSON. Measured: 10 ms a megabyte. */
const COPY_COST = 1e-5;

/** Steps that walked a large document: reading through a draft is 30 to 400 times as slow as a plain loop. */
export class Walkers {
  readonly #steps = new Set<string>();

  /** A large document is a draft, so that a step pays for what it touches; one that touched nearly all of it gets copies from then on. */
  open(step: string, data: JsonObject, stash: JsonObject, normaliser: Normaliser): OpenData {
    const isCopied = normaliser.lengthOf(data) <= LONGEST_COPIED || this.#steps.has(step);
    return isCopied ? openCopy(data, stash, normaliser) : openDraft(data, stash, normaliser);
  }

  /** `runMs`: how long the step took. */
  note(step: string, data: JsonObject, runMs: number, normaliser: Normaliser): void {
    const length = normaliser.lengthOf(data);
    if (length > LONGEST_COPIED && runMs > 2 * COPY_COST * length) this.#steps.add(step);
  }
}
