// `stepscope [dir]`: the debugger on a screen. Nothing of Ink is loaded before the terminal has been looked at.
import { resolve } from 'node:path';
import { readConfig } from '../load/workspace.ts';
import { openSession } from '../session/session.ts';
import { forceColor, importForTerminal } from '../tui/terminal/environment.ts';
import { isTerminal } from '../tui/terminal/is-terminal.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { type Reality, sessionPorts } from './wiring.ts';

export async function openDebugger(dir: string, reality: Reality, scenario: string | undefined): Promise<number> {
  const { stdin, stdout } = process;
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  if (!isTerminal(stdin, stdout)) {
    process.stderr.write(
      `stepscope: the debugger needs a terminal. Without one, run the scenarios: stepscope run --dir ${dir}\n`,
    );
    return EXIT.wrongUse;
  }
  const root = resolve(dir);
  // The sandbox starts and loads beside the screen.
  const session = openSession(root, sessionPorts(root, reality), scenario);
  const { runApp } = await importForTerminal(() => import('../tui/run-app.tsx'));
  const { theme = 'dark' } = readConfig(root).config;
  await runApp({ session, stdin, stdout, mode: theme, colour: forceColor(process.env) !== '0' });
  return EXIT.ok;
}
