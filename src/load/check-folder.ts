// Is there a folder at all? Asked before anything else is loaded.
import { accessSync, constants, statSync } from 'node:fs';
import type { Problem } from '../step.ts';
import { codeOf, messageOf } from '../thrown.ts';
import { folderProblem } from './fault.ts';
import { reasonOf } from './read-text.ts';

/** What is wrong with the folder itself. */
export function checkFolder(dir: string): Problem | undefined {
  try {
    if (statSync(dir).isDirectory()) {
      accessSync(dir, constants.R_OK | constants.X_OK);
      return undefined;
    }
    return folderProblem('', `${dir} is a file`, 'Name the folder that holds steps/ and scenarios/, with --dir.');
  } catch (error) {
    const [code, message] = [codeOf(error), messageOf(error)];
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return unreadable(dir, reasonOf(code, message));
    return folderProblem(
      '',
      `there is no folder ${dir}`,
      'Name the folder that holds steps/ and scenarios/, with --dir.',
    );
  }
}

function unreadable(dir: string, [message, hint]: readonly [message: string, hint: string]): Problem {
  return folderProblem('', `${dir}: ${message}`, hint);
}
