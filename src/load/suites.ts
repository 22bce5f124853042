// Suites of scenarios, as the guide lays them out: folders below tests/, or what `.aloma/test-config.json` names.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../json.ts';
import type { Json, Path, Problem, Scenario, Source, Workspace } from '../step.ts';
import { readDocument } from './document.ts';
import { readEntry } from './entry.ts';
import { type Fault, fileProblem, problemAt, textOrigin } from './fault.ts';
import { describe } from './json.ts';
import { MAX_DATA_BYTES, readText } from './read-text.ts';
import { isCode, isHidden, nameBelow } from './role.ts';
import { misspelt, unknownKeys } from './rules.ts';
import { walk } from './walk.ts';

export const SUITES_FILE = '.aloma/test-config.json';

/** Folders of tests/ that hold no scenarios of their own: what tasks are begun with, and what begins them. */
const NO_SUITES: ReadonlySet<string> = new Set(['data', 'scripts']);
const MOST_REPEATS = 10_000;

export interface Suite {
  /** Files and folders, relative to the workspace. */
  readonly files: readonly string[];
  /** So often each of its scenarios runs. */
  readonly repeat: number;
}

export interface SuitesRead {
  readonly suites: ReadonlyMap<string, Suite>;
  readonly problems: readonly Problem[];
}

export function readSuites(dir: string): SuitesRead {
  const read = readText(dir, SUITES_FILE, MAX_DATA_BYTES);
  if (read.kind === 'gone') return { suites: suitesInTests(dir), problems: [] };
  if (read.kind === 'problem') return { suites: new Map(), problems: [read.problem] };
  const { document, faults } = readDocument(SUITES_FILE, read.text);
  const inText = faults.map((fault) => problemAt(SUITES_FILE, read.text, fault));
  if (!document) return { suites: new Map(), problems: inText };
  const found = suitesIn(document.value, dir);
  const origin = textOrigin(SUITES_FILE, read.text, document.offsetOf);
  return { suites: found.suites, problems: [...inText, ...found.faults.map((fault) => origin.problem(fault))] };
}

function suitesInTests(dir: string): ReadonlyMap<string, Suite> {
  try {
    const entries = readdirSync(join(dir, 'tests'), { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory() && !NO_SUITES.has(entry.name) && !isHidden(entry.name));
    return new Map(names.map(({ name }) => [name, { files: [`tests/${name}`], repeat: 1 }]));
  } catch {
    return new Map();
  }
}

interface Found {
  readonly suites: SuitesRead['suites'];
  readonly faults: readonly Fault[];
}

/** It may hold settings of others, and nothing else. */
function suitesIn(value: Json, dir: string): Found {
  if (!isObject(value)) return suitesOf(undefined);
  const faults = misspelt(value, ['suites'], []);
  const found = Object.hasOwn(value, 'suites') ? suitesOf(value.suites) : { suites: suitesInTests(dir), faults: [] };
  return { ...found, faults: [...faults, ...found.faults] };
}

function suitesOf(given: Json | undefined): Found {
  if (!isObject(given)) return { suites: new Map(), faults: [wrong(['suites'], 'an object of suites', given)] };
  const faults: Fault[] = [];
  const suites = new Map<string, Suite>();
  for (const [name, one] of Object.entries(given)) {
    const read = suiteOf(one ?? null, ['suites', name], faults);
    if (read) suites.set(name, read);
  }
  return { suites, faults };
}

function suiteOf(value: Json, at: Path, faults: Fault[]): Suite | null {
  if (!isObject(value)) return suiteOf({ files: value }, at, faults);
  faults.push(...unknownKeys(value, ['files', 'repeat'], at));
  const { files: given = null, repeat = 1 } = value;
  const files = typeof given === 'string' ? [given] : given;
  if (!Array.isArray(files) || !files.every((file) => typeof file === 'string')) {
    faults.push(wrong(at, 'a folder, a file, or a list of them', given));
    return null;
  }
  if (typeof repeat !== 'number' || !Number.isInteger(repeat) || repeat < 1 || repeat > MOST_REPEATS) {
    faults.push(wrong([...at, 'repeat'], `a whole number from 1 to ${MOST_REPEATS}`, repeat));
    return null;
  }
  return { files: files.map((file) => file.replace(/^\.\//, '').replace(/\/+$/, '')), repeat };
}

function wrong(path: Path, must: string, actual: Json | undefined): Fault {
  const message = `"${path.join('.')}" must be ${must}, not ${describe(actual)}`;
  const hint = 'For example: { "suites": { "unit": "tests/unit", "load": { "files": ["tests/load"], "repeat": 10 } } }';
  return { severity: 'error', path: actual === undefined ? [] : path, message, hint };
}

/** The workspace with the scenarios of these suites instead of its own. */
export function withSuites(read: Workspace, suites: readonly (Suite & { readonly name: string })[]): Workspace {
  const sources: Source[] = read.sources.filter(({ kind }) => kind !== 'scenario');
  const scenarios: Scenario[] = [];
  // That there is no folder of scenarios is no matter here.
  const problems: Problem[] = read.problems.filter(({ file }) => file !== read.config.scenarios);
  for (const suite of suites) {
    for (const file of filesOf(read.dir, suite, problems)) {
      const kind = isCode(file) ? 'scenario' : 'scenarios';
      const entry = readEntry(read.dir, file, { kind, name: nameBelow(read.config.scenarios, file) });
      if (!entry) continue;
      problems.push(...entry.problems);
      if (entry.source) sources.push(entry.source);
      scenarios.push(...repeated(entry.scenarios ?? [], suite));
    }
  }
  return { ...read, sources, scenarios, problems };
}

const SCENARIO_FILE = /\.(json|jsonc|ya?ml)$/;

function filesOf(
  dir: string,
  { files, name }: Suite & { readonly name: string },
  problems: Problem[],
): readonly string[] {
  const found = files.map((path) => {
    const { files: inside, problems: wrongs, missing } = walk(dir, path);
    problems.push(...wrongs);
    if (missing)
      problems.push(
        fileProblem(path, `there is no ${path}, which the suite ${name} names`, `Make it, or mend ${SUITES_FILE}.`),
      );
    return inside.filter((file) => SCENARIO_FILE.test(file) || isCode(file));
  });
  return [...new Set(found.flat())].sort();
}

/** Each tells which suite it is of. */
function repeated(
  scenarios: readonly Scenario[],
  { name, repeat }: Suite & { readonly name: string },
): readonly Scenario[] {
  const tagged = scenarios.map((one) => ({ ...one, tags: [...new Set([...one.tags, name])] }));
  if (repeat === 1) return tagged;
  return tagged.flatMap((one) =>
    Array.from({ length: repeat }, (_, index) => {
      const number = ` (${index + 1})`;
      return { ...one, name: one.name + number, title: (one.title ?? one.name) + number };
    }),
  );
}
