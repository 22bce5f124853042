// Takes over the terminal and gives it back as it was. Both may be called at any time, any number of times.
import { writeSync } from 'node:fs';

/** Alternate screen, no autowrap, no cursor, pastes are marked, all blank. */
const take = '\x1b[?1049h\x1b[?7l\x1b[?25l\x1b[?2004h\x1b[0m\x1b[2J';
/** The cursor goes to the last row for the sake of terminals with one screen only; the others put it where it was. */
const giveBack = '\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?7h\x1b[999;1H\x1b[?1049l';
/** Of the mouse only buttons and wheel are told (1000), each in a sequence of its own (1006). */
const takeMouse = '\x1b[?1000h\x1b[?1006h';
const giveBackMouse = '\x1b[?1006l\x1b[?1000l';

export class ScreenMode {
  readonly #stdin: NodeJS.ReadStream;
  readonly #stdout: NodeJS.WriteStream & { readonly fd?: number };
  readonly #withMouse: boolean;
  #taken = false;

  constructor(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream, withMouse: boolean) {
    this.#stdin = stdin;
    this.#stdout = stdout;
    this.#withMouse = withMouse;
  }

  take(): void {
    this.#taken = true;
    // First the mode: a process in the background is stopped here, before it writes into what others show. Off and
    // on, because a shell may have changed it meanwhile and Node skips what it believes to be set.
    this.#stdin.setRawMode(false);
    this.#stdin.setRawMode(true);
    this.#stdout.write(this.#withMouse ? take + takeMouse : take);
  }

  /** Written synchronously: the process may be about to end. */
  giveBack(): void {
    if (!this.#taken) return;
    this.#taken = false;
    try {
      writeSync(this.#stdout.fd ?? 1, this.#withMouse ? giveBackMouse + giveBack : giveBack);
      this.#stdin.setRawMode(false);
    } catch {
      // The terminal is gone, and with it all that was to be restored.
    }
  }
}
