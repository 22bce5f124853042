// `run --watch`: runs again what a change concerns, and what a key asks for.
import { resolve } from 'node:path';
import { type Change, changeOf, isConcerned, type Past, pastOf } from '../check/concerned.ts';
import type { Paint } from '../check/paint.ts';
import { clean } from '../format/clean.ts';
import { watchWorkspace } from '../load/watch.ts';
import { readWorkspace } from '../load/workspace.ts';
import type { Scenario, StepInfo, Workspace } from '../step.ts';
import { EXIT } from './exit-codes.ts';
import { paintFor } from './paint.ts';
import { type Keys, openKeys } from './run-keys.ts';
import { nothingToRun, runOnce } from './run-once.ts';
import type { RunOptions } from './run-options.ts';
import { openReporters } from './run-outs.ts';
import { isForPeople } from './run-values.ts';
import { refuse } from './say.ts';

type Wanted = (scenario: Scenario) => boolean;

/** What is to run next. */
interface Wish {
  /** Absent where it is what changed. */
  readonly why?: string;
  /** Absent where it is all, or what changed. */
  readonly wants?: Wanted;
  readonly updates?: boolean;
}

/** Until a person ends it. */
export async function watchRuns(options: RunOptions): Promise<number> {
  const watch = new Watch(options, await readWorkspace(options.dir));
  return watch.untilQuit();
}

class Watch {
  readonly #past = new Map<string, Past>();
  /** What has changed since a run looked at it last. */
  #change: Change | null = null;
  /** Those that a change concerns and that have not run since. */
  readonly #stale = new Set<string>();
  /** A report that programs read has standard output for itself. */
  readonly #out: NodeJS.WriteStream;
  readonly #paint: Paint;
  #steps: readonly StepInfo[] = [];
  #read: Workspace;
  #stop: AbortController | null = null;
  #next: Wish | null = { why: 'all' };
  #isBusy = false;
  #filters: readonly string[];
  #name: string | undefined;
  #end: (code: number) => void = () => {};
  #fail: (error: unknown) => void = () => {};

  constructor(
    readonly options: RunOptions,
    read: Workspace,
  ) {
    this.#out = isForPeople(options.reporters) ? process.stdout : process.stderr;
    this.#paint = paintFor(this.#out);
    this.#read = read;
    this.#filters = options.filters;
    this.#name = options.name;
  }

  async untilQuit(): Promise<number> {
    const ended = new Promise<number>((resolve, reject) => {
      this.#end = resolve;
      this.#fail = reject;
    });
    const keys: Keys = openKeys(
      process.stdin,
      (text) => this.#out.write(text),
      (key) => this.#press(key, keys),
    );
    const signals = { SIGINT: EXIT.interrupted, SIGTERM: 143, SIGHUP: 129 } as const;
    const handlers = Object.entries(signals).map(([name, code]) => [name, () => this.#quit(code)] as const);
    for (const [name, handler] of handlers) process.on(name, handler);
    const watching = watchWorkspace(
      resolve(this.options.dir),
      this.#read.config,
      (read) => this.#changed(read),
      this.#read,
    );
    try {
      await watching.ready;
      this.#work().catch(this.#fail);
      return await ended;
    } finally {
      keys.close();
      await watching.close();
      for (const [name, handler] of handlers) process.off(name, handler);
    }
  }

  #quit(code: number): void {
    this.#next = null;
    this.#stop?.abort();
    this.#end(code);
  }

  #press(key: string, keys: Keys): void {
    const filtered = (done: (text: string) => void) => (text: string | null) => {
      if (text === null) return this.#wait();
      done(text);
      this.#want({ why: 'all' });
    };
    switch (key) {
      case 'ctrl-c':
        return this.#quit(EXIT.interrupted);
      case 'q':
        return this.#quit(EXIT.ok);
      case 'a':
        this.#filters = [];
        this.#name = undefined;
        return this.#want({ why: 'all' });
      case 'r':
      case '\r':
      case '\n':
        return this.#want({ why: 'again' });
      case 'f':
        return this.#want({ why: 'failed', wants: this.#failed() });
      case 'u':
        return this.#want({ why: 'update', wants: this.#failed(), updates: true });
      case 'p':
        return keys.ask(
          'a part of the path or name: ',
          filtered((text) => {
            this.#filters = text === '' ? [] : [text];
            this.#name = undefined;
          }),
        );
      case 't':
        return keys.ask(
          'the whole name: ',
          filtered((text) => {
            this.#name = text === '' ? undefined : text;
          }),
        );
    }
  }

  #failed(): Wanted {
    const failed = new Set([...this.#past].filter(([, { status }]) => status === 'failed').map(([key]) => key));
    return (scenario) => failed.has(keyOf(scenario));
  }

  #changed(read: Workspace): void {
    const change = changeOf(this.#read, read);
    this.#read = read;
    this.#change = this.#change ? both(this.#change, change) : change;
    this.#want({});
  }

  /** What runs gives way to a person, and to a change of what it runs on. */
  #want(wish: Wish): void {
    this.#next = wish;
    this.#stop?.abort();
    this.#work().catch(this.#fail);
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let wish = this.#next; wish; wish = this.#next) {
      this.#next = null;
      await this.#run(wish);
    }
    this.#isBusy = false;
  }

  async #run(wish: Wish): Promise<void> {
    const stop = new AbortController();
    this.#stop = stop;
    const reporters = openReporters(this.options.reporters);
    if (typeof reporters === 'string') {
      return this.#quit(refuse('run', `a report cannot be written: ${reporters}`));
    }
    const why = wish.why === 'all' ? this.#allText() : (wish.why ?? whatChanged(this.#change));
    this.#out.write(`\n${this.#paint.strong(clean(`▶ ${why}`))}\n`);
    const { name: _, ...given } = this.options;
    const options: RunOptions = {
      ...{ ...given, filters: this.#filters, lastFailed: false, update: wish.updates === true },
      ...(this.#name === undefined ? {} : { name: this.#name }),
    };
    const result = await runOnce(options, reporters, stop.signal, this.#hooks(wish));
    const [unwritten] = await reporters.close();
    if (unwritten !== undefined) return this.#quit(refuse('run', unwritten));
    this.#stop = null;
    if (stop.signal.aborted) return;
    for (const { scenario } of result.outcomes) this.#stale.delete(keyOf(scenario));
    if (wish.why === undefined) this.#stale.clear();
    else if (result.outcomes.length === 0)
      this.#out.write(`stepscope run: ${clean(nothingToRun(options, result.chosen))}\n`);
    this.#out.write(result.updates.map((line) => `${line}\n`).join(''));
    // What a key kept from running is still to run.
    if (this.#stale.size > 0) this.#next ??= {};
    this.#wait();
  }

  /** All of those that are looked at. */
  #allText(): string {
    if (this.#name !== undefined) return `all named ${JSON.stringify(this.#name)}`;
    const words = this.#filters.map((filter) => JSON.stringify(filter)).join(' or ');
    return words === '' ? 'all' : `all with ${words} in their path or name`;
  }

  #hooks({ why, wants }: Wish): NonNullable<Parameters<typeof runOnce>[3]> {
    const change = this.#change;
    this.#change = null;
    let before = this.#steps;
    return {
      read: this.#read,
      onLoaded: (steps) => {
        before = this.#steps;
        this.#steps = steps;
      },
      wants: (scenario) => {
        const key = keyOf(scenario);
        const doors = { before, now: this.#steps };
        if (change && isConcerned(scenario, this.#past.get(key), change, doors)) this.#stale.add(key);
        if (wants) return wants(scenario);
        return why !== undefined || this.#stale.has(key);
      },
      onOutcome: (outcome) => {
        const key = keyOf(outcome.scenario);
        if (outcome.status === 'skipped') return;
        this.#past.set(key, pastOf(outcome));
        this.#stale.delete(key);
      },
    };
  }

  #wait(): void {
    if (this.#next) return;
    const keys = 'a all  f failed  p path  t name  u update  r again  q quit';
    const how = process.stdin.isTTY ? keys : 'ctrl-c ends';
    this.#out.write(`\n${this.#paint.dim(`waiting for changes   ${how}`)}\n`);
  }
}

function whatChanged(change: Change | null): string {
  if (!change) return 'what has changed meanwhile';
  return change.files.join(', ') || 'the workspace';
}

function both(one: Change, other: Change): Change {
  return {
    files: [...new Set([...one.files, ...other.files])],
    isEverything: one.isEverything || other.isEverything,
    scenarios: new Set([...one.scenarios, ...other.scenarios]),
    steps: new Set([...one.steps, ...other.steps]),
  };
}

function keyOf({ file, name }: Scenario): string {
  return `${file}\0${name}`;
}
