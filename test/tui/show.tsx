// Draws the screen of a state into rows of text, through Ink itself, and presses keys on it.
import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { render } from 'ink';
import type { Command, Session } from '../../src/session/command.ts';
import type { SessionState } from '../../src/session/state.ts';
import { App } from '../../src/tui/app.tsx';
import { Screen } from '../../src/tui/screen.ts';
import type { Key } from '../../src/tui/terminal/key.ts';
import type { Size } from '../../src/tui/terminal/size.ts';
import { createTheme } from '../../src/tui/theme.ts';

/** A session that stands still and writes down what it was asked; `show` makes it stand elsewhere. */
interface StillSession extends Session {
  readonly asked: readonly Command[];
  show(state: SessionState): void;
}

function stillSession(first: SessionState): StillSession {
  let state = first;
  const listeners = new Set<() => void>();
  const asked: Command[] = [];
  return {
    asked,
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch: (command) => void asked.push(command),
    whenIdle: () => Promise.resolve(),
    close: () => Promise.resolve(),
    show: (next) => {
      state = next;
      for (const listener of listeners) listener();
    },
  };
}

export interface Shown {
  readonly session: StillSession;
  readonly screen: Screen;
  quits: number;
  /** As `keyName` writes them; waits until all is drawn. */
  press(...names: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  settle(): Promise<void>;
  /** With colours. */
  frame(): string;
  /** Without; spaces at the end of rows are kept. */
  rows(): readonly string[];
  close(): void;
}

class FakeStdout extends EventEmitter {
  readonly isTTY = false;
  readonly columns: number;
  readonly rows: number;
  last = '';

  constructor({ columns, rows }: Size) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  write(frame: string): boolean {
    this.last = frame;
    return true;
  }
}

export function showScreen(state: SessionState, size: Size, colour = true): Shown {
  const session = stillSession(state);
  const stdout = new FakeStdout(size);
  const screen = new Screen({ session, quit: () => shown.quits++, now: () => 10_000 });
  const theme = createTheme({ mode: 'dark', colour });
  const ink = render(<App screen={screen} size={size} theme={theme} />, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: new EventEmitter() as unknown as NodeJS.ReadStream,
    debug: true,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  const settle = async () => {
    await screen.whenIdle();
    for (let turn = 0; turn < 3; turn++) await setImmediate();
  };
  const send = async (keys: readonly Key[]) => {
    for (const key of keys) screen.press(key, size);
    await settle();
  };
  const shown: Shown = {
    session,
    screen,
    quits: 0,
    press: (...names) => send(names.map(keyOf)),
    type: (text) => send([...text].map((name) => ({ name, text: name }))),
    settle,
    frame: () => stdout.last,
    rows: () => stripVTControlCharacters(stdout.last).split('\n'),
    close: () => {
      ink.unmount();
      screen.dispose();
    },
  };
  return shown;
}

function keyOf(name: string): Key {
  if (name.startsWith('ctrl-')) return { name: name.slice(5), ctrl: true };
  if (name.startsWith('shift-')) return { name: name.slice(6), shift: true };
  return name.length === 1 ? { name, text: name } : { name };
}
