// Keeps what the terminal shows now, and writes what differs, in one write a frame.
import { repaint, toRows } from './frame.ts';

export class Painter {
  readonly #write: (text: string) => void;
  // What the terminal shows; undefined when that is unknown.
  #shown: readonly string[] | undefined;
  #frame = '';
  /** False while the terminal is lent to another program. */
  isVisible = false;
  /** Frames painted so far. */
  painted = 0;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** While not visible the latest frame is kept for later. */
  paint(frame: string, height: number): void {
    this.#frame = frame;
    if (!this.isVisible) return;
    const rows = toRows(frame, height);
    const text = repaint(this.#shown, rows);
    this.#shown = rows;
    this.painted++;
    if (text !== '') this.#write(text);
  }

  /** Everything anew, trusting nothing that is on the screen. */
  repaint(height: number): void {
    this.isVisible = true;
    this.#shown = undefined;
    this.paint(this.#frame, height);
  }

  hide(): void {
    this.isVisible = false;
  }
}
