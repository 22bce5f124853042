// A folder → what is in it. Mistakes in it are Problems; whatever is right beside them is there all the same.
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { mocksFolder, type Problem, type Scenario, type Source, type Workspace } from '../step.ts';
import { checkFolder } from './check-folder.ts';
import { DEFAULT_CONFIG } from './config.ts';
import { orderOf, unknownSteps } from './deploy-order.ts';
import type { Entry } from './entry.ts';
import { fileProblem } from './fault.ts';
import { type Advance, Files } from './files.ts';
import { groupBy } from './group.ts';
import { mocksInData } from './mocks-in-data.ts';
import { withoutDoubles } from './scenario-file.ts';
import { readSettings, type Settings, settingsFrom } from './settings.ts';

/** Never throws for what a user can get wrong. `advance`: so many files of a folder are read. */
export async function readWorkspace(dir: string, advance?: Advance): Promise<Workspace> {
  const root = resolve(dir);
  const problem = checkFolder(root);
  if (problem) return missingWorkspace(root, problem);
  const settings = readSettings(root);
  const files = new Files(root, settings.config);
  await files.lookAtAll(advance);
  return assemble(root, settings, files.entries());
}

export function missingWorkspace(dir: string, problem: Problem): Workspace {
  return assemble(dir, { ...settingsFrom(DEFAULT_CONFIG), problems: [problem] }, []);
}

/** The settings alone. */
export function readConfig(dir: string): Pick<Settings, 'config' | 'problems'> {
  return readSettings(dir);
}

/** The same entry gives the same objects, so that readers can tell by identity what has changed. */
export function assemble(dir: string, settings: Settings, entries: readonly Entry[]): Workspace {
  const sorted = [...entries].sort((a, b) => compare(a.file, b.file));
  const sources = withoutRivals(sorted);
  const scenarios = withoutDoubles(sorted.flatMap((entry) => entry.scenarios ?? []));
  const mocks = sorted.flatMap((entry) => (entry.mocks && !sources.rivals.has(entry.file) ? [entry.mocks] : []));
  const { config, order } = withOrder(settings, sorted);
  const inFiles = sorted.flatMap((entry) => entry.problems);
  return {
    dir,
    ...(settings.name !== undefined && { name: settings.name }),
    config,
    sources: sources.sources,
    stale: sorted.filter(({ stale }) => stale).map(({ file }) => file),
    scenarios: [...scenarios.scenarios, ...newTasks(settings.tasks, sorted)],
    mocks: Object.fromEntries(mocks.map(({ namespace, methods }) => [namespace, methods])),
    webhooks: settings.webhooks,
    problems: inOrder([
      // A data file may be a task's and a scenario's: what is wrong with it is told once.
      ...settings.problems.filter((problem) => !inFiles.some((other) => isDeepStrictEqual(other, problem))),
      ...order,
      ...inFiles,
      ...sources.problems,
      ...scenarios.problems,
      ...mocksInData(scenarios.scenarios, sources.sources, mocksFolder(config)),
    ]),
  };
}

function withOrder(
  { config, order, own }: Settings,
  entries: readonly Entry[],
): { readonly config: Settings['config']; readonly order: readonly Problem[] } {
  const files = entries.map(({ file }) => file);
  if (order.length === 0) return { config, order: unknownSteps(own.order, config, files) };
  const found = orderOf(order, config, files);
  return { config: found.order.length === 0 ? config : { ...config, order: found.order }, order: found.problems };
}

/** Tasks of deploy.yaml that no scenario stands for already. What scripts call theirs is not known before they ran. */
function newTasks(tasks: readonly Scenario[], entries: readonly Entry[]): readonly Scenario[] {
  const names = new Set(
    entries.flatMap(({ source, scenarios = [] }) => [
      ...(source?.kind === 'scenario' ? [source.name] : []),
      ...scenarios.flatMap(({ name, title }) => [name, title ?? name]),
    ]),
  );
  return tasks.filter(({ name, title }) => !names.has(name) && !names.has(title ?? name));
}

interface Kept {
  readonly sources: readonly Source[];
  /** Files that are out because another one has their name. */
  readonly rivals: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/** Of two files with one name neither wins. */
function withoutRivals(entries: readonly Entry[]): Kept {
  const named = entries.filter(({ source, mocks }) => source ?? mocks);
  const groups = [...groupBy(named, nameKey).values()].filter((group) => group.length > 1);
  const rivals = new Set(groups.flatMap((group) => group.map(({ file }) => file)));
  const sources = entries.flatMap(({ file, source }) => (source && !rivals.has(file) ? [source] : []));
  return { sources: sources.sort(bySource), rivals, problems: groups.map(rivalProblem) };
}

/** Mocks are rivals of connectors in code: both answer for one namespace. */
function nameKey({ source, mocks }: Entry): string {
  const name = mocks?.namespace ?? source?.name ?? '';
  return `${mocks ? 'connector' : source?.kind} ${source?.kind === 'connector' ? name.split('/').at(-1) : name}`;
}

function rivalProblem(group: readonly Entry[]): Problem {
  const files = group.map(({ file }) => file);
  const [first] = group;
  const kind = first?.source?.kind ?? 'connector';
  const name = first?.source?.name ?? first?.mocks?.namespace;
  const message = `several files are the ${kind} "${name}": ${files.join(' and ')}`;
  return fileProblem(files[0] ?? '', message, 'Rename or delete all but one; none of them is loaded until then.');
}

function bySource(a: Source, b: Source): number {
  return compare(a.kind, b.kind) || compare(a.name, b.name);
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const order = (a: Problem, b: Problem) => compare(a.file, b.file) || a.line - b.line || a.column - b.column;
  return [...problems].sort(order);
}

/** By code units, the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
