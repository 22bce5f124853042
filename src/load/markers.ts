// How functions and regular expressions of a JS scenario arrive from the sandbox, and where they may not stand.

import { isObject } from '../json.ts';
import type { Json, Path } from '../step.ts';
import type { Fault } from './fault.ts';

/** {"$function": name}: it stays in the sandbox and is called there by its name. */
export const FUNCTION = '$function';
/** {"$regexp": [source, flags]} */
export const REGEXP = '$regexp';

/** Functions and regular expressions anywhere in a value that must be plain data. */
export function strayMarkers(value: Json, at: Path): Fault[] {
  if (Array.isArray(value)) return value.flatMap((element: Json, index) => strayMarkers(element, [...at, index]));
  if (!isObject(value)) return [];
  const [key, ...more] = Object.keys(value);
  if (more.length === 0 && key === FUNCTION) return [stray(at, 'a function', 'connectors')];
  if (more.length === 0 && key === REGEXP) return [stray(at, 'a regular expression', 'expect.data')];
  return Object.entries(value).flatMap(([name, inner]) => strayMarkers(inner, [...at, name]));
}

function stray(path: Path, what: string, allowed: string): Fault {
  return {
    severity: 'error',
    path,
    message: `${path.join('.') || 'the export'} is ${what}, which is no data`,
    hint: `In a scenario, ${what} may stand in ${allowed} only; write a plain value.`,
  };
}
