// One sandbox process as the host sees it: lines in, lines out, and how it died.
import { type ChildProcess, spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Limits } from '../step.ts';
import type { LastWords, SandboxCommand, SandboxLine, WatchLimits } from './protocol.ts';

export interface Death {
  readonly words: LastWords | null;
  readonly code: number | null;
  readonly signal: string | null;
  /** What it wrote to standard error, its end. */
  readonly said: string;
  /** A line that was none of ours, for which it was killed: from there on nothing it says can be believed. */
  readonly strange: string | null;
}

export interface ProcessListener {
  onLines(lines: readonly SandboxLine[]): unknown;
  /** Called once, after the last line. */
  onDeath(death: Death): unknown;
}

/** As much of what it wrote is kept, in characters. */
const KEPT = 4_000;

export class SandboxProcess {
  readonly #child: ChildProcess;
  #said = '';
  #strange: string | null = null;

  constructor(listener: ProcessListener) {
    // Bundled, the host and the child's script stand side by side.
    const script = fileURLToPath(new URL('./sandbox-child.js', import.meta.url));
    const flags = ['--no-warnings', '--stack-trace-limit=100'];
    this.#child = spawn(process.execPath, [...flags, script], {
      stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
      env: bareEnvironment(),
    });
    const [events, words] = [pipeOf(this.#child, 3), pipeOf(this.#child, 4)];
    const keep = (text: string): void => {
      this.#said = (this.#said + text).slice(-KEPT);
    };
    for (const index of [1, 2]) pipeOf(this.#child, index).setEncoding('utf8').on('data', keep);
    readLines(events, listener.onLines, (line) => {
      this.#strange = line;
      this.kill();
    });
    let last = '';
    words.setEncoding('utf8').on('data', (text: string) => {
      last += text;
    });
    // Its pipe breaks when it dies: that is told by `close`.
    this.#child.stdin?.on('error', () => {});
    this.#child.on('error', (error) => keep(error.message));
    this.#child.on('close', (code, signal) =>
      listener.onDeath({ words: parseWords(last), code, signal, said: this.#said, strange: this.#strange }),
    );
  }

  /** Comes before all commands. */
  begin({ stepMs, memoryMb }: Limits): void {
    this.#write({ stepMs, memoryMb });
  }

  send(command: SandboxCommand): void {
    this.#write(command);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** What is sent in one go is written in one go: each write wakes the process. */
  #write(line: WatchLimits | SandboxCommand): void {
    const { stdin } = this.#child;
    if (stdin?.writableCorked === 0) {
      stdin.cork();
      process.nextTick(() => stdin.uncork());
    }
    stdin?.write(`${JSON.stringify(line)}\n`);
  }
}

/** Throws where the child was not spawned with a pipe there. */
export function pipeOf(child: ChildProcess, index: number): Readable {
  const pipe = child.stdio[index];
  if (!(pipe instanceof Readable)) throw new Error(`the process has no pipe ${index} to read from`);
  return pipe;
}

/** Nothing of the user's environment reaches step code; zone and language are the same everywhere (semantics §5). */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, SystemRoot, STEPSCOPE_DEBUG, STEPSCOPE_KEEP_CODE } = process.env;
  const bare = {
    PATH,
    HOME,
    TMPDIR,
    SystemRoot,
    STEPSCOPE_DEBUG,
    STEPSCOPE_KEEP_CODE,
    TZ: 'UTC',
    LANG: 'en_US.UTF-8',
    LC_ALL: 'en_US.UTF-8',
  };
  return Object.fromEntries(Object.entries(bare).filter(([, value]) => value !== undefined));
}

/** Step code can write to any pipe of its process: `onStrange` hears of the first line that is no JSON, and nothing follows it. */
export function readLines<Line>(
  stream: Readable,
  onLines: (lines: readonly Line[]) => unknown,
  onStrange: (line: string) => unknown,
): void {
  let isOver = false;
  // A line of many megabytes comes in a thousand pieces: only the newest is searched for its end.
  let pieces: string[] = [];
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const texts = chunk.split('\n');
    pieces.push(texts[0] ?? '');
    if (texts.length === 1) return;
    texts[0] = pieces.join('');
    pieces = [texts.pop() ?? ''];
    if (isOver) return;
    const lines: Line[] = [];
    const strange = texts.find((text) => !parsedInto(lines, text));
    if (lines.length > 0) onLines(lines);
    if (strange === undefined) return;
    isOver = true;
    onStrange(strange);
  });
}

function parsedInto<Line>(lines: Line[], text: string): boolean {
  try {
    lines.push(JSON.parse(text) as Line);
    return true;
  } catch {
    return false;
  }
}

function parseWords(text: string): LastWords | null {
  try {
    return JSON.parse(text) as LastWords;
  } catch {
    return null;
  }
}
