// `tasks` of deploy.yaml: data to try a workspace with. Each becomes a scenario of its name.

import { isObject, own } from '../json.ts';
import type { Json, JsonObject, Path, Problem, Scenario } from '../step.ts';
import { isInside, normalise } from './config-rules.ts';
import { type Item, itemsOf, nameOf, unnamed } from './deploy-items.ts';
import type { Fault, Origin } from './fault.ts';
import { describe } from './json.ts';
import { misspelt } from './rules.ts';
import { readScenario } from './scenario.ts';

const EXAMPLE = '- { name: "new customer", data: { customer: { name: "Anna" } } }';
const TASK_KEYS = ['name', 'data', 'file', 'tags', 'description', 'id'];

/** What stands in a data file: no value where it cannot be read, nothing where there is no such file. */
export interface DataFile {
  readonly value?: Json;
  readonly origin: Origin;
  readonly problems: readonly Problem[];
}

export interface TasksRead {
  readonly scenarios: readonly Scenario[];
  /** Data files that tasks name, there or not. */
  readonly files: readonly string[];
  readonly faults: readonly Fault[];
  /** Of the data files. */
  readonly problems: readonly Problem[];
}

const NOTHING: TasksRead = { scenarios: [], files: [], faults: [], problems: [] };

export function readTasks(
  value: Json | undefined,
  at: Path,
  origin: Origin,
  readData: (file: string) => DataFile | undefined,
): TasksRead {
  const { items, faults } = itemsOf(value, at, EXAMPLE);
  const read = items.map((item) => readTask(item, origin, readData));
  return {
    scenarios: withOwnNames(read.flatMap(({ scenarios }) => scenarios)),
    files: [...new Set(read.flatMap(({ files }) => files))],
    faults: [...faults, ...read.flatMap((task) => task.faults)],
    problems: read.flatMap(({ problems }) => problems),
  };
}

function readTask(item: Item, origin: Origin, readData: (file: string) => DataFile | undefined): TasksRead {
  const { value, at } = item;
  const name = nameOf(item);
  if (name === undefined || !isObject(value)) return { ...NOTHING, faults: [unnamed(item, 'tasks', EXAMPLE)] };
  const faults = misspelt(value, TASK_KEYS, at);
  const file = own(value, 'file') ?? null;
  const tags = own(value, 'tags') ?? [];
  const read =
    file === null
      ? inlineTask({ name, tags, data: own(value, 'data') ?? null }, at, origin)
      : fileTask({ name, tags }, file, at, readData);
  return { ...read, faults: [...faults, ...read.faults] };
}

/** An explicit scenario is what has both name and data, and so does a task. */
function inlineTask(task: JsonObject & { readonly name: string }, at: Path, origin: Origin): TasksRead {
  if (task.data === null) return { ...NOTHING, faults: [noData(task.name, at)] };
  const { content, faults } = readScenario(task, at);
  if (!content) return { ...NOTHING, faults };
  return {
    ...NOTHING,
    scenarios: [{ name: task.name, file: origin.file, line: origin.lineOf(at), ...content }],
    faults,
  };
}

/** A data file may be written as a scenario, expectations and all; name and tags are the task's. */
function fileTask(
  task: JsonObject & { readonly name: string },
  path: Json,
  at: Path,
  readData: (file: string) => DataFile | undefined,
): TasksRead {
  const file = typeof path === 'string' ? normalise(path) : '';
  if (!isInside(file)) return { ...NOTHING, faults: [outside(task.name, path, at)] };
  const read = readData(file);
  if (!read) return { ...NOTHING, files: [file], faults: [noFile(task.name, file, at)] };
  if (read.value === undefined) return { ...NOTHING, files: [file], problems: read.problems };
  const { origin } = read;
  const { content, faults } = readScenario(read.value, []);
  const ours = { name: task.name, title: task.name, file, line: origin.lineOf([]) };
  const tags = textsOf(task.tags);
  return {
    scenarios: content ? [{ ...content, ...ours, tags: tags.length > 0 ? tags : content.tags }] : [],
    files: [file],
    faults: [],
    problems: [...read.problems, ...faults.map((fault) => origin.problem(fault))],
  };
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((element) => typeof element === 'string') : [];
}

function noData(name: string, path: Path): Fault {
  const message = `the task "${name}" has neither data nor a file`;
  return { severity: 'error', path, message, hint: `For example: ${EXAMPLE}` };
}

function outside(name: string, value: Json, path: Path): Fault {
  const message = `the file of the task "${name}" must be a file inside the workspace, not ${describe(value)}`;
  return { severity: 'error', path: [...path, 'file'], message, hint: 'For example: file: "task/example.json"' };
}

function noFile(name: string, file: string, path: Path): Fault {
  const message = `the file of the task "${name}" is not there: ${file}`;
  return { severity: 'error', path: [...path, 'file'], message, hint: 'Make it, or write the data here, as `data`.' };
}

/** The platform lets several tasks have one name. */
function withOwnNames(scenarios: readonly Scenario[]): readonly Scenario[] {
  const used = new Map<string, number>();
  return scenarios.map((scenario) => {
    const count = (used.get(scenario.name) ?? 0) + 1;
    used.set(scenario.name, count);
    return count === 1 ? scenario : { ...scenario, name: `${scenario.name} (${count})` };
  });
}
