// The sandbox itself: carries out commands one by one and tells what happens. All code of the user's runs here and nowhere
// else; which thread or process that is, its place knows.
import type { Breakpoint } from '../breakpoints.ts';
import { effectMakers } from '../engine/effects.ts';
import { lazyGlobals, type Makers } from '../engine/globals.ts';
import { Normaliser } from '../engine/normalise.ts';
import { Walkers } from '../engine/open-data.ts';
import type { EnginePort } from '../engine/port.ts';
import { seededRandom } from '../engine/random.ts';
import { VirtualTime } from '../engine/virtual-time.ts';
import type { TaskEvent } from '../events.ts';
import { mocksFolder } from '../step.ts';
import type { Settings } from '../task.ts';
import { Breaks } from './breaks.ts';
import { ContentPlaces } from './content-places.ts';
import { ErrorPlaces } from './error-places.ts';
import type { Flags } from './flags.ts';
import type { Idleness } from './idleness.ts';
import type { LineWriter } from './line-writer.ts';
import { liveCall } from './live.ts';
import { absentMakers } from './load-globals.ts';
import { ModuleLoader, type Prepare } from './module-loader.ts';
import type { SandboxCommand } from './protocol.ts';
import { formatValues, placeMakers } from './realm.ts';
import { TaskRunner } from './task-runner.ts';
import { tick } from './tick.ts';
import { Workshop } from './workshop.ts';
import { World } from './world.ts';

/** Events after which the host must know at once: user code runs next, or it has said something. */
const URGENT = new Set([
  'started',
  'forked',
  'selected',
  'ran',
  'logged',
  'called',
  'abandoned',
  'viewed',
  'warned',
  'stopped',
  'loaded',
  'rematched',
  'compared',
]);

/** Node takes no longer timers, ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** What the place does for the sandbox that runs in it. */
export interface SandboxPlace {
  /** For whoever watches it from outside. */
  readonly flags: Pick<Flags, 'set'>;
  readonly writer: Pick<LineWriter, 'add' | 'flush'>;
  readonly idleness: Pick<Idleness, 'wait'>;
  /** What else is done to code before it is compiled. */
  readonly prepare?: Prepare;
  /** Keeps what a step said until it may be told. */
  readonly safe?: Safe;
}

export interface Safe {
  hold(event: TaskEvent): void;
  release(): void;
}

export class Sandbox {
  readonly #flags: SandboxPlace['flags'];
  readonly #writer: SandboxPlace['writer'];
  readonly #idleness: SandboxPlace['idleness'];
  readonly #prepare: Prepare | undefined;
  readonly #safe: Safe | undefined;
  readonly #places = new ErrorPlaces((file) => this.#workshop?.textOf(file));
  readonly #contentPlaces = new ContentPlaces();
  /** As it is once our own stack traces are in it. */
  readonly #world = new World();
  #place: { readonly environment: Settings['environment']; readonly makers: Makers } | null = null;
  readonly #breaks = new Breaks({
    emit: (event) => this.#writer.add(event),
    format: formatValues,
    watch: (index) => this.#watchBreak(index),
  });
  #settings: Settings | null = null;
  #workshop: Workshop | null = null;
  #runner: TaskRunner | null = null;
  #watched: { readonly during: 'nothing' | 'run'; readonly index: number } = { during: 'nothing', index: 0 };
  #onUnhandled: Parameters<EnginePort['onUnhandled']>[0] = null;
  /** Rejections that nobody handled yet, and why. */
  readonly #unhandled = new WeakMap<object, { readonly reason: unknown }>();

  constructor({ flags, writer, idleness, prepare, safe }: SandboxPlace) {
    this.#safe = safe;
    this.#prepare = prepare;
    this.#flags = flags;
    this.#writer = writer;
    this.#idleness = idleness;
  }

  /** At once, while a command is being carried out. */
  pause(isAsked: boolean): void {
    this.#runner?.pause(isAsked);
  }

  /** At once as well. */
  setBreakpoints(list: readonly Breakpoint[]): void {
    this.#breaks.set(list);
  }

  /** Something was thrown or rejected, and nobody handles it. */
  unhandled(reason: unknown, promise?: object): void {
    if (promise) this.#unhandled.set(promise, { reason });
    this.#onUnhandled?.(reason, false);
  }

  /** It was waited for after all. */
  handled(promise: object): void {
    const known = this.#unhandled.get(promise);
    if (known) this.#onUnhandled?.(known.reason, true);
  }

  /** One at a time. */
  async carryOut(command: Exclude<SandboxCommand, { kind: 'pause' }>): Promise<void> {
    if (command.kind === 'load') {
      this.#settings = command.settings;
      this.#runner?.hideSecrets();
      const loaded = await this.#workshopFor(command.settings).load(command);
      this.#writer.add(loaded);
      return;
    }
    if (command.kind === 'breakpoints') return this.setBreakpoints(command.list);
    if (command.kind === 'facts') {
      const { serial, from } = command;
      const read = this.#workshop?.factsFrom(from) ?? { facts: [], next: null };
      this.#writer.add({ kind: 'facts', serial, ...read });
      return;
    }
    const runner = this.#runner;
    if (!runner) throw new Error('a task came before the steps');
    switch (command.kind) {
      case 'start':
        return runner.start(command.start);
      case 'restore':
        return runner.restore(command.start, command.state, command.fork, command.ended);
      case 'rematch':
        return runner.rematch(command.start, command.state);
      case 'step':
        return runner.step(command.task, command.pick, command.isOwn ?? command.pick !== undefined);
      case 'continue':
        return runner.continue(command.task);
      case 'compare':
        return runner.compare(command.start, command.state, command.turns);
      case 'edit':
        return runner.edit(command.task, command.patches);
      case 'switchOff':
        return runner.switchOff(command.task, command.disabled);
      case 'pin':
        return runner.pin(command.task, command.pins);
      case 'drop':
        return runner.drop(command.task);
    }
  }

  #workshopFor(settings: Settings): Workshop {
    if (this.#workshop) return this.#workshop;
    const loader = new ModuleLoader(settings.dir, this.#places.mapper, this.#places.onThrow, this.#prepare);
    const workshop = new Workshop({
      loader,
      loadGlobals: (effects) => this.#loadGlobals(effects),
      locate: (thrown, file) => this.#places.locate(thrown, '', file),
      watch: (during, index) => {
        // A condition may never come back: all that happened before it must be told by then.
        if (during === 'match') this.#writer.flush();
        this.#flags.set(during, index);
      },
      loading: (file) => {
        this.#flags.set('load', 0);
        this.#writer.add({ kind: 'loading', file });
        this.#writer.flush();
      },
      // It goes with the name of the next file, or with the last line.
      stepLoaded: (step) => this.#writer.add({ kind: 'step', step }),
    });
    this.#workshop = workshop;
    this.#runner = new TaskRunner(
      this.#enginePort(settings, workshop),
      () => this.#settings ?? settings,
      (name, world) => workshop.openMocks(name, world),
      this.#breaks,
      () => this.#cleanWorld(),
    );
    return workshop;
  }

  /** The next task must see nothing of what this one did to the world. */
  #cleanWorld(): void {
    if (!this.#world.restore()) this.#writer.add({ kind: 'spoiled' });
  }

  /** A condition may never come back: all that happened before it must be told by then. */
  #watchBreak(index: number | null): void {
    if (index !== null) this.#writer.flush();
    this.#flags.set(index === null ? 'nothing' : 'break', index ?? 0);
  }

  #watch(during: 'nothing' | 'run', index: number): void {
    this.#watched = { during, index };
    this.#flags.set(during, index);
  }

  /** The wall limit does not count waits that the engine knows of. */
  async #pause(ms: number, other: Promise<unknown>): Promise<void> {
    const { during, index } = this.#watched;
    this.#writer.flush();
    this.#flags.set('nothing', index);
    let timer: NodeJS.Timeout | undefined;
    const passed = new Promise<void>((resolve) => {
      if (ms <= LONGEST_TIMER) timer = setTimeout(resolve, ms);
    });
    await Promise.race([passed, other]).catch(() => {});
    clearTimeout(timer);
    this.#flags.set(during, index);
  }

  /** The same table as long as the settings are the same. */
  #placeMakers(environment: Settings['environment']): Makers {
    if (this.#place?.environment !== environment) this.#place = { environment, makers: placeMakers(environment) };
    return this.#place.makers;
  }

  #loadGlobals(effects = effectMakers(new VirtualTime(0), seededRandom('load'), () => 0)): Record<string, unknown> {
    return lazyGlobals(absentMakers(), effects, placeMakers(this.#settings?.environment ?? {}));
  }

  #enginePort(settings: Settings, workshop: Workshop): Omit<EnginePort, 'spawn'> {
    const now = (): Settings => this.#settings ?? settings;
    return {
      get limits() {
        return now().limits;
      },
      get completion() {
        return now().completion;
      },
      workspace: settings.workspace,
      get mocksFolder() {
        return mocksFolder(now());
      },
      normaliser: new Normaliser(),
      walkers: new Walkers(),
      rules: () => workshop.rules,
      config: (name) =>
        Object.hasOwn(now().secrets, name) ? now().secrets[name] : structuredClone(now().environment[name]),
      wallNow: () => performance.now(),
      tick,
      idle: (other) => this.#idleness.wait(other),
      pause: (ms, other) => this.#pause(ms, other),
      get realTime() {
        return now().realTime;
      },
      get asks() {
        return now().asks;
      },
      live: (connector, method) => liveCall(now(), connector, method),
      format: formatValues,
      locate: (thrown, step) => this.#places.locate(thrown, step.name, step.file),
      contentPlace: ({ file }) => this.#contentPlaces.of(file, workshop.textOf(file)),
      emit: (event) => {
        this.#writer.add(event);
        if (URGENT.has(event.kind)) this.#writer.flush();
      },
      keep: (vault) => this.#writer.add(vault),
      hold: (event) => this.#safe?.hold(event),
      release: () => {
        this.#writer.flush();
        this.#safe?.release();
      },
      onUnhandled: (listener) => {
        this.#onUnhandled = listener;
      },
      placeMakers: () => this.#placeMakers(now().environment),
      watch: (step) => this.#watch(step === null ? 'nothing' : 'run', workshop.indexOf(step)),
    };
  }
}
