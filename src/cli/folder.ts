// The folder that a command was pointed at.
import { resolve } from 'node:path';
import { checkFolder } from '../load/workspace.ts';

/** False where there is no such folder; then that has been said. */
export function isWorkspace(dir: string): boolean {
  const problem = checkFolder(resolve(dir));
  if (problem) process.stderr.write(`stepscope: ${problem.message}. ${problem.hint}\n`);
  return problem === undefined;
}
