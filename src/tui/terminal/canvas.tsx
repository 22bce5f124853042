// Lets Ink draw into a string instead of a terminal: all that depends on Ink's version is here.
// With `debug` each frame arrives whole, in one write, as soon as React has committed it, and with CI set too.
import { EventEmitter } from 'node:events';
import { Box, type DOMElement, type Instance, render } from 'ink';
import type { ReactNode } from 'react';
import { compose } from './compose.ts';
import type { Size } from './size.ts';

/** As much of a terminal as Ink asks for. Not a TTY, so that Ink sends nothing but frames. */
class FrameCatcher extends EventEmitter {
  readonly isTTY = false;
  readonly onFrame: (frame: string) => void;
  columns = 0;
  rows = 0;

  constructor(onFrame: (frame: string) => void) {
    super();
    this.onFrame = onFrame;
  }

  write(frame: string): boolean {
    this.onFrame(frame);
    return true;
  }
}

export interface CanvasOptions {
  readonly onFrame: (frame: string) => void;
  /** A component threw. */
  readonly onCrash: (error: unknown) => void;
  /** A component asked Ink to exit. */
  readonly onExit: () => void;
}

export class Canvas {
  readonly #options: CanvasOptions;
  readonly #catcher: FrameCatcher;
  #ink: Instance | undefined;
  #root: DOMElement | undefined;

  constructor(options: CanvasOptions) {
    this.#options = options;
    this.#catcher = new FrameCatcher((frame) => {
      if (this.#ink !== undefined) options.onFrame(frame);
    });
  }

  /** Returns when the frame has been told. The outermost box makes Ink lay out anew whenever the size changes. */
  draw(node: ReactNode, size: Size): void {
    Object.assign(this.#catcher, size);
    const ink = this.#ink ?? this.#start();
    ink.rerender(
      <Box width={size.columns} height={size.rows} flexShrink={0} flexDirection="column">
        {node}
      </Box>,
    );
  }

  close(): void {
    try {
      // Ink draws a last frame in its own slow way: of nothing.
      this.#ink?.rerender(null);
      this.#ink?.unmount();
    } catch {
      // A tree that threw while it was drawn may throw again; what it said first is being told already.
    }
  }

  /** Ink asks the root of its tree for a frame, and there its own way can be replaced. */
  readonly #takeOver = (box: DOMElement | null): void => {
    const root = box?.parentNode;
    const { onRender: drawnByInk } = root ?? {};
    if (root === undefined || drawnByInk === undefined || root === this.#root) return;
    this.#root = root;
    root.onRender = () => {
      const frame = compose(root);
      if (frame === null) drawnByInk();
      else this.#options.onFrame(frame);
    };
  };

  /** The root is known only when something was drawn: a box with nothing in it, which is no frame yet. */
  #start(): Instance {
    const ink = render(<Box ref={this.#takeOver} />, {
      // Ink uses a few members of the streams only; it reads no key, because no raw mode is on offer.
      stdout: this.#catcher as unknown as NodeJS.WriteStream,
      stdin: new EventEmitter() as unknown as NodeJS.ReadStream,
      debug: true,
      exitOnCtrlC: false,
      patchConsole: false,
      isScreenReaderEnabled: false,
    });
    this.#ink = ink;
    ink.waitUntilExit().then(this.#options.onExit, this.#options.onCrash);
    return ink;
  }
}
