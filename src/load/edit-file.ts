// Puts values into a data file of its author's, and leaves all else in it as it is.
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../step.ts';
import { messageOf } from '../thrown.ts';
import { readScenarioDocument } from './document.ts';
import { editJson, editJsonRoughly } from './edit-json.ts';
import { editYaml, editYamlRoughly, inDocuments } from './edit-yaml.ts';
import type { Placed } from './placed.ts';
import type { Written } from './save-scenario.ts';

/** The text with the entries in it, if it says them and what was there before, and nothing else; else null. */
export function editedText(file: string, text: string, entries: readonly Placed[], wanted: Json): string | null {
  const isYaml = /\.ya?ml$/i.test(file);
  const ways = isYaml ? [editYaml, editYamlRoughly].map(inDocuments) : [editJson, editJsonRoughly];
  for (const edit of ways) {
    const edited = orNull(() => edit(text, entries));
    const read = edited === null ? null : readScenarioDocument(file, edited);
    const isSound = read?.document && !read.faults.some(({ severity }) => severity === 'error');
    if (isSound && isDeepStrictEqual(read?.document?.value, wanted)) return edited;
  }
  return null;
}

/** The editors throw where a key leads through something else than an object: an alias, say. */
function orNull(edit: () => string): string | null {
  try {
    return edit();
  } catch {
    return null;
  }
}

const BYTE_ORDER_MARK = '\uFEFF';

/** All at once: a reader sees the file before or after. A link goes on leading to its file, a byte order mark stays. */
export function replaceFile(dir: string, file: string, text: string): Written {
  let draft: string | null = null;
  try {
    const path = realpathSync(join(dir, file));
    const { mode } = statSync(path);
    // What begins with a dot is no file of the workspace.
    draft = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
    const mark = readFileSync(path, 'utf8').startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
    writeFileSync(draft, mark + text, { mode, flag: 'wx' });
    renameSync(draft, path);
    return { file };
  } catch (error) {
    if (draft !== null) rmSync(draft, { force: true });
    return { refused: `${file} cannot be written: ${messageOf(error)}` };
  }
}
