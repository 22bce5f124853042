// Puts a session on a terminal, until the person leaves.
import type { Session } from '../session/command.ts';
import { App } from './app.tsx';
import type { Glyphs } from './glyphs.ts';
import type { RecordingsPort } from './recordings.ts';
import { Screen } from './screen.ts';
import { openTerminal } from './terminal/terminal.ts';
import { createTheme } from './theme.ts';

export interface RunAppOptions {
  readonly session: Session;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly mode: 'dark' | 'light';
  readonly colour: boolean;
  readonly glyphs?: Glyphs;
  readonly mouse?: boolean;
  /** The command of the settings that opens a file; without one, that of the environment. */
  readonly editor?: string | undefined;
  readonly recordings?: RecordingsPort;
}

/** Resolves when the terminal is as it was before. */
export function runApp(options: RunAppOptions): Promise<void> {
  const { session, stdin, stdout, mode, colour, glyphs, mouse = false, editor, recordings } = options;
  return new Promise((resolve) => {
    const quit = (): void => {
      screen.dispose();
      terminal.close();
      resolve(session.close());
    };
    const screen = new Screen({
      session,
      quit,
      mouse,
      ...(recordings && { recordings }),
      copy: (text) => terminal.copy(text),
      // What knows the editors is loaded when one is wanted.
      openFile: async (place) => (await import('./open-file.ts')).openFile(place, editor, terminal, stdin),
    });
    const theme = createTheme({ mode, colour, glyphs });
    const terminal = openTerminal({
      stdin,
      stdout,
      mouse,
      onKey: (key) => screen.press(key, terminal.size),
      onEnd: () => session.close(),
      whenIdle: () => screen.whenIdle(),
    });
    terminal.render((size) => <App screen={screen} size={size} theme={theme} />);
  });
}
