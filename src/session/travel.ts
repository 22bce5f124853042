// Travelling: moves the cursor and nothing else.
import type { TaskId } from '../task.ts';
import type { Desk } from './desk.ts';
import { currentLog, tailOf } from './reduce.ts';
import type { Place, TaskLog } from './state.ts';

/** To the state after that many turns, or as near as there is one. */
export function jump(desk: Pick<Desk, 'store'>, turns: number): void {
  const log = currentLog(desk.store.state);
  if (!log) return;
  const cursor = Math.max(0, Math.min(turns, tailOf(log)));
  desk.store.set({ cursor, notice: edgeNotice(turns, log) });
}

function edgeNotice(turns: number, log: TaskLog): string {
  if (turns < 0) return 'This is the beginning.';
  if (turns <= tailOf(log)) return '';
  return log.end ? 'This is the end of the task.' : 'This is the latest turn: space runs the next.';
}

/** The last turn of another task. */
export function show({ store }: Pick<Desk, 'store'>, task: TaskId): void {
  const log = store.state.tasks.get(task);
  if (log)
    store.set({ task, cursor: tailOf(log), stop: store.state.asking === null ? null : store.state.stop, notice: '' });
}

/** Back to where it stopped before the cursor; where it never did, to the beginning. */
export function rewind(desk: Pick<Desk, 'store'>): void {
  const { state } = desk.store;
  const log = currentLog(state);
  if (log) jump(desk, state.cursor === 0 ? -1 : (log.stops.findLast((turns) => turns < state.cursor) ?? 0));
}

/** A name for the place where the cursor is. */
export function mark(desk: Pick<Desk, 'store'>, name: string): void {
  const { task, cursor, marks } = desk.store.state;
  if (task === null) return;
  const others = marks.filter((known) => known.task !== task || (known.turns !== cursor && known.name !== name));
  desk.store.set({ marks: name === '' ? others : [...others, { task, turns: cursor, name }] });
}

/** Where Patch begins; the place where one stands says nothing yet, but will when one has travelled. */
export function diffFrom(desk: Pick<Desk, 'store'>, place: Place | null): void {
  desk.store.set({ diffFrom: place, notice: '' });
}
