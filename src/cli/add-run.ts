// The words of `stepscope run`.
import type { Command } from 'commander';
import type { Shard } from '../check/reporter.ts';
import type { Done } from './in-workspace.ts';
import { collected, countOf, names, seedOf } from './option-values.ts';
import type { RecordWish } from './recorded-runs.ts';
import type { RunOptions } from './run-options.ts';
import { bailOf, percentOption, type ReporterWish, reporterWish, shardOf } from './run-values.ts';

interface RunFlags {
  readonly t?: string;
  readonly seed: number;
  readonly shuffle: boolean;
  readonly bail?: number | true;
  readonly retry: number;
  readonly shard?: Shard;
  readonly reporter: readonly ReporterWish[];
  readonly mergeReports?: string;
  readonly record?: string;
  readonly recordFailed?: string;
  readonly live: readonly string[];
  readonly realTime: boolean;
  readonly suite: readonly string[];
  readonly watch: boolean;
  readonly strict: boolean;
  readonly lastFailed: boolean;
  readonly update: boolean;
  readonly coverage: boolean;
  readonly threshold?: number;
  readonly suggest?: string | true;
}

export function addRun(program: Command, done: Done): void {
  program
    .command('run')
    .description('run scenarios as tests')
    .argument('[filters...]', 'only scenarios with one of these in their path or name')
    .option('--dir <dir>', 'the workspace', '.')
    .option('-t <name>', 'only the scenario of this name')
    .option(
      '--suite <name>',
      'the scenarios of this suite: a folder of tests/; several times for several',
      collected,
      [],
    )
    .option('-w, --watch', 'run again what a change concerns, and what a key asks for', false)
    .option('--bail [n]', 'stop after so many that failed; 1 unless it says otherwise', bailOf)
    .option('--shard <i/n>', 'only the i-th of n even parts', shardOf)
    .option('--retry <n>', 'try what fails again, so often at most', countOf, 0)
    .option('--seed <n>', 'where random values begin; "random" makes one up and prints it', seedOf, 1)
    .option('--shuffle', 'in another order, which the seed gives', false)
    .option('--live <names>', 'connectors that may reach the network, by name: a,b', names, [])
    .option('--real-time', 'let waits take the time that they say', false)
    .option('--record <path>', 'record what runs: into a file where one scenario runs, else into a folder')
    .option('--record-failed <dir>', 'record what fails')
    .option(
      '--reporter <name>',
      'default, dot, verbose, json, junit, tap, github, html or blob; name=FILE writes a file; several times',
      reporterWish,
      [],
    )
    .option('--strict', 'fail where there are warnings', false)
    .option('--last-failed', 'only what failed when it last ran', false)
    .option('-u, --update', 'write what happened into the files: expected steps, and recordings', false)
    .option('--coverage', 'which leaves of conditions were seen true, and which false', false)
    .option('--threshold <percent>', 'fail where fewer leaves than that were seen both ways', percentOption)
    .option('--suggest [dir]', 'scenarios that would show the missing leaves: printed, or saved in a folder')
    .option('--merge-reports <dir>', 'run nothing: tell what the blobs in a folder hold, as one run')
    .addHelpText('after', EXAMPLES)
    .action(async (filters: readonly string[], own: RunFlags, command: Command) => {
      const { dir } = command.optsWithGlobals<{ dir: string }>();
      const { reporter: reporters, mergeReports } = own;
      if (mergeReports !== undefined) {
        const { mergeCommand } = await import('./run-merge.ts');
        const threshold = own.threshold ?? null;
        return done(await mergeCommand({ blobs: mergeReports, dir, reporters, filters, threshold }));
      }
      const { runCommand } = await import('./run-command.ts');
      return done(await runCommand(optionsOf(filters, dir, own)));
    });
}

const EXAMPLES = `
Examples:
  $ stepscope run
  $ stepscope run payment --reporter json | jq .totals
  $ stepscope run --reporter junit=junit.xml --reporter html=report.html
  $ stepscope run --shard 1/2 --reporter blob=blobs/1.jsonl
  $ stepscope run --merge-reports blobs --reporter json

Exit codes: 0 all passed, 1 a scenario failed, 2 nothing to run, 3 the workspace has errors, 130 ctrl-c.`;

function optionsOf(filters: readonly string[], dir: string, own: RunFlags): RunOptions {
  const {
    seed,
    shuffle,
    bail,
    retry: retries,
    shard = null,
    reporter: reporters,
    live,
    realTime,
    lastFailed,
    update,
  } = own;
  return {
    ...{
      dir,
      filters,
      seed,
      shuffle,
      retries,
      shard,
      reporters,
      lastFailed,
      update,
      watch: own.watch,
      strict: own.strict,
      suites: own.suite,
    },
    bail: bail === true ? 1 : (bail ?? 0),
    reality: { live, realTime },
    ...(own.t === undefined ? {} : { name: own.t }),
    ...recordOf(own),
    coverage: coverageOf(own),
  };
}

/** Each of the three asks for it. */
function coverageOf({ coverage, threshold, suggest }: RunFlags): RunOptions['coverage'] {
  const isWanted = coverage || threshold !== undefined || suggest !== undefined;
  return isWanted ? { threshold: threshold ?? null, suggest: suggest ?? null } : null;
}
/** All of them include those that fail. */
function recordOf({ record, recordFailed }: RunFlags): { readonly record?: RecordWish } {
  if (record !== undefined) return { record: { path: record, onlyFailed: false } };
  return recordFailed === undefined ? {} : { record: { path: recordFailed, onlyFailed: true } };
}
