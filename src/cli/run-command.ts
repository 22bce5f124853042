// `stepscope run`: scenarios as tests, for people and for scripts.
import { resolve } from 'node:path';
import type { RunResult } from '../check/outcome.ts';
import { jsonReport } from '../check/report-json.ts';
import { textReport } from '../check/report-text.ts';
import { runScenarios } from '../check/run-scenarios.ts';
import { readWorkspace } from '../load/workspace.ts';
import type { Problem, Scenario } from '../step.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { paintFor } from './paint.ts';
import { print } from './print.ts';
import { type RecordWish, recordingsAmong, recordsAt } from './recorded-runs.ts';
import { type Reality, runPorts } from './wiring.ts';

export interface RunOptions {
  readonly dir: string;
  readonly filters: readonly string[];
  readonly name?: string;
  readonly seed: number;
  readonly reality: Reality;
  readonly reporter: 'default' | 'json';
  readonly record?: RecordWish;
}

export async function runCommand(options: RunOptions): Promise<number> {
  if (!isWorkspace(options.dir)) return EXIT.wrongUse;
  const read = await readWorkspace(options.dir);
  const troubles: Problem[] = [];
  const { record } = options;
  const openRecords = record && recordsAt(record, (problem) => troubles.push(problem));
  const ports = { ...runPorts(options.dir, options.reality), ...(openRecords ? { openRecords } : {}) };
  const ran = await runScenarios(read, ports, {
    seed: options.seed,
    wants: (scenario) => isWanted(scenario, options),
    recordings: recordingsAmong(read),
  });
  const result = { ...ran, problems: [...ran.problems, ...troubles] };
  const text =
    options.reporter === 'json'
      ? `${JSON.stringify(jsonReport(result), null, 2)}\n`
      : textReport(result, paintFor(process.stdout), options.dir);
  await print(text);
  if (result.outcomes.length === 0) process.stderr.write(`${nothingToRun(options)}\n`);
  return exitCode(result);
}

/** A filter is a substring of path or name. */
function isWanted({ name, title, file }: Scenario, { filters, name: exact }: RunOptions): boolean {
  if (exact !== undefined && exact !== name && exact !== title) return false;
  return (
    filters.length === 0 ||
    filters.some((filter) => file.includes(filter) || name.includes(filter) || title?.includes(filter))
  );
}

function nothingToRun({ filters, name, dir }: RunOptions): string {
  if (name !== undefined)
    return `stepscope run: there is no scenario named ${JSON.stringify(name)} in ${resolve(dir)}.`;
  if (filters.length > 0)
    return `stepscope run: no scenario has ${filters.map((filter) => JSON.stringify(filter)).join(' or ')} in its path or name.`;
  return `stepscope run: there is no scenario to run in ${resolve(dir)}: add one, a JSON file with a task's data in scenarios/.`;
}

function exitCode({ outcomes, problems }: RunResult): number {
  if (problems.some(({ severity }) => severity === 'error')) return EXIT.problems;
  if (outcomes.length === 0) return EXIT.wrongUse;
  return outcomes.some(({ status }) => status === 'failed') ? EXIT.failed : EXIT.ok;
}
