// Where two JSON values differ first. Key order does not count.

import { childOf, isContainer, isList } from '../json.ts';
import type { Json, Path } from '../step.ts';

export interface FirstDifference {
  readonly path: Path;
  readonly recorded: Json | undefined;
  readonly now: Json | undefined;
}

/** In the order of `recorded`'s own keys, then of those that only `now` has. null where they are the same. */
export function firstDifference(recorded: Json | undefined, now: Json | undefined): FirstDifference | null {
  if (recorded === now) return null;
  const ofList = isList(recorded);
  if (!isContainer(recorded) || !isContainer(now) || ofList !== isList(now)) return { path: [], recorded, now };
  for (const key of keysOf(recorded, now)) {
    const inner = firstDifference(childOf(recorded, key), childOf(now, key));
    if (inner) return { ...inner, path: [ofList ? Number(key) : key, ...inner.path] };
  }
  return null;
}

function keysOf(recorded: object, now: object): readonly string[] {
  const keys = Object.keys(recorded);
  return [...keys, ...Object.keys(now).filter((key) => !Object.hasOwn(recorded, key))];
}
