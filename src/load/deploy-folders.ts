// `steps` and `libraries` of deploy.yaml: which folders they name, and in which order the steps are created.
import { posix } from 'node:path';
import { isObject } from '../json.ts';
import type { Json, Path } from '../step.ts';
import { isInside, normalise } from './config-rules.ts';
import { type Item, itemsOf, nameOf, textAt } from './deploy-items.ts';
import type { Fault } from './fault.ts';
import { isBelow, isCode } from './role.ts';
import { misspelt } from './rules.ts';

/** `file` and `name` stand as they were written, without `./`. */
export type FolderEntry =
  | { readonly kind: 'folder'; readonly folder: string; readonly at: Path }
  | { readonly kind: 'file'; readonly file: string; readonly at: Path }
  | { readonly kind: 'name'; readonly name: string; readonly at: Path };

export interface FoldersRead {
  /** In the order of the file. */
  readonly entries: readonly FolderEntry[];
  readonly faults: readonly Fault[];
}

const PATH_KEYS = ['syncPath', 'path', 'folder', 'file'];
const ENTRY_KEYS = [...PATH_KEYS, 'name', 'namespace', 'description', 'tags', 'id'];

export function readFolders(section: 'steps' | 'libraries', value: Json | undefined, at: Path): FoldersRead {
  const example = `- syncPath: "${section}/"`;
  const { items, faults } = itemsOf(value, at, example);
  const read = items.map((item) => readEntry(item, section, example));
  return {
    entries: read.flatMap(({ entries }) => entries),
    faults: [...faults, ...read.flatMap((entry) => entry.faults)],
  };
}

function readEntry(item: Item, section: string, example: string): FoldersRead {
  const { value, at } = item;
  const faults = isObject(value) ? misspelt(value, ENTRY_KEYS, at) : [];
  const path = pathOf(item);
  if (path !== undefined) return readPath(path, section, at, faults);
  const name = nameOf(item);
  if (name !== undefined) return { entries: [{ kind: 'name', name: normalise(name), at }], faults };
  const message = `an entry of "${section}" names neither a folder nor a file`;
  return {
    entries: [],
    faults: [...faults, { severity: 'error', path: at, message, hint: `For example: ${example}` }],
  };
}

/** A text is a path if it looks like one: a name has neither a slash at its end nor the ending of code. */
function pathOf({ value }: Item): string | undefined {
  if (typeof value === 'string') return value.endsWith('/') || isCode(value) ? value : undefined;
  if (!isObject(value)) return undefined;
  return PATH_KEYS.map((key) => textAt(value, key)).find((path) => path !== undefined);
}

function readPath(path: string, section: string, at: Path, faults: readonly Fault[]): FoldersRead {
  const file = normalise(path);
  const isFile = isCode(file);
  if (!isInside(isFile ? posix.dirname(file) : file))
    return { entries: [], faults: [...faults, outside(path, section, at)] };
  return { entries: [isFile ? { kind: 'file', file, at } : { kind: 'folder', folder: file, at }], faults };
}

function outside(path: string, section: string, at: Path): Fault {
  const where = section === 'steps' ? ', or name one as "steps" in stepscope.config.json' : '';
  return {
    severity: 'error',
    path: at,
    message: `${section} must be in a folder inside the workspace, not in "${path}"`,
    hint: `Move them into a folder beside deploy.yaml${where}.`,
  };
}

/**
 * The folders that entries speak of, none inside another. A file that is in none of them brings its own: what is beside it
 * is read as well. `usual` is where files may be in any case.
 */
export function foldersOf(entries: readonly FolderEntry[], usual: string): readonly string[] {
  const named = entries.flatMap((entry) => (entry.kind === 'folder' ? [entry.folder] : []));
  const files = entries.flatMap((entry) => (entry.kind === 'file' ? [entry.file] : []));
  const others = files
    .filter((file) => !named.some((folder) => isBelow(folder, file)))
    .map((file) => (isBelow(usual, file) ? usual : posix.dirname(file)));
  const all = [...new Set([...named, ...others])];
  return all.filter((folder) => !all.some((other) => isBelow(other, folder)));
}
