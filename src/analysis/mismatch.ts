// Why a condition is not fulfilled, as people sort it: nothing is there, something of another kind is there, or another value.
import type { Explained } from '../engine/condition.ts';
import type { Path } from '../step.ts';

/** `missing`: nothing is there; `type`: another type, or what holds it has another structure; `value`: too specific. */
export type MismatchKind = 'missing' | 'type' | 'value' | 'never' | 'unjudged';

export interface Mismatch {
  readonly kind: MismatchKind;
  /** The leaf that fails, or what holds it, where that is what is wrong. */
  readonly explained: Explained;
  readonly at: Path;
}

/** Each cause once: below a missing parent nothing else is said. */
export function mismatches(explained: Explained): readonly Mismatch[] {
  const { verdict, condition, children, at } = explained;
  const told = (kind: MismatchKind): readonly Mismatch[] => [{ kind, explained, at }];
  switch (verdict) {
    case 'ok':
      return [];
    case 'inside':
      return children.flatMap(mismatches);
    case 'missing':
    case 'null':
      return told('missing');
    case 'wrong type':
      return told('type');
    case 'wrong value':
      // Something stands where nothing should: that is a value, too.
      return told('value');
    case 'never':
      return told('never');
    case 'untested':
      return condition.kind === 'object' ? children.flatMap(mismatches) : told('unjudged');
    default:
      return told('value');
  }
}
