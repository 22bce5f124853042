// A recording on the screen of the debugger.
import type { Session } from '../session/command.ts';
import { importForTerminal } from '../tui/terminal/environment.ts';
import { type LookFlags, looksFor } from './looks.ts';

/** Resolves when the person has left. */
export async function playOnScreen(session: Session, flags: LookFlags): Promise<void> {
  const { stdin, stdout } = process;
  const { runApp } = await importForTerminal(() => import('../tui/run-app.tsx'));
  await runApp({ session, stdin, stdout, ...looksFor(flags, {}) });
}
