// One file of the workspace, read: what it gives to the workspace, and what is wrong with it.
import type { Json, Mocks, Problem, Scenario, Source } from '../step.ts';
import { readDocument, readScenarioDocument } from './document.ts';
import { fileProblem, type Origin, problemAt, textOrigin } from './fault.ts';
import { readMethods } from './mocks.ts';
import type { Parsed } from './parsed.ts';
import { MAX_CODE_BYTES, MAX_DATA_BYTES, readText } from './read-text.ts';
import type { Role } from './role.ts';
import { readScenarios } from './scenario-file.ts';

export interface Entry {
  readonly file: string;
  /** Equal for two readings that give the same. */
  readonly print: string;
  readonly problems: readonly Problem[];
  readonly source?: Source;
  /** `source` is the last version that could be read, not what stands on disk. */
  readonly stale?: boolean;
  readonly scenarios?: readonly Scenario[];
  readonly mocks?: { readonly namespace: string; readonly methods: Mocks[string] };
  /** There is nothing in it: an editor may be about to write it. */
  readonly empty?: boolean;
}

/** `before` is what the same file gave last time; undefined where there is no such file. */
export function readEntry(dir: string, file: string, role: Role, before?: Entry): Entry | undefined {
  const isData = role.kind === 'scenarios' || role.kind === 'mocks';
  const read = readText(dir, file, isData ? MAX_DATA_BYTES : MAX_CODE_BYTES);
  if (read.kind === 'gone') return undefined;
  if (read.kind === 'problem') return withLastSource(problemEntry(read.problem), before);
  if (before?.print === printOf(read.text)) return before;
  if (read.text.trim() === '') return withLastSource(emptyEntry(file, role), before);
  return { file, print: printOf(read.text), ...contentOf(file, role, read.text) };
}

/** A fault of a path that is no file to be read. */
export function problemEntry(problem: Problem): Entry {
  return {
    file: problem.file,
    print: `problem: ${problem.message} ${problem.line}:${problem.column}`,
    problems: [problem],
  };
}

function printOf(text: string): string {
  return `text: ${text}`;
}

function emptyEntry(file: string, role: Role): Entry {
  const problem = fileProblem(file, 'the file is empty', EMPTY_HINTS[role.kind]);
  return { ...problemEntry(problem), empty: true };
}

const EMPTY_HINTS: Readonly<Record<Role['kind'], string>> = {
  step: 'Write `export const condition = {…}` and `export const content = async () => {…}`, or delete the file.',
  library: 'Export something, or delete the file.',
  scenario: 'Write `export default { name, data }`, or delete the file.',
  connector: 'Export its methods, or delete the file.',
  scenarios: 'Write the data of a task, { "key": value }, or delete the file.',
  mocks: 'Write { "method": answer }, or delete the file.',
};

/** Code that loaded before stays in force while its file cannot be read (semantics §1). */
function withLastSource(entry: Entry, before: Entry | undefined): Entry {
  return before?.source ? { ...entry, source: before.source, stale: true } : entry;
}

type Content = Pick<Entry, 'problems' | 'source' | 'scenarios' | 'mocks'>;

function contentOf(file: string, role: Role, text: string): Content {
  if (role.kind === 'scenarios')
    return contentIn(readScenarioDocument(file, text), file, text, (value, origin) =>
      readScenarios(value, role.name, origin, () => []),
    );
  if (role.kind === 'mocks')
    return contentIn(readDocument(file, text), file, text, (value, origin) => mocksOf(value, role.name, origin));
  return { problems: [], source: { kind: role.kind, name: role.name, file, text } };
}

function mocksOf(value: Json, path: string, origin: Origin): Content {
  const namespace = path.split('/').at(-1) ?? path;
  const { methods, faults } = readMethods(value, [], namespace);
  const problems = faults.map((fault) => origin.problem(fault));
  return { problems, ...(problems.length === 0 && { mocks: { namespace, methods } }) };
}

function contentIn(
  { document, faults }: Parsed,
  file: string,
  text: string,
  read: (value: Json, origin: Origin) => Content,
): Content {
  const inText = faults.map((fault) => problemAt(file, text, fault));
  if (!document || inText.some(({ severity }) => severity === 'error')) return { problems: inText };
  const content = read(document.value, textOrigin(file, text, document.offsetOf));
  return { ...content, problems: [...inText, ...content.problems] };
}
