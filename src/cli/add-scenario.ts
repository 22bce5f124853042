// The words of `stepscope scenario`.
import type { Command } from 'commander';
import { type Done, inWorkspace } from './in-workspace.ts';

export function addScenarios(program: Command, done: Done): void {
  const family = program
    .command('scenario')
    .description('scenarios of a workspace')
    .addHelpText('after', '\nExample:\n  $ stepscope scenario list | grep payment');
  inWorkspace(family.command('list'), ['scenario list --json | jq -r ".[].name"'])
    .description('all scenarios, with what is expected of them')
    .action(async (_, command: Command) => {
      const { scenarioListCommand } = await import('./scenario-list.ts');
      done(await scenarioListCommand(command.optsWithGlobals<{ dir: string; json: boolean }>()));
    });
}
