// Writes the steps that ran into the expectations of a scenario, in its own file.

import { isObject, own } from '../json.ts';
import type { Json, JsonObject, Path, Scenario, Workspace } from '../step.ts';
import { readScenarioDocument } from './document.ts';
import { editedText, replaceFile } from './edit-file.ts';
import { type Placed, withPlaced } from './placed.ts';
import { MAX_DATA_BYTES, readText } from './read-text.ts';
import { isCode, nameBelow, roleOf } from './role.ts';
import type { Written } from './save-scenario.ts';
import { isExplicit } from './scenario.ts';

/** `keys`: under which they are expected, each with what is to stand there. */
export function updateSteps(
  { dir, config }: Pick<Workspace, 'dir' | 'config'>,
  { name, file }: Pick<Scenario, 'name' | 'file'>,
  keys: Readonly<Partial<Record<'steps' | 'expectedSteps', readonly string[]>>>,
): Written {
  if (isCode(file)) return { refused: `${file} is code: change its expectations there.` };
  const read = readText(dir, file, MAX_DATA_BYTES);
  if (read.kind !== 'text') return { refused: `${file} cannot be read any more.` };
  const value = readScenarioDocument(file, read.text).document?.value;
  const base = roleOf(file, config)?.kind === 'scenarios' ? nameBelow(config.scenarios, file) : nameBelow('', file);
  const found = value === undefined ? null : scenarioIn(value, name, base);
  if (value === undefined || !found) return { refused: `${name} is not in ${file} any more.` };
  const entries = entriesOf(found, keys);
  if (entries === null) return { refused: `${file} does not expect steps of ${name} any more.` };
  const text = editedText(file, read.text, entries, entries.reduce(withPlaced, value));
  return text === null
    ? { refused: `${file} is written in a way that cannot be edited here.` }
    : replaceFile(dir, file, text);
}

interface Found {
  readonly at: Path;
  readonly value: JsonObject;
}

/** By the name that it has among the scenarios of its file. */
function scenarioIn(value: Json, name: string, base: string): Found | null {
  if (!Array.isArray(value)) return isObject(value) && name === base ? { at: [], value } : null;
  for (const [index, element] of value.entries()) {
    const isIt = isObject(element) && [titleOf(element), index].some((title) => name === `${base}#${title}`);
    if (isIt) return { at: [index], value: element };
  }
  return null;
}

function titleOf(value: JsonObject): Json | undefined {
  if (isExplicit(value)) return own(value, 'name');
  return own(value, 'scenario');
}

/** Null where one of the keys does not stand there. */
function entriesOf({ at, value }: Found, keys: Parameters<typeof updateSteps>[2]): readonly Placed[] | null {
  const entries: Placed[] = [];
  for (const [key, steps] of Object.entries(keys)) {
    const places: readonly Path[] = key === 'steps' ? [['expect', key]] : [[key], ['data', key]];
    const place = places.find((path) => stands(value, path) && (isExplicit(value) || path.length === 1));
    if (!place) return null;
    entries.push([[...at, ...place], [...steps]]);
  }
  return entries;
}

function stands(value: JsonObject, path: Path): boolean {
  let inner: Json | undefined = value;
  for (const key of path) inner = isObject(inner) ? own(inner, String(key)) : undefined;
  return inner !== undefined;
}
