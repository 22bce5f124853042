// Writes answers of connectors into the file of a scenario, and leaves all else in it as its author has it.

import { isObject, own } from '../json.ts';
import type { Json, Mocks, Path, Scenario, Workspace } from '../step.ts';
import { readScenarioDocument } from './document.ts';
import { editedText, replaceFile } from './edit-file.ts';
import { type Placed, withPlaced } from './placed.ts';
import { MAX_DATA_BYTES, readText } from './read-text.ts';
import { isCode, nameBelow, roleOf } from './role.ts';
import type { Written } from './save-scenario.ts';
import { isExplicit } from './scenario.ts';

export function keepAnswers(
  { dir, config }: Pick<Workspace, 'dir' | 'config'>,
  { name, file }: Pick<Scenario, 'name' | 'file'>,
  answers: Mocks,
): Written {
  if (isCode(file)) return { refused: `${file} is code: write the answers there, or save the task as a scenario.` };
  if (roleOf(file, config)?.kind !== 'scenarios')
    return { refused: `${file} is no file of scenarios: save the task as a scenario.` };
  const read = readText(dir, file, MAX_DATA_BYTES);
  if (read.kind !== 'text') return { refused: `${file} cannot be read any more.` };
  const value = readScenarioDocument(file, read.text).document?.value;
  const at = value === undefined ? null : placeOf(value, name, nameBelow(config.scenarios, file));
  if (value === undefined || !at) return { refused: NOT_EXPLICIT(file) };
  const entries = entriesOf(answers, at);
  const text = editedText(file, read.text, entries, entries.reduce(withPlaced, value));
  return text === null
    ? { refused: `${file} is written in a way that cannot be edited here.` }
    : replaceFile(dir, file, text);
}

const NOT_EXPLICIT = (file: string): string =>
  `${file} holds data only, no "name" and "data" beside which answers could stand: save the task as a scenario.`;

/** Where the scenario of this name stands in its file; null where it is not in the explicit form. */
function placeOf(value: Json, name: string, base: string): Path | null {
  if (!Array.isArray(value)) return isObject(value) && isExplicit(value) && name === base ? [] : null;
  const index = value.findIndex((element: Json, place) => {
    const title = isObject(element) && isExplicit(element) ? String(own(element, 'name')) : null;
    return title !== null && (name === `${base}#${title}` || name === `${base}#${place}`);
  });
  return index < 0 ? null : [index];
}

function entriesOf(answers: Mocks, at: Path): readonly Placed[] {
  return Object.entries(answers).flatMap(([connector, methods]) =>
    Object.entries(methods).map(([method, answer]): Placed => [[...at, 'connectors', connector, method], answer]),
  );
}
