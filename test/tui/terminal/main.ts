// The entry of the program: as in the real one, Ink is imported late and through the door for it.
import { importForTerminal } from '../../../src/tui/terminal/environment.ts';
import { isTerminal } from '../../../src/tui/terminal/is-terminal.ts';

if (isTerminal(process.stdin, process.stdout)) {
  const { run } = await importForTerminal(() => import('./program.tsx'));
  run();
} else {
  process.stderr.write('not a terminal\n');
  process.exitCode = 2;
}
