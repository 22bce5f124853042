// The words of `stepscope compare`.
import type { Command } from 'commander';
import type { Done } from './in-workspace.ts';
import { seedOf } from './option-values.ts';

export function addCompare(program: Command, done: Done): void {
  program
    .command('compare')
    .description('run the same scenarios in two workspaces, and show where they first come out otherwise')
    .argument('<a>', 'a named workspace, a folder, or a commit of this folder; . is the folder itself')
    .argument('<b>', 'the other one')
    .argument('[scenarios...]', 'only scenarios with one of these in their path or name')
    .option('--dir <dir>', 'whose workspaces and commits are meant', '.')
    .option('--seed <n>', 'where random values begin', seedOf, 1)
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  $ stepscope compare . blue-green\n  $ stepscope compare main . orders\n\nExit codes: 0 all come out the same, 1 some do not, 2 wrong use, 3 one of them has errors.',
    )
    .action(async (a: string, b: string, filters: readonly string[], own: { seed: number }, command: Command) => {
      const { compareCommand } = await import('./compare-command.ts');
      const { dir, json } = command.optsWithGlobals<{ dir: string; json: boolean }>();
      done(await compareCommand({ dir, a, b, filters, seed: own.seed, json }));
    });
}
