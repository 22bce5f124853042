// `stepscope run`: scenarios as tests, for people and for scripts.
import type { RunResult } from '../check/outcome.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { CannotRun, exitCode, isEmptyShard, nothingToRun, runOnce } from './run-once.ts';
import type { RunOptions } from './run-options.ts';
import { openReporters } from './run-outs.ts';
import { lostFile } from './run-targets.ts';
import { refuse, say } from './say.ts';

const NO_SUITES =
  '--watch looks at the folder of scenarios, and suites stand elsewhere. Run the suite without --watch, or watch without --suite.';

export async function runCommand(options: RunOptions): Promise<number> {
  if (!isWorkspace(options.dir)) return EXIT.wrongUse;
  const lost = lostFile(options);
  if (lost !== null) return refuse('run', lost);
  if (options.watch && options.suites.length > 0) return refuse('run', NO_SUITES);
  if (options.watch) {
    const { watchRuns } = await import('./run-watch.ts');
    return watchRuns(options);
  }
  const reporters = openReporters(options.reporters);
  if (typeof reporters === 'string') return refuse('run', `a report cannot be written: ${reporters}`);
  const stop = new AbortController();
  const interrupt = (): void => (stop.signal.aborted ? process.exit(EXIT.interrupted) : stop.abort());
  process.on('SIGINT', interrupt);
  try {
    const result = await runOnce(options, reporters, stop.signal);
    const faults = await reporters.close();
    if (result.outcomes.length === 0) refuse('run', nothingToRun(options, result.chosen));
    if (result.updates.length > 0) say(result.updates.join('\n'));
    const isEnough = await afterCoverage(result, options, stop.signal);
    if (faults.length > 0) return refuseAll(faults);
    const code = isEmptyShard(result, options) && !hasErrors(result) ? EXIT.ok : exitCode(result);
    if (code === EXIT.ok && options.strict && result.problems.length > 0) return EXIT.failed;
    return code === EXIT.ok && !isEnough ? EXIT.failed : code;
  } catch (error) {
    if (error instanceof CannotRun) return refuse('run', error.message);
    throw error;
  } finally {
    process.off('SIGINT', interrupt);
  }
}

/** Reports that could not be written. */
function refuseAll(faults: readonly string[]): number {
  for (const fault of faults) refuse('run', fault);
  return EXIT.wrongUse;
}

function hasErrors({ problems }: RunResult): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

/** False where the threshold is missed, which has been said. */
async function afterCoverage(result: RunResult, options: RunOptions, signal: AbortSignal): Promise<boolean> {
  const { coverage: wish } = options;
  if (!wish || !result.coverage || signal.aborted || result.outcomes.length === 0) return true;
  const { isCovered, suggestTo } = await import('./run-coverage.ts');
  if (wish.suggest !== null) await suggestTo(wish.suggest, result.coverage, options, signal);
  return isCovered(result.coverage, wish.threshold);
}
