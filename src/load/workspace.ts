// A folder → what is in it. Mistakes in it are Problems; whatever is right beside them is there all the same.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem, Source, Workspace } from '../step.ts';
import { CONFIG_FILE, type ConfigRead, DEFAULT_CONFIG, parseConfig } from './config.ts';
import { type Entry, MAX_DATA_BYTES } from './entry.ts';
import { fileProblem, folderProblem } from './fault.ts';
import { Files } from './files.ts';
import { groupBy } from './group.ts';
import { readText, reasonOf } from './read-text.ts';
import { withoutDoubles } from './scenario-file.ts';

/** Never throws for what a user can get wrong. */
export async function readWorkspace(dir: string): Promise<Workspace> {
  const root = resolve(dir);
  const problem = checkFolder(root);
  if (problem) return missingWorkspace(root, problem);
  const read = readConfig(root);
  const files = new Files(root, read.config);
  await files.lookAtAll();
  return assemble(root, read, files.entries());
}

export function missingWorkspace(dir: string, problem: Problem): Workspace {
  return assemble(dir, { config: DEFAULT_CONFIG, problems: [problem] }, []);
}

/** What is wrong with the folder itself. */
export function checkFolder(dir: string): Problem | undefined {
  try {
    if (statSync(dir).isDirectory()) return undefined;
    return folderProblem('', `${dir} is a file`, 'Name the folder that holds steps/ and scenarios/, with --dir.');
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return unreadable(dir, reasonOf(code, message));
    return folderProblem(
      '',
      `there is no folder ${dir}`,
      'Name the folder that holds steps/ and scenarios/, with --dir.',
    );
  }
}

function unreadable(dir: string, [message, hint]: readonly [message: string, hint: string]): Problem {
  return folderProblem('', `${dir}: ${message}`, hint);
}

/** Without a file, the defaults. */
export function readConfig(dir: string): ConfigRead {
  const read = readText(dir, CONFIG_FILE, MAX_DATA_BYTES);
  if (read.kind === 'text') return parseConfig(read.text);
  if (read.kind === 'problem') return { config: DEFAULT_CONFIG, broken: true, problems: [read.problem] };
  return { config: DEFAULT_CONFIG, problems: [] };
}

/** The same entry gives the same objects, so that readers can tell by identity what has changed. */
export function assemble(dir: string, { config, problems }: ConfigRead, entries: readonly Entry[]): Workspace {
  const sorted = [...entries].sort((a, b) => compare(a.file, b.file));
  const sources = withoutRivals(sorted);
  const scenarios = withoutDoubles(sorted.flatMap((entry) => entry.scenarios ?? []));
  const mocks = sorted.flatMap((entry) => (entry.mocks && !sources.rivals.has(entry.file) ? [entry.mocks] : []));
  return {
    dir,
    config,
    sources: sources.sources,
    stale: sorted.filter(({ stale }) => stale).map(({ file }) => file),
    scenarios: scenarios.scenarios,
    mocks: Object.fromEntries(mocks.map(({ namespace, methods }) => [namespace, methods])),
    problems: inOrder([
      ...problems,
      ...sorted.flatMap((entry) => entry.problems),
      ...sources.problems,
      ...scenarios.problems,
    ]),
  };
}

interface Kept {
  readonly sources: readonly Source[];
  /** Files that are out because another one has their name. */
  readonly rivals: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/** Of two files with one name neither wins. */
function withoutRivals(entries: readonly Entry[]): Kept {
  const named = entries.filter(({ source, mocks }) => source ?? mocks);
  const groups = [...groupBy(named, nameKey).values()].filter((group) => group.length > 1);
  const rivals = new Set(groups.flatMap((group) => group.map(({ file }) => file)));
  const sources = entries.flatMap(({ file, source }) => (source && !rivals.has(file) ? [source] : []));
  return { sources: sources.sort(bySource), rivals, problems: groups.map(rivalProblem) };
}

/** Mocks are rivals of connectors in code: both answer for one namespace. */
function nameKey({ source, mocks }: Entry): string {
  const name = mocks?.namespace ?? source?.name ?? '';
  return `${mocks ? 'connector' : source?.kind} ${source?.kind === 'connector' ? name.split('/').at(-1) : name}`;
}

function rivalProblem(group: readonly Entry[]): Problem {
  const files = group.map(({ file }) => file);
  const [first] = group;
  const kind = first?.source?.kind ?? 'connector';
  const name = first?.source?.name ?? first?.mocks?.namespace;
  const message = `several files are the ${kind} "${name}": ${files.join(' and ')}`;
  return fileProblem(files[0] ?? '', message, 'Rename or delete all but one; none of them is loaded until then.');
}

function bySource(a: Source, b: Source): number {
  return compare(a.kind, b.kind) || compare(a.name, b.name);
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const order = (a: Problem, b: Problem) => compare(a.file, b.file) || a.line - b.line || a.column - b.column;
  return [...problems].sort(order);
}

/** By code units, the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
