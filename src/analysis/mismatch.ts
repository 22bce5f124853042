// Why a condition is not fulfilled, as people sort it: nothing is there, something of another kind is there, or another value.

import type { Explained } from '../engine/condition.ts';
import { isObject } from '../json.ts';
import type { Condition, Json, Path } from '../step.ts';
import { neverIn } from './never-in.ts';

/** `missing`: nothing is there; `type`: another type, or what holds it has another structure; `value`: too specific. */
export type MismatchKind = 'missing' | 'type' | 'value' | 'never' | 'unjudged';

export interface Mismatch {
  readonly kind: MismatchKind;
  /** The leaf that fails, or what holds it, where that is what is wrong. */
  readonly explained: Explained;
  readonly at: Path;
  /** It is asked of some element of the list at `at`, and none fulfils it. */
  readonly isElement?: true;
}

/** Each cause once: below a missing parent nothing else is said. */
export function mismatches(explained: Explained): readonly Mismatch[] {
  const { verdict, condition, children, at } = explained;
  const told = (kind: MismatchKind): readonly Mismatch[] => [{ kind, explained, at }];
  // What no value can mend is all that there is to say of it.
  const never = verdict === 'inside' ? [] : neverIn(explained);
  if (never.length > 0) return never.map((one) => ({ kind: 'never', explained: one, at: one.at }));
  switch (verdict) {
    case 'ok':
      return [];
    case 'inside':
      return children.flatMap((child) =>
        child.verdict === 'no such element' ? [absentElement(child, explained)] : mismatches(child),
      );
    case 'missing':
    case 'null':
      return told('missing');
    case 'wrong type':
      return told('type');
    case 'wrong value':
      // Something stands where nothing should: that is a value, too.
      return told('value');
    case 'untested':
      return condition.kind === 'object' ? children.flatMap(mismatches) : told('unjudged');
    default:
      return told('value');
  }
}

/** Elements of another kind than what is asked for are no near miss. */
function absentElement(child: Explained, { at, actual }: Explained): Mismatch {
  const items: readonly Json[] = Array.isArray(actual) ? actual : [];
  const isAlike = items.some((item) => isOfKind(child.condition, item));
  const kind = items.length === 0 ? 'missing' : isAlike ? 'value' : 'type';
  return { kind, explained: child, at, isElement: true };
}

function isOfKind(condition: Condition, item: Json): boolean {
  switch (condition.kind) {
    case 'type':
      return false;
    case 'object':
      return isObject(item);
    case 'array':
      return Array.isArray(item);
    case 'regexp':
      return typeof item === 'string';
    case 'literal':
      return typeof item === typeof condition.value;
    default:
      return true;
  }
}
