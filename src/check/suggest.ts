// Scenarios that are missing: for each leaf that was never seen fulfilled, or never unfulfilled, the smallest change of a
// scenario's data that shows it. Each was run before it is given: what it shows was seen, and what it expects happened.
import { type Coverage, CoverageCollector, type LeafCoverage } from '../analysis/coverage.ts';
import { differences } from '../analysis/differences.ts';
import type { Edit } from '../analysis/make-match.ts';
import { edited, editsToShow } from '../analysis/show-leaf.ts';
import { unmetPlaces } from '../analysis/unmet.ts';
import { pathText } from '../format/path.ts';
import { valueText } from '../format/value.ts';
import type { JsonObject, Path, Scenario, StepInfo, Workspace } from '../step.ts';
import { stepsOf } from './expect.ts';
import { type Ground, type GroundPorts, openGround } from './ground.ts';
import { momentsOf } from './moments.ts';
import type { Outcome } from './outcome.ts';
import { Interrupted, runScenario, type Tools } from './run-one.ts';

export interface Suggestion {
  readonly step: string;
  readonly leaf: Path;
  readonly shows: boolean;
  /** The scenario that was changed. */
  readonly from: string;
  /** In the explicit form, ready to be saved. */
  readonly scenario: JsonObject & { readonly name: string };
}

export interface Suggestions {
  readonly found: readonly Suggestion[];
  /** Leaves for which nothing could be found, and what was wanted of them. */
  readonly missing: readonly { readonly step: string; readonly leaf: Path; readonly shows: boolean }[];
}

/** Tries of one leaf, each a run of its own. */
const MOST_TRIES = 12;
/** Scenarios of which a change is tried. */
const MOST_BASES = 3;
const SHOWN = 40;

export async function suggestScenarios(
  read: Workspace,
  ports: GroundPorts & Omit<Tools, 'signal'>,
  coverage: Coverage,
  { seed, signal }: { readonly seed: number; readonly signal?: AbortSignal },
): Promise<Suggestions> {
  const ground = await openGround(read, ports);
  const maker = new Maker(ground, { ...ports, signal }, seed, coverage);
  try {
    return await maker.all();
  } catch (error) {
    if (error instanceof Interrupted) return maker.soFar();
    throw error;
  } finally {
    await ground.sandbox.close();
  }
}

interface Candidate {
  readonly base: Scenario;
  readonly edits: readonly Edit[];
}

class Maker {
  readonly #found: Suggestion[] = [];
  readonly #missing: Suggestions['missing'][number][] = [];
  readonly #names = new Set<string>();
  /** What suggestions have shown besides what they were made for. */
  readonly #shown: CoverageCollector;

  constructor(
    readonly ground: Ground,
    readonly tools: Tools,
    readonly seed: number,
    readonly coverage: Coverage,
  ) {
    this.#shown = new CoverageCollector(ground.view.steps);
    for (const { name, title } of ground.view.scenarios) this.#names.add(title ?? name);
  }

  soFar(): Suggestions {
    return { found: this.#found, missing: this.#missing };
  }

  async all(): Promise<Suggestions> {
    const steps = new Map(this.ground.view.steps.map((step) => [step.name, step]));
    for (const { step: name, leaves } of this.coverage.bySteps) {
      const step = steps.get(name);
      if (!step) continue;
      for (const leaf of leaves) {
        if (!leaf.seenFalse) await this.#show(step, leaf, false);
        if (!leaf.seenTrue) await this.#show(step, leaf, true);
      }
    }
    return this.soFar();
  }

  async #show(step: StepInfo, { path }: LeafCoverage, wanted: boolean): Promise<void> {
    if (hasShown(this.#shown.coverage(), step.name, path, wanted)) return;
    let second: Suggestion | null = null;
    for (const candidate of this.#candidates(step, path, wanted)) {
      const tried = await this.#try(candidate, step, path, wanted);
      if (tried?.isSound) return this.#take(tried.suggestion);
      second ??= tried?.suggestion ?? null;
    }
    if (second) this.#take(second);
    else this.#missing.push({ step: step.name, leaf: path, shows: wanted });
  }

  #take(suggestion: Suggestion): void {
    this.#names.add(suggestion.scenario.name);
    this.#found.push(suggestion);
  }

  /** Fewest changes first, then what is nearest to a match. */
  #candidates(step: StepInfo, leaf: Path, wanted: boolean): readonly Candidate[] {
    const { secrets } = this.ground.settings;
    const bases = this.ground.view.scenarios.filter((one) => isPlain(one) && !holdsSecret(one, secrets));
    const ways = bases.flatMap((base) => {
      const [first] = editsToShow(step.condition, leaf, base.data, wanted);
      if (!first) return [];
      const far = unmetPlaces(step.condition, edited(base.data, first), []).length;
      const before = unmetPlaces(step.condition, base.data, []).length;
      return [{ base, count: first.length, far, before }];
    });
    ways.sort((a, b) => a.count - b.count || a.far - b.far || a.before - b.before);
    const near = ways.slice(0, MOST_BASES).map(({ base }) => base);
    const all = near.flatMap((base) =>
      editsToShow(step.condition, leaf, base.data, wanted).map((edits) => ({ base, edits })),
    );
    return all.slice(0, MOST_TRIES);
  }

  /** Null where it does not show what is wanted. Sound is what does not end in an error. */
  async #try(
    { base, edits }: Candidate,
    step: StepInfo,
    leaf: Path,
    wanted: boolean,
  ): Promise<{ readonly suggestion: Suggestion; readonly isSound: boolean } | null> {
    const name = this.#nameOf(base, edits);
    const stream = base.stream ?? name;
    const scenario: Scenario = { ...base, name, title: name, stream, data: edited(base.data, edits), expect: {} };
    const outcome = await runScenario(scenario, this.seed, this.ground, this.tools, undefined);
    // What is masked in its events holds a secret, and is not to be written down again.
    const told = outcome.log?.start.data ?? {};
    if (differences(scenario.data, told).length > 0) return null;
    const seen = new CoverageCollector(this.ground.view.steps);
    look(seen, outcome);
    if (!hasShown(seen.coverage(), step.name, leaf, wanted)) return null;
    look(this.#shown, outcome);
    const suggestion = {
      step: step.name,
      leaf,
      shows: wanted,
      from: base.name,
      scenario: this.#written(scenario, base, outcome),
    };
    return { suggestion, isSound: outcome.log?.end?.state !== 'error' };
  }

  #nameOf({ title, name }: Scenario, edits: readonly Edit[]): string {
    const changes = edits.map(({ path, value }) =>
      value === undefined ? `without ${pathText(path)}` : `${pathText(path)} ${valueText(value, SHOWN)}`,
    );
    const wanted = `${title ?? name}: ${changes.join(', ')}`;
    for (let count = 1; ; count++) {
      const unique = count === 1 ? wanted : `${wanted} (${count})`;
      if (!this.#names.has(unique)) return unique;
    }
  }

  #written(scenario: Scenario, base: Scenario, { log }: Outcome): Suggestion['scenario'] {
    const { tags, data, connectors, config, history, stream = '' } = scenario;
    const filled = (value: object): boolean => Object.keys(value).length > 0;
    const state = log?.end?.state;
    return {
      name: scenario.title ?? scenario.name,
      description: `Made from "${base.title ?? base.name}".`,
      ...(tags.length > 0 ? { tags: [...tags] } : {}),
      data,
      ...(filled(connectors) ? { connectors } : {}),
      ...(filled(config) ? { config } : {}),
      ...(history.length > 0 ? { history } : {}),
      seed: scenario.seed ?? this.seed,
      stream,
      ...(scenario.now === undefined ? {} : { now: scenario.now }),
      expect: { steps: log ? stepsOf(log) : [], ...(state === undefined ? {} : { state }) },
    };
  }
}

function look(collector: CoverageCollector, { log, family }: Outcome): void {
  for (const one of log ? [log, ...family] : []) collector.add(momentsOf(one), stepsOf(one));
}

function hasShown(coverage: Coverage, step: string, path: Path, wanted: boolean): boolean {
  const leaves = coverage.bySteps.find((one) => one.step === step)?.leaves ?? [];
  const leaf = leaves.find((one) => JSON.stringify(one.path) === JSON.stringify(path));
  return wanted ? leaf?.seenTrue === true : leaf?.seenFalse === true;
}

/** Besides its data, of which its run tells. What stands in for a secret is one, too. */
function holdsSecret({ connectors, config, history }: Scenario, secrets: Readonly<Record<string, string>>): boolean {
  const text = JSON.stringify([connectors, config, history]);
  const stands = (secret: string): boolean => secret !== '' && text.includes(JSON.stringify(secret).slice(1, -1));
  return Object.entries(secrets).some(([name, secret]) => Object.hasOwn(config, name) || stands(secret));
}

/** Nothing in it is a function: those stand in code only. */
function isPlain({ skip, connectors, data }: Scenario): boolean {
  return !skip && !/"\$(function|regexp)":/.test(JSON.stringify([connectors, data]));
}
