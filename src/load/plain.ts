// Lets only plain JSON pass.
import type { Json, Path } from '../step.ts';
import { MAX_DEPTH } from './parsed.ts';

export interface NotPlain {
  readonly path: Path;
  readonly message: string;
  readonly hint: string;
}

/** A copy in which nothing is shared, or the first place that JSON cannot hold. */
export function toJson(value: unknown): { readonly json: Json } | NotPlain {
  try {
    return { json: copy(value, []) };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Thrown and caught in this file only: the way out of the recursion. */
class Refusal implements NotPlain {
  constructor(
    readonly path: Path,
    readonly message: string,
    readonly hint: string,
  ) {}
}

function copy(value: unknown, path: Path): Json {
  if (path.length > MAX_DEPTH)
    throw new Refusal(
      path.slice(0, 1),
      `the data is nested more than ${MAX_DEPTH} deep`,
      'Flatten it, or break the cycle.',
    );
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((element, index) => copy(element, [...path, index]));
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner, [...path, key])]));
  throw new Refusal(
    path,
    `${String(value)} is no JSON value`,
    'Use texts, finite numbers, true, false, null, lists and objects.',
  );
}
