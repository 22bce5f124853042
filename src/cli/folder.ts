// The folder that a command works on: the one that it was pointed at, else the workspace switched to, else the current folder.
import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { checkFolder } from '../load/check-folder.ts';
import { hasNotes } from '../load/own-folder.ts';
import { PIPED } from './option-values.ts';
import { say } from './say.ts';

/** False where there is no such folder; then that has been said. */
export function isWorkspace(dir: string): boolean {
  const problem = checkFolder(resolve(dir));
  if (problem) say(`stepscope: ${problem.message}. ${problem.hint}`);
  return problem === undefined;
}

/** They speak of workspaces, or make one: to them the current folder is itself. */
const STAY_IN_FOLDER = new Set(['init', 'workspace', 'deploy', 'compare', 'completion', 'complete']);

/**
 * Points a command that was pointed nowhere at the workspace that was switched to. Whoever sits before it is told. Gives what
 * is wrong, where that workspace is not there any more.
 */
export async function takeSwitched(program: Command, command: Command): Promise<string | null> {
  if (!hasNotes('.') || isPointed(program, command) || STAY_IN_FOLDER.has(topOf(program, command).name())) return null;
  const { currentWorkspace } = await import('../load/named-workspaces.ts');
  const current = currentWorkspace('.');
  if ('refused' in current) return current.refused;
  if (current.isFolder) return null;
  command.setOptionValueWithSource('dir', relative('.', current.dir), 'env');
  if (process.stderr.isTTY)
    say(`In the workspace ${JSON.stringify(current.name)}; stepscope workspace switch . goes back.`);
  return null;
}

function isPointed(program: Command, command: Command): boolean {
  if (program.opts<{ dir?: string }>().dir !== undefined) return true;
  if (command === program) return program.args.length > 0 && program.args[0] !== PIPED;
  return command.getOptionValueSource('dir') === 'cli' || !command.options.some(({ long }) => long === '--dir');
}

function topOf(program: Command, command: Command): Command {
  const { parent } = command;
  return parent === null || parent === program ? command : topOf(program, parent);
}
