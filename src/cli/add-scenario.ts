// The words of `stepscope scenario`.
import type { Command } from 'commander';

export function addScenarios(program: Command, done: (code: number) => void): void {
  const family = program
    .command('scenario')
    .description('scenarios of a workspace')
    .addHelpText('after', '\nExample:\n  $ stepscope scenario list | grep payment');
  family
    .command('list')
    .description('all scenarios, with what is expected of them')
    .option('--dir <dir>', 'the workspace', '.')
    .option('--json', 'print JSON', false)
    .addHelpText('after', '\nExample:\n  $ stepscope scenario list --json | jq -r ".[].name"')
    .action(async (_, command: Command) => {
      const { scenarioListCommand } = await import('./scenario-list.ts');
      done(await scenarioListCommand(command.optsWithGlobals<{ dir: string; json: boolean }>()));
    });
}
