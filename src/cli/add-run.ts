// The words of `stepscope run`.
import type { Command } from 'commander';
import { names, reporterName, seedOf } from './option-values.ts';
import type { RecordWish } from './recorded-runs.ts';

interface RunFlags {
  readonly t?: string;
  readonly seed: number;
  readonly reporter: 'default' | 'json';
  readonly record?: string;
  readonly recordFailed?: string;
  readonly live: readonly string[];
  readonly realTime: boolean;
}

export function addRun(program: Command, done: (code: number) => void): void {
  program
    .command('run')
    .description('run scenarios as tests')
    .argument('[filters...]', 'only scenarios with one of these in their path or name')
    .option('--dir <dir>', 'the workspace', '.')
    .option('-t <name>', 'only the scenario of this name')
    .option('--seed <n>', 'where random values begin; "random" makes one up and prints it', seedOf, 1)
    .option('--live <names>', 'connectors that may reach the network, by name: a,b', names, [])
    .option('--real-time', 'let waits take the time that they say', false)
    .option('--record <path>', 'record what runs: into a file where one scenario runs, else into a folder')
    .option('--record-failed <dir>', 'record what fails')
    .option('--reporter <name>', 'default (for people) or json', reporterName, 'default')
    .addHelpText(
      'after',
      '\nExamples:\n  $ stepscope run\n  $ stepscope run payment --reporter json | jq .totals\n\nExit codes: 0 all passed, 1 a scenario failed, 2 nothing to run, 3 the workspace has errors.',
    )
    .action(async (filters: readonly string[], own: RunFlags, command: Command) => {
      const { runCommand } = await import('./run-command.ts');
      const { dir } = command.optsWithGlobals<{ dir: string }>();
      done(
        await runCommand({
          dir,
          filters,
          seed: own.seed,
          reporter: own.reporter,
          reality: { live: own.live, realTime: own.realTime },
          ...(own.t === undefined ? {} : { name: own.t }),
          ...recordOf(own),
        }),
      );
    });
}

/** All of them include those that fail. */
function recordOf({ record, recordFailed }: RunFlags): { readonly record?: RecordWish } {
  if (record !== undefined) return { record: { path: record, onlyFailed: false } };
  return recordFailed === undefined ? {} : { record: { path: recordFailed, onlyFailed: true } };
}
