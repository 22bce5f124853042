// What to tell when a sandbox process died: whose code it was, and why, in the words of a task's events.
import type { ErrorInfo } from '../events.ts';
import type { Limits, Problem, Source, StepInfo } from '../step.ts';
import type { Death } from './process.ts';

export interface Cause {
  readonly name: string;
  readonly reason: 'limit' | 'error';
  /** Follows the step's or file's name. */
  readonly what: string;
}

/** Of a line that is none of ours as much is told. */
const LONGEST_SHOWN = 60;

/** Why it died. */
export function causeOf({ words, signal, code, said, strange }: Death, limits: Limits): Cause {
  if (strange !== null) {
    const line = JSON.stringify(strange.slice(0, LONGEST_SHOWN));
    return { name: 'SandboxDied', reason: 'error', what: `wrote ${line} into the debugger's own pipe, and was ended` };
  }
  switch (words?.killed) {
    case 'time':
      return {
        name: 'TimeLimit',
        reason: 'limit',
        what: `ran for more than ${limits.stepMs / 1000} s, its limit (limits.stepMs), and was ended`,
      };
    case 'memory':
      return outOfMemory(limits);
    case 'exit':
      return { name: 'ProcessExit', reason: 'error', what: 'ended the process that runs steps' };
    default:
      // V8 gives up a process that has no memory left without a last word.
      if (signal === 'SIGABRT' || signal === 'SIGTRAP' || signal === 'SIGILL' || signal === 'SIGKILL' || code === 134)
        return outOfMemory(limits);
      return {
        name: 'SandboxDied',
        reason: 'error',
        what: `took the sandbox with it (${signal ?? `exit code ${code}`}). ${said.trim()}`,
      };
  }
}

function outOfMemory(limits: Limits): Cause {
  return {
    name: 'MemoryLimit',
    reason: 'limit',
    what: `used more than ${limits.memoryMb} MB of memory, its limit (limits.memoryMb), and was ended`,
  };
}

/** What ran: a step's condition, its content (its writes are lost), or what content had left running (they are kept). */
export type Killed = 'condition' | 'lost' | 'kept';

export function killedError(step: StepInfo | undefined, cause: Cause, killed: Killed): ErrorInfo {
  const name = step?.name ?? 'a step';
  return {
    name: cause.name,
    message: killedText(name, cause, killed),
    step: step?.name ?? '',
    file: step?.file ?? '',
    line: 0,
    column: 0,
  };
}

function killedText(name: string, { what }: Cause, killed: Killed): string {
  switch (killed) {
    case 'condition':
      return `the condition of ${name} ${what}`;
    case 'kept':
      return `what ${name} left running ${what}. What it had written before is kept`;
    case 'lost':
      return `${name} ${what}. What it had written in this turn is lost; its logs and calls are kept`;
  }
}

/** A file that kills the sandbox while it is loaded is left out until it changes. */
export function toxicProblem(source: Source | undefined, cause: Cause): Problem {
  const file = source?.file ?? '';
  return {
    severity: 'error',
    file,
    line: 1,
    column: 1,
    message: `${file || 'a file'} ${cause.what} while it was loaded`,
    hint: 'Code outside content runs when the file is loaded; it is left out until it is saved again.',
  };
}
