// The words of `stepscope completion`, and of what the shells then call.
import { type Command, Option } from 'commander';
import type { Done } from './in-workspace.ts';
import { print } from './print.ts';

export function addCompletion(program: Command, done: Done): void {
  program
    .command('completion')
    .description('what a shell needs so that tab completes commands, options and names')
    .addArgument(program.createArgument('<shell>', 'bash, zsh or fish').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      '\nExamples:\n  $ source <(stepscope completion bash)        in ~/.bashrc; likewise for zsh, after compinit\n  $ stepscope completion fish | source         in ~/.config/fish/config.fish',
    )
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      const { SCRIPTS } = await import('./completion-scripts.ts');
      await print(SCRIPTS[shell]);
      done(0);
    });
  addComplete(program, done);
}

/** Words of the person's come behind `--`, whatever they look like. */
function addComplete(program: Command, done: Done): void {
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .addOption(new Option('--bash <line>').hideHelp())
    .passThroughOptions()
    .allowUnknownOption()
    .action(async (words: readonly string[], { bash }: { readonly bash?: string }) => {
      const { completedLine, completedWords } = await import('./complete.ts');
      await print(await (bash === undefined ? completedWords(program, words) : completedLine(program, bash)));
      done(0);
    });
}
