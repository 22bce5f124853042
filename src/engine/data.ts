// A task's data while a step may write to it. Step code sees what behaves as the plain object that it seems to be; how it is
// made hangs on the size of the document, what it means does not.
import type { JsonObject } from '../step.ts';
import { openCopy } from './data-copy.ts';
import { openDraft } from './data-draft.ts';
import type { Fault, LeftPromise, Meaning, Normaliser } from './normalise.ts';

export interface OpenData {
  /** What step code sees as `data`. */
  readonly root: object;
  /** A plain copy of how it stands; for logs and views. */
  snapshot(): unknown;
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

/**
 * Up to this many values a copy costs no more than drafts do, and it is a plain object in every respect; above, only what
 * a step touches may cost.
 */
const MOST_COPIED = 400;

export function openData(data: JsonObject, stash: JsonObject, normaliser: Normaliser): OpenData {
  return normaliser.sizeOf(data) <= MOST_COPIED
    ? openCopy(data, stash, normaliser)
    : openDraft(data, stash, normaliser);
}
