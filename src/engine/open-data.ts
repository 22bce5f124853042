// Which way a document is opened for writing hangs on its size; what step code sees does not.
import type { JsonObject } from '../step.ts';
import type { OpenData } from './data.ts';
import { openCopy } from './data-copy.ts';
import { openDraft } from './data-draft.ts';
import type { Normaliser } from './normalise.ts';

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
