// What scenario and connector files written in JS or TS export, once the sandbox has turned it into JSON: constructors by
// name, {"$regexp": [source, flags]}, {"$function": name}.
import type { Json, Mocks, Path, Problem } from '../step.ts';
import { type Fault, moduleOrigin } from './fault.ts';
import { isObject, own } from './json.ts';
import { strayMarkers } from './markers.ts';
import { readMethods } from './mocks.ts';
import { nameBelow } from './role.ts';
import { isExplicit } from './scenario.ts';
import { readScenarios, type ScenariosRead } from './scenario-file.ts';

/**
 * `value` is the module's default export, or `{ default: … }`. `folder` is the workspace's scenarios folder, which is no
 * part of a scenario's name.
 */
export function scenariosFromModule(file: string, value: Json, folder = 'scenarios'): ScenariosRead {
  return readScenarios(defaultOf(value), nameBelow(folder, file), moduleOrigin(file), stray);
}

export interface ModuleMocks {
  readonly mocks: Mocks;
  readonly problems: readonly Problem[];
}

/** The exports are the methods; those of an object exported by default are methods too. */
export function mocksFromModule(file: string, value: Json): ModuleMocks {
  const namespace = nameBelow('', file).split('/').at(-1) ?? file;
  const { methods, faults } = readMethods(allMethods(value), [], namespace);
  const problems = faults.map((fault) => moduleOrigin(file).problem(fault));
  return { mocks: problems.length === 0 ? { [namespace]: methods } : {}, problems };
}

function defaultOf(value: Json): Json {
  if (!isObject(value) || Object.keys(value).length !== 1) return value;
  return own(value, 'default') ?? value;
}

function allMethods(value: Json): Json {
  if (!isObject(value)) return value;
  const { default: inner, ...named } = value;
  return inner === undefined ? value : isObject(inner) ? { ...inner, ...named } : inner;
}

/** Functions answer for connectors, regular expressions stand in `expect.data`; all else of a scenario is data. */
function stray(value: Json, at: Path): Fault[] {
  if (!isObject(value) || !isExplicit(value)) return strayMarkers(value, at);
  const { connectors: _, expect, ...rest } = value;
  const { data: __, ...plain } = isObject(expect) ? expect : {};
  return [...strayMarkers(rest, at), ...strayMarkers(plain, [...at, 'expect'])];
}
