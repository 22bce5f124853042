// What scenario and connector files written in JS or TS export, once the sandbox has turned it into JSON: constructors by
// name, {"$regexp": [source, flags]}, {"$function": name}.

import { isObject } from '../json.ts';
import type { Json, Mocks, Path, Problem } from '../step.ts';
import { type Fault, moduleOrigin } from './fault.ts';
import { strayMarkers } from './markers.ts';
import { readMethods } from './mocks.ts';
import { nameBelow } from './role.ts';
import { isExplicit } from './scenario.ts';
import { readScenarios, type ScenariosRead } from './scenario-file.ts';

/** `value` is the default export. `folder` is the workspace's scenarios folder, which is no part of a scenario's name. */
export function scenariosFromModule(file: string, value: Json, folder = 'scenarios'): ScenariosRead {
  return readScenarios(value, nameBelow(folder, file), moduleOrigin(file), stray);
}

export interface ModuleMocks {
  readonly mocks: Mocks;
  readonly problems: readonly Problem[];
}

/** `value` holds the methods: the named exports, or the object that is exported by default. */
export function mocksFromModule(file: string, value: Json): ModuleMocks {
  const namespace = nameBelow('', file).split('/').at(-1) ?? file;
  const { methods, faults } = readMethods(value, [], namespace);
  const problems = faults.map((fault) => moduleOrigin(file).problem(fault));
  return { mocks: problems.length === 0 ? { [namespace]: methods } : {}, problems };
}

/** Functions answer for connectors, regular expressions stand in `expect.data`; all else of a scenario is data. */
function stray(value: Json, at: Path): Fault[] {
  if (!isObject(value) || !isExplicit(value)) return strayMarkers(value, at);
  const { connectors: _, expect, ...rest } = value;
  const { data: __, ...plain } = isObject(expect) ? expect : {};
  return [...strayMarkers(rest, at), ...strayMarkers(plain, [...at, 'expect'])];
}
