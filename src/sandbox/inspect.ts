// A sandbox for a JavaScript debugger: in the main thread of a process of its own, which one can attach to, and without the
// watch that would end a step that stands still. It waits for the debugger before the one turn that is looked at.
import inspector from 'node:inspector';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { forDebugger } from '../compile/pausing.ts';
import { Idleness } from './idleness.ts';
import type { InspectCommand, InspectLine } from './inspect-protocol.ts';
import { LineWriter } from './line-writer.ts';
import { shutNetwork } from './no-network.ts';
import type { SandboxLine } from './protocol.ts';
import { Sandbox } from './sandbox.ts';

const EVENTS_FD = 3;
/** Nobody from elsewhere may attach: whoever can, can run anything. */
const HOST = '127.0.0.1';

class Inspected {
  readonly #lines = new LineWriter<InspectLine>(EVENTS_FD);
  readonly #sandbox: Sandbox;
  readonly #steps = new Set<string>();
  #dir = '';
  #wanted: Extract<InspectCommand, { kind: 'inspect' }> | null = null;

  constructor() {
    this.#sandbox = new Sandbox({
      flags: { set() {} },
      writer: { add: (line) => this.#tell(line), flush: () => this.#lines.flush() },
      idleness: new Idleness(process.stdin),
      prepare: (file, text, source) =>
        forDebugger(file, pathToFileURL(join(this.#dir, file)).href, text, source, this.#steps.has(file)),
    });
    process.on('unhandledRejection', (reason, promise) => this.#sandbox.unhandled(reason, promise));
    process.on('rejectionHandled', (promise) => this.#sandbox.handled(promise));
    process.on('uncaughtException', (error) => this.#sandbox.unhandled(error));
  }

  async carryOut(command: InspectCommand): Promise<void> {
    if (command.kind === 'inspect') this.#wanted = command;
    else {
      if (command.kind === 'load') this.#note(command);
      await this.#sandbox.carryOut(command);
    }
    this.#lines.add({ kind: 'answered' });
    this.#lines.flush();
  }

  #note({ settings, sources }: Extract<InspectCommand, { kind: 'load' }>): void {
    this.#dir = settings.dir;
    for (const { kind, file } of sources) if (kind === 'step') this.#steps.add(file);
  }

  #tell(line: SandboxLine): void {
    this.#lines.add(line);
    const wanted = this.#wanted;
    const isIt = line.kind === 'selected' && line.task === wanted?.task && line.turn === wanted.turn;
    if (isIt && wanted) this.#attach(wanted.port);
  }

  /** Comes back when a debugger has attached and lets it go on. */
  #attach(port: number): void {
    inspector.open(port, HOST);
    const url = inspector.url() ?? null;
    this.#lines.add({ kind: 'inspecting', url });
    this.#lines.flush();
    if (url === null) return;
    inspector.waitForDebugger();
    this.#lines.add({ kind: 'attached' });
    this.#lines.flush();
  }
}

function main(): void {
  // Before the world is looked at, so that it stays shut.
  shutNetwork();
  const inspected = new Inspected();
  let queue = Promise.resolve();
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    queue = queue.then(() => inspected.carryOut(JSON.parse(line) as InspectCommand)).catch(crash);
  });
  // Whoever started it is gone.
  lines.on('close', () => process.kill(process.pid, 'SIGKILL'));
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) process.on(signal, () => {});
}

/** A mistake of ours: the host tells of it. */
function crash(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(70);
}

main();
