// What to tell when a sandbox process died: whose code it was, and why, in the words of a task's events.
import type { ErrorInfo } from '../events.ts';
import type { Limits, Problem, Source, StepInfo } from '../step.ts';
import type { Death } from './process.ts';

export interface Cause {
  readonly name: string;
  readonly reason: 'limit' | 'error';
  /** Follows the step's or file's name. */
  readonly what: string;
  /** Nobody could tell any more what its code had said until then. */
  readonly isSudden: boolean;
}

/** Of a line that is none of ours as much is told. */
const LONGEST_SHOWN = 60;

/** Why it died. */
export function causeOf(death: Death, limits: Limits): Cause {
  const isSudden = death.words === null;
  return { ...reasonOf(death, limits), isSudden };
}

function reasonOf(death: Death, limits: Limits): Omit<Cause, 'isSudden'> {
  const { words, strange } = death;
  if (strange !== null) {
    const line = JSON.stringify(strange.slice(0, LONGEST_SHOWN));
    return { name: 'SandboxDied', reason: 'error', what: `wrote ${line} into the debugger's own pipe, and was ended` };
  }
  const limit = `${limits.memoryMb} MB of memory, its limit (limits.memoryMb)`;
  switch (words?.killed) {
    case 'time':
      return {
        name: 'TimeLimit',
        reason: 'limit',
        what: `ran for more than ${limits.stepMs / 1000} s, its limit (limits.stepMs), and was ended`,
      };
    case 'memory':
      return { name: 'MemoryLimit', reason: 'limit', what: `used more than ${limit}, and was ended` };
    case 'exit':
      return { name: 'ProcessExit', reason: 'error', what: 'ended the process that runs steps' };
    default:
      if (!isOutOfMemory(death)) return { name: 'SandboxDied', reason: 'error', what: diedText(death) };
      return {
        name: 'MemoryLimit',
        reason: 'limit',
        what: `asked for more memory than V8 can give within ${limit}, and V8 gave its process up`,
      };
  }
}

/** V8 gives up a process that has no memory left without a last word of ours, but not without one of its own. */
function isOutOfMemory({ signal, code, said }: Death): boolean {
  const isAborted = signal === 'SIGABRT' || signal === 'SIGTRAP' || signal === 'SIGILL' || code === 134;
  return isAborted && /out of memory|\bOOM\b|Allocation failed|invalid (size|table size|array length)/i.test(said);
}

function diedText({ signal, code, said }: Death): string {
  // When the watch ends a process, it says so first.
  if (signal === 'SIGKILL')
    return 'was ended by a SIGKILL that is none of the debugger: of its own code, from outside, or of the system where memory ran out';
  const words = said.trim();
  return `took the sandbox with it (${signal ?? `exit code ${code}`})${words === '' ? '' : `: ${words}`}`;
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

function killedText(name: string, { what, isSudden }: Cause, killed: Killed): string {
  switch (killed) {
    case 'condition':
      return `the condition of ${name} ${what}`;
    case 'kept':
      return `what ${name} left running ${what}. What it had written before is kept`;
    case 'lost':
      return `${name} ${what}. What it had written in this turn is lost${isSudden ? ', and what it had said in it may be' : '; its logs and calls are kept'}`;
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
