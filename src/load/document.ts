// Text of a data file → its value, with the place of every key. Which language it is written in, its name tells.
import { readJson } from './json-document.ts';
import { type Parsed, tooDeep, unreadable } from './parsed.ts';
import { readYaml, readYamls } from './yaml-document.ts';

export function readDocument(file: string, text: string): Parsed {
  return reading(file, text, readYaml);
}

/** The same of a file of scenarios: in YAML several documents are a list of them. */
export function readScenarioDocument(file: string, text: string): Parsed {
  return reading(file, text, readYamls);
}

function reading(file: string, text: string, yaml: (text: string) => Parsed): Parsed {
  if (text.trim() === '') return unreadable(0, 'the file is empty', 'Write the data in it, at least {}, or delete it.');
  try {
    return /\.ya?ml$/i.test(file) ? yaml(text) : readJson(text);
  } catch (error) {
    // Both parsers descend recursively.
    if (error instanceof RangeError) return tooDeep(0);
    throw error;
  }
}
