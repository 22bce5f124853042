// What the words of most commands have in common: the workspace, JSON, and examples at the end of their help.
import type { Command } from 'commander';

/** Told with which exit code a command ended. */
export type Done = (code: number) => void;

/** `examples`: what is typed behind `stepscope`. */
export function inWorkspace(command: Command, examples: readonly string[], dir = 'the workspace'): Command {
  const lines = examples.map((example) => `\n  $ stepscope ${example}`).join('');
  return command
    .option('--dir <dir>', dir, '.')
    .option('--json', 'print JSON', false)
    .addHelpText('after', `\nExample${examples.length > 1 ? 's' : ''}:${lines}`);
}
