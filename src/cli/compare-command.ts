// `stepscope compare`: the same scenarios in two workspaces, turn by turn.
import { resolve } from 'node:path';
import { type ComparedScenario, comparedScenario, differs, stepsOf } from '../check/compare.ts';
import { type Ground, openGround } from '../check/ground.ts';
import type { Outcome } from '../check/outcome.ts';
import { runScenario } from '../check/run-one.ts';
import { readWorkspace } from '../load/workspace.ts';
import type { Scenario, Workspace } from '../step.ts';
import { comparedText } from './compare-text.ts';
import { type ComparedSide, openSide, type Side } from './compared-sides.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { jsonText } from './listing.ts';
import { isNothing } from './offer-init.ts';
import { print } from './print.ts';
import { refuse } from './say.ts';
import { runPorts } from './wiring.ts';

export interface CompareOptions {
  /** Whose workspaces and commits are meant. */
  readonly dir: string;
  readonly a: string;
  readonly b: string;
  readonly filters: readonly string[];
  readonly seed: number;
  readonly json: boolean;
}

export async function compareCommand(options: CompareOptions): Promise<number> {
  const { dir, a, b } = options;
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const left = openSide(dir, a);
  if (typeof left === 'string') return refuse('compare', `${left}.`);
  const right = openSide(dir, b);
  if (typeof right === 'string') {
    left.close();
    return refuse('compare', `${right}.`);
  }
  const close = (): void => {
    left.close();
    right.close();
  };
  // However it ends: ctrl-c too.
  process.once('exit', close);
  const leave = (): never => process.exit(EXIT.interrupted);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, leave);
  try {
    return await compare([left, right], options);
  } finally {
    process.off('exit', close);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, leave);
    close();
  }
}

async function compare([left, right]: readonly [Side, Side], options: CompareOptions): Promise<number> {
  const empty = [left, right].find(({ dir }) => isNothing(dir));
  if (empty) return refuse('compare', `there are no steps and no scenarios in ${empty.name}.`);
  const [readA, readB] = [await readWorkspace(left.dir), await readWorkspace(right.dir)];
  const [a, b] = await Promise.all([
    openGround(withScenariosOf(readA, readA, readB), runPorts(left.dir)),
    openGround(withScenariosOf({ ...readB, name: nameOf(readA) }, readA, readB), runPorts(right.dir)),
  ]);
  const compared: ComparedScenario[] = [];
  for (const scenario of a.view.scenarios.filter((one) => isWanted(one, options)))
    compared.push(await inBoth(scenario, a, b, options.seed));
  await Promise.all([a.sandbox.close(), b.sandbox.close()]);
  const sides: readonly [ComparedSide, ComparedSide] = [
    { ...left, problems: a.view.problems },
    { ...right, problems: b.view.problems },
  ];
  if (compared.length === 0) return refuse('compare', `${nothing(options)}.`);
  await print(options.json ? jsonText(compareJson(sides, compared)) : comparedText(sides, compared));
  if (sides.some(({ problems }) => problems.some(({ severity }) => severity === 'error'))) return EXIT.problems;
  return compared.some(differs) ? EXIT.failed : EXIT.ok;
}

function nameOf({ name, dir }: Workspace): string {
  return name ?? dir.split(/[\\/]/).filter(Boolean).at(-1) ?? 'workspace';
}

/** It is steps that are compared: scenarios and mocks are those of A in both, and B's where only B has them. */
function withScenariosOf(own: Workspace, a: Workspace, b: Workspace): Workspace {
  const isCode = ({ kind }: Workspace['sources'][number]): boolean => kind === 'step' || kind === 'library';
  const namesInA = new Set([...a.sources, ...a.scenarios].map(({ name }) => name));
  const mockedInA = new Set(a.sources.filter(({ kind }) => kind === 'connector').map(({ name }) => name));
  const fromB = b.sources.filter((source) => !isCode(source) && !namesInA.has(source.name) && !a.mocks[source.name]);
  const mocksOfB = Object.entries(b.mocks).filter(([connector]) => !mockedInA.has(connector));
  return {
    ...own,
    sources: [...own.sources.filter(isCode), ...a.sources.filter((source) => !isCode(source)), ...fromB],
    scenarios: [...a.scenarios, ...b.scenarios.filter(({ name }) => !namesInA.has(name))],
    mocks: { ...Object.fromEntries(mocksOfB), ...a.mocks },
  };
}

function isWanted({ name, title, file, skip }: Scenario, { filters }: CompareOptions): boolean {
  const texts = [name, title ?? '', file];
  return !skip && (filters.length === 0 || filters.some((filter) => texts.some((text) => text.includes(filter))));
}

function nothing({ filters, a, b }: CompareOptions): string {
  if (filters.length > 0)
    return `no scenario has ${filters.map((filter) => JSON.stringify(filter)).join(' or ')} in its path or name`;
  return `there is no scenario in ${a} or ${b}`;
}

async function inBoth(scenario: Scenario, a: Ground, b: Ground, seed: number): Promise<ComparedScenario> {
  const tools = { wallNow: () => performance.now(), idFrom: runPorts('.').idFrom };
  const run = (ground: Ground): Promise<Outcome> => runScenario(scenario, seed, ground, tools, undefined);
  const [left, right] = await Promise.all([run(a), run(b)]);
  return comparedScenario(scenario, left, right);
}

function compareJson(sides: readonly ComparedSide[], compared: readonly ComparedScenario[]): object {
  const [a, b] = sides.map(({ name, kind, dir, problems }) => ({
    ...{ name, kind, dir: kind === 'commit' ? null : resolve(dir) },
    problems: problems.map(({ frame: _, ...problem }) => problem),
  }));
  const different = compared.filter(differs).length;
  return {
    ...{ a, b, totals: { scenarios: compared.length, same: compared.length - different, different } },
    scenarios: compared.map((one) => ({
      ...{ name: one.scenario.title ?? one.scenario.name, file: one.scenario.file, same: !differs(one) },
      difference: one.difference,
      steps: { a: stepsOf(one.a), b: stepsOf(one.b) },
      finalData: one.places.map(({ path, a: left, b: right }) => ({ path, a: left ?? null, b: right ?? null })),
    })),
  };
}
