// New files of steps: from a condition given as JSON, or as a copy. No file is overwritten.
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { isList, isTypeName } from '../json.ts';
import type { Json, JsonObject, Workspace } from '../step.ts';
import { messageOf } from '../thrown.ts';
import { makeFolders } from './make-folder.ts';
import type { Written } from './save-scenario.ts';

const ENDINGS = ['.js', '.ts', '.mjs', '.mts'];
const LONGEST = 200;

const BUILT_IN = { String, Number, Boolean, Array, Object };

type Place = Pick<Workspace, 'dir' | 'config'>;

/** `ending` with its dot. */
export function writeStep({ dir, config }: Place, name: string, ending: string, text: string): Written {
  const fault = nameFault(name);
  if (fault !== null) return { refused: `A step cannot be called ${JSON.stringify(name)}: ${fault}.` };
  const path = `${config.steps}/${name}`;
  const taken = ENDINGS.map((one) => path + one).find((file) => existsSync(join(dir, file)));
  if (taken !== undefined) return { refused: `There is a step of this name: ${taken}.` };
  const file = path + ending;
  try {
    makeFolders(dirname(join(dir, file)));
    writeFileSync(join(dir, file), text, { flag: 'wx' });
    return { file };
  } catch (error) {
    return { refused: `${file} cannot be written: ${messageOf(error)}.` };
  }
}

/** A name is a path below the folder of steps. */
function nameFault(name: string): string | null {
  const parts = name.split('/');
  if (name.length > LONGEST) return `it is longer than ${LONGEST} characters`;
  if (name.trim() !== name || name === '') return 'it is empty, or begins or ends with a space';
  if (posix.normalize(name) !== name || name.startsWith('/') || parts.includes('..'))
    return 'it is no path below the steps';
  if (parts.some((part) => part.startsWith('.') || part === 'node_modules'))
    return 'files and folders that begin with a dot are left out';
  if (parts[0] === 'lib') return 'what is in lib is a library';
  if (/[\p{Cc}\\:*?"<>|]/u.test(name)) return 'it has a character that not every system allows in a file';
  return ENDINGS.some((ending) => name.endsWith(ending)) ? 'leave the ending out' : null;
}

/** A step that waits for this and does nothing yet. */
export function stepText(condition: Json): string {
  return `export const condition = ${written(condition, '')};

export const content = async () => {
  // What to do with data. Set a field that the condition waits for, so that it shows what is done.
};
`;
}

/** The value that this text stands for. */
export function conditionOf(value: Json): unknown {
  if (isTypeName(value)) return BUILT_IN[value];
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(conditionOf);
  return regexpOf(value) ?? Object.fromEntries(Object.entries(value).map(([key, field]) => [key, conditionOf(field)]));
}

/** Types by their names, `{"$regexp": ["^ab", "i"]}` as a regular expression, all else as it is. */
function written(value: Json, indent: string): string {
  if (isTypeName(value)) return value;
  if (typeof value !== 'object' || value === null) return literal(value);
  const inner = `${indent}  `;
  if (isList(value)) return `[${value.map((element) => written(element, indent)).join(', ')}]`;
  const regexp = regexpOf(value);
  if (regexp !== null) return String(regexp);
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  if (entries.length === 1 && entries[0]?.[0] === '$ne') return `{ $ne: ${written(entries[0][1], indent)} }`;
  const lines = entries.map(([key, field]) => `${inner}${keyWritten(key)}: ${written(field, inner)},`);
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function regexpOf(value: JsonObject): RegExp | null {
  const { $regexp } = value;
  if (!isList($regexp) || Object.keys(value).length !== 1) return null;
  const [source, flags = ''] = $regexp;
  try {
    return typeof source === 'string' && typeof flags === 'string' ? new RegExp(source, flags) : null;
  } catch {
    return null;
  }
}

function keyWritten(key: string): string {
  if (key === '__proto__') return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : literal(key);
}

/** In the quotes of our samples. */
function literal(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
