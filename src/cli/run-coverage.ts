// What comes after the coverage of a run: the threshold, and scenarios that would show what is missing.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Coverage, percentOf } from '../analysis/coverage.ts';
import { percentText } from '../check/coverage-text.ts';
import { type Suggestion, type Suggestions, suggestScenarios } from '../check/suggest.ts';
import { clean } from '../format/clean.ts';
import { pathText } from '../format/path.ts';
import { makeFolders } from '../load/make-folder.ts';
import { fileNameOf } from '../load/save-scenario.ts';
import { readWorkspace } from '../load/workspace.ts';
import { print } from './print.ts';
import type { RunOptions } from './run-options.ts';
import { chosenSuites } from './run-suites.ts';
import { isForPeople } from './run-values.ts';
import { say } from './say.ts';
import { runPorts } from './wiring.ts';

/** Says so where it is not. */
export function isCovered(coverage: Coverage, threshold: number | null): boolean {
  const percent = percentOf(coverage);
  if (threshold === null || percent >= threshold) return true;
  const { both, total } = coverage.leaves;
  process.stderr.write(
    `stepscope: ${both} of ${total} leaves were seen true and false: ${percentText(percent)} is below the threshold of ${threshold} %.\n`,
  );
  return false;
}

type Wish = Pick<RunOptions, 'dir' | 'suites' | 'seed' | 'reality' | 'reporters'>;

/** Into a folder, or on standard output where that is for people, else on standard error. */
export async function suggestTo(
  where: string | true,
  coverage: Coverage,
  options: Wish,
  signal: AbortSignal,
): Promise<void> {
  const suggestions = await suggestionsFor(coverage, options, signal);
  const lines = where === true ? shown(suggestions) : [...saveTo(where, suggestions.found), ...notFound(suggestions)];
  if (isForPeople(options.reporters)) await print(`${lines.join('\n')}\n`);
  else say(lines.join('\n'));
}

export async function suggestionsFor(
  coverage: Coverage,
  { dir, suites, seed, reality }: Wish,
  signal: AbortSignal,
): Promise<Suggestions> {
  const read = chosenSuites(await readWorkspace(dir), suites);
  if (typeof read === 'string') throw new Error(read);
  return suggestScenarios(read, runPorts(dir, reality), coverage, { seed, signal });
}

function shown(suggestions: Suggestions): readonly string[] {
  const { found } = suggestions;
  if (found.length === 0) return ['', 'No scenario to suggest.', ...notFound(suggestions)];
  const texts = found.flatMap((one) => [
    '',
    `// ${fileNameOf(one.scenario.name)}.json: ${why(one)}`,
    ...JSON.stringify(one.scenario, null, 2).split('\n').map(clean),
  ]);
  return [
    '',
    `${many(found.length)} would show what is missing. --suggest=DIR saves them.`,
    ...texts,
    ...notFound(suggestions),
  ];
}

function many(count: number): string {
  return count === 1 ? '1 scenario' : `${count} scenarios`;
}

function why({ step, leaf, shows }: Suggestion): string {
  return clean(`${step}: ${pathText(leaf)} ${shows ? 'true' : 'false'}`);
}

function notFound({ missing }: Suggestions): readonly string[] {
  return missing.map(
    ({ step, leaf, shows }) =>
      `No change of a scenario was found that shows ${clean(step)}: ${pathText(leaf)} ${shows ? 'true' : 'false'}.`,
  );
}

/** Gives a line for each. No file is overwritten. */
export function saveTo(folder: string, found: readonly Suggestion[]): readonly string[] {
  makeFolders(folder);
  return found.map((one) => {
    const file = freeFile(folder, fileNameOf(one.scenario.name));
    writeFileSync(file, `${JSON.stringify(one.scenario, null, 2)}\n`, { flag: 'wx' });
    return `saved ${file}: ${why(one)}`;
  });
}

function freeFile(folder: string, base: string): string {
  for (let count = 1; ; count++) {
    const file = join(folder, `${base}${count === 1 ? '' : ` ${count}`}.json`);
    if (!existsSync(file)) return file;
  }
}
