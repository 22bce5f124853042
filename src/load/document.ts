// Text of a data file → its value, with the place of every key. Which language it is written in, its name tells.
import { readJson } from './json-document.ts';
import { type Parsed, tooDeep, unreadable } from './parsed.ts';
import { readYaml } from './yaml-document.ts';

export function readDocument(file: string, text: string): Parsed {
  if (text.trim() === '') return unreadable(0, 'the file is empty', 'Write the data in it, at least {}, or delete it.');
  try {
    return /\.ya?ml$/i.test(file) ? readYaml(text) : readJson(text);
  } catch (error) {
    // Both parsers descend recursively.
    if (error instanceof RangeError) return tooDeep(0);
    throw error;
  }
}
