// What stands in the watched places at the cursor, and what the last turn did to it.
import { valueAt } from '../../patch.ts';
import type { Json, Path } from '../../step.ts';
import type { SessionState } from '../state.ts';
import { isContainer, type Mark } from './changes.ts';
import { hereOf } from './here.ts';
import { createMemo } from './memo.ts';
import { type Writer, writerOf } from './writer.ts';

export interface WatchRow {
  readonly id: string;
  readonly path: Path;
  readonly mark: Mark | null;
  /** Absent where nothing is there. */
  readonly value?: Json;
  readonly before?: Json;
  /** Null where it stands as the task began with it. */
  readonly writer: Writer | null;
}

export function createWatchesView(): (state: SessionState) => readonly WatchRow[] {
  const memo = createMemo<readonly WatchRow[]>();
  return (state) => {
    const here = hereOf(state);
    return memo([state.watches, here?.snapshot, here?.before, here?.task.entries], () =>
      state.watches.map((path) => {
        const id = JSON.stringify(path);
        if (here === null) return { id, path, mark: null, writer: null };
        const value = valueAt(here.snapshot.data, path);
        const before = here.before === null ? value : valueAt(here.before.data, path);
        return { id, path, mark: markOf(before, value), value, before, writer: writerOf(here, state.tasks, path) };
      }),
    );
  };
}

/** Unchanged parts of two states are the identical objects. */
function markOf(before: Json | undefined, value: Json | undefined): Mark | null {
  if (before === value) return null;
  if (before === undefined) return 'added';
  if (value === undefined) return 'removed';
  const isInside = isContainer(before) && isContainer(value) && Array.isArray(before) === Array.isArray(value);
  return isInside ? 'inside' : 'changed';
}
