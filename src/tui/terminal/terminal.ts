// The one place that owns the real terminal. The screen is a function of its size; keys come one by one.
import type { ReactNode } from 'react';
import { Canvas } from './canvas.tsx';
import { clipboardSequence } from './clipboard.ts';
import { IdleMark } from './idle-mark.ts';
import { JobControl } from './job-control.ts';
import { type Key, keyName } from './key.ts';
import { Keyboard } from './keyboard.ts';
import { Painter } from './painter.ts';
import { ScreenMode } from './screen-mode.ts';
import { type Size, sizeOf } from './size.ts';
import { type Ending, WaysOut } from './ways-out.ts';

export interface TerminalOptions {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Whether the mouse is asked for; without, nothing about it is told. */
  readonly mouse?: boolean;
  /** Never told: ctrl-z, which stops the job. Told like any other: ctrl-c. */
  readonly onKey: (key: Key) => void;
  /** After the screen was drawn at the new size. */
  readonly onResize?: (size: Size) => void;
  /** The program is about to end, not by its own will; the terminal is back already. May take a second. */
  readonly onEnd?: (ending: Ending) => void | Promise<void>;
  /** For tests: resolves when nothing runs, loads or is being matched. */
  readonly whenIdle?: () => Promise<void>;
}

export type View = (size: Size) => ReactNode;

export class Terminal {
  readonly #options: TerminalOptions;
  readonly #mode: ScreenMode;
  readonly #keyboard: Keyboard;
  readonly #painter: Painter;
  readonly #canvas: Canvas;
  readonly #waysOut: WaysOut;
  readonly #jobs: JobControl;
  readonly #idle: IdleMark;
  #size: Size;
  #view: View | undefined;
  #isOpen = true;

  constructor(options: TerminalOptions) {
    const { stdin, stdout, mouse = false, onEnd = () => {}, whenIdle = () => Promise.resolve() } = options;
    this.#options = options;
    this.#size = sizeOf(stdout);
    this.#mode = new ScreenMode(stdin, stdout, mouse);
    this.#keyboard = new Keyboard(stdin, this.#onKey, () => this.#idle.touch());
    this.#painter = new Painter((text) => stdout.write(text));
    this.#waysOut = new WaysOut(this.#giveBack, onEnd);
    const { crash: onCrash } = this.#waysOut;
    this.#canvas = new Canvas({ onFrame: this.#onFrame, onCrash, onExit: () => this.close() });
    this.#jobs = new JobControl(this.#lend, this.#take);
    this.#idle = new IdleMark({ whenIdle, describe: this.#describe, write: this.#writeMark });
  }

  get size(): Size {
    return this.#size;
  }

  open(): void {
    const { stdin, stdout } = this.#options;
    this.#waysOut.watch(stdin, stdout);
    this.#jobs.watch();
    stdout.on('resize', this.#onResize);
    this.#take();
  }

  /** Shows the view from now on, drawn anew at each change of size. Returns when the first frame is on the screen. */
  render(view: View): void {
    this.#view = view;
    this.#canvas.draw(view(this.#size), this.#size);
  }

  /** Lends the terminal to another program (an editor with inherited stdio), and takes it back when that has ended. */
  async suspend(run: () => void | Promise<void>): Promise<void> {
    this.#jobs.unwatch();
    this.#waysOut.isLent = true;
    this.#lend();
    try {
      await run();
    } finally {
      this.#waysOut.takeBack();
      if (this.#isOpen) this.#jobs.watch();
      this.#take();
    }
  }

  /** Puts a text onto the clipboard, where the terminal can. */
  copy(text: string): void {
    if (this.#painter.isVisible) this.#options.stdout.write(clipboardSequence(text));
  }

  /** Gives the terminal back for good, and keeps the program alive no longer. */
  close(): void {
    if (!this.#isOpen) return;
    const { stdin, stdout } = this.#options;
    this.#giveBack();
    this.#waysOut.unwatch(stdin, stdout);
    this.#jobs.unwatch();
    stdout.off('resize', this.#onResize);
  }

  readonly #giveBack = (): void => {
    this.#isOpen = false;
    this.#lend();
    this.#canvas.close();
  };

  readonly #lend = (): void => {
    this.#painter.hide();
    this.#keyboard.stop();
    this.#mode.giveBack();
  };

  readonly #take = (): void => {
    if (!this.#isOpen) return;
    this.#mode.take();
    // Nobody tells a program in the background that the window has another size by now, so let Node look.
    process.emit('SIGWINCH', 'SIGWINCH');
    this.#painter.repaint(this.#size.rows);
    this.#keyboard.start();
    this.#idle.touch();
  };

  readonly #onKey = (key: Key): void => {
    if (keyName(key) === 'ctrl-z') this.#jobs.stop();
    else if (key.at === undefined || this.#options.mouse) this.#options.onKey(key);
  };

  readonly #onFrame = (frame: string): void => {
    this.#painter.paint(frame, this.#size.rows);
    this.#idle.touch();
  };

  readonly #onResize = (): void => {
    const { isVisible } = this.#painter;
    this.#size = sizeOf(this.#options.stdout);
    this.#painter.hide();
    if (this.#view) this.render(this.#view);
    if (isVisible) this.#painter.repaint(this.#size.rows);
    this.#options.onResize?.(this.#size);
    this.#idle.touch();
  };

  readonly #describe = (): string =>
    `${this.#keyboard.consumed};${this.#painter.painted};${this.#size.columns}x${this.#size.rows}`;

  readonly #writeMark = (mark: string): void => {
    if (this.#painter.isVisible) this.#options.stdout.write(mark);
  };
}

/** Takes over the terminal at once; `render` shows something in it. Both streams must be terminals. */
export function openTerminal(options: TerminalOptions): Terminal {
  const terminal = new Terminal(options);
  terminal.open();
  return terminal;
}
