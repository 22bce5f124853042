// The fields that a condition asks for, each with its place in the data, and which of them a write may touch.
import type { Write } from '../facts.ts';
import type { Condition, ObjectCondition } from '../step.ts';

/** What a list shall hold is one leaf. */
export interface Leaf {
  readonly path: readonly string[];
  readonly condition: Condition;
}

const KNOWN = new WeakMap<ObjectCondition, readonly Leaf[]>();

export function leavesOf(condition: ObjectCondition): readonly Leaf[] {
  const known = KNOWN.get(condition);
  if (known) return known;
  const leaves = below(condition, []);
  KNOWN.set(condition, leaves);
  return leaves;
}

function below(condition: Condition, path: readonly string[]): readonly Leaf[] {
  if (condition.kind !== 'object') return [{ path, condition }];
  if (condition.fields.length === 0) return path.length === 0 ? [] : [{ path, condition }];
  return condition.fields.flatMap(([key, inner]) => below(inner, [...path, key]));
}

/** Something must be there for it to hold; of functions that is not known. */
export function isPositive({ condition }: Leaf): boolean {
  return condition.kind !== 'null' && condition.kind !== 'predicate' && condition.kind !== 'never';
}

export function pathKey(path: readonly (string | null)[]): string {
  return path.map((key) => (key === null ? '*' : JSON.stringify(key))).join('.');
}

/** The one lies on the way to the other. */
export function touches({ path }: Pick<Write, 'path'>, leaf: readonly (string | null)[]): boolean {
  const shared = Math.min(path.length, leaf.length);
  for (let index = 0; index < shared; index++) {
    const [one, other] = [path[index], leaf[index]];
    if (one !== other && one !== null && other !== null) return false;
  }
  return true;
}
