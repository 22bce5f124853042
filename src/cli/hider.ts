// Masks what goes into a file of ours without having come out of the sandbox, as the sandbox does.
import { Mask } from '../engine/mask.ts';
import type { Settings, TaskStart } from '../task.ts';

/** Hides secrets, stashed values that the task begins with, and what stands at redacted places of its data. */
export function hiderOf({ secrets, redact }: Settings, { data }: TaskStart): <T>(value: T) => T {
  const mask = new Mask(secrets, redact);
  const { $stash, ...open } = data;
  if (typeof $stash === 'object' && $stash !== null && !Array.isArray($stash)) mask.hold($stash as typeof data);
  mask.learn(() => open);
  return (value) => mask.json(value);
}

/** For texts that belong to no task. */
export function textHiderOf(secrets: Settings['secrets']): (text: string) => string {
  const mask = new Mask(secrets, []);
  return (text) => mask.text(text);
}
