// A few numbers in memory that the worker and the thread that watches it share: is user code running, since when, which.

export type During = 'nothing' | 'run' | 'match' | 'load' | 'break';
const DURING: readonly During[] = ['nothing', 'run', 'match', 'load', 'break'];

/** Cells: what runs, its index, and how often it changed. */
const CELLS = 3;

export class Flags {
  readonly #cells: Int32Array;

  constructor(readonly memory: SharedArrayBuffer = new SharedArrayBuffer(CELLS * Int32Array.BYTES_PER_ELEMENT)) {
    this.#cells = new Int32Array(memory);
  }

  set(during: During, index: number): void {
    Atomics.store(this.#cells, 0, DURING.indexOf(during));
    Atomics.store(this.#cells, 1, index);
    Atomics.add(this.#cells, 2, 1);
  }

  /** `serial` differs whenever something else runs than before. */
  read(): { readonly during: During; readonly index: number; readonly serial: number } {
    const during = DURING[Atomics.load(this.#cells, 0)] ?? 'nothing';
    return { during, index: Atomics.load(this.#cells, 1), serial: Atomics.load(this.#cells, 2) };
  }
}
