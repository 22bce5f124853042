// A process in which one turn is run under a JavaScript debugger, as the command line sees it.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Loaded } from '../events.ts';
import type { InspectCommand, InspectLine, InspectNews } from './inspect-protocol.ts';
import { bareEnvironment, pipeOf, readLines } from './process.ts';
import type { AllLoaded } from './protocol.ts';
import { StepList } from './step-list.ts';

export class InspectHost {
  readonly #child: ChildProcess;
  #said = '';
  readonly #list = new StepList();
  #onNews: (news: InspectNews) => void = () => {};
  #onAnswered: (isThere: boolean) => void = () => {};

  constructor() {
    // Bundled, the host and the child's script stand side by side.
    const script = fileURLToPath(new URL('./sandbox-inspect.js', import.meta.url));
    this.#child = spawn(process.execPath, ['--no-warnings', '--stack-trace-limit=100', script], {
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
      env: bareEnvironment(),
    });
    pipeOf(this.#child, 2)
      .setEncoding('utf8')
      .on('data', (text: string) => {
        this.#said = (this.#said + text).slice(-4_000);
      });
    const hear = (lines: readonly InspectLine[]): void => {
      for (const line of lines) this.#hear(line);
    };
    readLines(pipeOf(this.#child, 3), hear, () => this.#child.kill('SIGKILL'));
    this.#child.stdin?.on('error', () => {});
    this.#child.on('close', () => this.#onAnswered(false));
  }

  /** What it wrote to standard error, its end. */
  get said(): string {
    return this.#said;
  }

  /** Carries out one command; false where the process is gone. `hear` is told all that happens meanwhile. */
  ask(command: InspectCommand, hear: (news: InspectNews) => void): Promise<boolean> {
    return new Promise((resolve) => {
      this.#onNews = hear;
      this.#onAnswered = resolve;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) resolve(false);
      this.#child.stdin?.write(`${JSON.stringify(command)}\n`);
    });
  }

  close(): void {
    this.#child.kill('SIGKILL');
  }

  #hear(line: InspectLine): void {
    if (line.kind === 'answered') this.#onAnswered(true);
    else if (line.kind === 'step') this.#list.take(line.step);
    else this.#onNews(line.kind === 'loaded' ? this.#loaded(line) : line);
  }

  #loaded(line: AllLoaded): Loaded {
    this.#list.noteLoaded(line);
    return this.#list.told(line);
  }
}
