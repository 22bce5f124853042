// A workspace once its code has been loaded: steps in force, scenarios of every shape, mocks, and all Problems together.
import type { Loaded } from '../events.ts';
import type { StepFacts } from '../facts.ts';
import type { Mocks, Problem, Scenario, StepInfo, Workspace } from '../step.ts';
import type { Settings, TaskStart } from '../task.ts';
import type { WorkspacePort } from './ports.ts';

export interface WorkspaceView {
  readonly read: Workspace;
  readonly steps: readonly StepInfo[];
  readonly scenarios: readonly Scenario[];
  readonly mocks: Mocks;
  readonly problems: readonly Problem[];
  /** Empty where they were not asked for. */
  readonly facts: readonly StepFacts[];
}

/** What reads the exports of modules. */
export type ModulesPort = Pick<WorkspacePort, 'scenariosOf' | 'mocksOf' | 'withoutDoubles' | 'shownSteps'>;

/** Scenarios and mocks written in JS come from the sandbox, the others from the files as they were read. */
export function workspaceView(read: Workspace, loaded: Loaded, port: ModulesPort): WorkspaceView {
  const inCode = read.sources.filter(({ kind }) => kind === 'scenario' || kind === 'connector');
  const kinds = new Map(inCode.map(({ file, kind }) => [file, kind]));
  const scenarios: Scenario[] = [...read.scenarios];
  const problems: Problem[] = [...read.problems, ...loaded.problems];
  let mocks = read.mocks;
  for (const { file, value } of loaded.modules) {
    if (kinds.get(file) === 'scenario') {
      const found = port.scenariosOf(read, file, value);
      scenarios.push(...found.scenarios);
      problems.push(...found.problems);
    } else if (kinds.get(file) === 'connector') {
      const found = port.mocksOf(read, file, value);
      mocks = { ...mocks, ...found.mocks };
      problems.push(...found.problems);
    }
  }
  scenarios.sort((a, b) => (a.file === b.file ? 0 : a.file < b.file ? -1 : 1));
  const single = port.withoutDoubles(scenarios);
  problems.push(...single.problems);
  const { facts = [] } = loaded;
  const steps = port.shownSteps(loaded.steps, read.config.secrets);
  return { read, steps, scenarios: single.scenarios, mocks, problems, facts };
}

/** How tasks meet the world outside: by default they do not. */
export type Reality = Pick<Settings, 'live' | 'realTime' | 'asks' | 'wantsFacts'>;

export function settingsOf({ dir, config, name }: Workspace, reality: Reality): Settings {
  const { scenarios, order, strategy, completion, limits, secrets, environment, connectors, redact } = config;
  const workspace = name ?? dir.split(/[\\/]/).filter(Boolean).at(-1) ?? 'workspace';
  return {
    dir,
    workspace,
    scenarios,
    order,
    strategy,
    completion,
    limits,
    secrets,
    environment,
    connectors,
    redact,
    ...reality,
  };
}

/** `now`: epoch ms, where the scenario names none; `seed` likewise. */
export function beginningOf(
  scenario: Scenario,
  mocks: Mocks,
  { id, now, seed, disabled }: { id: string; now: number; seed: number; disabled: ReadonlySet<string> },
): TaskStart {
  return {
    id,
    name: scenario.title ?? scenario.name,
    scenario: scenario.name,
    tags: scenario.tags,
    createdAt: scenario.now ?? now,
    seed: scenario.seed ?? seed,
    stream: scenario.stream ?? scenario.name,
    parent: null,
    data: scenario.data,
    connectors: [scenario.connectors, mocks],
    config: scenario.config,
    disabled: [...disabled],
    history: scenario.history,
    ...(scenario.expect.data ? { expected: scenario.expect.data } : {}),
    ...expectedValues(scenario.expect),
  };
}

function expectedValues(expect: Scenario['expect']): Pick<TaskStart, 'expectedValues'> {
  const { validateFinalState, paths, expectedError, error } = expect;
  const values = {
    ...(validateFinalState === undefined ? {} : { validateFinalState }),
    ...(paths === undefined ? {} : { paths }),
    ...(expectedError === undefined ? {} : { expectedError }),
    ...(error === undefined ? {} : { error }),
  };
  return Object.keys(values).length > 0 ? { expectedValues: values } : {};
}

/** A step's place in firing order: of thousands they are found when somebody asks. */
export function ranks(steps: readonly StepInfo[], strategy: 'specificity' | 'order'): (step: string) => number {
  let places: ReadonlyMap<string, number> | null = null;
  return (step) => {
    places ??= placesOf(steps, strategy);
    return places.get(step) ?? steps.length;
  };
}

function placesOf(steps: readonly StepInfo[], strategy: 'specificity' | 'order'): ReadonlyMap<string, number> {
  const sorted = [...steps].sort(
    (a, b) => (strategy === 'specificity' ? b.specificity - a.specificity : 0) || a.order - b.order,
  );
  return new Map(sorted.map((step, place) => [step.name, place]));
}
