// Runs a program in a real pseudo-terminal, presses its keys and reads its screen as a grid. To be used within a test,
// whose end closes it. Nothing here sleeps: the program marks in its output when it has taken in all input and painted
// (src/tui/terminal/idle-mark.ts). Each wait has a limit, and each failure shows the screen.
import type { IPty } from '@lydell/node-pty';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import xtermHeadless, { type IBufferCell, type Terminal } from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { keyBytes } from '../tui/terminal/key-bytes.ts';
import { type LaunchOptions, launch } from '../tui/terminal/launch.ts';

export interface ScreenOptions extends LaunchOptions {
  /** What to wait for before the test goes on: the first idle mark, or a text. */
  readonly ready?: string | RegExp;
  /** Limit of each wait. Milliseconds. */
  readonly limit?: number;
}

export interface Exit {
  readonly code: number;
  readonly signal: number | undefined;
}

export type Style = 'inverse' | 'bold' | 'dim' | 'underline' | 'colour';

interface Mark {
  readonly consumed: number;
  readonly frame: number;
  readonly size: string;
}

const FRAME_END = '\x1b[?2026l';

const STYLES: Readonly<Record<Style, (cell: IBufferCell) => boolean>> = {
  inverse: (cell) => cell.isInverse() !== 0,
  bold: (cell) => cell.isBold() !== 0,
  dim: (cell) => cell.isDim() !== 0,
  underline: (cell) => cell.isUnderline() !== 0,
  colour: (cell) => !cell.isFgDefault() || !cell.isBgDefault(),
};

function shown(cell: IBufferCell): string {
  return Object.entries(STYLES)
    .filter(([, has]) => has(cell))
    .map(([name]) => name[0])
    .join('');
}

export class Screen {
  readonly #xterm: Terminal;
  readonly #pty: IPty;
  readonly #limit: number;
  readonly #inShell: boolean;
  readonly #waiting = new Set<() => void>();
  #raw = '';
  #unparsed = '';
  #isParsing = false;
  #takes = 0;
  #sent = 0;
  #mark: Mark | undefined;
  #isInFrame = false;
  #isCursorVisible = true;
  #exit: Exit | undefined;

  constructor(options: ScreenOptions) {
    const { cols = 100, rows = 30, limit = 10_000 } = options;
    this.#limit = limit;
    this.#inShell = options.shell ?? false;
    this.#xterm = new xtermHeadless.Terminal({ cols, rows, allowProposedApi: true, scrollback: 1000 });
    this.#xterm.loadAddon(new Unicode11Addon());
    this.#xterm.unicode.activeVersion = '11';
    this.#watchOutput();
    this.#pty = launch(options, { cols, rows });
    this.#pty.onData((data) => this.#parse(data));
    this.#pty.onExit(({ exitCode, signal }) => {
      this.#exit = { code: exitCode, signal: signal || undefined };
      this.#wake();
    });
  }

  /** All that was printed so far. */
  get raw(): string {
    return this.#raw;
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Frames that the program had painted when it last was idle. */
  get frames(): number {
    return this.#mark?.frame ?? 0;
  }

  /** One key after the other, each when the program has dealt with the one before; an end of the program will do too. */
  async press(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      this.send(keyBytes(name));
      await this.#until('idle', () => this.#isIdle() || this.#isOver());
    }
  }

  /** All at once, as from a fast hand. */
  async type(text: string): Promise<void> {
    this.send(text);
    await this.idle();
  }

  async paste(text: string): Promise<void> {
    const { bracketedPasteMode } = this.#xterm.modes;
    await this.type(bracketedPasteMode ? `\x1b[200~${text}\x1b[201~` : text);
  }

  /** To the program under test, without waiting; `idle` then waits until it was taken in. */
  send(bytes: string): void {
    this.#sent += Buffer.byteLength(bytes);
    this.#pty.write(bytes);
  }

  /** To another program that has the terminal at the moment (a shell, an editor). */
  sendElsewhere(bytes: string): void {
    this.#pty.write(bytes);
  }

  /** Until all that was sent is taken in, the window's size is known, and the last frame is on the screen. */
  idle(): Promise<void> {
    return this.#until('idle', () => this.#isIdle());
  }

  /** Half a frame counts for nothing. */
  until(wanted: string | RegExp): Promise<void> {
    const matches = (text: string) => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text));
    return this.#until(String(wanted), () => !this.#isInFrame && matches(this.text()));
  }

  async resize(cols: number, rows: number): Promise<void> {
    this.resizeNow(cols, rows);
    await this.idle();
  }

  /** Lets the program take the terminal again, as after `fg`: it trusts nothing that is on the screen. */
  async repaint(): Promise<void> {
    const before = this.#takes;
    this.signal('SIGCONT');
    await this.#until('a repaint', () => this.#takes > before && this.#isIdle());
  }

  get size(): readonly [cols: number, rows: number] {
    return [this.#xterm.cols, this.#xterm.rows];
  }

  /** It has the terminal. */
  get isAlternate(): boolean {
    return this.#xterm.buffer.active.type === 'alternate' && !this.#isOver();
  }

  /** The terminal tells of its mouse. */
  get hasMouse(): boolean {
    return this.#xterm.modes.mouseTrackingMode !== 'none';
  }

  /** The character that stands there. */
  cell(x: number, y: number): string {
    return this.#cells(y)[x]?.getChars() ?? '';
  }

  /** What each cell shows, and how. */
  picture(): readonly string[] {
    const look = (cell: IBufferCell) =>
      `${cell.getFgColorMode()}.${cell.getFgColor()}.${cell.getBgColor()}${shown(cell)}`;
    return this.lines().map((_, y) =>
      this.#cells(y)
        .map((cell) => `${cell.getChars() || ' '} ${look(cell)}`)
        .join('|'),
    );
  }

  resizeNow(cols: number, rows: number): void {
    this.#xterm.resize(cols, rows);
    this.#pty.resize(cols, rows);
  }

  signal(name: NodeJS.Signals, pid = this.pid): void {
    process.kill(pid, name);
  }

  /** Closes the window: nothing can be read or written any more. */
  hangUp(): void {
    // Not among node-pty's types.
    (this.#pty as IPty & { destroy(): void }).destroy();
  }

  async waitExit(): Promise<Exit> {
    await this.#until('exit', () => this.#isOver());
    return this.#ended() ?? this.fail('no exit');
  }

  /** What is visible, blanks at the end of lines cut. */
  lines(): readonly string[] {
    const { cols } = this.#xterm;
    const { active } = this.#xterm.buffer;
    // Behind the last column xterm keeps what was there before the window shrank.
    const read = (y: number) =>
      active
        .getLine(active.viewportY + y)
        ?.translateToString(false, 0, cols)
        .trimEnd() ?? '';
    return Array.from({ length: this.#xterm.rows }, (_, y) => read(y));
  }

  text(): string {
    return this.lines().join('\n');
  }

  /** The first line that contains the text. */
  row(text: string): string {
    return this.lines().find((line) => line.includes(text)) ?? this.fail(`no line with ${JSON.stringify(text)}`);
  }

  /** The lines in which anything is shown in this style. */
  linesWith(style: Style): readonly string[] {
    return this.lines().filter((_, y) => this.#cells(y).some(STYLES[style]));
  }

  /** Of each line that has a background anywhere, the text that stands on it. */
  shaded(): readonly string[] {
    const textOn = (y: number) =>
      this.#cells(y)
        .filter((cell) => !cell.isBgDefault())
        .map((cell) => cell.getChars())
        .join('');
    return this.lines()
      .map((_, y) => textOn(y))
      .filter((text) => text !== '');
  }

  /** Exactly one line may be selected: the inverse one, or, without colours, the one with the mark. */
  selectedLine(mark = '▶'): string {
    const inverse = this.linesWith('inverse');
    const found = inverse.length > 0 ? inverse : this.lines().filter((line) => line.includes(mark));
    return found.length === 1 && found[0] !== undefined ? found[0] : this.fail(`${found.length} lines are selected`);
  }

  /** What of the terminal is not as it was before the program; nothing, if all is well. Run it with `shell`. */
  unrestored(): readonly string[] {
    const { modes, buffer } = this.#xterm;
    const stty = this.text();
    const checks: readonly (readonly [string, boolean])[] = [
      ['alternate screen', buffer.active.type === 'normal'],
      ['cursor', this.#isCursorVisible],
      ['paste', !modes.bracketedPasteMode],
      ['autowrap', modes.wraparoundMode],
      ['mouse', !this.hasMouse],
      ['raw mode', ['icanon', 'echo', 'isig', 'icrnl'].every((flag) => new RegExp(`\\s${flag}\\b`).test(stty))],
    ];
    return checks.filter(([, isWell]) => !isWell).map(([name]) => name);
  }

  fail(message: string): never {
    const exit = this.#ended();
    const ended = exit ? ` (ended: ${JSON.stringify(exit)})` : '';
    const { cols, rows, buffer } = this.#xterm;
    throw new Error(`${message}${ended}\n--- ${buffer.active.type} screen ${cols}x${rows} ---\n${this.text()}\n---`);
  }

  /** All of the session that was started go. */
  close(): void {
    try {
      if (!this.#exit) process.kill(-this.pid, 'SIGKILL');
    } catch {
      // It ended this very moment.
    }
    this.#xterm.dispose();
  }

  #cells(y: number): readonly IBufferCell[] {
    const { active } = this.#xterm.buffer;
    const line = active.getLine(active.viewportY + y);
    return Array.from({ length: this.#xterm.cols }, (_, x) => line?.getCell(x)).filter((cell) => cell !== undefined);
  }

  #watchOutput(): void {
    const { parser } = this.#xterm;
    parser.registerOscHandler(777, (data) => {
      const [kind, consumed, frame, size = ''] = data.split(';');
      if (kind === 'idle') this.#mark = { consumed: Number(consumed), frame: Number(frame), size };
      return true;
    });
    for (const final of ['h', 'l']) {
      parser.registerCsiHandler({ prefix: '?', final }, ([mode]) => {
        // A frame begins, or all is wiped for one: the mark before it no longer holds.
        if (mode === 2026 || mode === 1049) this.#mark = undefined;
        if (mode === 2026) this.#isInFrame = final === 'h';
        if (mode === 1049 && final === 'h') this.#takes++;
        if (mode === 25) this.#isCursorVisible = final === 'h';
        return false;
      });
    }
  }

  /** One frame after the other: who was waiting sees each that was painted, however late this process gets to it. */
  #parse(data: string): void {
    this.#raw += data;
    this.#unparsed += data;
    if (!this.#isParsing) this.#parseNext();
  }

  #parseNext(): void {
    const end = this.#unparsed.indexOf(FRAME_END);
    const data = end < 0 ? this.#unparsed : this.#unparsed.slice(0, end + FRAME_END.length);
    this.#unparsed = this.#unparsed.slice(data.length);
    this.#isParsing = data !== '';
    if (!this.#isParsing) return this.#wake();
    this.#xterm.write(data, () => {
      this.#wake();
      setImmediate(() => this.#parseNext());
    });
  }

  #isIdle(): boolean {
    const { cols, rows } = this.#xterm;
    return this.#mark?.consumed === this.#sent && this.#mark.size === `${cols}x${rows}`;
  }

  #isOver(): boolean {
    return this.#ended() !== undefined && !this.#isParsing;
  }

  /** A shell tells a death by signal as 128 and its number. */
  #ended(): Exit | undefined {
    const told = this.#inShell ? /\[ended (\d+)\]\r\n/.exec(this.#raw) : undefined;
    return told ? { code: Number(told[1]), signal: undefined } : this.#exit;
  }

  #wake(): void {
    for (const check of this.#waiting) check();
  }

  #until(what: string, isReached: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (action: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        action();
      };
      const give = (why: string) => {
        try {
          this.fail(why);
        } catch (error) {
          settle(() => reject(error));
        }
      };
      const check = () => {
        if (isReached()) settle(resolve);
        else if (this.#isOver()) give(`ended while waiting for ${what}`);
      };
      const timer = setTimeout(() => give(`waited ${this.#limit} ms for ${what}`), this.#limit);
      this.#waiting.add(check);
      check();
    });
  }
}

/** Resolves when the program is idle for the first time, or shows what `ready` says. */
export async function openScreen(options: ScreenOptions = {}): Promise<Screen> {
  const screen = new Screen(options);
  onTestFinished(() => screen.close());
  await (options.ready === undefined ? screen.idle() : screen.until(options.ready));
  return screen;
}
