// What the turn that led here changed, as a person reads a diff.
import type { Patch } from '../../patch.ts';
import type { JsonObject } from '../../step.ts';
import type { SessionState } from '../state.ts';
import { documentDiff, type PatchRow } from './document-diff.ts';
import { hereOf } from './here.ts';
import { createMemo } from './memo.ts';

export interface PatchView {
  /** Null at the start: no turn led here. */
  readonly turn: number | null;
  readonly step: string;
  readonly rows: readonly PatchRow[];
}

export function createPatchView(): (state: SessionState) => PatchView {
  const memo = createMemo<PatchView>();
  return (state) => {
    const here = hereOf(state);
    return memo([here?.snapshot, here?.before, here?.done], () => {
      if (here === null || here.done === null || here.before === null) return { turn: null, step: '', rows: [] };
      const { number, step, patches } = here.done;
      const rows = rowsOfTurn(here.before.data, here.snapshot.data, patches);
      return { turn: number, step, rows };
    });
  };
}

/** Where comparing would take too long, the recorded operations are shown as they are. */
function rowsOfTurn(before: JsonObject, now: JsonObject, patches: readonly Patch[]): readonly PatchRow[] {
  return documentDiff(before, now) ?? patches.flatMap((patch, index) => recorded(patch, index));
}

function recorded(patch: Patch, index: number): readonly PatchRow[] {
  if (patch.op !== 'splice') {
    const kind = { add: 'added', replace: 'changed', remove: 'removed' } as const;
    return [
      {
        id: `${index}`,
        kind: kind[patch.op],
        path: patch.path,
        value: patch.op === 'remove' ? undefined : patch.value,
      },
    ];
  }
  const path = [...patch.path, patch.index];
  const removed: PatchRow = { id: `${index}-`, kind: 'removed', path, before: `${patch.remove} elements` };
  const added: PatchRow = { id: `${index}+`, kind: 'added', path, value: patch.insert };
  return [...(patch.remove > 0 ? [removed] : []), ...(patch.insert.length > 0 ? [added] : [])];
}
