// Which places of an expected pattern a document does not fulfil.

import { type Explained, explain } from '../engine/condition.ts';
import type { Verdict } from '../events.ts';
import { isObject } from '../json.ts';
import type { Condition, Json, JsonObject, Path } from '../step.ts';

export interface Unmet {
  /** Of an element that a list has not: the list. */
  readonly path: Path;
  readonly expected: Condition;
  /** Absent where nothing is there. */
  readonly actual?: Json;
  /** `expected` is asked of some element of the list at `path`, and none fulfils it. */
  readonly isElement?: true;
}

/** `verdicts`: outcomes of the leaves that only the sandbox can judge. A pattern that is no object is met by nothing. */
export function unmetPlaces(pattern: Condition, data: JsonObject, verdicts: readonly Verdict[]): Unmet[] {
  if (pattern.kind !== 'object') return [{ path: [], expected: pattern, actual: data }];
  const key = (leaf: Path, at: Path): string => JSON.stringify([leaf, at]);
  const known = new Map(verdicts.map((verdict) => [key(verdict.leaf, verdict.at), verdict]));
  return failing(explain(pattern, data, (leaf, at) => known.get(key(leaf, at))));
}

function failing(explained: Explained): Unmet[] {
  if (explained.verdict === 'ok') return [];
  const { condition, actual, at, children } = explained;
  const place = { path: at, expected: condition, ...(actual === undefined ? {} : { actual }) };
  if (condition.kind === 'array' && !Array.isArray(actual)) return [place];
  const inner = children.flatMap((child): Unmet[] =>
    isAbsentElement(child) ? [{ ...place, expected: child.condition, isElement: true }] : failing(child),
  );
  // Below a missing parent what may be missing does not fail by itself: where nothing else is asked for, the parent is what lacks.
  const own = isThere(explained) ? inner : inner.filter(({ expected }) => expected.kind !== 'null');
  return own.length > 0 ? own : [place];
}

function isThere({ condition, actual }: Explained): boolean {
  return condition.kind !== 'object' || isObject(actual);
}

/** Where an object is asked for, the element that comes nearest tells more. */
function isAbsentElement({ verdict, condition, actual }: Explained): boolean {
  return verdict === 'no such element' && !(condition.kind === 'object' && isObject(actual));
}
