// All scenarios of one file: one by the file's name, or a list of them as `file#name`, `file#index`.
import type { Json, Path, Problem, Scenario } from '../step.ts';
import type { Fault, Origin } from './fault.ts';
import { groupBy } from './group.ts';
import { readScenario } from './scenario.ts';

export interface ScenariosRead {
  readonly scenarios: readonly Scenario[];
  readonly problems: readonly Problem[];
}

/** `check` finds further faults in one element; an error among them drops that scenario, not its neighbours. */
export function readScenarios(
  value: Json,
  name: string,
  origin: Origin,
  check: (value: Json, at: Path) => Fault[],
): ScenariosRead {
  if (!Array.isArray(value)) return readElement(value, name, [], origin, check);
  if (value.length === 0) return { scenarios: [], problems: [origin.problem(EMPTY_LIST)] };
  const read = value.map((element: Json, index) => readElement(element, name, [index], origin, check));
  return {
    scenarios: read.flatMap(({ scenarios }) => scenarios),
    problems: read.flatMap(({ problems }) => problems),
  };
}

const EMPTY_LIST: Fault = {
  severity: 'warning',
  path: [],
  message: 'this list holds no scenario',
  hint: 'Add an object with the data of a task, or delete the file.',
};

function readElement(
  value: Json,
  name: string,
  at: Path,
  origin: Origin,
  check: (value: Json, at: Path) => Fault[],
): ScenariosRead {
  const { content, faults } = readScenario(value, at);
  const all = [...faults, ...check(value, at)];
  const problems = all.map((fault) => origin.problem(fault));
  if (!content || all.some(({ severity }) => severity === 'error')) return { scenarios: [], problems };
  const address = at.length === 0 ? name : `${name}#${content.title ?? at[0]}`;
  return { scenarios: [{ name: address, file: origin.file, line: origin.lineOf(at), ...content }], problems };
}

/** Takes out scenarios of one name: which of them is meant, nobody can know. */
export function withoutDoubles(scenarios: readonly Scenario[]): ScenariosRead {
  const byName = groupBy(scenarios, ({ name }) => name);
  const doubles = [...byName.values()].filter((same) => same.length > 1);
  if (doubles.length === 0) return { scenarios, problems: [] };
  return {
    scenarios: scenarios.filter(({ name }) => byName.get(name)?.length === 1),
    problems: doubles.map(doubleProblem),
  };
}

function doubleProblem(same: readonly Scenario[]): Problem {
  const [first] = same;
  const places = same.map(({ file, line }) => (line > 0 ? `${file}:${line}` : file)).join(' and ');
  return {
    severity: 'error',
    file: first?.file ?? '',
    line: first?.line ?? 0,
    column: 1,
    message: `several scenarios are called "${first?.name}": ${places}`,
    hint: 'Rename all but one; none of them runs until then.',
  };
}
