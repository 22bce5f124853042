// A recording on the screen of the debugger.
import type { Recording } from '../recorded.ts';
import { openPlayback } from '../session/playback.ts';
import { importForTerminal } from '../tui/terminal/environment.ts';
import { type LookFlags, looksFor } from './looks.ts';

/** `at`: the turn to stand before. Resolves when the person has left. */
export async function playOnScreen(recording: Recording, at: number | undefined, flags: LookFlags): Promise<void> {
  const { stdin, stdout } = process;
  const { runApp } = await importForTerminal(() => import('../tui/run-app.tsx'));
  await runApp({ session: openPlayback(recording, at), stdin, stdout, ...looksFor(flags, {}) });
}
