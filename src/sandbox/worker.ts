// The sandbox's worker: carries out commands in order. All code of the user's runs here and nowhere else.
import { parentPort, workerData } from 'node:worker_threads';
import { effectMakers } from '../engine/effects.ts';
import { lazyGlobals, type Makers } from '../engine/globals.ts';
import { Normaliser } from '../engine/normalise.ts';
import { Walkers } from '../engine/open-data.ts';
import type { EnginePort } from '../engine/port.ts';
import { seededRandom } from '../engine/random.ts';
import { VirtualTime } from '../engine/virtual-time.ts';
import type { Settings } from '../task.ts';
import { ErrorPlaces } from './error-places.ts';
import { Flags } from './flags.ts';
import { Idleness } from './idleness.ts';
import { LineWriter } from './line-writer.ts';
import { absentMakers } from './load-globals.ts';
import { ModuleLoader } from './module-loader.ts';
import { shutNetwork } from './no-network.ts';
import type { SandboxCommand } from './protocol.ts';
import { formatValues, placeMakers } from './realm.ts';
import { TaskRunner } from './task-runner.ts';
import { Workshop } from './workshop.ts';
import { World } from './world.ts';

const EVENTS_FD = 3;

/** Events after which the host must know at once: user code runs next, or it has said something. */
const URGENT = new Set([
  'started',
  'forked',
  'selected',
  'ran',
  'logged',
  'called',
  'viewed',
  'warned',
  'stopped',
  'loaded',
  'rematched',
]);

class Sandbox {
  readonly #flags = new Flags(workerData as SharedArrayBuffer);
  readonly #writer = new LineWriter(EVENTS_FD);
  readonly #idleness: Idleness;
  readonly #places = new ErrorPlaces((file) => this.#workshop?.textOf(file));
  readonly #world = new World();
  #place: { readonly environment: Settings['environment']; readonly makers: Makers } | null = null;
  #settings: Settings | null = null;
  #workshop: Workshop | null = null;
  #runner: TaskRunner | null = null;
  #onUnhandled: ((reason: unknown) => void) | null = null;
  /** Commands one after the other. */
  #queue: Promise<void> = Promise.resolve();

  constructor(port: NonNullable<typeof parentPort>) {
    this.#idleness = new Idleness(port);
    process.on('unhandledRejection', (reason) => this.#onUnhandled?.(reason));
    process.on('uncaughtException', (error) => this.#onUnhandled?.(error));
    port.on('message', (line: string) => this.#receive(JSON.parse(line) as SandboxCommand));
  }

  #receive(command: SandboxCommand): void {
    if (command.kind === 'pause') {
      this.#runner?.pause(true);
      return;
    }
    if (command.kind === 'continue') this.#runner?.pause(false);
    const work = async (): Promise<void> => {
      await this.#carryOut(command);
      this.#writer.add({ kind: 'answered' });
      this.#writer.flush();
    };
    this.#queue = this.#queue.then(work).catch(crash);
  }

  async #carryOut(command: Exclude<SandboxCommand, { kind: 'pause' }>): Promise<void> {
    if (command.kind === 'load') {
      this.#settings = command.settings;
      const loaded = await this.#workshopFor(command.settings).load(command);
      this.#writer.add(loaded);
      return;
    }
    const runner = this.#runner;
    if (!runner) throw new Error('a task came before the steps');
    switch (command.kind) {
      case 'start':
        return runner.start(command.start);
      case 'restore':
        return runner.restore(command.start, command.state, command.from, command.ended);
      case 'rematch':
        return runner.rematch(command.start, command.state);
      case 'step':
        return runner.step(command.task, command.pick);
      case 'continue':
        return runner.continue(command.task);
      case 'switchOff':
        return runner.switchOff(command.task, command.disabled);
      case 'drop':
        return runner.drop(command.task);
    }
  }

  #workshopFor(settings: Settings): Workshop {
    if (this.#workshop) return this.#workshop;
    const loader = new ModuleLoader(settings.dir, this.#places.mapper);
    const workshop = new Workshop({
      loader,
      loadGlobals: () => this.#loadGlobals(),
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
    });
    this.#workshop = workshop;
    this.#runner = new TaskRunner(
      this.#enginePort(settings, workshop),
      () => this.#settings ?? settings,
      workshop.functions,
      () => this.#cleanWorld(),
    );
    return workshop;
  }

  /** The next task must see nothing of what this one did to the world. */
  #cleanWorld(): void {
    if (!this.#world.restore()) this.#writer.add({ kind: 'spoiled' });
  }

  /** The same table as long as the settings are the same. */
  #placeMakers(environment: Settings['environment']): Makers {
    if (this.#place?.environment !== environment) this.#place = { environment, makers: placeMakers(environment) };
    return this.#place.makers;
  }

  #loadGlobals(): Record<string, unknown> {
    const effects = effectMakers(new VirtualTime(0), seededRandom('load'), 0);
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
      normaliser: new Normaliser(),
      walkers: new Walkers(),
      rules: () => workshop.rules,
      config: (name) =>
        Object.hasOwn(now().secrets, name) ? now().secrets[name] : structuredClone(now().environment[name]),
      wallNow: () => performance.now(),
      tick: () => new Promise((resolve) => setImmediate(resolve)),
      idle: (other) => this.#idleness.wait(other),
      format: formatValues,
      locate: (thrown, step) => this.#places.locate(thrown, step.name, step.file),
      emit: (event) => {
        this.#writer.add(event);
        if (URGENT.has(event.kind)) this.#writer.flush();
      },
      keep: (vault) => this.#writer.add(vault),
      onUnhandled: (listener) => {
        this.#onUnhandled = listener;
      },
      placeMakers: () => this.#placeMakers(now().environment),
      watch: (step) => this.#flags.set(step === null ? 'nothing' : 'run', workshop.indexOf(step)),
    };
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
  new Sandbox(parentPort);
}
