// The words of `stepscope history`.
import type { Command } from 'commander';
import { type Done, inWorkspace } from './in-workspace.ts';
import { countOf } from './option-values.ts';

interface Flags {
  readonly dir: string;
  readonly json: boolean;
  readonly olderThan?: string;
  readonly keep?: number;
}

export function addHistory(program: Command, done: Done): void {
  const family = program
    .command('history')
    .description('what is kept of tasks: remove what is old, or read it anew')
    .addHelpText('after', '\nExample:\n  $ stepscope history prune --older-than 7d --keep 500');
  addPrune(family, done);
  addRebuild(family, done);
}

function addPrune(family: Command, done: Done): void {
  inWorkspace(family.command('prune'), ['history prune --older-than 7d'])
    .description('remove tasks with their recordings; those that run stay')
    .option('--older-than <time>', 'those that began longer ago: 30d, 12h')
    .option('--keep <n>', 'all but so many of the newest', countOf)
    .addHelpText(
      'after',
      '\nWithout an option it removes what is removed by itself: tasks of more than 30 days ago, and all but 10,000 tasks or 1 GB.',
    )
    .action(async (_, command: Command) => {
      const { pruneCommand } = await import('./history-command.ts');
      done(await pruneCommand(command.optsWithGlobals<Flags>()));
    });
}

function addRebuild(family: Command, done: Done): void {
  inWorkspace(family.command('rebuild'), ['history rebuild'])
    .description('read all recordings anew, as it is done by itself where the history is damaged')
    .action(async (_, command: Command) => {
      const { rebuildCommand } = await import('./history-command.ts');
      done(await rebuildCommand(command.optsWithGlobals<Flags>()));
    });
}
