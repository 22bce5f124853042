// Which task a command to the sandbox is about.
import type { TaskId } from '../task.ts';
import type { SandboxCommand } from './protocol.ts';

/** A command of a person's that runs something and is answered by a stop. */
export function isOfTask(command: SandboxCommand): boolean {
  if (command.kind === 'restore') return command.fork !== null;
  return ['step', 'continue', 'start', 'edit'].includes(command.kind);
}

export function taskOf(command: SandboxCommand): TaskId | null {
  switch (command.kind) {
    case 'start':
    case 'restore':
    case 'compare':
    case 'rematch':
      return command.start.id;
    case 'step':
    case 'continue':
    case 'edit':
    case 'switchOff':
    case 'pin':
    case 'drop':
      return command.task;
    default:
      return null;
  }
}
