// `stepscope coverage`: runs scenarios and tells of conditions alone.
import { coverageLines } from '../check/coverage-text.ts';
import { withoutFrame } from '../check/report-json.ts';
import { problemLines } from '../check/report-text.ts';
import type { Suggestions } from '../check/suggest.ts';
import type { Problem } from '../step.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { jsonText } from './listing.ts';
import { paintFor } from './paint.ts';
import { print } from './print.ts';
import { isCovered, saveTo, suggestionsFor, suggestTo } from './run-coverage.ts';
import { exitCode, nothingToRun, runOnce } from './run-once.ts';
import type { RunOptions } from './run-options.ts';
import { refuse } from './say.ts';

export interface CoverageOptions {
  readonly dir: string;
  readonly filters: readonly string[];
  readonly seed: number;
  readonly threshold: number | null;
  readonly suggest: string | true | null;
  readonly json: boolean;
}

const SILENT = { begin() {}, told() {}, end() {} };

export async function coverageCommand({
  dir,
  filters,
  seed,
  threshold,
  suggest,
  json,
}: CoverageOptions): Promise<number> {
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const options: RunOptions = {
    ...{ dir, filters, seed, shuffle: false, bail: 0, retries: 0, shard: null, reporters: [], suites: [] },
    ...{ reality: { live: [], realTime: false }, coverage: { threshold, suggest } },
    ...{ update: false, lastFailed: false, watch: false, strict: false },
  };
  const { signal } = new AbortController();
  const result = await runOnce(options, SILENT, signal);
  const { coverage, outcomes, problems } = result;
  const isEmpty = !coverage || outcomes.length === 0;
  if (isEmpty || !json) tellProblems(problems);
  if (isEmpty) {
    refuse('coverage', nothingToRun(options, result.chosen));
    return exitCode(result);
  }
  if (json) {
    const suggestions = suggest === null ? null : await suggestionsFor(coverage, options, signal);
    await print(jsonText({ version: 1, coverage, ...told(suggestions), problems: problems.map(withoutFrame) }));
    if (suggestions && typeof suggest === 'string') saveTo(suggest, suggestions.found);
  } else {
    await print(`${coverageLines(coverage, paintFor(process.stdout)).join('\n')}\n`);
    if (suggest !== null) await suggestTo(suggest, coverage, options, signal);
  }
  const failed = outcomes.filter(({ status }) => status === 'failed').length;
  if (failed > 0)
    process.stderr.write(`stepscope coverage: ${failed} of ${outcomes.length} scenarios failed: see stepscope run.\n`);
  const isEnough = isCovered(coverage, threshold);
  const code = exitCode(result);
  return code === EXIT.ok && !isEnough ? EXIT.failed : code;
}

/** As `run` does, but beside the coverage. */
function tellProblems(problems: readonly Problem[]): void {
  const paint = paintFor(process.stderr);
  for (const problem of problems) process.stderr.write(`${problemLines(problem, paint).join('\n')}\n`);
}

function told(suggestions: Suggestions | null): object {
  return suggestions ? { suggestions: suggestions.found, notFound: suggestions.missing } : {};
}
