// Where two JSON values differ first. Key order does not count.
import type { Json, JsonObject, Path } from '../step.ts';

export interface FirstDifference {
  readonly path: Path;
  readonly recorded: Json | undefined;
  readonly now: Json | undefined;
}

/** In the order of `recorded`'s own keys, then of those that only `now` has. null where they are the same. */
export function firstDifference(recorded: Json | undefined, now: Json | undefined): FirstDifference | null {
  if (recorded === now) return null;
  const isList = Array.isArray(recorded);
  if (!isContainer(recorded) || !isContainer(now) || isList !== Array.isArray(now)) return { path: [], recorded, now };
  for (const key of keysOf(recorded, now)) {
    const inner = firstDifference(own(recorded, key), own(now, key));
    if (inner) return { ...inner, path: [isList ? Number(key) : key, ...inner.path] };
  }
  return null;
}

function isContainer(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null;
}

function keysOf(recorded: JsonObject, now: JsonObject): readonly string[] {
  const keys = Object.keys(recorded);
  return [...keys, ...Object.keys(now).filter((key) => !Object.hasOwn(recorded, key))];
}

function own(value: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
