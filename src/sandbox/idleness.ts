// Knows when nothing real is in flight any more: with the port unref'd, Node says so by `beforeExit`.
import type { MessagePort } from 'node:worker_threads';

export class Idleness {
  /** What keeps the process alive while nothing is in flight: where its commands come from. */
  constructor(readonly port: Pick<MessagePort, 'ref' | 'unref'>) {}

  /** Resolves when the event loop has run empty, or when `other` settles. */
  async wait(other: Promise<unknown>): Promise<void> {
    let wake: () => void = () => {};
    const empty = new Promise<void>((resolve) => {
      wake = resolve;
    });
    // The immediate keeps the process from ending and carries on with what waits.
    const onEmpty = (): void => void setImmediate(wake);
    process.once('beforeExit', onEmpty);
    this.port.unref();
    try {
      await Promise.race([empty, other]);
    } finally {
      this.port.ref();
      process.off('beforeExit', onEmpty);
    }
  }
}
