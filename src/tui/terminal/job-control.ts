// ctrl-z and fg: stops the whole job as the terminal driver would, and takes the screen again when it goes on.

/** If we still run after this, the signal was ignored, as it is where no shell could bring us back. Milliseconds. */
const grace = 100;

export class JobControl {
  readonly #giveBack: () => void;
  readonly #takeAgain: () => void;
  #isStopping = false;

  constructor(giveBack: () => void, takeAgain: () => void) {
    this.#giveBack = giveBack;
    this.#takeAgain = takeAgain;
  }

  watch(): void {
    // Windows has no job control.
    if (process.platform === 'win32') return;
    process.on('SIGTSTP', this.stop);
    process.on('SIGCONT', this.#goOn);
  }

  unwatch(): void {
    this.#isStopping = false;
    process.off('SIGTSTP', this.stop);
    process.off('SIGCONT', this.#goOn);
  }

  /** All of the group, or the npm that started us would stay in front of the shell. */
  readonly stop = (): void => {
    if (process.platform === 'win32') return;
    this.#giveBack();
    this.#isStopping = true;
    process.off('SIGTSTP', this.stop);
    // The timer also keeps Node from ending for want of work. Behind it, a SIGCONT that is due goes first.
    setTimeout(() => setImmediate(this.#goOnAnyway), grace);
    process.kill(0, 'SIGTSTP');
  };

  readonly #goOnAnyway = (): void => {
    if (this.#isStopping) this.#goOn();
  };

  readonly #goOn = (): void => {
    this.unwatch();
    this.watch();
    this.#takeAgain();
  };
}
