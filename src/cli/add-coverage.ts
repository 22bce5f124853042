// The words of `stepscope coverage`.
import type { Command } from 'commander';
import type { Done } from './in-workspace.ts';
import { seedOf } from './option-values.ts';
import { percentOption } from './run-values.ts';

interface CoverageFlags {
  readonly seed: number;
  readonly threshold?: number;
  readonly suggest?: string | true;
  readonly json: boolean;
}

export function addCoverage(program: Command, done: Done): void {
  program
    .command('coverage')
    .description('which leaves of conditions scenarios show true and false, and which they do not')
    .argument('[filters...]', 'only scenarios with one of these in their path or name')
    .option('--dir <dir>', 'the workspace', '.')
    .option('--suggest [dir]', 'scenarios that would show the missing leaves: printed, or saved in a folder')
    .option('--threshold <percent>', 'fail where fewer leaves than that were seen both ways', percentOption)
    .option('--seed <n>', 'where random values begin; "random" makes one up and prints it', seedOf, 1)
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  $ stepscope coverage --threshold 80\n  $ stepscope coverage orders --suggest=scenarios/suggested\n\nExit codes: 0 all is well, 1 below the threshold or a scenario failed, 2 nothing to run, 3 the workspace has errors.',
    )
    .action(async (filters: readonly string[], own: CoverageFlags, command: Command) => {
      const { coverageCommand } = await import('./coverage-command.ts');
      const { dir } = command.optsWithGlobals<{ dir: string }>();
      const { seed, threshold = null, suggest = null, json } = own;
      done(await coverageCommand({ dir, filters, seed, threshold, suggest, json }));
    });
}
