// Which steps are off for this session.
import type { TaskId } from '../task.ts';
import type { Desk } from './desk.ts';
import { rootsOf } from './reduce.ts';

export function toggle(desk: Desk, name: string): void {
  const { state } = desk.store;
  const disabled = new Set(state.disabled);
  if (!disabled.delete(name)) disabled.add(name);
  const notice = disabled.has(name) ? `${name} is switched off until you switch it on again.` : `${name} is on again.`;
  desk.store.set({ notice });
  switchOff(desk, disabled, rootsOf(state));
}

/** These and no others, in tasks to come and in the given ones. */
export function switchOff(desk: Desk, disabled: ReadonlySet<string>, tasks: readonly TaskId[]): void {
  desk.store.set({ disabled });
  if (tasks.length === 0) return;
  for (const task of tasks) {
    desk.sandbox.switchOff(task, [...disabled]);
    desk.recordings.switched(task, [...disabled]);
  }
  desk.rematch();
}
