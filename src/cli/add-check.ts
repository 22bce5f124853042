// The words of `stepscope check`.
import type { Command } from 'commander';
import type { Done } from './in-workspace.ts';

interface CheckFlags {
  readonly json: boolean;
  readonly strict: boolean;
}

export function addCheck(program: Command, done: Done): void {
  program
    .command('check')
    .description('what is wrong with files, and what can be said of steps without running them')
    .option('--dir <dir>', 'the workspace', '.')
    .option('--strict', 'a warning is a failure', false)
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  $ stepscope check\n  $ stepscope check --json | jq -r ".findings[].code" | sort | uniq -c\n\nExit codes: 0 no error, 1 a warning with --strict, 3 a file has an error.',
    )
    .action(async (_, command: Command) => {
      const { checkCommand } = await import('./check-command.ts');
      done(await checkCommand(command.optsWithGlobals<CheckFlags & { dir: string }>()));
    });
}
