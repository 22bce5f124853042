// Which places of an expected pattern a document does not fulfil.
import { type Explained, explain } from '../engine/condition.ts';
import type { Verdict } from '../events.ts';
import type { Condition, Json, JsonObject, Path } from '../step.ts';

export interface Unmet {
  readonly path: Path;
  readonly expected: Condition;
  /** Absent where nothing is there. */
  readonly actual?: Json;
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
  const inner = explained.children.flatMap(failing);
  if (inner.length > 0) return inner;
  const place = { path: explained.at, expected: explained.condition };
  return [explained.actual === undefined ? place : { ...place, actual: explained.actual }];
}
