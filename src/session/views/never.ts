// Conditions that no document fulfils: an operator that does not exist, say. Their reason is told instead of a distance.
import type { Condition } from '../../step.ts';

const known = new WeakMap<Condition, string | null>();

/** Conditions never change: each is looked at once. */
export function neverOf(condition: Condition): string | null {
  const found = known.get(condition);
  if (found !== undefined) return found;
  const reason = reasonIn(condition);
  known.set(condition, reason);
  return reason;
}

function reasonIn(condition: Condition): string | null {
  switch (condition.kind) {
    case 'never':
      return condition.reason;
    case 'object':
      return firstOf(condition.fields.map(([, inner]) => inner));
    case 'array':
      return firstOf(condition.elements);
    default:
      return null;
  }
}

function firstOf(conditions: readonly Condition[]): string | null {
  for (const inner of conditions) {
    const reason = reasonIn(inner);
    if (reason !== null) return reason;
  }
  return null;
}
