// What a snapshot shows masked is not known here and must not be written anywhere: what is left without it.
import type { Json, Path } from '../step.ts';

/** As engine/mask.ts shows what it hides; a test of saving holds the two together. */
const MASK = /‹(?:secret [^›]*|stash|redacted|masked)›/;

export function isMasked(text: string): boolean {
  return MASK.test(text);
}

export interface Unmasked {
  readonly value: Json;
  /** Places that were left out. In a list null stands in their place, so that the others keep theirs. */
  readonly leftOut: readonly Path[];
}

export function unmasked(value: Json): Unmasked {
  const leftOut: Path[] = [];
  const kept = without(value, [], leftOut);
  return { value: kept ?? null, leftOut };
}

/** Undefined where the value itself is masked. */
function without(value: Json, at: Path, leftOut: Path[]): Json | undefined {
  if (typeof value === 'string') {
    if (!isMasked(value)) return value;
    leftOut.push(at);
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json, index) => without(item, [...at, index], leftOut) ?? null);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const kept = isMasked(key) ? hide([...at, key], leftOut) : without(inner, [...at, key], leftOut);
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
}

function hide(at: Path, leftOut: Path[]): undefined {
  leftOut.push(at);
}
