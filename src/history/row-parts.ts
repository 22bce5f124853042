// How much of a value, and of the places that a turn wrote, an index keeps; the recording has all of it.
import type { Patch } from '../patch.ts';
import type { Json } from '../step.ts';
import type { StepRun } from './rows.ts';

/** Of a value, in characters. */
const MOST_TEXT = 16_384;

/** Different places that one turn wrote: more say no more. */
const MOST_PLACES = 64;
const DEEPEST = 6;

export function short(value: Json): Json {
  const text = JSON.stringify(value) ?? 'null';
  return text.length <= MOST_TEXT ? value : `(${text.length} characters of JSON: they stand in the recording)`;
}

/** Of what a turn wrote, besides the places that are known `before`. */
export function placesOf(patches: readonly Patch[], before: StepRun['wrote']): StepRun['wrote'] {
  const places = new Map(before.map((place) => [place.join('\0'), place]));
  for (const { path } of patches) {
    if (places.size >= MOST_PLACES) break;
    const place = path.slice(0, DEEPEST).map((key) => (typeof key === 'number' ? '*' : key));
    places.set(place.join('\0'), place);
  }
  return [...places.values()];
}
