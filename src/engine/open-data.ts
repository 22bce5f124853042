// Which way a document is opened for writing hangs on its size; what step code sees does not.
import type { JsonObject } from '../step.ts';
import type { OpenData } from './data.ts';
import { openCopy } from './data-copy.ts';
import { openDraft } from './data-draft.ts';
import type { Normaliser } from './normalise.ts';

/**
 * Up to this many characters of JSON a copy costs no more than drafts do, and it is a plain object in every respect; above,
 * only what a step touches may cost.
 */
const LONGEST_COPIED = 16_000;

export function openData(data: JsonObject, stash: JsonObject, normaliser: Normaliser): OpenData {
  return normaliser.lengthOf(data) <= LONGEST_COPIED
    ? openCopy(data, stash, normaliser)
    : openDraft(data, stash, normaliser);
}
