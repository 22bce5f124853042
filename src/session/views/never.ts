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

/** Asked once for each of ten thousand steps before the first agenda is there: nothing is made in it. */
function reasonIn(condition: Condition): string | null {
  switch (condition.kind) {
    case 'never':
      return condition.reason;
    case 'object':
      for (let index = 0; index < condition.fields.length; index++) {
        const [, inner = null] = condition.fields[index] ?? [];
        const reason = inner && reasonIn(inner);
        if (reason !== null) return reason;
      }
      return null;
    case 'array':
      for (let index = 0; index < condition.elements.length; index++) {
        const inner = condition.elements[index] ?? null;
        const reason = inner && reasonIn(inner);
        if (reason !== null) return reason;
      }
      return null;
    default:
      return null;
  }
}
