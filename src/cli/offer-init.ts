// A folder with nothing in it: the person is asked whether a workspace is to be made there.
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { OWN_FOLDER } from '../load/own-folder.ts';
import { topFolders } from '../load/role.ts';
import { readSettings } from '../load/settings.ts';

/** Neither settings, steps nor scenarios: nobody has begun anything here. */
export function isNothing(dir: string): boolean {
  const { config, files } = readSettings(dir);
  return ![...topFolders(config), ...files].some((path) => existsSync(join(dir, path)));
}

/** In a sentence, where somebody stands in a folder of a workspace; null where not. Those that stepscope keeps are their own. */
export function insideText(dir: string): string | null {
  const here = resolve(dir);
  if (here.split(sep).includes(OWN_FOLDER) || !isNothing(here)) return null;
  for (let above = dirname(here), last = here; above !== last; [above, last] = [dirname(above), above])
    if (existsSync(join(above, readSettings(above).config.steps)))
      return `This is inside the workspace ${above}: --dir ${relative('.', above) || '.'} names it.`;
  return null;
}

/** One line on the terminal. False where the person says no; null where there is no answer. */
export async function asksForInit(dir: string, input: NodeJS.ReadStream): Promise<boolean | null> {
  const lines = createInterface({ input, output: process.stderr });
  const asked = new AbortController();
  lines.on('close', () => asked.abort());
  const question = `There are no steps and no scenarios in ${resolve(dir)}. Make a workspace here? (y/n) `;
  try {
    const answer = await lines.question(question, { signal: asked.signal });
    return /^\s*y/i.test(answer);
  } catch {
    process.stderr.write('\n');
    return null;
  } finally {
    lines.close();
  }
}
