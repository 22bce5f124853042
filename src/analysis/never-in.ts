// The leaves of a condition that nothing fulfils, whatever the data: such as an operator that the platform does not know.
import type { Explained } from '../engine/condition.ts';

export function neverIn(explained: Explained): readonly Explained[] {
  return explained.condition.kind === 'never' ? [explained] : explained.children.flatMap(neverIn);
}
