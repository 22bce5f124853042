// What the keys do that make panes larger and smaller, and why one can do nothing now: pure, like `actions.ts`.
import type { Effect } from './effect.ts';
import type { KeyId } from './key-table.ts';
import { AS_BEFORE, type Grown, type Layout, layoutOf } from './layout.ts';
import type { Scene } from './scene.ts';

export function sizeEffect(id: KeyId, scene: Scene): Effect | null {
  const grown = grownBy(id, scene);
  return grown && { kind: 'ui', action: { kind: 'grow', grown } };
}

/** A step that would change nothing is not made: else as many would have to be taken back. */
export function whyNoSize(id: KeyId, scene: Scene): string | null {
  const grown = grownBy(id, scene);
  if (grown === null) return null;
  const { size, ui, wanted, layout, views, state } = scene;
  const lanes = views.lanes(state).lanes.length;
  if (id === 'size-reset') return isSame(ui.grown, AS_BEFORE) ? 'the panes are as they were' : null;
  if (!isSame(layout, layoutOf(size, ui.lower, wanted, grown, lanes))) return null;
  if (ui.focus === 'timeline' && layout.timeline.rows === 1) return 'the timeline is a single row here';
  return id === 'grow' ? 'the other panes have nothing left to give' : 'it cannot get smaller';
}

function grownBy(id: KeyId, { ui: { grown, focus } }: Scene): Grown | null {
  switch (id) {
    case 'grow':
      return { ...grown, [focus]: grown[focus] + 1 };
    case 'shrink':
      return { ...grown, [focus]: grown[focus] - 1 };
    case 'size-reset':
      return AS_BEFORE;
    default:
      return null;
  }
}

function isSame(one: Grown | Layout, other: Grown | Layout): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
