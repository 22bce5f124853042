// Holds all sources of the workspace as code that can run. A broken file never takes the others with it, and while it is
// broken its last good version stays in force.
import type { CompiledModule, Exports } from '../compile/module.ts';
import type { Judge } from '../engine/condition.ts';
import type { Makers } from '../engine/globals.ts';
import type { MockWorld } from '../engine/mock-world.ts';
import { buildNetwork, type Network, type Strategy } from '../engine/network.ts';
import type { Rules, RunnableStep, StepGlobals } from '../engine/port.ts';
import type { Predicate } from '../engine/read-condition.ts';
import type { ErrorInfo } from '../events.ts';
import type { StepFacts } from '../facts.ts';
import type { Json, Problem, Source, StepInfo } from '../step.ts';
import type { Settings } from '../task.ts';
import { CreationOrder } from './creation-order.ts';
import { judgeOf } from './judge.ts';
import { GLOBALS_LIBRARY, type Libraries, withLibraries } from './libraries.ts';
import { type FunctionPlace, functionAt, type MockFunction, toMarkers } from './markers.ts';
import type { ModuleLoader } from './module-loader.ts';
import type { AllLoaded, LoadedStep, SandboxCommand } from './protocol.ts';
import { isSame, placed } from './step-list.ts';
import { contentOf, loadProblem, loadStep, noDefault, type StepVersion } from './step-module.ts';
import { StepTexts } from './step-texts.ts';

/** Nobody notices that a command waits for so long, ms. */
const FACTS_MS = 8;
const FACTS_AT_ONCE = 4;

type Load = Extract<SandboxCommand, { kind: 'load' }>;

export interface WorkshopPort {
  readonly loader: ModuleLoader;
  /** Globals for code that runs while it is loaded, when there is no task. */
  loadGlobals(effects?: Makers): Record<string, unknown>;
  locate(thrown: unknown, file: string): ErrorInfo;
  /** The watch shall know what is being matched or loaded. */
  watch(during: 'match' | 'nothing', index: number): void;
  loading(file: string): void;
  /** It is another one than before. */
  stepLoaded(step: LoadedStep): void;
}

interface Held {
  readonly source: Source;
  /** The last version that loaded. */
  readonly good: StepVersion | null;
  /** What is wrong with the text as it is now. */
  readonly problems: readonly Problem[];
  readonly isStale: boolean;
  /** As the last version was told of, where nothing that is told has changed since. */
  info: StepInfo | null;
}

export class Workshop {
  /** Functions of scenarios and mocks. */
  readonly #functions = new Map<string, FunctionPlace>();
  readonly #sources = new Map<string, Source>();
  readonly #steps = new Map<string, Held>();
  readonly #modules = new Map<string, { readonly value: Json } | { readonly problem: Problem }>();
  #libraries: Libraries = { modules: new Map(), names: [] };
  #libraryProblems: readonly Problem[] = [];
  #rules: Rules | null = null;
  #strategy: Strategy | null = null;
  readonly #order = new CreationOrder();
  /** The files of the steps in force, as they were told last. */
  #told: readonly string[] | null = null;
  #secrets: Settings['secrets'] = {};
  readonly #texts = new StepTexts();

  constructor(readonly port: WorkshopPort) {}

  get rules(): Rules {
    if (!this.#rules) throw new Error('nothing is loaded yet');
    return this.#rules;
  }

  textOf(file: string): string | undefined {
    return this.#sources.get(file)?.text;
  }

  /** A step's place in the last `loaded` event. */
  indexOf(step: string | null): number {
    return step === null ? 0 : (this.rules.network.indexOf.get(step) ?? 0);
  }

  async load(command: Load): Promise<AllLoaded> {
    for (const file of command.removed) this.#forget(file);
    for (const source of command.sources) this.#sources.set(source.file, source);
    const changed = new Set(command.sources.map((source) => source.file));
    const librariesChanged = [...command.sources, ...command.removed].some((entry) => isLibrary(entry));
    if (librariesChanged) await this.#loadLibraries();
    for (const source of this.#sources.values()) {
      if (source.kind === 'library' || !(changed.has(source.file) || (librariesChanged && source.kind === 'step')))
        continue;
      this.port.loading(source.file);
      if (source.kind === 'step') await this.#loadStep(source);
      else await this.#loadModule(source);
    }
    this.port.watch('nothing', 0);
    const files = this.#order.of(this.#steps, command.settings.order);
    const steps = this.#inForce(files);
    this.#rules = this.#rulesOf(steps, command);
    const stale = steps.flatMap((step) => (step.stale ? [step.file] : []));
    const [problems, modules] = [this.#problems(), this.#values()];
    const loaded = { kind: 'loaded', files: files === this.#told ? null : files, stale, problems, modules } as const;
    this.#told = files;
    this.#secrets = command.settings.secrets;
    return command.settings.wantsFacts ? { ...loaded, facts: this.#facts(this.#goodSources(steps)) } : loaded;
  }

  /** What the texts of the steps in force tell, from that one on, until it takes too long. */
  factsFrom(from: number): { readonly facts: readonly StepFacts[]; readonly next: number | null } {
    const began = performance.now();
    const sources = this.#goodSources(this.rules.network.steps);
    const facts: StepFacts[] = [];
    let next = from;
    while (next < sources.length && performance.now() - began < FACTS_MS) {
      facts.push(...this.#facts(sources.slice(next, next + FACTS_AT_ONCE)));
      next += FACTS_AT_ONCE;
    }
    return { facts, next: next < sources.length ? next : null };
  }

  #facts(sources: readonly Source[]): readonly StepFacts[] {
    const libraries = [...this.#sources.values()].filter(({ kind }) => kind === 'library');
    return this.#texts.factsOf(sources, libraries, this.#libraries.names, this.#secrets);
  }

  /** The texts that are in force. */
  #goodSources(steps: readonly StepInfo[]): readonly Source[] {
    return steps.flatMap(({ file }) => this.#steps.get(file)?.good?.source ?? []);
  }

  #forget(file: string): void {
    this.#sources.delete(file);
    this.#steps.delete(file);
    this.#modules.delete(file);
  }

  async #loadLibraries(): Promise<void> {
    const modules = new Map<string, CompiledModule>();
    const problems: Problem[] = [];
    let names: readonly string[] = [];
    for (const source of this.#sources.values()) {
      if (source.kind !== 'library') continue;
      this.port.loading(source.file);
      try {
        const module = this.port.loader.compile(source.file, source.text, []);
        modules.set(source.name, module);
        if (source.name === GLOBALS_LIBRARY) names = Object.keys(await this.#evaluate(module));
      } catch (thrown) {
        problems.push(
          loadProblem(thrown, source, this.port && { locate: (error) => this.port.locate(error, source.file) }),
        );
      }
    }
    this.#libraries = { modules, names };
    this.#libraryProblems = problems;
  }

  async #loadStep(source: Source): Promise<void> {
    const loaded = await loadStep(source, {
      compile: ({ file, text }) => this.port.loader.compile(file, text, this.#libraries.names),
      evaluate: (module) => this.#evaluate(module),
      locate: (thrown, { file }) => this.port.locate(thrown, file),
      globalNames: this.#libraries.names,
    });
    const { good, info } = this.#steps.get(source.file) ?? { good: null, info: null };
    if (isProblem(loaded)) {
      this.#steps.set(source.file, { source, good, problems: [loaded], isStale: good !== null, info });
      return;
    }
    const now = stepOf(loaded);
    const isAsTold = good !== null && isSame(stepOf(good), now);
    const { problems } = loaded;
    this.#steps.set(source.file, { source, good: loaded, problems, isStale: false, info: isAsTold ? info : null });
    if (!isAsTold) this.port.stepLoaded(now);
  }

  #evaluate(module: CompiledModule, effects?: Makers): Exports | Promise<Exports> {
    const globals = withLibraries(this.port.loadGlobals(effects), this.#libraries, this.port.loader);
    return this.port.loader.open(module, globals, this.#libraries.names);
  }

  async #loadModule(source: Source): Promise<void> {
    try {
      const module = this.port.loader.compile(source.file, source.text, this.#libraries.names);
      const exports = await this.#evaluate(module);
      if (exports.default === undefined && source.kind === 'scenario') {
        this.#modules.set(source.file, { problem: noDefault(source) });
        return;
      }
      const place = { file: source.file, path: [] };
      this.#modules.set(source.file, { value: toMarkers(exportedBy(exports), place, this.#functions) });
    } catch (thrown) {
      const problem = loadProblem(thrown, source, { locate: (error) => this.port.locate(error, source.file) });
      this.#modules.set(source.file, { problem });
    }
  }

  /** Opens the module with this function anew, in a world of its own. Where that fails, its functions say so when they are called. */
  async openMocks(name: string, world: MockWorld): Promise<ReadonlyMap<string, MockFunction>> {
    const file = this.#functions.get(name)?.file ?? '';
    const source = this.#sources.get(file);
    if (!source) return new Map();
    const places = [...this.#functions].filter(([, place]) => place.file === file);
    try {
      const module = this.port.loader.compile(file, source.text, this.#libraries.names);
      const value = exportedBy(await this.#evaluate(module, world.makers()));
      return new Map(places.flatMap(([own, place]) => pairOf(own, functionAt(value, place))));
    } catch (error) {
      const fail = (): never => {
        throw error;
      };
      return new Map(places.map(([own]) => [own, fail]));
    }
  }

  /** The very same where nothing of it has changed. */
  #inForce(files: readonly string[]): StepInfo[] {
    const infos: StepInfo[] = [];
    for (const file of files) {
      const held = this.#steps.get(file);
      if (!held?.good) continue;
      held.info = placed(held.info ?? stepOf(held.good), infos.length, held.isStale);
      infos.push(held.info);
    }
    return infos;
  }

  /** Another one each time: what was matched with the one before is matched anew. */
  #networkOf(infos: readonly StepInfo[], strategy: Strategy): Network {
    const last = strategy === this.#strategy ? this.#rules?.network : undefined;
    this.#strategy = strategy;
    const isSameList = last?.steps.length === infos.length && infos.every((info, order) => info === last.steps[order]);
    return isSameList ? { ...last } : buildNetwork(infos, strategy);
  }

  #rulesOf(infos: readonly StepInfo[], command: Load): Rules {
    const predicates = new Map<string, Predicate>();
    const steps = new Map<string, RunnableStep>();
    for (const info of infos) {
      const version = this.#steps.get(info.file)?.good;
      if (!version) continue;
      for (const [name, predicate] of version.predicates) predicates.set(name, predicate);
      steps.set(info.name, { info, open: (globals) => this.#open(version, globals) });
    }
    const judge: Judge = judgeOf(predicates, infos, (index) =>
      this.port.watch(index < 0 ? 'nothing' : 'match', Math.max(0, index)),
    );
    return {
      network: this.#networkOf(infos, command.settings.strategy),
      steps,
      infos: new Map(infos.map((info) => [info.name, info])),
      judge,
    };
  }

  #open(version: StepVersion, globals: StepGlobals): ReturnType<RunnableStep['open']> {
    const own = withLibraries(globals, this.#libraries, this.port.loader);
    const exports = this.port.loader.open(version.module, own, this.#libraries.names);
    const content = (opened: Exports) => {
      const found = contentOf(opened);
      if (!found) throw new TypeError(`${version.source.name} has no content function`);
      return found;
    };
    return exports instanceof Promise ? exports.then(content) : content(exports);
  }

  #problems(): Problem[] {
    const ofSteps = [...this.#steps.values()].flatMap((step) => step.problems);
    const ofModules = [...this.#modules.values()].flatMap((module) => ('problem' in module ? [module.problem] : []));
    return [...this.#libraryProblems, ...ofSteps, ...ofModules];
  }

  #values(): AllLoaded['modules'] {
    return [...this.#modules].flatMap(([file, module]) => ('value' in module ? [{ file, value: module.value }] : []));
  }
}

/** What a scenario or a file of mocks exports. */
function exportedBy(exports: Exports): unknown {
  return exports.default === undefined ? { ...exports } : exports.default;
}

function pairOf(name: string, run: MockFunction | undefined): [string, MockFunction][] {
  return run ? [[name, run]] : [];
}

function isLibrary(entry: Source | string): boolean {
  return typeof entry === 'string' ? /(^|\/)lib\/[^/]+$/.test(entry) : entry.kind === 'library';
}

function isProblem(loaded: StepVersion | Problem): loaded is Problem {
  return 'severity' in loaded;
}

function stepOf({ source, condition, specificity, disabled }: StepVersion): LoadedStep {
  return { name: source.name, file: source.file, condition, specificity, disabled };
}
