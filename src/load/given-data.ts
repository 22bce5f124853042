// A task's data from the command line: typed as JSON, in a file, or on standard input. Read as a scenario file is, so that
// expectations in it are no data.
import { basename, dirname, resolve } from 'node:path';
import { isObject } from '../json.ts';
import type { Json, Problem, Scenario } from '../step.ts';
import { readDocument } from './document.ts';
import { type Fault, fileProblem, problemAt, textOrigin } from './fault.ts';
import { describe } from './json.ts';
import { MAX_DATA_BYTES, readText } from './read-text.ts';
import { readScenario } from './scenario.ts';

export const STANDARD_INPUT = 'standard input';

export interface GivenText {
  /** As people were told to give it: `-d`, standard input, or a path. */
  readonly from: string;
  readonly text: string;
}

export interface GivenRead {
  /** Missing where there is an error among the problems. */
  readonly scenario?: Scenario;
  readonly problems: readonly Problem[];
}

/** `path`: relative to the current folder. */
export function givenFile(path: string): GivenText | Problem {
  const absolute = resolve(path);
  const read = readText(dirname(absolute), basename(absolute), MAX_DATA_BYTES);
  if (read.kind === 'text') return { from: path, text: read.text };
  if (read.kind === 'problem') return { ...read.problem, file: path };
  return fileProblem(path, 'there is no such file', 'Name a JSON or YAML file with the data of a task.');
}

/** What comes on standard input has no name that would tell its language. */
const JSON_BEGINS = /^\s*(?:[{["]|\/[/*]|$)/;

/** A list of scenarios is for files of them. */
function noData(value: Json): Fault {
  const message = `the data of a task must be an object, not ${describe(value)}`;
  return { severity: 'error', path: [], message, hint: 'Write { "key": value }: one task has one document.' };
}

/** Its name is where it came from, which no file of scenarios has as its own. */
export function givenScenario({ from, text }: GivenText): GivenRead {
  const { document, faults } = readDocument(
    from === STANDARD_INPUT && !JSON_BEGINS.test(text) ? 'it.yaml' : from,
    text,
  );
  const inText = faults.map((fault) => problemAt(from, text, fault));
  if (!document) return { problems: inText };
  const origin = textOrigin(from, text, document.offsetOf);
  const { content, faults: inValue } = isObject(document.value)
    ? readScenario(document.value, [])
    : { faults: [noData(document.value)] };
  const problems = [...inText, ...inValue.map((fault) => origin.problem(fault))];
  if (!content || problems.some(({ severity }) => severity === 'error')) return { problems };
  return { scenario: { name: `given by ${from}`, file: from, line: 1, ...content }, problems };
}
