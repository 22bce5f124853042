// What the turn that led here changed, or everything since a place that a person chose, as a person reads a diff.
import type { Patch } from '../../patch.ts';
import type { JsonObject } from '../../step.ts';
import type { SessionState } from '../state.ts';
import { documentDiff, type PatchRow, plainRows } from './document-diff.ts';
import { type Here, hereOf } from './here.ts';
import { createMemo } from './memo.ts';

export interface PatchView {
  /** Null at the start, where no turn led. */
  readonly turn: number | null;
  /** The place that was chosen to begin with; null: the turn alone. */
  readonly from: PatchFrom | null;
  readonly rows: readonly PatchRow[];
}

export interface PatchFrom {
  readonly turns: number;
  /** A mark's; empty where the place has none. */
  readonly name: string;
  /** Its name where it is another task's. */
  readonly task: string | null;
}

export function createPatchView(): (state: SessionState) => PatchView {
  const memo = createMemo<PatchView>();
  return (state) => {
    const here = hereOf(state);
    const from = state.diffFrom === null ? null : hereOf({ ...state, ...state.diffFrom, cursor: state.diffFrom.turns });
    return memo([here?.snapshot, here?.before, here?.done, from?.snapshot, state.marks], () => {
      if (here === null) return { turn: null, from: null, rows: [] };
      return from === null
        ? turnView(here)
        : { turn: here.cursor, from: fromOf(from, here, state), rows: since(from, here) };
    });
  };
}

function fromOf({ task, cursor }: Here, here: Here, { marks }: SessionState): PatchFrom {
  const mark = marks.find((known) => known.task === task.id && known.turns === cursor);
  const other = task.id === here.task.id ? null : (task.start.scenario ?? task.name);
  return { turns: cursor, name: mark?.name ?? '', task: other };
}

function since(from: Here, here: Here): readonly PatchRow[] {
  const [before, now] = [from.snapshot.data, here.snapshot.data];
  return documentDiff(before, now) ?? plainRows(before, now);
}

function turnView(here: Here): PatchView {
  if (here.done === null || here.before === null) return { turn: null, from: null, rows: [] };
  const { number, patches } = here.done;
  return { turn: number, from: null, rows: rowsOfTurn(here.before.data, here.snapshot.data, patches) };
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
