// `stepscope run`: scenarios as tests, for people and for scripts.
import { resolve } from 'node:path';
import type { RunResult } from '../check/outcome.ts';
import { totalsOf } from '../check/report-json.ts';
import type { Reporter, RunEnd } from '../check/reporter.ts';
import { runScenarios } from '../check/run-scenarios.ts';
import { toldOf } from '../check/told.ts';
import { readWorkspace } from '../load/workspace.ts';
import type { Problem, Scenario } from '../step.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { recordingsAmong, recordsAt } from './recorded-runs.ts';
import type { RunOptions } from './run-options.ts';
import { openReporters } from './run-outs.ts';
import { keepRun, lastFailed } from './run-past.ts';
import { runPorts } from './wiring.ts';

export async function runCommand(options: RunOptions): Promise<number> {
  if (!isWorkspace(options.dir)) return EXIT.wrongUse;
  const reporters = openReporters(options.reporters);
  if (typeof reporters === 'string') return refuse(`a report cannot be written: ${reporters}`);
  const stop = new AbortController();
  const interrupt = (): void => (stop.signal.aborted ? process.exit(EXIT.interrupted) : stop.abort());
  process.on('SIGINT', interrupt);
  try {
    const result = await runOnce(options, reporters, stop.signal);
    await reporters.close();
    if (result.outcomes.length === 0) process.stderr.write(`${nothingToRun(options)}\n`);
    const left = options.update ? await update(result, options) : result;
    const isEnough = await afterCoverage(result, options, stop.signal);
    const code = exitCode(left);
    return code === EXIT.ok && !isEnough ? EXIT.failed : code;
  } finally {
    process.off('SIGINT', interrupt);
  }
}

function refuse(message: string): number {
  process.stderr.write(`stepscope run: ${message}\n`);
  return EXIT.wrongUse;
}

/** What is expected now did not fail. */
async function update(result: RunResult, options: RunOptions): Promise<RunResult> {
  if (result.isInterrupted) return result;
  const { updateFailed } = await import('./run-update.ts');
  const { lines, mended } = await updateFailed(result, options);
  process.stderr.write(lines.map((line) => `${line}\n`).join(''));
  const left = result.outcomes.filter(({ status }) => status === 'failed').length - mended;
  return left > 0 ? result : { ...result, outcomes: result.outcomes.map((one) => ({ ...one, status: 'passed' })) };
}

/** False where the threshold is missed, which has been said. */
async function afterCoverage(result: RunResult, options: RunOptions, signal: AbortSignal): Promise<boolean> {
  const { coverage: wish } = options;
  if (!wish || !result.coverage || signal.aborted || result.outcomes.length === 0) return true;
  const { isCovered, suggestTo } = await import('./run-coverage.ts');
  if (wish.suggest !== null) await suggestTo(wish.suggest, result.coverage, options, signal);
  return isCovered(result.coverage, wish.threshold);
}

export async function runOnce(
  options: RunOptions,
  reporters: Required<Reporter>,
  signal: AbortSignal,
): Promise<RunResult> {
  const { dir, record, seed, shuffle, bail, retries, shard } = options;
  const read = await readWorkspace(dir);
  const at = Date.now();
  const isLastFailed = options.lastFailed ? await lastFailed(dir) : null;
  const troubles: Problem[] = [];
  const openRecords = record && recordsAt(record, (problem) => troubles.push(problem));
  const ports = { ...runPorts(dir, options.reality), ...(openRecords ? { openRecords } : {}) };
  const ran = await runScenarios(read, ports, {
    ...{ seed, shuffle, bail, retries, shard, signal, forgets: true, coverage: options.coverage !== null },
    wants: (scenario) => isWanted(scenario, options) && (isLastFailed?.(scenario) ?? true),
    recordings: recordingsAmong(read),
    onPlan: (plan) => {
      const names = plan.map(({ scenario: { title, name } }) => title ?? name);
      reporters.begin({ dir: read.dir, seed, names, places: plan.map(({ place }) => place), shard });
    },
    onOutcome: (outcome, place, problems) => reporters.told(toldOf(outcome, place, problems, dir)),
  });
  const result = { ...ran, problems: [...ran.problems, ...troubles] };
  reporters.end(endOf(result));
  await keepRun(dir, result.outcomes, at);
  return result;
}

function endOf({ outcomes, coverage = null, isInterrupted = false, ...result }: RunResult): RunEnd {
  return { ...result, totals: totalsOf(outcomes), coverage, isInterrupted };
}

/** A filter is a substring of path or name. */
function isWanted({ name, title, file }: Scenario, { filters, name: exact }: RunOptions): boolean {
  if (exact !== undefined && exact !== name && exact !== title) return false;
  return (
    filters.length === 0 ||
    filters.some((filter) => file.includes(filter) || name.includes(filter) || title?.includes(filter))
  );
}

export function nothingToRun({ filters, name, dir, shard }: RunOptions): string {
  if (name !== undefined)
    return `stepscope run: there is no scenario named ${JSON.stringify(name)} in ${resolve(dir)}.`;
  if (filters.length > 0)
    return `stepscope run: no scenario has ${filters.map((filter) => JSON.stringify(filter)).join(' or ')} in its path or name.`;
  if (shard) return `stepscope run: shard ${shard.index}/${shard.count} has no scenario: there are fewer than shards.`;
  return `stepscope run: there is no scenario to run in ${resolve(dir)}: add one, a JSON file with a task's data in scenarios/.`;
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
