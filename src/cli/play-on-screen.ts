// A recording on the screen of the debugger.
import type { Recording } from '../recorded.ts';
import { openPlayback } from '../session/playback.ts';
import { forceColor, importForTerminal } from '../tui/terminal/environment.ts';

/** `at`: the turn to stand before. Resolves when the person has left. */
export async function playOnScreen(recording: Recording, at: number | undefined): Promise<void> {
  const { stdin, stdout } = process;
  const { runApp } = await importForTerminal(() => import('../tui/run-app.tsx'));
  const colour = forceColor(process.env) !== '0';
  await runApp({ session: openPlayback(recording, at), stdin, stdout, mode: 'dark', colour });
}
