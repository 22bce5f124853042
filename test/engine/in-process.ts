// Runs the scenarios of a workspace in this process: the same reading, sandbox and report as the built command has, without
// a child between them. So a tool that changes the engine's code can see what comes of it (`npm run mutate`).
import { setImmediate as tick } from 'node:timers/promises';
import type { Report } from '../../src/check/outcome.ts';
import { jsonReport } from '../../src/check/report-json.ts';
import { runScenarios } from '../../src/check/run-scenarios.ts';
import { runPorts } from '../../src/cli/wiring.ts';
import type { Event, TaskEvent, Vault } from '../../src/events.ts';
import { readWorkspace } from '../../src/load/workspace.ts';
import { shutNetwork } from '../../src/sandbox/no-network.ts';
import type { SandboxLine } from '../../src/sandbox/protocol.ts';
import { Sandbox } from '../../src/sandbox/sandbox.ts';
import { StepList } from '../../src/sandbox/step-list.ts';
import type { SandboxPort } from '../../src/session/ports.ts';
import { type Files, makeWorkspace } from '../check/workspace.ts';

/** So often the event loop goes round before nothing real can be in flight: step code has no real timers. */
const ROUNDS = 20;

/** What `run --reporter json` says of a workspace of these files. */
export async function runHere(files: Files): Promise<Report> {
  const { dir, remove } = makeWorkspace(files);
  const stackTrace = Error.prepareStackTrace;
  shutNetwork();
  try {
    const read = await readWorkspace(dir);
    const result = await new Promise<Awaited<ReturnType<typeof runScenarios>>>((resolve, reject) => {
      const openSandbox = (listener: Listener) => sandboxHere(listener, reject);
      const ports = { ...runPorts(dir), openSandbox, sandboxes: 1 };
      runScenarios(read, ports, { seed: 1, wants: () => true }).then(resolve, reject);
    });
    return JSON.parse(JSON.stringify(jsonReport(result))) as Report;
  } finally {
    Error.prepareStackTrace = stackTrace;
    remove();
  }
}

/** What the sandbox carries out one by one. */
export type Command = Parameters<Sandbox['carryOut']>[0];

type Listener = (events: readonly Event[]) => void;

/** A sandbox in this process, which it takes over as far as errors go that nobody handles. */
export function openHere(
  listener: Listener,
  keep: (line: Vault) => void = () => {},
): { carryOut(command: Command): Promise<void>; giveBack(): void } {
  let said: SandboxLine[] = [];
  const steps = new StepList();
  const flush = (): void => {
    const events = said.flatMap((line) => eventsOf(line, steps));
    for (const line of said) if (line.kind === 'vault') keep(line);
    said = [];
    // Copies, as a pipe makes them.
    if (events.length > 0) listener(JSON.parse(JSON.stringify(events)) as Event[]);
  };
  const writer = { add: (line: SandboxLine) => void said.push(line), flush };
  const sandbox = new Sandbox({ flags: { set() {} }, writer, idleness: { wait: emptied } });
  const giveBack = takeOver(sandbox);
  return { carryOut: (command) => sandbox.carryOut(command).then(flush), giveBack };
}

/** `crash` hears of mistakes of ours. */
function sandboxHere(listener: Listener, crash: (error: unknown) => void): SandboxPort {
  const { carryOut, giveBack } = openHere(listener);
  let queue: Promise<void> = Promise.resolve();
  const send = (command: Command): void => {
    queue = queue.then(() => carryOut(command));
    queue.catch(crash);
  };
  const port: Pick<SandboxPort, 'load' | 'start' | 'continue' | 'drop' | 'close'> = {
    load: (settings, sources) => send({ kind: 'load', settings, sources, removed: [] }),
    start: (start) => send({ kind: 'start', start }),
    continue: (task) => send({ kind: 'continue', task }),
    drop: (task) => send({ kind: 'drop', task }),
    close: () => queue.then(giveBack),
  };
  // A run asks for nothing else.
  return port as SandboxPort;
}

function eventsOf(line: SandboxLine, steps: StepList): readonly Event[] {
  if (line.kind === 'step') steps.take(line.step);
  if (line.kind === 'loaded') {
    steps.noteLoaded(line);
    return [steps.told(line)];
  }
  return isOfTask(line) ? [line] : [];
}

function isOfTask(line: SandboxLine): line is TaskEvent {
  return !['vault', 'answered', 'loading', 'step', 'loaded', 'facts', 'spoiled'].includes(line.kind);
}

/** Resolves when the event loop has run empty as far as can be told from inside, or when `other` settles. */
async function emptied(other: Promise<unknown>): Promise<void> {
  let isSettled = false;
  other.finally(() => {
    isSettled = true;
  });
  for (let round = 0; round < ROUNDS && !isSettled; round++) await tick();
}

/** What nobody handles is the step's while it runs, not the test runner's; gives it back. */
function takeOver(sandbox: Pick<Sandbox, 'unhandled' | 'handled'>): () => void {
  const kinds = ['unhandledRejection', 'uncaughtException'] as const;
  const before = kinds.map((kind) => [kind, process.listeners(kind as 'uncaughtException')] as const);
  for (const kind of kinds) {
    process.removeAllListeners(kind);
  }
  const handled = (promise: object): void => sandbox.handled(promise);
  process.on('unhandledRejection', (reason, promise) => sandbox.unhandled(reason, promise));
  process.on('uncaughtException', (error) => sandbox.unhandled(error));
  process.on('rejectionHandled', handled);
  return () => {
    process.off('rejectionHandled', handled);
    for (const [kind, listeners] of before) {
      process.removeAllListeners(kind);
      for (const listener of listeners) process.on(kind, listener);
    }
  };
}
