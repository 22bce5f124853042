// The sandbox's worker: a thread of its own for the sandbox, which hands it its commands in order.
import { parentPort, workerData } from 'node:worker_threads';
import type { TaskEvent } from '../events.ts';
import { Flags } from './flags.ts';
import { Idleness } from './idleness.ts';
import { LineWriter } from './line-writer.ts';
import { shutNetwork } from './no-network.ts';
import type { SandboxCommand } from './protocol.ts';
import { Sandbox } from './sandbox.ts';

const EVENTS_FD = 3;

class Worker {
  readonly #writer = new LineWriter(EVENTS_FD);
  readonly #sandbox: Sandbox;
  /** Commands one after the other. */
  #queue: Promise<void> = Promise.resolve();

  constructor(port: NonNullable<typeof parentPort>) {
    const flags = new Flags(workerData as SharedArrayBuffer);
    // The other thread lives on where this one is deep in an endless loop.
    const safe = {
      hold: (event: TaskEvent) => port.postMessage(event),
      release: () => port.postMessage(null),
    };
    this.#sandbox = new Sandbox({ flags, writer: this.#writer, idleness: new Idleness(port), safe });
    process.on('unhandledRejection', (reason, promise) => this.#sandbox.unhandled(reason, promise));
    process.on('rejectionHandled', (promise) => this.#sandbox.handled(promise));
    process.on('uncaughtException', (error) => this.#sandbox.unhandled(error));
    port.on('message', (line: string) => this.#receive(JSON.parse(line) as SandboxCommand));
  }

  #receive(command: SandboxCommand): void {
    if (command.kind === 'pause') {
      this.#sandbox.pause(true);
      return;
    }
    if (command.kind === 'breakpoints') {
      this.#sandbox.setBreakpoints(command.list);
      return;
    }
    if (command.kind === 'continue') this.#sandbox.pause(false);
    const work = async (): Promise<void> => {
      await this.#sandbox.carryOut(command);
      this.#writer.add({ kind: 'answered' });
      this.#writer.flush();
    };
    this.#queue = this.#queue.then(work).catch(crash);
  }
}

/** A mistake of ours: the main thread prints it and the host tells of it. */
function crash(error: unknown): void {
  process.removeAllListeners('uncaughtException');
  setImmediate(() => {
    throw error;
  });
}

if (parentPort) {
  // Before the world is looked at, so that it stays shut.
  shutNetwork();
  new Worker(parentPort);
}
