// `stepscope [dir]`: the debugger on a screen.
import { isTerminal } from '../tui/terminal/is-terminal.ts';
import { EXIT } from './exit-codes.ts';

export async function openDebugger(dir: string, scenario: string | undefined): Promise<number> {
  if (!isTerminal(process.stdin, process.stdout)) {
    process.stderr.write('stepscope: the debugger needs a terminal. Without one: stepscope run --dir DIR\n');
    return EXIT.wrongUse;
  }
  void [dir, scenario];
  return EXIT.ok;
}
