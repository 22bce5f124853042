// How a sandbox process died, from what is left of it: its signal and what it wrote at last.
import { expect, it } from 'vitest';
import { causeOf } from '../../src/sandbox/death.ts';

const LIMITS = { turns: 1000, stepMs: 30_000, memoryMb: 512, logLines: 1000, dataMb: 32 };
const GAVE_UP =
  'asked for more memory than V8 can give within 512 MB of memory, its limit (limits.memoryMb), and V8 gave its process up';
const KILLED =
  'was ended by a SIGKILL that is none of the debugger: of its own code, from outside, or of the system where memory ran out';

// As Node.js writes them.
const HEAP =
  'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n----- Native stack trace -----\n';
const SIZE =
  '#\n# Fatal error in , line 0\n# Fatal JavaScript invalid size error 169220804 (see crbug.com/1201626)\n#\n';
const ZONE = '# Fatal process out of memory: Zone\n';

it.each([
  ['SIGABRT', HEAP, 'MemoryLimit limit', GAVE_UP],
  ['SIGTRAP', SIZE, 'MemoryLimit limit', GAVE_UP],
  ['SIGILL', ZONE, 'MemoryLimit limit', GAVE_UP],
  [134, HEAP, 'MemoryLimit limit', GAVE_UP],
  ['SIGABRT', '', 'SandboxDied error', 'took the sandbox with it (SIGABRT)'],
  ['SIGABRT', 'an assertion failed\n', 'SandboxDied error', 'took the sandbox with it (SIGABRT): an assertion failed'],
  ['SIGKILL', '', 'SandboxDied error', KILLED],
  // What code wrote before somebody killed it proves nothing.
  ['SIGKILL', 'out of memory', 'SandboxDied error', KILLED],
  ['SIGSEGV', '', 'SandboxDied error', 'took the sandbox with it (SIGSEGV)'],
  [7, 'gone\n', 'SandboxDied error', 'took the sandbox with it (exit code 7): gone'],
] as const)('%s after %j', (end, said, kind, what) => {
  const [signal, code] = typeof end === 'number' ? [null, end] : [end, null];
  const cause = causeOf({ words: null, strange: null, signal, code, said }, LIMITS);
  expect(`${cause.name} ${cause.reason}`).toBe(kind);
  expect(cause).toMatchObject({ what, isSudden: true });
});
