// Tells tests, in a sequence that no terminal shows, that all input was taken in and its last frame is on the screen.
// Off unless STEPSCOPE_IDLE_MARK=1. `ESC ] 777 ; idle ; bytes consumed ; frames painted ; columns x rows BEL`.

/** React commits in a microtask or the next turn, its effects in one more, and what they set in one more. */
const quietTurns = 3;

export interface IdleMarkOptions {
  /** Resolves when the program itself has nothing pending. */
  readonly whenIdle: () => Promise<void>;
  /** What stands behind `idle;`. */
  readonly describe: () => string;
  readonly write: (text: string) => void;
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

export class IdleMark {
  readonly #options: IdleMarkOptions;
  readonly #enabled: boolean;
  #touched = false;
  #watching = false;

  constructor(options: IdleMarkOptions, enabled = process.env.STEPSCOPE_IDLE_MARK === '1') {
    this.#options = options;
    this.#enabled = enabled;
  }

  /** Something happened: a key, a frame, a resize. A mark follows when nothing more does. */
  touch(): void {
    this.#touched = true;
    if (!this.#enabled || this.#watching) return;
    this.#watching = true;
    void this.#watch();
  }

  async #watch(): Promise<void> {
    while (this.#touched) {
      this.#touched = false;
      await this.#options.whenIdle();
      await turns(quietTurns);
    }
    this.#watching = false;
    this.#options.write(`\x1b]777;idle;${this.#options.describe()}\x07`);
  }
}
