// What is wrong with the workspace, for commands that are about something else: a line, and in full only what concerns them.
import { problemLines } from '../check/report-text.ts';
import type { Problem } from '../step.ts';
import { counted } from './listing.ts';
import { paintFor } from './paint.ts';
import { say } from './say.ts';

/** `about`: names of steps and scenarios, or their files. */
export function tellErrors(problems: readonly Problem[], about: readonly (string | undefined)[] = []): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const isMeant = ({ file }: Problem): boolean =>
    about.some((name) => name !== undefined && name !== '' && isFileOf(file, name));
  const paint = paintFor(process.stderr);
  const meant = errors.filter(isMeant);
  for (const problem of meant) process.stderr.write(`${problemLines(problem, paint).join('\n')}\n`);
  const [first, ...rest] = errors.filter((problem) => !meant.includes(problem));
  if (!first) return;
  const count = counted(rest.length + 1, meant.length > 0 ? 'more error' : 'error');
  const place = `${first.file}${first.line > 0 ? `:${first.line}:${first.column}` : ''}`;
  say(`${count} in the workspace (${rest.length > 0 ? 'the first: ' : ''}${place}): stepscope check`);
}

/** Names are paths below a folder, without what a file's name ends with; of one in a list, `#` and what follows. */
function isFileOf(file: string, name: string): boolean {
  const [wanted = ''] = name.split('#');
  return file === wanted || `/${file.replace(/\.\w+$/, '')}`.endsWith(`/${wanted}`);
}
