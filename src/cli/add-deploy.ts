// The words of `stepscope deploy`.
import type { Command } from 'commander';
import type { Done } from './in-workspace.ts';

export function addDeploy(program: Command, done: Done): void {
  program
    .command('deploy')
    .description('bring what a deploy file names into local workspaces; nothing is sent anywhere')
    .argument('<file>', 'the deploy file, such as deploy.yaml; its folder holds what it names')
    .option('--dry-run', 'say what would be done, and write nothing', false)
    .option('--dir <dir>', 'the folder that the workspaces belong to', '.')
    .option('--json', 'print JSON', false)
    .addHelpText('after', '\nExample:\n  $ stepscope deploy deploy.yaml --dry-run')
    .action(async (file: string, own: { dryRun: boolean }, command: Command) => {
      const { deployCommand } = await import('./deploy-command.ts');
      const { dir, json } = command.optsWithGlobals<{ dir: string; json: boolean }>();
      done(await deployCommand({ dir, file, dryRun: own.dryRun, json }));
    });
}
