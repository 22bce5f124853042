// The words of `stepscope init`.
import type { Command } from 'commander';
import type { Done } from './in-workspace.ts';

export function addInit(program: Command, done: Done): void {
  program
    .command('init')
    .description('make a workspace: a step, a scenario, settings, and types for the editor')
    .argument('[dir]', 'where, else in the current folder; it may be new')
    .option('--dir <dir>', 'the same, for scripts', '.')
    .option('--json', 'print JSON', false)
    .addHelpText('after', '\nExample:\n  $ stepscope init shop && stepscope run --dir shop\n\nNo file is written over.')
    .action(async (dir: string | undefined, _, command: Command) => {
      const { initCommand } = await import('./init-command.ts');
      const options = command.optsWithGlobals<{ dir: string; json: boolean }>();
      done(await initCommand({ dir: dir ?? options.dir, json: options.json }));
    });
}
