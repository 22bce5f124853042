// Writes a scenario into a new file below scenarios/saved. No file is ever overwritten.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject, Workspace } from '../step.ts';
import { codeOf, messageOf } from '../thrown.ts';
import { makeFolders } from './make-folder.ts';
import { MAX_DATA_BYTES } from './read-text.ts';
import { readScenario } from './scenario.ts';

/** The file, relative to the workspace; or why nothing was written, in words for a person. */
export type Written = { readonly file: string } | { readonly refused: string };

/** More scenarios of one name help nobody. */
const MOST = 1_000;
const LONGEST_NAME = 80;
/** Names that Windows keeps for itself. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** `scenario` is in the explicit form, without its name. */
export function saveScenario(
  { dir, config }: Pick<Workspace, 'dir' | 'config'>,
  name: string,
  scenario: JsonObject,
): Written {
  const fault = readScenario({ name, ...scenario }, []).faults.find(({ severity }) => severity === 'error');
  if (fault) return { refused: `It would be no scenario: ${fault.message}.` };
  const folder = `${config.scenarios}/saved`;
  const base = fileNameOf(name);
  try {
    makeFolders(join(dir, folder));
    for (let count = 1; count <= MOST; count++) {
      const number = count === 1 ? '' : ` ${count}`;
      const file = `${folder}/${base}${number}.json`;
      const text = `${JSON.stringify({ name: name + number, ...scenario }, null, 2)}\n`;
      if (Buffer.byteLength(text) > MAX_DATA_BYTES) return { refused: 'The data is too large for a scenario.' };
      if (isWritten(join(dir, file), text)) return { file };
    }
  } catch (error) {
    return { refused: `${folder} cannot be written: ${messageOf(error)}` };
  }
  return { refused: `There are ${MOST} scenarios called ${base} already.` };
}

/** False where there is such a file. */
function isWritten(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // Whatever it holds was made by us, and is not whole.
    rmSync(path, { force: true });
    throw error;
  }
}

/** What a file may be called everywhere; `#` would be read as a scenario of a list. */
export function fileNameOf(name: string): string {
  const clean = name
    .normalize('NFC')
    // A dash where words would run together, and nothing more than a space where there is one already.
    .replaceAll(/[^\p{L}\p{M}\p{N}_().,+=@-]+/gu, (run) => (run.includes(' ') ? ' ' : '-'))
    .replaceAll(/[ -]+(?=[,)]|$)/g, '');
  const short = [...clean]
    .slice(0, LONGEST_NAME)
    .join('')
    .replaceAll(/^[\s.-]+|[\s.-]+$/g, '');
  if (short === '') return 'scenario';
  return RESERVED.test(short) ? `${short}-scenario` : short;
}
