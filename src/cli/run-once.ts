// One run of scenarios, told to reporters and kept in the history.
import { isAbsolute, resolve, sep } from 'node:path';
import type { Outcome, RunResult } from '../check/outcome.ts';
import { totalsOf } from '../check/report-json.ts';
import type { Reporter, RunEnd } from '../check/reporter.ts';
import { runScenarios } from '../check/run-scenarios.ts';
import { toldOf } from '../check/told.ts';
import { nearest } from '../load/nearest.ts';
import { readWorkspace } from '../load/workspace.ts';
import type { Problem, Scenario, StepInfo, Workspace } from '../step.ts';
import { messageOf } from '../thrown.ts';
import { EXIT } from './exit-codes.ts';
import { unknownLive } from './live-names.ts';
import { insideText, isNothing } from './offer-init.ts';
import { recordingsAmong, recordsAt } from './recorded-runs.ts';
import type { RunOptions } from './run-options.ts';
import { keepRun, lastFailed } from './run-past.ts';
import { chosenSuites } from './run-suites.ts';
import { say } from './say.ts';
import { runPorts } from './wiring.ts';

/** What keeps it from running, in a sentence: a suite that is not there, a history that cannot be read. */
export class CannotRun extends Error {}

async function readChosen({ dir, suites }: RunOptions): Promise<Workspace> {
  const read = chosenSuites(await readWorkspace(dir), suites);
  if (typeof read === 'string') throw new CannotRun(read);
  return read;
}

/** What a watch has to say to one run of many. */
export interface Hooks {
  readonly read: Workspace;
  onLoaded(steps: readonly StepInfo[]): void;
  wants(scenario: Scenario): boolean;
  onOutcome(outcome: Outcome): void;
}

/** A shell completes paths from the current folder. */
function isAt(filter: string, dir: string, file: string): boolean {
  if (!/^\.{1,2}[/\\]/.test(filter) && !isAbsolute(filter)) return false;
  const path = resolve(dir, file);
  return [resolve(filter), resolve(dir, filter)].some((at) => path === at || path.startsWith(at + sep));
}

/** How many scenarios are left after each choice. */
interface Chosen {
  /** By filters and names. */
  readonly named: number;
  /** Of those, by what failed and what changed. */
  readonly wanted: number;
  /** What all of them are called, where one is looked for. */
  readonly names: readonly string[];
}

export type Ran = RunResult & {
  readonly chosen: Chosen;
  /** What was changed in files, where that was asked for. */
  readonly updates: readonly string[];
};

export async function runOnce(
  options: RunOptions,
  reporters: Required<Reporter>,
  signal: AbortSignal,
  hooks?: Hooks,
): Promise<Ran> {
  const { dir, record, seed, shuffle, bail, retries, shard, coverage } = options;
  const read = hooks?.read ?? (await readChosen(options));
  if (!hooks) for (const text of unknownLive(options.reality.live, read)) say(`stepscope: ${text}`);
  const at = Date.now();
  const isLastFailed = options.lastFailed ? await failedLast(dir) : null;
  const troubles: Problem[] = [];
  const names: string[] = [];
  const chosen = { named: 0, wanted: 0, names };
  const wants = (scenario: Scenario): boolean => {
    if (options.name !== undefined) names.push(scenario.title ?? scenario.name, scenario.name);
    if (!isWanted(scenario, options)) return false;
    chosen.named++;
    if (!(isLastFailed?.(scenario) ?? true) || !(hooks?.wants(scenario) ?? true)) return false;
    chosen.wanted++;
    return true;
  };
  const openRecords = record && recordsAt(record, (problem) => troubles.push(problem));
  const ports = { ...runPorts(dir, options.reality), ...(openRecords ? { openRecords } : {}) };
  const updates = options.update ? (await import('./run-update.ts')).updating(read, options) : null;
  const ran = await runScenarios(read, ports, {
    ...{ seed, shuffle, bail, retries, shard, signal, forgets: true, coverage: coverage !== null },
    ...(updates ? { mend: updates.mend } : {}),
    wants,
    recordings: options.suites.length > 0 ? [] : recordingsAmong(read),
    onLoaded: ({ view }) => hooks?.onLoaded(view.steps),
    onPlan: (plan) => {
      const names = plan.map(({ scenario: { title, name } }) => title ?? name);
      reporters.begin({ dir: read.dir, seed, names, places: plan.map(({ place }) => place), shard });
    },
    onOutcome: (outcome, place, problems) => {
      hooks?.onOutcome(outcome);
      reporters.told(toldOf(outcome, place, problems, dir));
    },
  });
  const result = { ...ran, problems: [...ran.problems, ...troubles] };
  reporters.end(endOf(result));
  await keepRun(dir, result.outcomes, at);
  return { ...result, chosen, updates: updates?.lines ?? [] };
}

async function failedLast(dir: string): ReturnType<typeof lastFailed> {
  try {
    return await lastFailed(dir);
  } catch (error) {
    throw new CannotRun(`the history cannot be read: ${messageOf(error)}`);
  }
}

function endOf({ outcomes, coverage = null, isInterrupted = false, ...result }: RunResult): RunEnd {
  return { ...result, totals: totalsOf(outcomes), coverage, isInterrupted };
}

/** The path, with what stands behind `#` in the name where a file holds several: `scenarios/orders.json#large`. */
function addressOf({ name, file }: Scenario): string {
  const mark = name.indexOf('#', name.lastIndexOf('/') + 1);
  return mark < 0 ? file : file + name.slice(mark);
}

/** A filter is a substring of path or name. */
function isWanted(scenario: Scenario, { dir, filters, name: exact }: RunOptions): boolean {
  const { name, title, file } = scenario;
  const address = addressOf(scenario);
  if (exact !== undefined && exact !== name && exact !== title) return false;
  return (
    filters.length === 0 ||
    filters.some(
      (filter) =>
        [address, name, title ?? ''].some((text) => text.includes(filter)) ||
        [file, address].some((path) => isAt(filter, dir, path)),
    )
  );
}

/** A sentence more where one has nearly this name. */
function meantScenario(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return near === undefined ? '' : ` Is ${JSON.stringify(near)} meant?`;
}

/** Why none ran, in a sentence. */
export function nothingToRun(
  { filters, name, dir, shard, lastFailed }: RunOptions,
  { named, wanted, names }: Chosen,
): string {
  const words = filters.map((filter) => JSON.stringify(filter)).join(' or ');
  if (wanted > 0 && shard) {
    const others = wanted === 1 ? 'the one that there is to run is' : `the ${wanted} that there are to run are all`;
    return `shard ${shard.index}/${shard.count} has no scenario: ${others} in other shards.`;
  }
  if (named > 0) {
    const of = filters.length > 0 ? ` with ${words} in its path or name` : name === undefined ? '' : ' of that name';
    if (of !== '' || !lastFailed) return `no scenario${of} failed when it last ran.`;
  }
  if (named === 0 && name !== undefined)
    return `there is no scenario named ${JSON.stringify(name)} in ${resolve(dir)}.${meantScenario(name, names)}`;
  if (named === 0 && filters.length > 0) return `no scenario has ${words} in its path or name.`;
  if (lastFailed) return `what failed when it last ran is not there any more: run without --last-failed.`;
  const inside = insideText(dir);
  if (inside !== null) return `there is no scenario to run in ${resolve(dir)}. ${inside}`;
  const start = isNothing(dir) ? ' stepscope init makes a workspace there.' : '';
  return `there is no scenario to run in ${resolve(dir)}: add one, a JSON file with a task's data in scenarios/.${start}`;
}

/** Machines that share the work may be more than there is work. */
export function isEmptyShard({ outcomes, chosen }: Ran, { shard }: RunOptions): boolean {
  return shard !== null && outcomes.length === 0 && chosen.wanted > 0;
}

export function exitCode({
  outcomes,
  problems,
  isInterrupted,
}: Pick<RunResult, 'problems' | 'isInterrupted'> & {
  readonly outcomes: readonly { readonly status: string }[];
}): number {
  if (isInterrupted) return EXIT.interrupted;
  if (problems.some(({ severity }) => severity === 'error')) return EXIT.problems;
  if (outcomes.length === 0) return EXIT.wrongUse;
  return outcomes.some(({ status }) => status === 'failed') ? EXIT.failed : EXIT.ok;
}
