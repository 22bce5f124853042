// `stepscope [dir]`: the debugger on a screen. Nothing of Ink is loaded before the terminal has been looked at.
import { resolve } from 'node:path';
import { openSession } from '../session/session.ts';
import { forceColor, importForTerminal } from '../tui/terminal/environment.ts';
import { isTerminal } from '../tui/terminal/is-terminal.ts';
import { EXIT } from './exit-codes.ts';
import { sessionPorts } from './wiring.ts';

export async function openDebugger(dir: string, scenario: string | undefined): Promise<number> {
  const { stdin, stdout } = process;
  if (!isTerminal(stdin, stdout)) {
    process.stderr.write(
      `stepscope: the debugger needs a terminal. Without one, run the scenarios: stepscope run --dir ${dir}\n`,
    );
    return EXIT.wrongUse;
  }
  // The sandbox starts and loads beside the screen.
  const session = openSession(resolve(dir), sessionPorts(dir), scenario);
  const { runApp } = await importForTerminal(() => import('../tui/run-app.tsx'));
  const colour = forceColor(process.env) !== '0';
  await runApp({ session, stdin, stdout, mode: 'dark', colour });
  return EXIT.ok;
}
