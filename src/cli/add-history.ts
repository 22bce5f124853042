// The words of `stepscope history`.
import type { Command } from 'commander';
import { countOf } from './option-values.ts';

interface Flags {
  readonly dir: string;
  readonly json: boolean;
  readonly olderThan?: string;
  readonly keep?: number;
}

type Done = (code: number) => void;

export function addHistory(program: Command, done: Done): void {
  const family = program
    .command('history')
    .description('what is kept of tasks: remove what is old, or read it anew')
    .addHelpText('after', '\nExample:\n  $ stepscope history prune --older-than 7d --keep 500');
  addPrune(family, done);
  addRebuild(family, done);
}

function common(command: Command): Command {
  return command.option('--dir <dir>', 'the workspace', '.').option('--json', 'print JSON', false);
}

function addPrune(family: Command, done: Done): void {
  common(family.command('prune'))
    .description('remove tasks with their recordings; those that run stay')
    .option('--older-than <time>', 'those that began longer ago: 30d, 12h')
    .option('--keep <n>', 'all but so many of the newest', countOf)
    .addHelpText(
      'after',
      '\nExample:\n  $ stepscope history prune --older-than 7d\n\nWithout an option it removes what is removed by itself: tasks of more than 30 days ago, and all but 10,000 tasks or 1 GB.',
    )
    .action(async (_, command: Command) => {
      const { pruneCommand } = await import('./history-command.ts');
      done(await pruneCommand(command.optsWithGlobals<Flags>()));
    });
}

function addRebuild(family: Command, done: Done): void {
  common(family.command('rebuild'))
    .description('read all recordings anew, as it is done by itself where the history is damaged')
    .addHelpText('after', '\nExample:\n  $ stepscope history rebuild')
    .action(async (_, command: Command) => {
      const { rebuildCommand } = await import('./history-command.ts');
      done(await rebuildCommand(command.optsWithGlobals<Flags>()));
    });
}
