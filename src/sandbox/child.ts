// The sandbox's main thread: starts the worker that runs step code, hands it commands, and watches wall time and memory.
// It runs nothing of the user's itself, so that it can always end what does.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { TaskEvent } from '../events.ts';
import { Flags } from './flags.ts';
import { LineWriter } from './line-writer.ts';
import type { LastWords, WatchLimits } from './protocol.ts';

/** How often the watch looks, ms. */
const LOOK_EVERY = 20;
const EVENTS_FD = 3;
const LAST_WORDS_FD = 4;

function main(): void {
  const lines = createInterface({ input: process.stdin });
  let worker: Worker | undefined;
  lines.on('line', (line) => {
    if (worker) worker.postMessage(line);
    else worker = begin(JSON.parse(line) as WatchLimits);
  });
  // ctrl-c goes to the whole group in the foreground; it is the debugger's to answer.
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) process.on(signal, () => {});
  // The debugger is gone.
  lines.on('close', end);
}

function begin(limits: WatchLimits): Worker {
  const flags = new Flags();
  const worker = new Worker(new URL('./sandbox-worker.js', import.meta.url), {
    workerData: flags.memory,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb },
    stdout: false,
    stderr: false,
  });
  let held: TaskEvent[] = [];
  worker.on('message', (event: TaskEvent | null) => {
    if (event === null) held = [];
    else held.push(event);
  });
  const die = (killed: LastWords['killed']): never => {
    const { during, index } = flags.read();
    const words: LastWords = { killed, during, index };
    // What the step had said by then; no secret that was known is in it.
    const writer = new LineWriter<TaskEvent>(EVENTS_FD);
    for (const event of held) writer.add(event);
    writer.flush();
    writeSync(LAST_WORDS_FD, JSON.stringify(words));
    end();
  };
  worker.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') die('memory');
    // Ours, not the user's: the host shows what it was.
    process.stderr.write(`${error.stack ?? error.message}\n`);
    process.exit(70);
  });
  worker.on('exit', () => die('exit'));
  watch(flags, limits, die);
  return worker;
}

/** Leaving by `process.exit` would wait for a worker that is deep in one of JavaScript's own functions. */
function end(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable');
}

function watch(flags: Flags, limits: WatchLimits, die: (killed: LastWords['killed']) => never): void {
  let since = performance.now();
  let serial = -1;
  setInterval(() => {
    const now = flags.read();
    if (now.serial !== serial) {
      serial = now.serial;
      since = performance.now();
    }
    if (now.during === 'nothing') return;
    if (performance.now() - since > limits.stepMs) die('time');
    if (process.memoryUsage.rss() > limits.memoryMb * 1024 * 1024) die('memory');
  }, LOOK_EVERY);
}

main();
