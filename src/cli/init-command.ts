// `stepscope init`: a new workspace, beside whatever is there. Nothing is ever written over.
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { roleOf } from '../load/role.ts';
import { readSettings } from '../load/settings.ts';
import { workspaceFiles } from '../load/workspace-files.ts';
import { codeOf, messageOf } from '../thrown.ts';
import { EXIT } from './exit-codes.ts';
import { newFiles } from './init-files.ts';
import { jsonText, oneLine } from './listing.ts';
import { print } from './print.ts';
import { refuse } from './say.ts';

export interface InitOptions {
  readonly dir: string;
  readonly json: boolean;
}

interface Made {
  readonly dir: string;
  readonly made: readonly string[];
  /** They were there. */
  readonly kept: readonly string[];
}

export async function initCommand({ dir, json }: InitOptions): Promise<number> {
  try {
    const made = makeWorkspace(dir);
    await print(json ? jsonText(made) : told(made));
    return EXIT.ok;
  } catch (error) {
    return refuse('init', reasonOf(error, dir));
  }
}

/** Throws what the system says where the folder cannot be written. */
export function makeWorkspace(dir: string): Made {
  makeFolder(resolve(dir));
  const made: string[] = [];
  const kept: string[] = [];
  for (const [file, text] of newFiles(dir, hasSteps(dir))) {
    makeFolder(dirname(resolve(dir, file)));
    const isNew = writeNew(join(dir, file), text);
    (isNew ? made : kept).push(file);
  }
  return { dir: resolve(dir), made, kept };
}

/** One after the other: where nothing can be made, Node's own way of making them all tries for ever. */
function makeFolder(dir: string): void {
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return;
  makeFolder(dirname(dir));
  mkdirSync(dir);
}

function hasSteps(dir: string): boolean {
  const settings = readSettings(dir);
  return workspaceFiles(dir, settings).some((file) => roleOf(file, settings.config)?.kind === 'step');
}

/** Whoever is faster than we are keeps the file. */
function writeNew(path: string, text: string): boolean {
  if (existsSync(path)) return false;
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function told({ dir, made, kept }: Made): string {
  const here = relative('.', dir);
  const place = here === '' ? '' : ` --dir ${/\s/.test(here) ? JSON.stringify(here) : here}`;
  const lines = [
    made.length > 0 ? `A workspace in ${dir}:` : `There is a workspace in ${dir} already; nothing was made.`,
    ...made.map((file) => `  made  ${file}`),
    ...(made.length > 0 ? kept.map((file) => `  kept  ${file}`) : []),
    '',
    'Next:',
    `  stepscope run${place}  runs its scenarios`,
    `  stepscope${place}      opens the debugger`,
  ];
  return `${lines.map(oneLine).join('\n')}\n`;
}

function reasonOf(error: unknown, dir: string): string {
  const code = codeOf(error);
  if (code === 'EEXIST' || code === 'ENOTDIR') return `${dir} is a file: name a folder, which may be new.`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return `nothing may be written in ${resolve(dir)}.`;
  return `${resolve(dir)} cannot be made: ${messageOf(error)}`;
}
